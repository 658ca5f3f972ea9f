package dev.firebreak.core.index;

import java.io.IOException;
import java.util.Arrays;

/// Which lines are counted, so that the same line in another file does not count twice: for each minute the hashes of its
/// lines, with their source.
///
/// A part is stored as byte 0, then sections up to its end: varint source, varint lines, the hashes of [#HASH_BITS] bits one
/// after the other, highest bit first, filled up to a byte. Hashes have no order worth a sort: it would save less than a
/// byte a line. Parts of format 2 begin with varint lines instead (never 0), then ascending for each: varint hash minus the
/// hash before, signed source minus the source before.
final class LedgerBuffer {
    static final long MINUTE = 60_000_000L;

    /// Bits of a line's hash that are kept. With 100,000 lines a minute, one line in 176 million would be taken for
    /// another of its minute in another file.
    static final int HASH_BITS = 44;

    private static final int PART_LINES = 512;

    /// Receives a line of the ledger.
    interface Line {
        void line(long hash, int source);
    }

    private final LongLog lines = new LongLog();
    // A run is the lines of one source and minute that stand together; the next run's begin is its
    // end.
    private int[] minuteOf = new int[1 << 8];
    private int[] fromOf = new int[1 << 8];
    private int[] sourceOf = new int[1 << 8];
    private int[] before = new int[1 << 8];
    private int runs;
    private int sealed;
    private int lastMinute;

    /// From a minute to its newest sealed run; older ones by `before`.
    private final LongMap newest = new LongMap();

    void add(int minute, long hash) {
        if (runs == sealed || minute != lastMinute) {
            begin(minute);
        }
        lines.add(hash >>> (64 - HASH_BITS));
    }

    private void begin(int minute) {
        if (runs == minuteOf.length) {
            minuteOf = Arrays.copyOf(minuteOf, runs * 2);
            fromOf = Arrays.copyOf(fromOf, runs * 2);
            sourceOf = Arrays.copyOf(sourceOf, runs * 2);
            before = Arrays.copyOf(before, runs * 2);
        }
        minuteOf[runs] = minute;
        fromOf[runs++] = lines.size();
        lastMinute = minute;
    }

    int lines() {
        return lines.size();
    }

    /// Bytes of heap that it takes.
    long bytes() {
        return lines.bytes() + 16L * minuteOf.length + newest.bytes();
    }

    /// The lines added since the last call are all there is of this source for now.
    void seal(int source) {
        for (int r = sealed; r < runs; r++) {
            sourceOf[r] = source;
            before[r] = (int) newest.get(minuteOf[r], -1);
            newest.put(minuteOf[r], r);
        }
        sealed = runs;
    }

    private int end(int run) {
        return run + 1 < runs ? fromOf[run + 1] : lines.size();
    }

    /// The newest sealed run of lines of a minute, -1 if there is none. Later ones have greater numbers.
    int newest(int minute) {
        return (int) newest.get(minute, -1);
    }

    /// Sealed lines of a minute.
    ///
    /// @param after only of later runs than this one; -1 for all
    void of(int minute, int after, Line each) {
        for (int r = newest(minute); r > after; r = before[r]) {
            for (int i = fromOf[r]; i < end(r); i++) {
                each.line(lines.get(i), sourceOf[r]);
            }
        }
    }

    static byte[] key(int minute) {
        return new ByteOut(4).u32(minute ^ 0x80000000).copy();
    }

    static int era(int minute) {
        return SightingRow.era(minute * MINUTE);
    }

    /// The eras that have sealed lines.
    int[] eras() {
        return Arrays.stream(newest.sortedKeys()).mapToInt(m -> era((int) m)).distinct().toArray();
    }

    /// Writes the lines of an era.
    void write(RunWriter out, int era) throws IOException {
        Part part = new Part();
        ByteOut value = new ByteOut(PART_LINES * 8);
        int[] chain = new int[16];
        for (long m : newest.sortedKeys()) {
            int minute = (int) m;
            if (era(minute) != era) {
                continue;
            }
            byte[] key = key(minute);
            int n = 0;
            for (int r = (int) newest.get(minute, -1); r >= 0; r = before[r]) {
                if (n == chain.length) {
                    chain = Arrays.copyOf(chain, n * 2);
                }
                chain[n++] = r;
            }
            while (n-- > 0) { // the oldest first
                int r = chain[n];
                for (int i = fromOf[r]; i < end(r); i++) {
                    part.add(lines.get(i), sourceOf[r]);
                    if (part.size() == PART_LINES) {
                        part.write(value.clear());
                        out.add(key, value);
                    }
                }
            }
            if (part.size() > 0) {
                part.write(value.clear());
                out.add(key, value);
            }
        }
    }

    /// Lines on their way into one part.
    static final class Part {
        private long[] hashes = new long[PART_LINES];
        private int[] sources = new int[PART_LINES];
        private int n;

        int size() {
            return n;
        }

        void add(long hash, int source) {
            if (n == hashes.length) {
                hashes = Arrays.copyOf(hashes, n * 2);
                sources = Arrays.copyOf(sources, n * 2);
            }
            hashes[n] = hash;
            sources[n++] = source;
        }

        /// Appends the part, if there are lines, and is empty again.
        void write(ByteOut out) {
            if (n > 0) {
                out.u8(0);
            }
            for (int from = 0; from < n; ) {
                int to = from + 1;
                while (to < n && sources[to] == sources[from]) {
                    to++;
                }
                out.varint(sources[from]).varint(to - from);
                Bits bits = new Bits(out);
                for (int i = from; i < to; i++) {
                    bits.write(hashes[i], HASH_BITS);
                }
                bits.fill();
                from = to;
            }
            n = 0;
        }
    }

    static void decode(ByteIn in, Line each) {
        int n = in.count();
        if (n > 0) {
            decodeSorted(in, n, each);
            return;
        }
        Bits.Reader bits = new Bits.Reader();
        while (in.more()) {
            int source = in.count();
            int lines = in.count();
            bits.begin(in, (long) lines * HASH_BITS);
            for (int i = 0; i < lines; i++) {
                each.line(bits.read(HASH_BITS), source);
            }
        }
    }

    /// A part of format 2.
    private static void decodeSorted(ByteIn in, int n, Line each) {
        long hash = 0;
        long source = 0;
        for (int i = 0; i < n; i++) {
            hash += in.varint();
            source += in.signed();
            each.line(hash, (int) source);
        }
    }

    void clear() {
        lines.clear();
        newest.clear();
        runs = 0;
        sealed = 0;
    }
}
