package dev.firebreak.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// How late a process of its own, which does nothing but sleep a millisecond at a time, got a processor: what any call
/// measured beside it may have waited, whatever it did.
final class Lateness implements AutoCloseable {
    private final Process sleeper;
    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private volatile boolean closed;

    Lateness() throws IOException {
        sleeper =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx16m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Sleeper.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader lines = sleeper.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                longest.accumulateAndGet(Long.parseLong(line), Math::max);
                late.incrementAndGet();
            }
        } catch (IOException e) {
            if (closed) {
                return;
            }
            System.err.println("how late the machine was is not known from here on: " + e);
        }
    }

    /// What was seen since the last time it was told.
    String told() {
        return "a process beside that slept a millisecond at a time was up to %,d ms late, %,d times by %d ms or more"
                .formatted(longest.getAndSet(0), late.getAndSet(0), Sleeper.LATE_MILLIS);
    }

    @Override
    public void close() {
        closed = true;
        sleeper.destroy();
    }

    /// The process beside: a line for each time it came late, in milliseconds. It ends with the one that started it.
    static final class Sleeper {
        static final long LATE_MILLIS = 50;

        private Sleeper() {}

        public static void main(String[] args) throws InterruptedException {
            ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
            long before = System.nanoTime();
            for (long i = 0; i % 1024 != 0 || parent.isAlive(); i++) {
                TimeUnit.MILLISECONDS.sleep(1);
                long now = System.nanoTime();
                long millis = TimeUnit.NANOSECONDS.toMillis(now - before) - 1;
                if (millis >= LATE_MILLIS) {
                    System.out.println(millis);
                }
                before = now;
            }
        }
    }
}
