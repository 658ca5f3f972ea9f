package dev.firebreak.gate.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EntropyTest {
    /// A file of zeros beyond 2 GB: the count of one byte passes the largest int.
    @Test
    void moreThanTwoThousandMillionEqualBytesAreCounted() {
        long[] counts = new long[256];
        counts[0] = Integer.MAX_VALUE;
        Entropy.count(new byte[4096], 0, 4096, counts);
        assertThat(counts[0]).isEqualTo(Integer.MAX_VALUE + 4096L);
        assertThat(Entropy.of(counts, counts[0])).isZero();
        counts[1] = counts[0];
        assertThat(Entropy.of(counts, 2 * counts[0])).isEqualTo(1);
    }
}
