package dev.firebreak.app.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A process that was started from here, maybe by an earlier command.
///
/// The number of a process may be given to a stranger after its end or after a reboot. A child is therefore known by
/// three things: its number, the moment it started, and that its command line names our file of arguments.
///
/// @param name such as `kafka` or `taskmanager-1`
/// @param arguments the file it was started with
public record Child(String name, long pid, Instant started, Path arguments, int metricsPort) {
    /// The system says since when it runs, and a process's age in ticks of the clock: the sum may differ a little.
    private static final Duration SAME_START = Duration.ofSeconds(3);

    static Optional<Child> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties p = ClusterFolder.read(file);
        try {
            return Optional.of(
                    new Child(
                            p.getProperty("name", ""),
                            Long.parseLong(p.getProperty("pid", "")),
                            Instant.ofEpochMilli(Long.parseLong(p.getProperty("started", ""))),
                            Path.of(p.getProperty("arguments", "")),
                            Integer.parseInt(p.getProperty("metrics", "0"))));
        } catch (NumberFormatException e) {
            return Optional.empty(); // cut off by a crash: names nobody
        }
    }

    void write(Path file) throws IOException {
        Properties p = new Properties();
        p.setProperty("name", name);
        p.setProperty("pid", String.valueOf(pid));
        p.setProperty("started", String.valueOf(started.toEpochMilli()));
        p.setProperty("arguments", arguments.toString());
        p.setProperty("metrics", String.valueOf(metricsPort));
        ClusterFolder.write(file, p);
    }

    public boolean alive() {
        return handle() != null;
    }

    /// Asks the process to end.
    void ask() {
        ProcessHandle process = handle();
        if (process != null) {
            process.destroy();
        }
    }

    /// Asks the process to end and waits; ends it by force if it does not.
    ///
    /// @return whether it ended by itself
    boolean end(Duration limit) {
        ProcessHandle process = handle();
        if (process == null) {
            return true;
        }
        process.destroy();
        if (gone(limit)) {
            return true;
        }
        kill();
        return false;
    }

    /// Ends it as `kill -9` does, and waits until it is gone.
    public void kill() {
        ProcessHandle process = handle();
        if (process != null) {
            process.destroyForcibly();
            gone(Limits.KILL);
        }
    }

    /// Asked again and again instead of waited for, since a dead process that its parent has not taken note of yet
    /// still has a number.
    private boolean gone(Duration limit) {
        return Waiting.until(limit, () -> handle() == null);
    }

    /// Dead, but not yet taken note of: on Linux the state `Z` after the name in brackets (proc(5)). As long as one of
    /// its threads is still ending, its ports are not free.
    private static boolean zombie(long pid) {
        Path process = Path.of("/proc", String.valueOf(pid));
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            String stat = Files.readString(process.resolve("stat"));
            int state = stat.lastIndexOf(')') + 2;
            return state < stat.length() && stat.charAt(state) == 'Z' && threads.count() <= 1;
        } catch (IOException | UncheckedIOException _) {
            return false;
        }
    }

    private @Nullable ProcessHandle handle() {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process == null || !process.isAlive() || zombie(pid)) {
            return null;
        }
        ProcessHandle.Info info = process.info();
        boolean sameStart =
                info.startInstant()
                        .map(
                                start ->
                                        Duration.between(start, started).abs().compareTo(SAME_START)
                                                <= 0)
                        .orElse(false);
        // while a process dies it has no arguments any more, and still its ports
        boolean sameArguments =
                info.commandLine().map(line -> line.contains("@" + arguments)).orElse(true);
        return sameStart && sameArguments ? process : null;
    }
}
