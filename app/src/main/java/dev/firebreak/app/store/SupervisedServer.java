package dev.firebreak.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The process of the embedded database. When it ends without being told to, it is started again on the same port, as
/// often as needed and with growing pauses: what was committed is on disk, and connections find it there. Until then
/// requests are refused and `/health` says so.
final class SupervisedServer {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisedServer.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int QUOTED_LINES = 5;

    private final List<String> command;
    private final Path folder;
    private final Path log;
    private final DatabaseAddress address;
    private final Object starting = new Object();
    private volatile Process process;
    private volatile boolean stopping;
    private volatile int restarts;

    private SupervisedServer(
            List<String> command, Path folder, Path log, DatabaseAddress address, Process process) {
        this.command = List.copyOf(command);
        this.folder = folder;
        this.log = log;
        this.address = address;
        this.process = process;
    }

    /// Starts it and returns when it answers.
    ///
    /// @param folder it runs in
    /// @param log what it prints; of each start anew, the one before is kept as `.1`
    /// @throws IOException with its own last words if it does not come up
    static SupervisedServer start(
            List<String> command, Path folder, Path log, DatabaseAddress address)
            throws IOException {
        SupervisedServer server =
                new SupervisedServer(command, folder, log, address, launch(command, folder, log));
        server.awaitReady();
        Thread.ofVirtual().name("database-supervision").start(server::supervise);
        return server;
    }

    long pid() {
        return process.pid();
    }

    int restarts() {
        return restarts;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// From now on its end is meant.
    void noMoreRestarts() {
        synchronized (starting) {
            stopping = true;
        }
    }

    void awaitEnd(Duration most) throws InterruptedException {
        process.waitFor(most.toSeconds(), TimeUnit.SECONDS);
    }

    private void supervise() {
        Duration pause = FIRST_PAUSE;
        while (!stopping) {
            try {
                int code = process.waitFor();
                if (stopping) {
                    return;
                }
                LOG.error(
                        "the embedded PostgreSQL ended by itself (code {}) and is started again",
                        code);
                Thread.sleep(pause);
                if (startAgain()) {
                    pause = FIRST_PAUSE;
                } else {
                    pause =
                            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                                    ? pause.multipliedBy(2)
                                    : LONGEST_PAUSE;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean startAgain() {
        synchronized (starting) {
            if (stopping) {
                return false;
            }
            try {
                process = launch(command, folder, log);
                awaitReady();
                restarts++;
                LOG.warn("the embedded PostgreSQL answers again");
                return true;
            } catch (IOException e) {
                LOG.error("the embedded PostgreSQL does not come up", e);
                return false;
            }
        }
    }

    private static Process launch(List<String> command, Path folder, Path log) throws IOException {
        if (Files.exists(log)) {
            Files.move(
                    log,
                    log.resolveSibling(log.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                .start();
    }

    private void awaitReady() throws IOException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try (Connection ignored = address.connect()) {
                return;
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    process.destroy();
                    throw new IOException("PostgreSQL did not start: " + lastLines(), e);
                }
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while PostgreSQL started", e);
            }
        }
    }

    private String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join(
                " | ", lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size()));
    }
}
