package dev.firebreak.app.check;

import dev.firebreak.core.model.Problem;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The files behind the paths that the user named: a folder stands for every file below it, in a stable order.
///
/// @param files what to read
/// @param problems what cannot be reached
public record InputFiles(List<Path> files, List<Problem> problems) {
    /// Most files taken from all folders together.
    public static final int MAX_FILES = 2_000_000;

    public static InputFiles of(List<Path> named) {
        List<Path> files = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path path : named) {
            if (Files.isDirectory(path)) {
                walk(path, files, problems);
            } else {
                files.add(path);
            }
        }
        return new InputFiles(List.copyOf(files), List.copyOf(problems));
    }

    /// Links to files are followed, links to folders are not: a link could lead round in a circle, and is named.
    private static void walk(Path folder, List<Path> files, List<Problem> problems) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            if (attributes.isSymbolicLink() && Files.isDirectory(file)) {
                                problems.add(
                                        lost(file, "is a link to a folder, which is not followed"));
                            } else if (found.size() + files.size() >= MAX_FILES) {
                                problems.add(
                                        lost(
                                                folder,
                                                "more than "
                                                        + MAX_FILES
                                                        + " files; the rest is left out"));
                                return FileVisitResult.TERMINATE;
                            } else {
                                found.add(file);
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) {
                            problems.add(lost(file, "cannot be read: " + e));
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            problems.add(lost(folder, "cannot be walked: " + e));
        }
        Collections.sort(found);
        files.addAll(found);
    }

    private static Problem lost(Path path, String reason) {
        return new Problem(path.toString(), "", reason, Problem.Severity.LOST);
    }
}
