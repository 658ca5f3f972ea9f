package dev.firebreak.core.index;

import java.util.Arrays;

/// The lines of one minute that sources have told: 12 bytes each, found by their hash.
///
/// Most are sorted by hash; the last few are not yet.
final class MinuteLines {
    /// Lines that are not sorted yet: so few are looked through quicker than sorted.
    private static final int UNSORTED = 128;

    /// Lines that are sorted together; the place of each has room beside its hash in 64 bits.
    private static final int BLOCK = 1 << (64 - LedgerBuffer.HASH_BITS);

    private long[] hashes = new long[0];
    private int[] sources = new int[0];
    private int n;
    private int sorted;

    /// The newest run of the buffer that is taken in, see [LedgerBuffer#of]; -1 if none.
    int taken = -1;

    int size() {
        return n;
    }

    void add(long hash, int source) {
        if (n == hashes.length) {
            int more = Math.max(16, n + n / 2);
            hashes = Arrays.copyOf(hashes, more);
            sources = Arrays.copyOf(sources, more);
        }
        hashes[n] = hash;
        sources[n++] = source;
    }

    /// How many lines with this hash other sources have told.
    int others(long hash, int source) {
        if (n - sorted > UNSORTED) {
            sort();
        }
        int found = 0;
        for (int i = sorted; i < n; i++) {
            found += hashes[i] == hash && sources[i] != source ? 1 : 0;
        }
        for (int from = 0; from < sorted; from += BLOCK) {
            int until = Math.min(sorted, from + BLOCK);
            for (int i = first(from, until, hash); i < until && hashes[i] == hash; i++) {
                found += sources[i] != source ? 1 : 0;
            }
        }
        return found;
    }

    /// The first place from which on no hash is less.
    private int first(int from, int until, long hash) {
        int low = from;
        int high = until;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (hashes[middle] < hash) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void sort() {
        // whole blocks stay as they are
        for (int from = sorted / BLOCK * BLOCK; from < n; from += BLOCK) {
            sort(from, Math.min(n, from + BLOCK));
        }
        sorted = n;
    }

    private void sort(int from, int until) {
        long[] keys = new long[until - from];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = hashes[from + i] * BLOCK + i;
        }
        // hashes fill the upper bits, so the order is that of numbers without a sign
        flip(keys);
        Arrays.sort(keys);
        flip(keys);
        int[] places = Arrays.copyOfRange(sources, from, until);
        for (int i = 0; i < keys.length; i++) {
            hashes[from + i] = keys[i] >>> (64 - LedgerBuffer.HASH_BITS);
            sources[from + i] = places[(int) (keys[i] & (BLOCK - 1))];
        }
    }

    private static void flip(long[] keys) {
        for (int i = 0; i < keys.length; i++) {
            keys[i] ^= Long.MIN_VALUE;
        }
    }
}
