package dev.firebreak.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which lines are counted, so that the same line in another file does not count twice: for each minute the hashes of its
/// lines, with their source.
///
/// A part is stored as varint lines, then ascending for each: varint hash minus the hash before, signed source minus the
/// source before.
final class LedgerBuffer {
    static final long MINUTE = 60_000_000L;

    /// Bits of a line's hash that are kept. With 100,000 lines a minute, one line in 176 million would be taken for
    /// another of its minute in another file.
    static final int HASH_BITS = 44;

    private static final int PART_LINES = 512;

    /// Lines of one source and minute, hashes ascending.
    record Chunk(int source, long[] hashes) {}

    /// Receives a line of the ledger.
    interface Line {
        void line(long hash, int source);
    }

    private final TreeMap<Integer, List<Chunk>> sealed = new TreeMap<>();
    private int[] minutes = new int[1 << 12];
    private long[] hashes = new long[1 << 12];
    private int open;
    private long total;

    void add(int minute, long hash) {
        if (open == minutes.length) {
            minutes = Arrays.copyOf(minutes, open * 2);
            hashes = Arrays.copyOf(hashes, open * 2);
        }
        minutes[open] = minute;
        hashes[open++] = hash >>> (64 - HASH_BITS);
        total++;
    }

    long lines() {
        return total;
    }

    /// The lines added since the last call are all there is of this source for now.
    void seal(int source) {
        int from = 0;
        TreeMap<Integer, long[]> byMinute = new TreeMap<>();
        while (from < open) {
            int to = from + 1;
            while (to < open && minutes[to] == minutes[from]) {
                to++;
            }
            long[] part = Arrays.copyOfRange(hashes, from, to);
            byMinute.merge(minutes[from], part, LedgerBuffer::concat);
            from = to;
        }
        byMinute.forEach(
                (minute, all) -> {
                    Arrays.sort(all);
                    sealed.computeIfAbsent(minute, _ -> new ArrayList<>(1))
                            .add(new Chunk(source, all));
                });
        open = 0;
    }

    private static long[] concat(long[] a, long[] b) {
        long[] out = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, out, a.length, b.length);
        return out;
    }

    /// Sealed lines of a minute.
    List<Chunk> of(int minute) {
        return sealed.getOrDefault(minute, List.of());
    }

    boolean isEmpty() {
        return sealed.isEmpty();
    }

    static byte[] key(int minute) {
        return new ByteOut(4).u32(minute ^ 0x80000000).copy();
    }

    static int era(int minute) {
        return SightingRow.era(minute * MINUTE);
    }

    /// The eras that have lines.
    int[] eras() {
        return sealed.keySet().stream().mapToInt(LedgerBuffer::era).distinct().toArray();
    }

    /// Writes the lines of an era.
    void write(RunWriter out, int era) throws IOException {
        ByteOut value = new ByteOut();
        for (Map.Entry<Integer, List<Chunk>> e : sealed.entrySet()) {
            if (era(e.getKey()) != era) {
                continue;
            }
            List<long[]> lines = new ArrayList<>();
            for (Chunk c : e.getValue()) {
                for (long h : c.hashes()) {
                    lines.add(new long[] {h, c.source()});
                }
            }
            lines.sort(Comparator.comparingLong(l -> l[0]));
            for (int i = 0; i < lines.size(); i += PART_LINES) {
                value.clear();
                encode(lines, i, Math.min(lines.size(), i + PART_LINES), value);
                out.add(key(e.getKey()), value);
            }
        }
    }

    static void encode(List<long[]> lines, int from, int to, ByteOut out) {
        if (from == to) {
            return;
        }
        out.varint(to - from);
        long hash = 0;
        long source = 0;
        for (int i = from; i < to; i++) {
            long[] l = lines.get(i);
            out.varint(l[0] - hash).signed(l[1] - source);
            hash = l[0];
            source = l[1];
        }
    }

    static void decode(ByteIn in, Line each) {
        int n = in.count();
        long hash = 0;
        long source = 0;
        for (int i = 0; i < n; i++) {
            hash += in.varint();
            source += in.signed();
            each.line(hash, (int) source);
        }
    }

    void clear() {
        sealed.clear();
        open = 0;
        total = 0;
    }
}
