package dev.firebreak.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerBufferTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void every_line_is_found_under_its_minute_before_and_after_it_is_written(long seed)
            throws IOException {
        System.out.println("LedgerBufferTest seed " + seed);
        Random random = new Random(seed);
        LedgerBuffer buffer = new LedgerBuffer();
        TreeMap<Integer, List<String>> expected = new TreeMap<>();
        for (int source = 1; source < 40; source++) {
            int minute = -3 + random.nextInt(10);
            for (int i = 0; i < random.nextInt(2000); i++) {
                minute += random.nextInt(20) == 0 ? random.nextInt(5) - 2 : 0;
                long hash = random.nextLong();
                buffer.add(minute, hash);
                expected.computeIfAbsent(minute, _ -> new ArrayList<>())
                        .add((hash >>> 20) + " " + source);
            }
            buffer.seal(source);
        }
        SimDisk disk = new SimDisk(1);
        for (int minute : expected.keySet()) {
            List<String> found = new ArrayList<>();
            buffer.of(minute, -1, (hash, source) -> found.add(hash + " " + source));
            assertThat(found).containsExactlyInAnyOrderElementsOf(expected.get(minute));
        }
        TreeMap<Integer, List<String>> read = new TreeMap<>();
        for (int era : buffer.eras()) {
            RunWriter w = new RunWriter(disk, "run" + era, Table.LEDGER);
            buffer.write(w, era);
            RunCursor c = Run.open(disk, w.finish(), (_, _, _) -> {}).cursor();
            for (boolean more = c.first(); more; more = c.next()) {
                int minute = new ByteIn(c.key(), 0, 4).u32() ^ 0x80000000;
                LedgerBuffer.decode(
                        c.value(),
                        (hash, source) ->
                                read.computeIfAbsent(minute, _ -> new ArrayList<>())
                                        .add(hash + " " + source));
            }
        }
        assertThat(read).isEqualTo(expected);
    }
}
