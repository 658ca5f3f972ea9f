package dev.firebreak.bench;

import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.index.Index;
import dev.firebreak.core.index.IndexStatus;
import dev.firebreak.core.index.IndexWriter;
import dev.firebreak.core.index.LogIntake;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Slice;
import dev.firebreak.core.model.Span;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Look-ups of very many machines: taking in (without parsing), and questions for new domains.
///
/// 200,000 machines look up 2,000,000 names over 90 days; the popularity of a name falls with its rank (each power of ten of
/// ranks takes as many look-ups). Times in seconds, ascending. 10 million lines are a log.
final class SightingBench {
    private static final int HOSTS = 200_000;
    private static final int NAMES = 2_000_000;
    private static final int STEPS = 1 << 20;
    private static final int LINES_OF_A_LOG = 10_000_000;
    private static final int LINE_BYTES = 90;
    private static final long START =
            Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() * 1_000_000;
    private static final long SPAN = 90L * 86_400_000_000L;

    private final int[] rankOf = new int[STEPS];
    private final byte[][] hosts = new byte[HOSTS][];
    private final byte[] name = new byte[64];
    private final long seed;
    private final long total;

    SightingBench(long seed, long total) {
        this.seed = seed;
        this.total = total;
        for (int i = 0; i < STEPS; i++) {
            rankOf[i] = (int) Math.min(NAMES - 1, Math.pow(NAMES, (i + 0.5) / STEPS) - 1);
        }
        for (int i = 0; i < HOSTS; i++) {
            hosts[i] =
                    ("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255))
                            .getBytes(StandardCharsets.US_ASCII);
        }
    }

    private int rank(SplittableRandom random) {
        int step = random.nextInt(STEPS);
        int rank = rankOf[step];
        int next = step + 1 < STEPS ? rankOf[step + 1] : NAMES;
        return next - rank > 1 ? rank + random.nextInt(next - rank) : rank;
    }

    static String name(int rank) {
        return "n"
                + rank
                + (rank % 3 == 0
                        ? ".cdn.example"
                        : rank % 7 == 0 ? ".services.example.com" : ".example.net");
    }

    private int name(int rank, byte[] out) {
        byte[] b = name(rank).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(b, 0, out, 0, b.length);
        return b.length;
    }

    private long micros(long line) {
        return START + (long) ((double) line / total * SPAN) / 1_000_000 * 1_000_000;
    }

    void fill(Index index, Path data, double minutes) throws IOException {
        Stretch stretch = new Stretch(data, "sightings", minutes);
        byte[][] names = new byte[NAMES][];
        for (int i = 0; i < NAMES; i++) {
            names[i] = name(i).getBytes(StandardCharsets.US_ASCII);
        }
        long from = stretch.done();
        long done = from;
        try (IndexWriter writer = index.writer()) {
            while (done < total && !stretch.over()) {
                long log = done / LINES_OF_A_LOG;
                SplittableRandom random = new SplittableRandom(seed * 7919 + log);
                byte[] head = ("made-up log " + log).getBytes(StandardCharsets.US_ASCII);
                LogIntake intake =
                        writer.log(
                                "Organisation",
                                "log " + log,
                                null,
                                head,
                                (_, n) -> new byte[n],
                                new SilentSink());
                Slice value = new Slice();
                Slice host = new Slice();
                long end = Math.min(total, done + LINES_OF_A_LOG);
                for (long offset = 0; done < end; done++, offset += LINE_BYTES) {
                    byte[] n = names[rank(random)];
                    byte[] h = hosts[random.nextInt(HOSTS)];
                    intake.observation(
                            ObservableType.DOMAIN,
                            value.set(n, 0, n.length),
                            host.set(h, 0, h.length),
                            micros(done),
                            offset);
                }
                intake.finish((long) LINES_OF_A_LOG * LINE_BYTES);
            }
            writer.commit();
        }
        if (done > from) {
            stretch.save(done, done - from);
        }
        System.out.printf(Locale.ROOT, "%,d of %,d lines%n", done, total);
    }

    /// The same look-ups as Zeek would log them, from the first line on, for a search by other tools.
    void raw(Path file, long lines) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            SplittableRandom random = new SplittableRandom(seed * 7919);
            for (long i = 0; i < lines; i++) {
                if (i % LINES_OF_A_LOG == 0) {
                    random = new SplittableRandom(seed * 7919 + i / LINES_OF_A_LOG);
                }
                int length = name(rank(random), name);
                byte[] host = hosts[random.nextInt(HOSTS)];
                out.write(Long.toString(micros(i) / 1_000_000).getBytes(StandardCharsets.US_ASCII));
                out.write(".000000\tCHhAvVGS1DHFjwGM9\t".getBytes(StandardCharsets.US_ASCII));
                out.write(host);
                out.write(
                        "\t50000\t10.255.0.1\t53\tudp\t1\t0.01\t"
                                .getBytes(StandardCharsets.US_ASCII));
                out.write(name, 0, length);
                out.write('\n');
            }
        }
    }

    private static Indicator domain(String name) {
        return Indicator.of(ObservableType.DOMAIN, name, Span.field("bench", "", name));
    }

    /// Half of new indicators were never met; the others are names that few looked up, as attackers' names are.
    private static String asked(int i, SplittableRandom random) {
        return i % 2 == 0
                ? "absent" + i + ".example"
                : name(100_000 + random.nextInt(NAMES - 100_000));
    }

    /// @param list where the 10,000 domains are written for other tools
    static void ask(Index index, long seed, Path list) throws IOException {
        IndexStatus status = index.view().status();
        System.out.printf(
                Locale.ROOT,
                "rows %,d, %,d bytes, %.2f bytes a row, all tables: %s%n",
                status.sightings(),
                status.bytes(),
                (double) status.bytes() / status.sightings(),
                status.bytesByTable());
        long open = System.nanoTime();
        EstateView estate = index.view().estate("Organisation");
        System.out.printf(
                Locale.ROOT,
                "view of the estate, %,d machines: %.0f ms, once%n",
                estate.assetCount(),
                (System.nanoTime() - open) / 1e6);
        SplittableRandom random = new SplittableRandom(seed + 1);
        long[] nanos = new long[400];
        long[] cpu = new long[400];
        long most = 0;
        for (int i = -100; i < nanos.length; i++) {
            List<Indicator> one = List.of(domain(asked(i, random)));
            long t = System.nanoTime();
            long c = Stretch.threadCpu();
            int found = estate.sightings(one).size();
            if (i >= 0) {
                nanos[i] = System.nanoTime() - t;
                cpu[i] = Stretch.threadCpu() - c;
                most = Math.max(most, found);
            }
        }
        Stretch.percentiles("one new domain (up to " + most + " machines)", nanos);
        Stretch.percentiles("the same in CPU time", cpu);
        List<Indicator> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            many.add(domain(asked(i, random)));
        }
        Files.write(list, many.stream().map(Indicator::value).toList());
        for (int round = 0; round < 3; round++) {
            long t = System.nanoTime();
            long c = Stretch.threadCpu();
            int found = estate.sightings(many).size();
            System.out.printf(
                    Locale.ROOT,
                    "10,000 new domains: %.2f s (%.2f CPU-s), %,d sightings%n",
                    (System.nanoTime() - t) / 1e9,
                    (Stretch.threadCpu() - c) / 1e9,
                    found);
        }
        for (int rank : new int[] {0, 100, 10_000}) {
            long t = System.nanoTime();
            int found = estate.sightings(List.of(domain(name(rank)))).size();
            System.out.printf(
                    Locale.ROOT,
                    "the %,d. most popular name: %,d machines in %.0f ms%n",
                    rank + 1,
                    found,
                    (System.nanoTime() - t) / 1e6);
        }
    }
}
