package dev.firebreak.gate.examine;

import dev.firebreak.gate.facts.FactsJson;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.Obstacle;
import dev.firebreak.gate.facts.Placing;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.unpack.Limits;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Starts the child process, waits for it within the deadline, and reads what it found. A child that dies, runs out of
/// memory or of time becomes an obstacle of the release, never an exception.
public final class Isolated {
    /// The child ends itself at its limit; after this much longer it is killed, in seconds.
    private static final int GRACE = 20;

    private final Limits limits;

    private final @Nullable Path rules;
    private boolean rulesRun;

    /// @param rules a file of YARA rules to run, if any
    public Isolated(Limits limits, @Nullable Path rules) {
        this.limits = limits;
        this.rules = rules;
    }

    /// Reads one or two releases at once; what they share is read once.
    ///
    /// @param known facts of an earlier release whose files need not be read again
    /// @return the facts in the order of `files`
    /// @throws IOException if the work folder or a release cannot be used at all
    public List<ReleaseFacts> read(List<Path> files, @Nullable Path known) throws IOException {
        Path work = Files.createTempDirectory("firebreak-gate-");
        try {
            return run(files, known, work);
        } finally {
            delete(work);
        }
    }

    /// The rules of the last reading were run, as libyara is installed.
    public boolean rulesRun() {
        return rulesRun;
    }

    private List<ReleaseFacts> run(List<Path> files, @Nullable Path known, Path work)
            throws IOException {
        Properties task = new Properties();
        for (int i = 0; i < files.size(); i++) {
            task.setProperty("file." + i, files.get(i).toAbsolutePath().toString());
            task.setProperty("name." + i, String.valueOf(files.get(i).getFileName()));
        }
        if (known != null) {
            task.setProperty("known", known.toAbsolutePath().toString());
        }
        if (rules != null) {
            task.setProperty("rules", rules.toAbsolutePath().toString());
        }
        task.setProperty("files", Integer.toString(limits.files()));
        task.setProperty("depth", Integer.toString(limits.depth()));
        task.setProperty("bytes", Long.toString(limits.bytes()));
        task.setProperty("fileBytes", Long.toString(limits.fileBytes()));
        task.setProperty("millis", Long.toString(limits.time().toMillis()));
        try (var out = Files.newBufferedWriter(work.resolve("task.properties"))) {
            task.store(out, null);
        }
        String trouble = start(work);
        rulesRun =
                Files.exists(work.resolve("rules-run"))
                        && Files.readString(work.resolve("rules-run")).equals("true");
        List<ReleaseFacts> out = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Path result = work.resolve("facts-" + i + ".json");
            out.add(
                    trouble == null || Files.exists(result) && !trouble.startsWith("!")
                            ? readOrFail(result, files.get(i), trouble)
                            : failed(files.get(i), trouble));
        }
        return out;
    }

    private static ReleaseFacts readOrFail(Path result, Path file, @Nullable String trouble)
            throws IOException {
        try {
            return FactsJson.read(result);
        } catch (IOException e) {
            return failed(file, trouble == null ? "it left no readable result" : trouble);
        }
    }

    /// Returns what went wrong, or null; a leading `!` says that no result may be used.
    private @Nullable String start(Path work) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ChildOptions.in(work));
        command.addAll(startCache());
        command.add("-Djava.io.tmpdir=" + work);
        if (Boolean.getBoolean("firebreak.gate.trace")) {
            command.add("-Dfirebreak.gate.trace=true");
        }
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        work.toString()));
        Path errors = work.resolve("errors.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(errors.toFile());
        // Relative parts of the class path are meant from here, so the folder stays; the
        // environment does not.
        builder.environment()
                .keySet()
                .retainAll(List.of("PATH", "SystemRoot", "TEMP", "TMP", "HOME", "LANG", "LC_ALL"));
        Process child = builder.start();
        try {
            child.getOutputStream().close();
            if (!child.waitFor(limits.time().toSeconds() + GRACE, TimeUnit.SECONDS)) {
                child.destroyForcibly().waitFor();
                return "!it was stopped after " + limits.time().toSeconds() + " seconds";
            }
        } catch (InterruptedException e) {
            child.destroyForcibly();
            Thread.currentThread().interrupt();
            return "!it was interrupted";
        }
        if (Boolean.getBoolean("firebreak.gate.trace")) {
            System.err.print(Files.readString(errors, StandardCharsets.ISO_8859_1));
        }
        if (child.exitValue() != 0 && firstLine(errors).contains("OutOfMemory")) {
            return "it needed more than " + ChildOptions.HEAP + " MiB of memory";
        }
        return switch (child.exitValue()) {
            case 0 -> null;
            case 3 -> "it could not go on: " + firstLine(errors);
            default -> "it ended with code " + child.exitValue() + " " + firstLine(errors);
        };
    }

    /// What makes the start short: a cache beside the program's jar, made by the build with these very options. A cache that
    /// does not fit is passed over by the virtual machine.
    private static List<String> startCache() {
        String train = System.getProperty("firebreak.gate.train");
        if (train != null) {
            return List.of("-XX:AOTCacheOutput=" + train);
        }
        String classPath = System.getProperty("java.class.path");
        if (!classPath.endsWith(".jar") || classPath.contains(File.pathSeparator)) {
            return List.of();
        }
        Path cache = Path.of(classPath).toAbsolutePath().resolveSibling("gate.aot");
        return Files.exists(cache) ? List.of("-XX:AOTCache=" + cache) : List.of();
    }

    private static String firstLine(Path file) throws IOException {
        List<String> lines = ChildOptions.printed(file);
        String line = lines.isEmpty() ? "" : lines.getFirst();
        return line.length() > 300 ? line.substring(0, 300) : line;
    }

    private static ReleaseFacts failed(Path file, @Nullable String trouble) throws IOException {
        String reason =
                trouble == null ? "" : trouble.startsWith("!") ? trouble.substring(1) : trouble;
        String sha = digest(file, "SHA-256");
        FileFacts root =
                new FileFacts(
                        "",
                        FileKind.DATA,
                        Files.size(file),
                        sha,
                        null,
                        0,
                        Placing.NONE,
                        null,
                        List.of(),
                        List.of(),
                        Map.of());
        Obstacle obstacle =
                new Obstacle(
                        "",
                        Obstacle.Kind.LIMIT,
                        "The examining process did not finish: " + reason + ".");
        return new ReleaseFacts(
                String.valueOf(file.getFileName()),
                sha,
                Files.size(file),
                "unknown",
                List.of(root),
                List.of(obstacle),
                0);
    }

    /// Digest of a whole file in lower-case hex.
    public static String digest(Path file, String algorithm) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] buffer = new byte[1 << 16];
            int n;
            while ((n = in.read(buffer)) > 0) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
                            throws IOException {
                        Files.delete(dir);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
