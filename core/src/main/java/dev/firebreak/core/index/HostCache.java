package dev.firebreak.core.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The hosts that logs named lately, by the bytes they named them with, each with the day and the kinds of things that are
/// entered as covered. Words of 8 to 32 bytes only, which nearly all are; small enough to stay in the processor's cache.
final class HostCache {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int BITS = 14;
    private static final int SHORTEST = 8;
    private static final int LONGEST = 32;
    private static final int KIND_BITS = 16;

    /// For each host first and last eight bytes, the eight bytes after and before these (of short words 0), length and number
    /// plus 1, day and kinds.
    private static final int STRIDE = 6;

    private static final int META = 4;
    private static final int COVERED = 5;

    private final long[] entries = new long[STRIDE << BITS];
    private int organisation = -1;

    private long a;
    private long b;
    private long c;
    private long d;
    private int length;
    private int at;

    /// Hosts of this organisation are asked for from now on.
    void of(int number) {
        if (organisation != number) {
            Arrays.fill(entries, 0);
            organisation = number;
        }
    }

    /// @return -1 if it is not at hand; its number is then to be [#put]
    int find(byte[] bytes, int start, int end) {
        length = end - start;
        if (length < SHORTEST || length > LONGEST) {
            return -1;
        }
        a = (long) LONG.get(bytes, start);
        b = (long) LONG.get(bytes, end - 8);
        boolean more = length > 16;
        c = more ? (long) LONG.get(bytes, start + 8) : 0;
        d = more ? (long) LONG.get(bytes, end - 16) : 0;
        long hash =
                BytesMap.stir(
                        a ^ Long.rotateLeft(b, 23) ^ Long.rotateLeft(c ^ d * 31, 41) ^ length);
        at = STRIDE * (int) (hash >>> (64 - BITS));
        long meta = entries[at + META];
        return entries[at] == a
                        && entries[at + 1] == b
                        && entries[at + 2] == c
                        && entries[at + 3] == d
                        && (int) (meta >>> 32) == length
                ? (int) meta - 1
                : -1;
    }

    /// The number of what was just asked for.
    void put(int number) {
        if (length >= SHORTEST && length <= LONGEST) {
            entries[at] = a;
            entries[at + 1] = b;
            entries[at + 2] = c;
            entries[at + 3] = d;
            entries[at + META] = (long) length << 32 | (number + 1);
            entries[at + COVERED] = 0;
        }
    }

    /// Whether this day of the host that was just asked for, or put, was noted with these kinds before; it is now. May say no
    /// too often.
    boolean covered(long day, long kinds) {
        if (length < SHORTEST || length > LONGEST) {
            return false;
        }
        long known = entries[at + COVERED];
        long noted = day << KIND_BITS | kinds | 1L << (KIND_BITS - 1);
        boolean sameDay = known >> KIND_BITS == day && known != 0;
        long now = sameDay ? known | noted : noted;
        entries[at + COVERED] = now;
        return now == known;
    }

    /// What was noted as covered is not any more.
    void uncover() {
        for (int i = COVERED; i < entries.length; i += STRIDE) {
            entries[i] = 0;
        }
    }
}
