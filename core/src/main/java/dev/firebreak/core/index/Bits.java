package dev.firebreak.core.index;

/// Numbers of any width one after the other, the highest bit first, filled up to a byte at the end.
final class Bits {
    private final ByteOut out;
    private long bits;
    private int held;

    Bits(ByteOut out) {
        this.out = out;
    }

    /// @param width at most 56
    void write(long value, int width) {
        // fewer than 8 bits are held, so that all fits into a long
        bits = bits << width | (value & ((1L << width) - 1));
        held += width;
        while (held >= 8) {
            held -= 8;
            out.u8((int) (bits >>> held) & 255);
        }
    }

    void fill() {
        if (held > 0) {
            out.u8((int) (bits << (8 - held)) & 255);
        }
        bits = 0;
        held = 0;
    }

    /// How many bits a number from 0 to `most` needs.
    static int width(long most) {
        return 64 - Long.numberOfLeadingZeros(most);
    }

    /// Reads them again.
    static final class Reader {
        private byte[] array = new byte[0];
        private long at;

        /// Begins where the input stands, which is moved behind the bits.
        ///
        /// @param total bits that were written
        void begin(ByteIn in, long total) {
            long bytes = (total + 7) / 8;
            if (bytes > Integer.MAX_VALUE) {
                throw new MalformedException("a field of " + total + " bits");
            }
            array = in.array;
            at = in.at * 8L;
            in.skip((int) bytes);
        }

        long read(int width) {
            int first = (int) (at >>> 3);
            int last = (int) ((at + width + 7) >>> 3);
            long v = 0;
            for (int i = first; i < last; i++) { // at most 8 bytes, since width is at most 56
                v = v << 8 | (array[i] & 255);
            }
            at += width;
            return v >>> ((last << 3) - at) & ((1L << width) - 1);
        }
    }
}
