package dev.firebreak.formats.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Looks at eight bytes at a time, which finds line ends and separators several times faster than byte by byte.
final class Swar {
    static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long SEVENS = 0x7f7f7f7f7f7f7f7fL;
    private static final long ONES = 0x0101010101010101L;
    private static final long EIGHTIES = 0x8080808080808080L;
    private static final long ELEVENS = 11 * ONES;
    private static final long NEWLINES = pattern('\n');

    private Swar() {}

    static long load(byte[] a, int at) {
        return (long) LONGS.get(a, at);
    }

    /// The byte eight times.
    static long pattern(int c) {
        return (c & 0xff) * 0x0101010101010101L;
    }

    /// 0x80 in each byte of `word` that equals the pattern's; exact, no false positives.
    static long equal(long word, long pattern) {
        long x = word ^ pattern;
        return ~(((x & SEVENS) + SEVENS) | x | SEVENS);
    }

    /// 0x80 in each byte of `word` that equals the pattern's, and sometimes in one above such a byte: the lowest mark is always
    /// right, which is often all that is asked, and the exact test costs more.
    static long mark(long word, long pattern) {
        long x = word ^ pattern;
        return (x - ONES) & ~x & EIGHTIES;
    }

    /// 0x80 in each byte of `word` that is less than 11, which finds tabs and newlines in three operations. Also marks
    /// other control characters, and sometimes 11 behind one: whoever uses it looks at the byte.
    static long tabOrNewline(long word) {
        return (word - ELEVENS) & ~word & EIGHTIES;
    }

    /// The index of the next `\n`; there must be one, with [BlockParser#SLACK] bytes behind it.
    static int newline(byte[] a, int from) {
        int at = from;
        while (true) {
            long found = mark(load(a, at), NEWLINES);
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            at += 8;
        }
    }
}
