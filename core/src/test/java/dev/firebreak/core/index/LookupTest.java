package dev.firebreak.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookupTest {
    /// Runs of numbers, some of them with a number that more than one has; in the newest one its value is the newest.
    private static Store.Snapshot snapshot(Random random, Map<Integer, Integer> newest)
            throws IOException {
        SimDisk disk = new SimDisk(1);
        List<RunInfo> infos = new ArrayList<>();
        Map<String, Run> runs = new HashMap<>();
        int count = random.nextInt(4);
        for (int r = 0; r < count; r++) {
            TreeMap<Integer, Integer> entries = new TreeMap<>();
            int start = random.nextInt(3_000);
            for (int i = 0; i < random.nextInt(3_000); i++) {
                entries.put(start + random.nextInt(4_000), random.nextInt(1_000_000));
            }
            newest.putAll(entries);
            try (RunWriter w = new RunWriter(disk, "r" + r, Table.HOSTS)) {
                for (Map.Entry<Integer, Integer> e : entries.entrySet()) {
                    w.add(new ByteOut(4).u32(e.getKey()).copy(), new ByteOut(4).u32(e.getValue()));
                }
                RunInfo info = w.finish();
                infos.add(info);
                runs.put(
                        info.file(),
                        Run.open(
                                disk,
                                info,
                                (_, _, _) -> {
                                    throw new AssertionError();
                                }));
            }
        }
        return new Store.Snapshot(
                new Manifest(1, 9, 0, 0, 0, 0, List.of(), List.of(), infos), runs);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void whatever_is_asked_in_whatever_order_the_newest_value_is_found(long seed)
            throws IOException {
        Random random = new Random(seed);
        Map<Integer, Integer> newest = new HashMap<>();
        Lookup lookup = new Lookup(snapshot(random, newest), Table.HOSTS);
        int asked = 0;
        for (int i = 0; i < 20_000; i++) {
            asked =
                    switch (random.nextInt(20)) {
                        case 0 -> random.nextInt(8_000);
                        case 1 -> Math.max(0, asked - 1 - random.nextInt(3));
                        case 2 -> asked;
                        case 3 -> asked + 2 + random.nextInt(8);
                        default -> asked + 1;
                    };
            byte[] key = new ByteOut(4).u32(asked).copy();
            boolean byKey = random.nextInt(50) == 0;
            ByteIn found = byKey ? lookup.newest(key, 4) : lookup.newest(asked);
            Integer value = found == null ? null : Integer.valueOf(found.u32());
            assertThat(value).as("seed %d, %d-th, %d", seed, i, asked).isEqualTo(newest.get(asked));
            if (random.nextInt(100) == 0) {
                lookup.all(key);
            }
        }
    }
}
