package dev.firebreak.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StationHistoryTest {
    private record Report(
            long time, boolean snapshot, TreeSet<Integer> there, TreeSet<Integer> gone) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void intervals_do_not_depend_on_the_order_of_reports(long seed) {
        System.out.println("StationHistoryTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            List<Report> reports = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                boolean snapshot = random.nextInt(3) > 0;
                reports.add(
                        new Report(
                                random.nextInt(5),
                                snapshot,
                                some(random),
                                snapshot ? new TreeSet<>() : some(random)));
            }
            List<Report> shuffled = new ArrayList<>(reports);
            Collections.shuffle(shuffled, random);
            StationHistory h = StationHistory.empty(7, 3);
            for (Report r : shuffled) {
                h.add(r.time, r.snapshot, 1, array(r.there), array(r.gone));
                ByteOut out = new ByteOut();
                h.encode(out);
                h = StationHistory.decode(new ByteIn(out.array, 0, out.length));
            }
            for (int c = 0; c < 5; c++) {
                assertThat(said(h, c))
                        .as("seed %d round %d component %d of %s", seed, round, c, reports)
                        .isEqualTo(naive(reports, c));
            }
        }
    }

    private static TreeSet<Integer> some(Random random) {
        TreeSet<Integer> out = new TreeSet<>();
        for (int c = 0; c < 5; c++) {
            if (random.nextBoolean()) {
                out.add(c);
            }
        }
        return out;
    }

    private static int[] array(TreeSet<Integer> set) {
        return set.stream().mapToInt(Integer::intValue).toArray();
    }

    private static List<Long> said(StationHistory h, int component) {
        HoldingRow row = h.row(1, component);
        if (row.always) {
            return List.of(h.firstTime(), HoldingRow.OPEN);
        }
        List<Long> out = new ArrayList<>();
        for (long t : row.times) {
            out.add(t);
        }
        return out;
    }

    private static List<Long> naive(List<Report> reports, int component) {
        TreeMap<Long, List<Report>> byTime = new TreeMap<>();
        reports.forEach(r -> byTime.computeIfAbsent(r.time, _ -> new ArrayList<>()).add(r));
        List<Long> out = new ArrayList<>();
        boolean state = false;
        for (var e : byTime.entrySet()) {
            for (boolean snapshot : new boolean[] {true, false}) {
                List<Report> at =
                        e.getValue().stream().filter(r -> r.snapshot == snapshot).toList();
                if (at.isEmpty()) {
                    continue;
                }
                boolean there = at.stream().anyMatch(r -> r.there.contains(component));
                boolean gone = at.stream().anyMatch(r -> r.gone.contains(component));
                boolean next = there || (!snapshot && !gone && state);
                if (next != state) {
                    out.add(e.getKey());
                    state = next;
                }
            }
        }
        if (state) {
            out.add(HoldingRow.OPEN);
        }
        return out;
    }
}
