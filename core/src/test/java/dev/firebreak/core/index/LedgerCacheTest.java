package dev.firebreak.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Slice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerCacheTest {
    private static final long START = 1_700_000_000L * 1_000_000;
    private static final int HASH = 64 - LedgerBuffer.HASH_BITS;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void lines_of_others_are_counted_however_many_have_one_hash(long seed) {
        System.out.println("LedgerCacheTest seed " + seed);
        Random random = new Random(seed);
        MinuteLines lines = new MinuteLines();
        Map<Long, Map<Integer, Integer>> expected = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            // few hashes, some with the highest bit set
            long hash = (random.nextLong() & 0x8000_0000_0000_00ffL) >>> HASH | random.nextInt(9);
            int source = random.nextInt(4);
            lines.add(hash, source);
            expected.computeIfAbsent(hash, _ -> new HashMap<>()).merge(source, 1, Integer::sum);
            if (random.nextInt(20) == 0) {
                int asker = random.nextInt(5);
                expected.forEach(
                        (h, by) ->
                                assertThat(lines.others(h, asker))
                                        .isEqualTo(
                                                by.entrySet().stream()
                                                        .filter(e -> e.getKey() != asker)
                                                        .mapToInt(Map.Entry::getValue)
                                                        .sum()));
            }
        }
    }

    @Test
    void a_minute_with_more_lines_than_are_sorted_together_is_searched_whole() {
        MinuteLines lines = new MinuteLines();
        int many = (1 << HASH) + 1_000;
        for (int i = 0; i < many; i++) {
            lines.add(i * 7L % many, i % 3);
        }
        assertThat(lines.others(0, 9)).isEqualTo(1);
        assertThat(lines.others(many - 1, 9)).isEqualTo(1);
        lines.add(many - 1, 5);
        assertThat(lines.others(many - 1, 9)).isEqualTo(2);
        assertThat(lines.others(many, 9)).isZero();
    }

    private record Line(int name, int host, long micros) {}

    /// Of a line that stands m times in what other sources told and n times in this one, max(m, n) count; the times jump.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void logs_whose_times_jump_count_each_line_as_often_as_the_log_that_has_it_most(long seed)
            throws IOException {
        System.out.println("LedgerCacheTest seed " + seed);
        Random random = new Random(seed);
        List<Line> pool = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            pool.add(
                    new Line(
                            random.nextInt(50),
                            random.nextInt(5),
                            START + random.nextInt(40) * 60_000_000L + random.nextInt(4)));
        }
        // room for a fraction of the lines only, so that minutes are read again and again
        Index index =
                Index.open(
                        new SimDisk(seed),
                        Settings.defaults().withMemory(Settings.LEAST_MEMORY).withClock(() -> 0));
        Map<Line, Integer> held = new HashMap<>();
        long duplicates = 0;
        long expected = 0;
        for (int log = 0; log < 40; log++) {
            try (IndexWriter writer = index.writer()) {
                writer.limitRows(200 + random.nextInt(2_000));
                for (int more = 0; more < 2; more++) {
                    Map<Line, Integer> own = new HashMap<>();
                    LogIntake intake = log(writer, "log " + log + " " + more);
                    long offset = 0;
                    for (int i = 0; i < random.nextInt(1_500); i++, offset += 100) {
                        Line line = pool.get(random.nextInt(pool.size()));
                        own.merge(line, 1, Integer::sum);
                        tell(intake, line, offset);
                    }
                    duplicates += intake.finish(offset).duplicates();
                    for (Map.Entry<Line, Integer> e : own.entrySet()) {
                        int before = held.getOrDefault(e.getKey(), 0);
                        expected += Math.min(before, e.getValue());
                        held.put(e.getKey(), Math.max(before, e.getValue()));
                    }
                }
                writer.commit();
            }
        }
        assertThat(expected).isPositive();
        assertThat(duplicates).isEqualTo(expected);
    }

    private static LogIntake log(IndexWriter writer, String name) throws IOException {
        byte[] head = name.getBytes(StandardCharsets.US_ASCII);
        return writer.log("Stadt", name, null, head, (_, n) -> new byte[n], new Silent());
    }

    private static void tell(LogIntake intake, Line line, long offset) {
        byte[] name = ("n" + line.name() + ".example").getBytes(StandardCharsets.US_ASCII);
        byte[] host = ("pc" + line.host()).getBytes(StandardCharsets.US_ASCII);
        intake.observation(
                ObservableType.DOMAIN,
                new Slice().set(name, 0, name.length),
                new Slice().set(host, 0, host.length),
                line.micros(),
                offset);
    }

    private static final class Silent implements ObservationSink {
        @Override
        public void observation(
                ObservableType type, Slice value, Slice host, long epochMicros, long offset) {}

        @Override
        public void seen(Slice host, long epochMicros, long offset) {}

        @Override
        public void hostName(Slice address, Slice name, long epochMicros) {}

        @Override
        public void problem(Problem problem) {}
    }
}
