package dev.firebreak.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SightingWindowTest {
    private static final long START = 19_440 * SightingRow.DAY_MICROS;

    private final SimDisk disk = new SimDisk(1);
    private int files;
    private final SightingWindow window = new SightingWindow();
    private final TreeMap<String, String> expected = new TreeMap<>();
    private final TreeMap<String, SightingRow> folded = new TreeMap<>();

    private void add(String thing, int host, long micros, boolean pair, int source, long offset)
            throws IOException {
        byte[] key = thing.getBytes(StandardCharsets.US_ASCII);
        int term = window.term(key, 0, key.length, BytesMap.hash(key, 0, key.length, 7));
        window.add(term, host, micros, pair, source, offset);
        SightingRow row = new SightingRow();
        row.host = host;
        row.first = micros;
        row.last = micros;
        row.count = 1;
        row.paired = pair ? 1 : 0;
        row.source = source;
        row.offset = offset;
        folded.merge(
                "%s %05d %d".formatted(thing, host, row.day()),
                row,
                (a, b) -> {
                    a.fold(b);
                    return a;
                });
    }

    private static String text(SightingRow r) {
        return List.of(r.first, r.last, r.count, r.paired, r.source, r.offset).toString();
    }

    private TreeMap<String, String> written() throws IOException {
        TreeMap<String, String> out = new TreeMap<>();
        int[] order = window.termOrder();
        List<Integer> eras = new ArrayList<>(window.eras());
        for (int era : eras) {
            RunWriter w = new RunWriter(disk, "run" + files++, Table.SIGHTINGS);
            long rows = window.write(w, era, order);
            RunInfo info = w.finish();
            Run run = Run.open(disk, info, (_, _, _) -> {});
            RunCursor c = run.cursor();
            long read = 0;
            boolean more = c.first();
            while (more) {
                String key = new String(c.key(), StandardCharsets.US_ASCII);
                SightingReader reader = new SightingReader(c);
                while (reader.next()) {
                    SightingRow r = reader.row;
                    assertThat(SightingRow.era(r.first)).isEqualTo(era);
                    assertThat(out.put("%s %05d %d".formatted(key, r.host, r.day()), text(r)))
                            .isNull();
                    read++;
                }
                more = !reader.atEnd();
            }
            assertThat(read).isEqualTo(rows);
        }
        return out;
    }

    private void check() throws IOException {
        folded.forEach((k, r) -> expected.put(k, text(r)));
        assertThat(written()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void rows_in_any_order_are_written_folded_by_thing_host_and_day(long seed) throws IOException {
        System.out.println("SightingWindowTest seed " + seed);
        Random random = new Random(seed);
        int things = 1 + random.nextInt(50);
        int hosts = 1 + random.nextInt(200);
        int days = 1 + random.nextInt(70);
        long unit = new long[] {1, 1000, 1_000_000}[random.nextInt(3)];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20_000; i++) {
                long time =
                        random.nextInt(100) == 0
                                ? SightingRow.NO_TIME
                                : START
                                        + random.nextInt(days) * SightingRow.DAY_MICROS
                                        + random.nextInt(80_000) * unit;
                add(
                        "D" + "moc.x" + random.nextInt(things),
                        random.nextInt(hosts),
                        time,
                        random.nextInt(5) == 0,
                        3 + random.nextInt(3),
                        random.nextLong(1L << 43));
            }
            check();
            window.clear();
            folded.clear();
            expected.clear();
        }
    }

    @Test
    void a_count_beyond_what_one_row_can_hold_goes_on_in_another_and_is_one_again_when_written()
            throws IOException {
        for (int i = 0; i < 50_000; i++) {
            add("Delpmaxe.dab", 7, START + i, i % 2 == 0, 1, i);
        }
        assertThat(window.rows()).isLessThan(10);
        check();
    }

    @Test
    void a_thing_that_one_host_asked_for_in_descending_time_is_put_in_order() throws IOException {
        for (int i = 3000; i > 0; i--) {
            add("Delpmaxe.dab", i % 2, START + i * 3_600_000_000L, false, 1, i);
        }
        check();
    }

    @Test
    void a_place_that_cannot_be_told_is_refused() {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> window.add(0, 0, START, false, 1, 1L << 44))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("TB");
    }
}
