package dev.firebreak.app.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Starts Java processes that go on when this program ends, each known by a file in the folder `run`.
///
/// Their arguments stand in a file, so that the command line is short and shows whose process it is.
final class Launcher {
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Path NICE = Path.of("/usr/bin/nice");

    /// By how much TaskManagers give way to Kafka and the JobManager: whoever works takes all the processors there are, and
    /// on one machine checkpoints and commits would wait behind that.
    private static final String WAY = "5";

    private final ClusterFolder folder;
    private final ClusterLibraries libraries;

    Launcher(ClusterFolder folder, ClusterLibraries libraries) {
        this.folder = folder;
        this.libraries = libraries;
    }

    /// What to start.
    ///
    /// @param java options of the Java machine
    record Plan(String name, List<String> java, String main, List<String> arguments, int metrics) {
        Plan {
            java = List.copyOf(java);
            arguments = List.copyOf(arguments);
        }
    }

    /// The same Java that runs this program.
    ///
    /// @throws ClusterException if there is none at its place
    private static Path java() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        if (!Files.isExecutable(java)) {
            throw new ClusterException("no Java at " + java + "; install a JDK 25 or newer");
        }
        return java;
    }

    Child start(Plan plan) throws IOException {
        Files.deleteIfExists(output(plan.name()));
        Process process =
                builder(plan)
                        .redirectErrorStream(true)
                        .redirectOutput(output(plan.name()).toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                        .start();
        Instant started = process.info().startInstant().orElseGet(Instant::now);
        Child child =
                new Child(
                        plan.name(),
                        process.pid(),
                        started,
                        argumentsOf(plan.name()),
                        plan.metrics());
        child.write(file(plan.name()));
        return child;
    }

    /// Runs a program to its end.
    ///
    /// @throws ClusterException with its last lines if it fails
    void run(Plan plan) throws IOException {
        Process process =
                builder(plan)
                        .redirectErrorStream(true)
                        .redirectOutput(output(plan.name()).toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                        .start();
        try {
            if (!process.waitFor(Limits.FORMAT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new ClusterException(plan.name() + " did not end in " + Limits.FORMAT);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new ClusterException(
                    plan.name() + " failed:\n" + String.join("\n", last(plan.name())));
        }
    }

    /// What a process said last: its log, or, when it did not get so far, its output.
    List<String> last(String name) {
        List<String> all = new ArrayList<>();
        for (Path file : List.of(log(name), output(name))) {
            if (Files.exists(file)) {
                ClusterFolder.lastLines(file, 12).forEach(line -> all.add("  " + line));
            }
        }
        return all;
    }

    Path log(String name) {
        return folder.logs().resolve(name + ".log");
    }

    private Path output(String name) {
        return folder.logs().resolve(name + ".out");
    }

    private Path file(String name) {
        return folder.running().resolve(name + ".properties");
    }

    private Path argumentsOf(String name) {
        return folder.configuration().resolve(name + ".args");
    }

    void forget(Child child) throws IOException {
        Files.deleteIfExists(file(child.name()));
    }

    Optional<Child> known(String name) throws IOException {
        return Child.read(file(name));
    }

    /// All that were started and not ended from here, alive or not, by name.
    List<Child> known() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder.running())) {
            files = all.filter(f -> f.toString().endsWith(".properties")).sorted().toList();
        }
        List<Child> children = new ArrayList<>();
        for (Path file : files) {
            Child.read(file).ifPresent(children::add);
        }
        return children;
    }

    private ProcessBuilder builder(Plan plan) throws IOException {
        List<String> words = new ArrayList<>(plan.java());
        words.add("-Dlog.file=" + log(plan.name()));
        words.add("-Dlog4j2.configurationFile=" + folder.logConfiguration());
        words.add("-cp");
        words.add(libraries.joined(plan.name().startsWith(KafkaBroker.NAME)));
        words.add(plan.main());
        words.addAll(plan.arguments());
        Path arguments = argumentsOf(plan.name());
        Files.write(arguments, words.stream().map(Launcher::quoted).toList());
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // in a session of its own, Ctrl-C and a closed terminal do not reach it
            command.add(SETSID.toString());
        }
        if (plan.name().startsWith(FlinkProcesses.TASK_MANAGER) && Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", WAY));
        }
        command.add(java().toString());
        command.add("@" + arguments);
        return new ProcessBuilder(command).directory(folder.root().toFile());
    }

    /// As the Java launcher reads files of arguments: in quotes, with backslashes doubled.
    private static String quoted(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static java.io.File nothing() {
        return new java.io.File(
                System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }
}
