package dev.firebreak.core.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.TreeSet;

/// Sightings of the recent past on the heap, folded by thing, host and day, until they are written as runs.
final class SightingWindow {
    private static final int ROW_BYTES = 4 + 4 + 8 + 8 + 4 + 4 + 4 + 8 + 8;

    private final BytesMap terms = new BytesMap();
    private int[] term = new int[1 << 12];
    private int[] host = new int[1 << 12];
    private long[] first = new long[1 << 12];
    private long[] last = new long[1 << 12];
    private int[] count = new int[1 << 12];
    private int[] paired = new int[1 << 12];
    private int[] source = new int[1 << 12];
    private long[] offset = new long[1 << 12];
    private int[] slots = new int[1 << 13];
    private int rows;

    SightingWindow() {
        Arrays.fill(slots, -1);
    }

    int rows() {
        return rows;
    }

    long bytes() {
        return terms.bytes() + (long) term.length * ROW_BYTES;
    }

    /// @param hash of the key bytes, [BytesMap#hash]
    void add(
            byte[] key,
            int start,
            int end,
            long hash,
            int hostNumber,
            long micros,
            boolean pair,
            int src,
            long off) {
        int t = terms.put(key, start, end, hash);
        long day =
                micros == SightingRow.NO_TIME
                        ? SightingRow.NO_TIME
                        : Math.floorDiv(micros, SightingRow.DAY_MICROS);
        int mask = slots.length - 1;
        int slot = slot(t, hostNumber, day) & mask;
        while (slots[slot] >= 0) {
            int r = slots[slot];
            if (term[r] == t && host[r] == hostNumber && day(r) == day) {
                touch(r, micros, pair, src, off);
                return;
            }
            slot = (slot + 1) & mask;
        }
        if (rows == term.length) {
            grow();
        }
        int r = rows++;
        term[r] = t;
        host[r] = hostNumber;
        first[r] = micros;
        last[r] = micros;
        count[r] = 1;
        paired[r] = pair ? 1 : 0;
        source[r] = src;
        offset[r] = off;
        if (rows * 2L > slots.length) {
            rehash();
        } else {
            slots[slot] = r;
        }
    }

    private void touch(int r, long micros, boolean pair, int src, long off) {
        if (micros < first[r]
                || (micros == first[r]
                        && (src < source[r] || (src == source[r] && off < offset[r])))) {
            first[r] = micros;
            source[r] = src;
            offset[r] = off;
        }
        last[r] = Math.max(last[r], micros);
        count[r]++;
        paired[r] += pair ? 1 : 0;
    }

    private static int slot(int term, int host, long day) {
        long h =
                ((long) term << 32 | (host & 0xffffffffL)) * 0x9e3779b97f4a7c15L
                        + day * 0xc2b2ae3d27d4eb4fL;
        return (int) (h >>> 29);
    }

    private long day(int r) {
        return first[r] == SightingRow.NO_TIME
                ? SightingRow.NO_TIME
                : Math.floorDiv(first[r], SightingRow.DAY_MICROS);
    }

    private void grow() {
        int n = term.length + (term.length >> 1);
        term = Arrays.copyOf(term, n);
        host = Arrays.copyOf(host, n);
        first = Arrays.copyOf(first, n);
        last = Arrays.copyOf(last, n);
        count = Arrays.copyOf(count, n);
        paired = Arrays.copyOf(paired, n);
        source = Arrays.copyOf(source, n);
        offset = Arrays.copyOf(offset, n);
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        Arrays.fill(slots, -1);
        int mask = slots.length - 1;
        for (int r = 0; r < rows; r++) {
            int slot = slot(term[r], host[r], day(r)) & mask;
            while (slots[slot] >= 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = r;
        }
    }

    /// The eras that rows lie in.
    TreeSet<Integer> eras() {
        TreeSet<Integer> eras = new TreeSet<>();
        int before = Integer.MIN_VALUE;
        for (int r = 0; r < rows; r++) {
            int era = SightingRow.era(first[r]);
            if (era != before) {
                eras.add(era);
                before = era;
            }
        }
        return eras;
    }

    /// Writes the rows of one era.
    ///
    /// @return how many
    long write(RunWriter out, int era, int[] termOrder) throws IOException {
        int[] byTerm = new int[terms.size() + 1];
        for (int r = 0; r < rows; r++) {
            byTerm[term[r] + 1] += SightingRow.era(first[r]) == era ? 1 : 0;
        }
        for (int t = 0; t < terms.size(); t++) {
            byTerm[t + 1] += byTerm[t];
        }
        int[] next = Arrays.copyOf(byTerm, terms.size());
        int[] grouped = new int[byTerm[terms.size()]];
        for (int r = 0; r < rows; r++) {
            if (SightingRow.era(first[r]) == era) {
                grouped[next[term[r]]++] = r;
            }
        }
        SightingParts parts = new SightingParts(out);
        SightingRow row = new SightingRow();
        byte[] key = new byte[RunWriter.MAX_KEY];
        for (int t : termOrder) {
            if (byTerm[t] == byTerm[t + 1]) {
                continue;
            }
            int length = terms.end(t) - terms.start(t);
            System.arraycopy(terms.arena(), terms.start(t), key, 0, length);
            parts.begin(key, length);
            order(grouped, byTerm[t], byTerm[t + 1]);
            for (int i = byTerm[t]; i < byTerm[t + 1]; i++) {
                fill(row, grouped[i]);
                parts.add(row);
            }
            parts.end();
        }
        return parts.written();
    }

    int[] termOrder() {
        return terms.sorted();
    }

    /// By host, then day; packed into one number each: 31 bits host, 32 bits place would not leave room for the day, so
    /// rows of one host are put right afterwards (few).
    private void order(int[] grouped, int from, int to) {
        if (to - from < 2) {
            return;
        }
        long[] keys = new long[to - from];
        for (int i = from; i < to; i++) {
            keys[i - from] = (long) host[grouped[i]] << 32 | grouped[i];
        }
        Arrays.sort(keys);
        for (int i = 0; i < keys.length; i++) {
            grouped[from + i] = (int) keys[i];
        }
        for (int i = from + 1; i < to; i++) {
            int x = grouped[i];
            int j = i - 1;
            while (j >= from && host[grouped[j]] == host[x] && first[grouped[j]] > first[x]) {
                grouped[j + 1] = grouped[j];
                j--;
            }
            grouped[j + 1] = x;
        }
    }

    private void fill(SightingRow row, int r) {
        row.host = host[r];
        row.first = first[r];
        row.last = last[r];
        row.count = count[r];
        row.paired = paired[r];
        row.source = source[r];
        row.offset = offset[r];
    }

    /// Receives who was spoken of on which day, and what kind of thing was seen.
    interface Coverage {
        void covered(int host, long day, long kinds);
    }

    void coverage(Coverage each) {
        for (int r = 0; r < rows; r++) {
            if (first[r] != SightingRow.NO_TIME) {
                byte kind = terms.arena()[terms.start(term[r])];
                each.covered(host[r], day(r), 1L << Terms.type(kind).ordinal());
            }
        }
    }

    void clear() {
        terms.clear();
        rows = 0;
        Arrays.fill(slots, -1);
    }
}
