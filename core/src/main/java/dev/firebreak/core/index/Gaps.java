package dev.firebreak.core.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Ascending distinct numbers as Rice-coded gaps, which is what lists of stations and components are made of: a popular
/// component costs a few bits for each station.
///
/// A list is byte `k`, then for each number its gap minus 1 to the number before (to -1 for the first): the quotient by 2^k as so
/// many one bits and a zero bit, then k bits of remainder, highest first. A quotient of [#ESCAPE] or more is written as [#ESCAPE]
/// one bits and the gap itself in 32 bits. Filled up with zero bits to a byte.
final class Gaps {
    static final int ESCAPE = 24;

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Gaps() {}

    /// Appends `n` ascending distinct numbers.
    static void write(int[] numbers, int n, ByteOut out) {
        if (n == 0) {
            return;
        }
        long mean = ((long) numbers[n - 1] + 1 - n) / n;
        int k = Math.max(0, 63 - Long.numberOfLeadingZeros(Math.max(1, mean * 7 / 10)));
        out.u8(k);
        long bits = 0;
        int held = 0;
        int before = -1;
        for (int i = 0; i < n; i++) {
            int gap = numbers[i] - before - 1;
            before = numbers[i];
            int quotient = gap >>> k;
            boolean escaped = quotient >= ESCAPE;
            int ones = escaped ? ESCAPE : quotient;
            int width = escaped ? 32 : k;
            // at most 24 ones, a zero and 32 bits: together with 7 held bits they fit into a long
            bits = bits << ones | ((1L << ones) - 1);
            held += ones;
            if (!escaped) {
                bits <<= 1;
                held++;
            }
            bits = bits << width | (gap & ((1L << width) - 1));
            held += width;
            while (held >= 8) {
                held -= 8;
                out.u8((int) (bits >>> held) & 255);
            }
        }
        if (held > 0) {
            out.u8((int) (bits << (8 - held)) & 255);
        }
    }

    /// Reads a whole list at once, which takes a few nanoseconds a number.
    ///
    /// @param n how many there are; they are put into `out`
    static void read(ByteIn in, int n, int[] out) {
        int k = in.u8();
        if (k > 31) {
            throw new MalformedException("gaps of " + k + " bits");
        }
        byte[] a = in.array;
        long at = in.at * 8L;
        long end = in.end * 8L;
        int before = -1;
        for (int i = 0; i < n; i++) {
            // at least 57 bits from the current one on, at the top of a word; the longest gap has
            // 56
            long word = word(a, (int) (at >>> 3)) << (at & 7);
            int ones = Long.numberOfLeadingZeros(~word);
            if (ones < ESCAPE) {
                long rest = word << ones + 1;
                before += (ones << k | (int) (rest >>> 1 >>> (63 - k))) + 1;
                at += ones + 1 + k;
            } else {
                before += (int) (word << ESCAPE >>> 32) + 1;
                at += ESCAPE + 32;
            }
            out[i] = before;
        }
        if (at > end) {
            throw new MalformedException("gaps end too early");
        }
        in.at = (int) ((at + 7) >>> 3);
    }

    private static long word(byte[] a, int at) {
        if (at <= a.length - 8) {
            return (long) LONG.get(a, at);
        }
        long word = 0;
        for (int i = at; i < at + 8; i++) {
            word = word << 8 | (i < a.length ? a[i] & 255 : 0);
        }
        return word;
    }

    /// Reads numbers one by one.
    static final class Reader {
        private ByteIn in = new ByteIn(new byte[0]);
        private int k;
        private long bits;
        private int held;
        private int before;

        /// Begins a list where the input stands.
        void begin(ByteIn newIn) {
            in = newIn;
            k = in.u8();
            if (k > 31) {
                throw new MalformedException("gaps of " + k + " bits");
            }
            bits = 0;
            held = 0;
            before = -1;
        }

        int next() {
            int ones = 0;
            while (true) {
                if (held == 0) {
                    fill();
                }
                // the held bits stand at the top of a word of their own, so that runs of ones are
                // counted at once
                long top = bits << (64 - held);
                int run = Math.min(Long.numberOfLeadingZeros(~top), held);
                run = Math.min(run, ESCAPE - ones);
                ones += run;
                held -= run;
                if (ones == ESCAPE) {
                    before += (int) take(32) + 1;
                    return before;
                }
                if (held > 0) {
                    held--; // the zero
                    break;
                }
            }
            before += (ones << k | (int) take(k)) + 1;
            return before;
        }

        private void fill() {
            while (held <= 48 && in.more()) {
                bits = bits << 8 | in.u8();
                held += 8;
            }
            if (held == 0) {
                throw new MalformedException("gaps end too early");
            }
        }

        private long take(int n) {
            if (n == 0) {
                return 0;
            }
            if (held < n) {
                fill();
                if (held < n) {
                    throw new MalformedException("gaps end too early");
                }
            }
            held -= n;
            return bits >>> held & ((1L << n) - 1);
        }

        /// Gives back the bytes that were read ahead: the input then stands after the list.
        void end() {
            in.at -= held / 8;
        }
    }
}
