package dev.firebreak.stream.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoveredTest {
    @Test
    void itIsWholeFromTheBeginningWithoutAGap() {
        assertThat(Covered.NOTHING.isWholeBeyond(-1)).isFalse();
        assertThat(Covered.NOTHING.end()).isZero();
        Covered gap = Covered.NOTHING.plus(0, 10).plus(20, 30);
        assertThat(gap.end()).isEqualTo(30);
        assertThat(gap.isWholeBeyond(10)).isFalse();
        assertThat(gap.plus(10, 20).isWholeBeyond(10)).isTrue();
        assertThat(gap.plus(10, 20).isWholeBeyond(30)).isFalse();
        assertThat(Covered.NOTHING.plus(5, 30).isWholeBeyond(10)).isFalse();
    }

    /// Against a set of single offsets.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyOffsetCountsOnceWhateverTheOrderAndOverlaps(long seed) {
        Random random = new Random(seed);
        Covered covered = Covered.NOTHING;
        BitSet oracle = new BitSet();
        for (int round = 0; round < 300; round++) {
            int from = random.nextInt(1000);
            int to = from + random.nextInt(40);
            BitSet missing = new BitSet();
            for (Covered.Range r : covered.missing(from, to)) {
                assertThat(r.from()).isLessThan(r.to());
                missing.set((int) r.from(), (int) r.to());
            }
            BitSet expected = new BitSet();
            expected.set(from, to);
            expected.andNot(oracle);
            assertThat(missing).as("seed " + seed + ", round " + round).isEqualTo(expected);
            covered = Covered.decode(covered.plus(from, to).encode());
            oracle.set(from, to);
        }
    }

    @Test
    void partsThatTouchBecomeOne() {
        Covered covered = Covered.NOTHING.plus(10, 20).plus(30, 40).plus(20, 30);
        assertThat(covered.bounds()).containsExactly(10, 40);
    }

    @Test
    void tooManyPartsAreTold() {
        Covered covered = Covered.NOTHING;
        for (int i = 0; i <= Covered.MAX_PARTS; i++) {
            covered = covered.plus(10L * i, 10L * i + 1);
        }
        assertThat(covered.isFull()).isTrue();
    }
}
