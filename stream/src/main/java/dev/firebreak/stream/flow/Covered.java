package dev.firebreak.stream.flow;

import dev.firebreak.stream.wire.In;
import dev.firebreak.stream.wire.Out;
import java.util.ArrayList;
import java.util.List;

/// Which parts of one log have been taken in, so that what comes again does not count again, in whatever order and with
/// whatever overlaps it comes.
///
/// @param bounds begin and end of each part, ascending, parts neither touching nor overlapping
public record Covered(long[] bounds) {
    /// Most separate parts of one log; a shipper goes through a log in order, so more than one is rare.
    public static final int MAX_PARTS = 1024;

    public static final Covered NOTHING = new Covered(new long[0]);

    private static final int VERSION = 1;

    /// Offsets from `from` (inclusive) to `to` (exclusive).
    public record Range(long from, long to) {
        public boolean contains(long offset) {
            return offset >= from && offset < to;
        }
    }

    /// What of this range is not covered yet, ascending.
    public List<Range> missing(long from, long to) {
        List<Range> gaps = new ArrayList<>(1);
        long at = from;
        for (int i = 0; i < bounds.length && at < to; i += 2) {
            if (bounds[i + 1] <= at) {
                continue;
            }
            if (bounds[i] >= to) {
                break;
            }
            if (bounds[i] > at) {
                gaps.add(new Range(at, bounds[i]));
            }
            at = bounds[i + 1];
        }
        if (at < to) {
            gaps.add(new Range(at, to));
        }
        return gaps;
    }

    /// With this range.
    public Covered plus(long from, long to) {
        if (from >= to) {
            return this;
        }
        List<Long> next = new ArrayList<>(bounds.length + 2);
        long low = from;
        long high = to;
        boolean placed = false;
        for (int i = 0; i < bounds.length; i += 2) {
            if (bounds[i + 1] < low) {
                next.add(bounds[i]);
                next.add(bounds[i + 1]);
            } else if (bounds[i] > high) {
                if (!placed) {
                    next.add(low);
                    next.add(high);
                    placed = true;
                }
                next.add(bounds[i]);
                next.add(bounds[i + 1]);
            } else {
                low = Math.min(low, bounds[i]);
                high = Math.max(high, bounds[i + 1]);
            }
        }
        if (!placed) {
            next.add(low);
            next.add(high);
        }
        return new Covered(next.stream().mapToLong(Long::longValue).toArray());
    }

    /// Where the last part ends, 0 if there is none.
    public long end() {
        return bounds.length == 0 ? 0 : bounds[bounds.length - 1];
    }

    /// Whether everything is covered from the beginning to an offset beyond this one.
    public boolean isWholeBeyond(long offset) {
        return bounds.length == 2 && bounds[0] == 0 && bounds[1] > offset;
    }

    public boolean isFull() {
        return bounds.length / 2 > MAX_PARTS;
    }

    public byte[] encode() {
        Out out = new Out(2 + 4 * bounds.length).u8(VERSION).varint(bounds.length / 2);
        long before = 0;
        for (long b : bounds) {
            out.varint(b - before);
            before = b;
        }
        return out.bytes();
    }

    public static Covered decode(byte[] bytes) {
        In in = new In(bytes);
        if (in.u8() != VERSION) {
            throw in.malformed("a list of covered parts of another version");
        }
        long[] bounds = new long[2 * in.count(MAX_PARTS)];
        long at = 0;
        for (int i = 0; i < bounds.length; i++) {
            at += in.varint();
            bounds[i] = at;
        }
        return new Covered(bounds);
    }
}
