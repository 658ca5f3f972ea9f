package dev.firebreak.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoverageBufferTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void every_day_of_every_host_is_written_once_with_all_its_kinds(long seed) throws IOException {
        System.out.println("CoverageBufferTest seed " + seed);
        Random random = new Random(seed);
        CoverageBuffer buffer = new CoverageBuffer();
        long farthest = Math.floorDiv(Long.MAX_VALUE, SightingRow.DAY_MICROS);
        for (int round = 0; round < 2; round++) {
            TreeMap<String, Long> expected = new TreeMap<>();
            for (int i = 0; i < 20_000; i++) {
                int host =
                        random.nextInt(100) == 0
                                ? CoverageBuffer.MAX_HOSTS - 1 - random.nextInt(3)
                                : random.nextInt(3000);
                long day =
                        random.nextInt(100) == 0
                                ? random.nextLong(-farthest, farthest)
                                : 19_000 + i / 4000 + random.nextInt(2);
                long kinds = random.nextInt(4) == 0 ? 0 : 1L << random.nextInt(9);
                buffer.covered(host, day, kinds);
                expected.merge("%010d %d".formatted(host, day), kinds, (a, b) -> a | b);
            }
            SimDisk disk = new SimDisk(seed);
            RunWriter w = new RunWriter(disk, "run", Table.COVERAGE);
            buffer.write(w);
            TreeMap<String, Long> read = new TreeMap<>();
            RunCursor c = Run.open(disk, w.finish(), (_, _, _) -> {}).cursor();
            for (boolean more = c.first(); more; more = c.next()) {
                int host = new ByteIn(c.key()).u32();
                Recode.days(
                        c.value(),
                        (day, kinds) ->
                                assertThat(read.put("%010d %d".formatted(host, day), kinds))
                                        .isNull());
            }
            assertThat(read).isEqualTo(expected);
            buffer.clear();
            assertThat(buffer.isEmpty()).isTrue();
        }
    }
}
