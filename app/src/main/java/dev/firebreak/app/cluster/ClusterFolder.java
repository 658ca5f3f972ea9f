package dev.firebreak.app.cluster;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/// Everything that a cluster on this machine keeps lies below one folder.
///
/// @param root absolute
record ClusterFolder(Path root) {
    ClusterFolder {
        root = root.toAbsolutePath().normalize();
    }

    Path configuration() {
        return root.resolve("conf");
    }

    Path logConfiguration() {
        return configuration().resolve("log4j2.xml");
    }

    Path logs() {
        return root.resolve("log");
    }

    /// One file for each process that was started.
    Path running() {
        return root.resolve("run");
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    Path checkpoints() {
        return root.resolve("checkpoints");
    }

    Path savepoints() {
        return root.resolve("savepoints");
    }

    /// What a process keeps only while it runs; emptied when it starts anew.
    Path working(String process) {
        return root.resolve("tmp").resolve(process);
    }

    /// What is remembered from one start to the next.
    Path memory() {
        return root.resolve("cluster.properties");
    }

    void create() throws IOException {
        for (Path folder :
                List.of(
                        configuration(),
                        logs(),
                        running(),
                        checkpoints(),
                        savepoints(),
                        root.resolve("tmp"))) {
            Files.createDirectories(folder);
        }
    }

    static Properties read(Path file) throws IOException {
        Properties read = new Properties();
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                read.load(in);
            } catch (IllegalArgumentException e) {
                throw new ClusterException(file + " is damaged: " + e.getMessage(), e);
            }
        }
        return read;
    }

    /// In one step: a crash leaves the old file or the new one.
    static void write(Path file, Properties content) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try (Writer out = Files.newBufferedWriter(beside)) {
            content.store(out, null);
        }
        Files.move(
                beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = new ArrayList<>(walk.sorted(Comparator.reverseOrder()).toList());
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }

    /// The last lines of a file, for a message about a process that died.
    static List<String> lastLines(Path file, int number) {
        Deque<String> last = new ArrayDeque<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.forEach(
                    line -> {
                        last.addLast(line.length() > 400 ? line.substring(0, 400) + " ..." : line);
                        if (last.size() > number) {
                            last.removeFirst();
                        }
                    });
        } catch (IOException | java.io.UncheckedIOException e) {
            last.addLast("(" + file + " cannot be read: " + e.getMessage() + ")");
        }
        return List.copyOf(last);
    }
}
