package dev.firebreak.core.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeSet;

/// Sightings of the recent past on the heap, until they are written as runs, folded by thing, host and day.
///
/// A row is four numbers that lie side by side: term and host; first; offset and place of its source in [#sources]; last minus
/// first, count and paired. Rows are only appended; what lately was seen once more is found through a small table that fits
/// into the processor's cache and folded at once, the rest is folded when it is written. A table of all rows would cost a
/// wait for memory with each line.
final class SightingWindow {
    private static final int STRIDE = 4;
    private static final int SOURCE_BITS = 20;
    private static final int MAX_SOURCES = 1 << SOURCE_BITS;

    /// Largest offset: 16 TB.
    private static final long MAX_OFFSET = (1L << (64 - SOURCE_BITS)) - 1;

    private static final int SPAN_BITS = 37; // a day in microseconds
    private static final int COUNT_BITS = 14;
    private static final int PAIRED_SHIFT = SPAN_BITS + COUNT_BITS;
    private static final long SPAN = (1L << SPAN_BITS) - 1;
    private static final int MAX_COUNT = (1 << COUNT_BITS) - 1;
    private static final int MAX_PAIRED = (1 << (64 - PAIRED_SHIFT)) - 1;

    private static final int RECENT_BITS = 15;

    /// Rows that are brought near together before they are written.
    private static final int AHEAD = 128;

    /// Most rows; the memory bound is reached long before.
    static final int MAX_ROWS = (1 << 30) / STRIDE;

    private final BytesMap terms = new BytesMap();
    private final LongLog rows = new LongLog();
    private final TreeSet<Integer> eras = new TreeSet<>();

    /// By a hash of term, host and day: 32 bits of it and a row's number plus 1.
    private final long[] recent = new long[1 << RECENT_BITS];

    private int[] sources = new int[16];
    private int sourceCount;
    private long eraFrom;
    private long eraTo;
    private long dayFrom;
    private long dayTo;
    private long day;

    /// What was read ahead only; kept so that reading it is not left out.
    private long warmth;

    int rows() {
        return rows.size() / STRIDE;
    }

    /// Bytes of heap that it takes, and will take while it is written.
    long bytes() {
        return terms.bytes() + rows.bytes() + rows() * 8L + terms.size() * 12L;
    }

    boolean full() {
        return rows() >= MAX_ROWS - LineBuffer.MAX || sourceCount >= MAX_SOURCES - 1;
    }

    /// See [BytesMap#warm].
    int warm(long hash) {
        return terms.warm(hash);
    }

    /// The number of a thing within this window.
    ///
    /// @param hash of the key bytes, [BytesMap#hash]
    int term(byte[] key, int start, int end, long hash) {
        return terms.put(key, start, end, hash);
    }

    /// @throws IOException if the place in the source cannot be told any more
    void add(int term, int host, long micros, boolean pair, int source, long offset)
            throws IOException {
        if (offset > MAX_OFFSET) {
            throw new IOException("a log of more than " + (MAX_OFFSET >> 40) + " TB");
        }
        if (micros < dayFrom || micros >= dayTo) {
            enterDay(micros);
        }
        long key = (long) term << 32 | host;
        long hash = BytesMap.stir(key + day * 0x9e3779b97f4a7c15L);
        int slot = (int) (hash >>> (64 - RECENT_BITS));
        long tag = hash << 32;
        long known = recent[slot];
        if ((known & 0xffffffff_00000000L) == tag && (int) known != 0) {
            if (touch((int) known - 1, key, micros, pair, source, offset)) {
                return;
            }
        }
        recent[slot] = tag | (rows() + 1);
        rows.add(
                key,
                micros,
                offset << SOURCE_BITS | place(source),
                1L << SPAN_BITS | (pair ? 1L << PAIRED_SHIFT : 0));
    }

    private void enterDay(long micros) {
        if (micros == SightingRow.NO_TIME) {
            day = Integer.MIN_VALUE;
            dayFrom = micros;
            dayTo = micros + 1;
        } else {
            day = Math.floorDiv(micros, SightingRow.DAY_MICROS);
            dayFrom = day * SightingRow.DAY_MICROS;
            dayTo = dayFrom + SightingRow.DAY_MICROS;
        }
        if (eras.isEmpty() || micros < eraFrom || micros >= eraTo) {
            int era = SightingRow.era(micros);
            eras.add(era);
            eraFrom = micros == SightingRow.NO_TIME ? micros : era * SightingRow.ERA_MICROS;
            eraTo = micros == SightingRow.NO_TIME ? micros + 1 : eraFrom + SightingRow.ERA_MICROS;
        }
    }

    private int place(int source) {
        if (sourceCount == 0 || sources[sourceCount - 1] != source) {
            if (sourceCount == sources.length) {
                sources = Arrays.copyOf(sources, sourceCount * 2);
            }
            sources[sourceCount++] = source;
        }
        return sourceCount - 1;
    }

    /// @return false if it is another row, or one that cannot take more
    private boolean touch(int r, long key, long micros, boolean pair, int source, long offset) {
        long[] block = rows.block(r * STRIDE);
        int at = r * STRIDE & (LongLog.BLOCK - 1);
        long first = block[at + 1];
        long rest = block[at + 3];
        int count = (int) (rest >>> SPAN_BITS) & MAX_COUNT;
        int paired = (int) (rest >>> PAIRED_SHIFT);
        if (block[at] != key
                || first < dayFrom
                || first >= dayTo
                || count == MAX_COUNT
                || paired == MAX_PAIRED) {
            return false;
        }
        long last = Math.max(first + (rest & SPAN), micros);
        if (micros < first || (micros == first && before(source, offset, block[at + 2]))) {
            block[at + 1] = micros;
            block[at + 2] = offset << SOURCE_BITS | place(source);
            first = micros;
        }
        block[at + 3] =
                last - first
                        | (count + 1L) << SPAN_BITS
                        | (long) (paired + (pair ? 1 : 0)) << PAIRED_SHIFT;
        return true;
    }

    private boolean before(int source, long offset, long place) {
        int other = sources[(int) place & (MAX_SOURCES - 1)];
        return source < other || (source == other && offset < place >>> SOURCE_BITS);
    }

    /// The eras that rows lie in.
    TreeSet<Integer> eras() {
        return eras;
    }

    int[] termOrder() {
        return terms.sorted();
    }

    /// Writes the rows of one era.
    ///
    /// @return how many
    long write(RunWriter out, int era, int[] termOrder) throws IOException {
        boolean all = eras.size() == 1;
        int n = rows();
        int[] begin = new int[terms.size() + 1];
        for (int r = 0; r < n; r++) {
            if (all || eraOf(r) == era) {
                begin[term(r)]++;
            }
        }
        int total = 0;
        for (int t : termOrder) {
            int here = begin[t];
            begin[t] = total;
            total += here;
        }
        long[] grouped = new long[total]; // host and number of each row, in the order of terms
        for (int r = 0; r < n; r++) {
            if (all || eraOf(r) == era) {
                long key = rows.get(r * STRIDE);
                grouped[begin[(int) (key >>> 32)]++] = key << 32 | r;
            }
        }
        SightingParts parts = new SightingParts(out);
        int from = 0;
        int near = 0;
        for (int t : termOrder) {
            int to = begin[t]; // moved on to where the next term begins
            if (from < to) {
                if (to > near && to - from < AHEAD) {
                    near = Math.min(total, from + AHEAD);
                    warm(grouped, from, near);
                }
                int start = terms.start(t);
                parts.begin(terms.arena(), start, terms.end(t) - start);
                term(grouped, from, to, parts);
                parts.end();
            }
            from = to;
        }
        return parts.written();
    }

    /// Waits for many rows at once, which lie anywhere in memory, instead of for each when it is needed.
    private void warm(long[] grouped, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += first(grouped[i]);
        }
        warmth = sum;
    }

    private int term(int r) {
        return (int) (rows.get(r * STRIDE) >>> 32);
    }

    private int eraOf(int r) {
        return SightingRow.era(rows.get(r * STRIDE + 1));
    }

    /// Writes the rows of one term, folded.
    private void term(long[] grouped, int from, int to, SightingParts parts) throws IOException {
        if (to - from > 1) {
            Arrays.sort(grouped, from, to);
        }
        SightingRow row = new SightingRow();
        SightingRow next = new SightingRow();
        fill(row, (int) grouped[from]);
        int near = to - from < AHEAD ? to : from;
        for (int i = from + 1; i < to; i++) {
            if (i >= near) {
                near = Math.min(to, i + AHEAD);
                warm(grouped, i, near);
            }
            int r = (int) grouped[i];
            if ((int) (grouped[i] >>> 32) != row.host) {
                parts.add(row);
                fill(row, r);
                continue;
            }
            int end = i + 1;
            while (end < to && (int) (grouped[end] >>> 32) == row.host) {
                end++;
            }
            byDay(grouped, i - 1, end);
            fill(row, (int) grouped[i - 1]);
            for (; i < end; i++) {
                fill(next, (int) grouped[i]);
                if (next.day() == row.day()) {
                    row.fold(next);
                } else {
                    parts.add(row);
                    row.set(next);
                }
            }
            i--;
        }
        parts.add(row);
    }

    /// Puts rows of one host in the order of time; they mostly are, as they came so.
    private void byDay(long[] grouped, int from, int to) {
        boolean sorted = true;
        for (int i = from + 1; i < to && sorted; i++) {
            sorted = first(grouped[i - 1]) <= first(grouped[i]);
        }
        if (!sorted) {
            Long[] some = new Long[to - from];
            for (int i = from; i < to; i++) {
                some[i - from] = grouped[i];
            }
            Arrays.sort(some, Comparator.comparingLong(this::first));
            for (int i = from; i < to; i++) {
                grouped[i] = some[i - from];
            }
        }
    }

    private long first(long hostAndRow) {
        return rows.get((int) hostAndRow * STRIDE + 1);
    }

    private void fill(SightingRow row, int r) {
        long[] block = rows.block(r * STRIDE);
        int at = r * STRIDE & (LongLog.BLOCK - 1);
        long rest = block[at + 3];
        row.host = (int) block[at];
        row.first = block[at + 1];
        row.last = row.first + (rest & SPAN);
        row.count = rest >>> SPAN_BITS & MAX_COUNT;
        row.paired = rest >>> PAIRED_SHIFT;
        row.source = sources[(int) block[at + 2] & (MAX_SOURCES - 1)];
        row.offset = block[at + 2] >>> SOURCE_BITS;
    }

    void clear() {
        terms.clear();
        rows.clear();
        eras.clear();
        Arrays.fill(recent, 0);
        sourceCount = 0;
        dayFrom = 0;
        dayTo = 0;
    }
}
