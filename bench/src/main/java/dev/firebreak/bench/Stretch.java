package dev.firebreak.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;

/// A long measurement that may be done in stretches: how far it is and what it cost so far stand in a file beside the memory.
final class Stretch {
    private final Path file;
    private final Properties facts = new Properties();
    private final double cpuBefore = cpuSeconds();
    private final long wallBefore = System.nanoTime();
    private final long end;

    /// @param minutes after which [#over] says that it is time to stop
    Stretch(Path data, String what, double minutes) throws IOException {
        file = data.resolveSibling(data.getFileName() + "." + what + ".progress");
        end = wallBefore + (long) (minutes * 60e9);
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                facts.load(in);
            }
        }
    }

    boolean over() {
        return System.nanoTime() > end;
    }

    long done() {
        return Long.parseLong(facts.getProperty("done", "0"));
    }

    private double number(String name) {
        return Double.parseDouble(facts.getProperty(name, "0"));
    }

    /// Remembers how far it is. What the rows cost is the processor time of all stretches, merges included.
    void save(long done, long rowsOfThisStretch) throws IOException {
        double cpu = cpuSeconds() - cpuBefore;
        double wall = (System.nanoTime() - wallBefore) / 1e9;
        Properties now = new Properties();
        now.setProperty("done", Long.toString(done));
        now.setProperty(
                "rows", String.format(Locale.ROOT, "%.0f", number("rows") + rowsOfThisStretch));
        now.setProperty("cpu", String.format(Locale.ROOT, "%.2f", number("cpu") + cpu));
        now.setProperty("wall", String.format(Locale.ROOT, "%.2f", number("wall") + wall));
        try (OutputStream out = Files.newOutputStream(file)) {
            now.store(out, "progress of a benchmark");
        }
        System.out.printf(
                Locale.ROOT,
                "%,.0f rows so far: %.1f CPU-s, %.1f s, %,.0f rows per CPU-s, %,.0f rows/s%n",
                number("rows") + rowsOfThisStretch,
                number("cpu") + cpu,
                number("wall") + wall,
                (number("rows") + rowsOfThisStretch) / (number("cpu") + cpu),
                (number("rows") + rowsOfThisStretch) / (number("wall") + wall));
    }

    /// Processor time of this process, all threads.
    static double cpuSeconds() {
        var os =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        return os.getProcessCpuTime() / 1e9;
    }

    static long threadCpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    static void percentiles(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%s: p50 %.2f ms, p95 %.2f ms, max %.2f ms%n",
                what,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 95 / 100] / 1e6,
                nanos[nanos.length - 1] / 1e6);
    }
}
