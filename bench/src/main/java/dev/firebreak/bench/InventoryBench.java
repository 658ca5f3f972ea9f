package dev.firebreak.bench;

import dev.firebreak.core.index.Index;
import dev.firebreak.core.index.IndexStatus;
import dev.firebreak.core.index.IndexView;
import dev.firebreak.core.index.IndexWriter;
import dev.firebreak.core.index.InventoryIntake;
import dev.firebreak.core.index.LogIntake;
import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.InventorySink;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Slice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// The inventory of very many machines: taking in, bytes a row, holder lists.
final class InventoryBench {
    private static final int ORGANISATIONS = 300;
    private static final int PER_FILE = 1000;
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
    private static final int QUESTIONS = 200;

    private InventoryBench() {}

    static void fill(Index index, Path data, int machines, int entries, long seed, double minutes)
            throws IOException {
        Stretch stretch = new Stretch(data, "inventory", minutes);
        Component[] all = new Component[MadeUpMachines.PROGRAMS * MadeUpMachines.VERSIONS];
        for (int i = 0; i < all.length; i++) {
            all[i] = MadeUpMachines.component(i);
        }
        MadeUpMachines estate = new MadeUpMachines(seed);
        int[] list = new int[entries];
        int from = (int) stretch.done();
        int done = from;
        try (IndexWriter writer = index.writer()) {
            while (done < machines && !stretch.over()) {
                byte[] hash = Arrays.copyOf(ByteBuffer.allocate(4).putInt(done).array(), 16);
                InventoryIntake intake =
                        writer.inventory(
                                "Organisation 0", "file " + done, hash, Instant.EPOCH, _ -> {});
                for (int m = 0; m < PER_FILE && done < machines; m++, done++) {
                    estate.list(done, list);
                    intake.begin(
                            new Asset(
                                    "PC-" + done,
                                    "Organisation " + done % ORGANISATIONS,
                                    Platform.WINDOWS,
                                    List.of()),
                            InventorySink.Kind.SNAPSHOT,
                            "programs",
                            Instant.ofEpochSecond(START + done % 86_400),
                            0);
                    for (int number : list) {
                        intake.component(all[number], InventorySink.Change.PRESENT, 0);
                    }
                    intake.end();
                }
                intake.finish(0);
            }
            writer.commit();
            if (done >= machines) {
                writer.compact(true);
            }
        }
        if (done > from) {
            stretch.save(done, (long) (done - from) * entries);
        }
        System.out.printf(Locale.ROOT, "%,d of %,d machines%n", done, machines);
    }

    /// Every one of the machines looks one name up, once, in the log of its organisation.
    static void oneKey(Index index, int machines) throws IOException {
        byte[] name = "popular.example".getBytes(StandardCharsets.US_ASCII);
        long begin = System.nanoTime();
        try (IndexWriter writer = index.writer()) {
            Slice value = new Slice();
            Slice host = new Slice();
            for (int o = 0; o < ORGANISATIONS; o++) {
                byte[] head = ("one key, organisation " + o).getBytes(StandardCharsets.US_ASCII);
                LogIntake intake =
                        writer.log(
                                "Organisation " + o,
                                "dns.log of organisation " + o,
                                null,
                                head,
                                (_, n) -> new byte[n],
                                new SilentSink());
                long offset = 0;
                for (int m = o; m < machines; m += ORGANISATIONS, offset += 90) {
                    byte[] h = ("PC-" + m).getBytes(StandardCharsets.US_ASCII);
                    intake.observation(
                            ObservableType.DOMAIN,
                            value.set(name, 0, name.length),
                            host.set(h, 0, h.length),
                            (START + offset / 9_000) * 1_000_000L, // a hundred a second
                            offset);
                }
                intake.finish(offset);
            }
            writer.commit();
            writer.compact(true);
        }
        System.out.printf(
                Locale.ROOT,
                "%,d machines on one key taken in, %.1f s%n",
                machines,
                (System.nanoTime() - begin) / 1e9);
    }

    static void ask(Index index, long seed) throws IOException {
        IndexView view = index.view();
        IndexStatus status = view.status();
        System.out.printf(
                Locale.ROOT,
                "rows %,d, %,d bytes, %.2f bytes a row, all tables: %s%n",
                status.holdings(),
                status.bytes(),
                (double) status.bytes() / status.holdings(),
                status.bytesByTable());
        SplittableRandom random = new SplittableRandom(seed);
        MadeUpMachines estate = new MadeUpMachines(seed);
        long[] nanos = new long[QUESTIONS];
        long[] cpu = new long[QUESTIONS];
        long most = 0;
        for (int i = -10; i < QUESTIONS; i++) {
            // as often as it is installed: popular programs are asked about most
            String program = MadeUpMachines.programName(estate.program(random));
            long t = System.nanoTime();
            long c = Stretch.threadCpu();
            long holders = 0;
            for (long n : view.holdersByOrganisation(x -> x.name().equals(program)).values()) {
                holders += n;
            }
            if (i >= 0) {
                nanos[i] = System.nanoTime() - t;
                cpu[i] = Stretch.threadCpu() - c;
                most = Math.max(most, holders);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d questions for all versions of a program, drawn as often as installed%n",
                QUESTIONS);
        Stretch.percentiles("holders by organisation (up to " + most + " machines)", nanos);
        Stretch.percentiles("the same in CPU time of the asking thread", cpu);
    }
}
