package dev.firebreak.bench;

import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.index.FileDisk;
import dev.firebreak.core.index.Index;
import dev.firebreak.core.index.IndexStatus;
import dev.firebreak.core.index.IndexView;
import dev.firebreak.core.index.IndexWriter;
import dev.firebreak.core.index.InventoryIntake;
import dev.firebreak.core.index.LogIntake;
import dev.firebreak.core.index.Settings;
import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.InventorySink;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Slice;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.VersionScheme;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Sizes and speeds of the memory on made-up estates.
///
/// `inventory DIR MACHINES`: each machine has 100 entries out of 200,000 components with a Zipf-like popularity, in 300
/// organisations. `sightings DIR LINES`: machines look names up, most of them popular ones. Seed 7. CPU time is that of this
/// process; latencies are wall time on whatever else the machine does.
public final class MemoryBench {
    private static final long SEED = 7;
    private static final int ENTRIES = 100;
    private static final int COMPONENTS = 200_000;
    private static final int ORGANISATIONS = 300;
    private static final int NAMES = 2_000_000;
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() * 1_000_000;

    private MemoryBench() {}

    public static void main(String[] args) throws IOException {
        Index index = Index.open(FileDisk.create(Path.of(args[1])), Settings.defaults().withMemory(1L << 30));
        switch (args[0]) {
            case "inventory" -> inventory(index, Integer.parseInt(args[2]));
            case "sightings" -> sightings(index, Long.parseLong(args[2]));
            case "ask" -> ask(index);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static double cpuSeconds() {
        var os = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return os.getProcessCpuTime() / 1e9;
    }

    /// Popularity falls as the rank rises: with `u` even in [0, 1), rank = n^u - 1.
    private static int popular(Random random, int n) {
        return (int) Math.min(n - 1, Math.pow(n, random.nextDouble()) - 1);
    }

    private static Component component(int i) {
        return new Component(
                "Program " + i / 4, "Maker " + i % 5000, "1." + i % 4 + "." + i, VersionScheme.GENERIC, Platform.WINDOWS, List.of());
    }

    private static void inventory(Index index, int machines) throws IOException {
        Component[] all = new Component[COMPONENTS];
        for (int i = 0; i < COMPONENTS; i++) {
            all[i] = component(i);
        }
        Random random = new Random(SEED);
        double cpu = cpuSeconds();
        try (IndexWriter writer = index.writer()) {
            int done = 0;
            while (done < machines) {
                byte[] hash = Arrays.copyOf(ByteBuffer.allocate(4).putInt(done).array(), 16);
                InventoryIntake intake =
                        writer.inventory("Organisation " + done % ORGANISATIONS, "file " + done, hash, Instant.EPOCH, _ -> {});
                for (int m = 0; m < 1000 && done < machines; m++, done++) {
                    String organisation = "Organisation " + done % ORGANISATIONS;
                    intake.begin(
                            new Asset("PC-" + done, organisation, Platform.WINDOWS, List.of()),
                            InventorySink.Kind.SNAPSHOT,
                            "programs",
                            Instant.ofEpochSecond(START / 1_000_000 + random.nextInt(86_400)),
                            0);
                    for (int e = 0; e < ENTRIES; e++) {
                        intake.component(all[popular(random, COMPONENTS)], InventorySink.Change.PRESENT, 0);
                    }
                    intake.end();
                }
                intake.finish(0);
            }
            writer.commit();
            report("inventory import", (long) machines * ENTRIES, cpu);
            writer.compact(true);
        }
        IndexStatus status = index.view().status();
        System.out.printf(
                "rows %,d (entries named twice by one machine count once), %,d bytes, %.2f bytes a row, all tables%n",
                status.holdings(), status.bytes(), (double) status.bytes() / status.holdings());
        System.out.println(status.bytesByTable());
        versionSets(index);
    }

    private static void versionSets(Index index) throws IOException {
        Random random = new Random(SEED);
        long[] nanos = new long[60];
        long[] cpu = new long[60];
        long holders = 0;
        IndexView view = index.view();
        var thread = ManagementFactory.getThreadMXBean();
        for (int i = -10; i < nanos.length; i++) {
            int program = popular(random, COMPONENTS) / 4;
            long t = System.nanoTime();
            long c0 = thread.getCurrentThreadCpuTime();
            long n = view.holdersByOrganisation(c -> c.name().equals("Program " + program)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            if (i >= 0) {
                nanos[i] = System.nanoTime() - t;
                cpu[i] = thread.getCurrentThreadCpuTime() - c0;
                holders = Math.max(holders, n);
            }
        }
        percentiles("holders of one version set by organisation (up to " + holders + " machines)", nanos);
        percentiles("the same in CPU time", cpu);
    }

    private static void sightings(Index index, long lines) throws IOException {
        Random random = new Random(SEED);
        double cpu = cpuSeconds();
        byte[][] hosts = new byte[200_000][];
        for (int i = 0; i < hosts.length; i++) {
            hosts[i] = ("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)).getBytes(StandardCharsets.US_ASCII);
        }
        try (IndexWriter writer = index.writer()) {
            byte[] head = "made up".getBytes(StandardCharsets.US_ASCII);
            LogIntake intake = writer.log("Organisation", "made-up.log", null, head, (_, n) -> new byte[n], new Silent());
            Slice value = new Slice();
            Slice host = new Slice();
            ByteBuffer text = ByteBuffer.allocate(64);
            long offset = 0;
            for (long i = 0; i < lines; i++) {
                int name = popular(random, NAMES);
                text.clear();
                text.put((byte) 'n');
                digits(name, text);
                text.put((name % 3 == 0 ? ".cdn.example" : ".example").getBytes(StandardCharsets.US_ASCII));
                byte[] h = hosts[random.nextInt(hosts.length)];
                intake.observation(
                        ObservableType.DOMAIN,
                        value.set(text.array(), 0, text.position()),
                        host.set(h, 0, h.length),
                        START + i * 40,
                        offset);
                offset += 90;
            }
            intake.finish(offset);
            writer.commit();
            report("sightings import (no parsing)", lines, cpu);
        }
        IndexStatus status = index.view().status();
        System.out.printf(
                "rows %,d, %,d bytes, %.1f bytes a row, all tables%n",
                status.sightings(), status.bytes(), (double) status.bytes() / status.sightings());
        System.out.println(status.bytesByTable());
        ask(index);
    }

    private static void digits(int n, ByteBuffer out) {
        if (n >= 10) {
            digits(n / 10, out);
        }
        out.put((byte) ('0' + n % 10));
    }

    private static Indicator domain(String name) {
        return Indicator.of(ObservableType.DOMAIN, name, Span.field("bench", "", name));
    }

    private static void ask(Index index) throws IOException {
        long open = System.nanoTime();
        EstateView estate = index.view().estate("Organisation");
        System.out.printf("view of the estate, %,d assets: %.0f ms%n", estate.assetCount(), (System.nanoTime() - open) / 1e6);
        Random random = new Random(SEED + 1);
        long[] nanos = new long[400];
        long most = 0;
        long[] cpu = new long[400];
        var thread = ManagementFactory.getThreadMXBean();
        for (int i = -100; i < nanos.length; i++) {
            // half of new indicators were never met; the others are rare names, as attackers' names are
            String name = i % 2 == 0 ? "absent" + i + ".example" : "n" + (100_000 + random.nextInt(NAMES - 100_000)) + ".example";
            long t = System.nanoTime();
            long c0 = thread.getCurrentThreadCpuTime();
            int found = estate.sightings(List.of(domain(name))).size();
            if (i >= 0) {
                nanos[i] = System.nanoTime() - t;
                cpu[i] = thread.getCurrentThreadCpuTime() - c0;
                most = Math.max(most, found);
            }
        }
        percentiles("one new domain (up to " + most + " machines)", nanos);
        percentiles("the same in CPU time", cpu);
        List<Indicator> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            many.add(domain(i % 2 == 0 ? "absent" + i + ".example" : "n" + (100_000 + random.nextInt(NAMES - 100_000)) + ".example"));
        }
        for (int round = 0; round < 3; round++) {
            long t = System.nanoTime();
            long c0 = thread.getCurrentThreadCpuTime();
            int found = estate.sightings(many).size();
            System.out.printf(
                    "10,000 new domains: %.2f s (%.2f CPU-s), %,d sightings%n",
                    (System.nanoTime() - t) / 1e9, (thread.getCurrentThreadCpuTime() - c0) / 1e9, found);
        }
    }

    private static void report(String what, long rows, double cpuBefore) {
        double cpu = cpuSeconds() - cpuBefore;
        System.out.printf("%s: %,d rows, %.1f CPU-s, %,.0f rows per CPU-s%n", what, rows, cpu, rows / cpu);
    }

    private static void percentiles(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%s: p50 %.2f ms, p95 %.2f ms, max %.2f ms%n",
                what, nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 95 / 100] / 1e6, nanos[nanos.length - 1] / 1e6);
    }

    private static final class Silent implements ObservationSink {
        @Override
        public void observation(ObservableType type, Slice value, Slice host, long epochMicros, long offset) {}

        @Override
        public void hostName(Slice address, Slice name, long epochMicros) {}

        @Override
        public void problem(Problem problem) {
            System.out.println(problem);
        }
    }
}
