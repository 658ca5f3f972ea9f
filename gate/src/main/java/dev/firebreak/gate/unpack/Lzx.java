package dev.firebreak.gate.unpack;

import java.io.IOException;

/// LZX decompression as cabinets use it (Microsoft, "LZX Data Compression Format", and [MS-PATCH] 2.1): Huffman trees
/// whose code lengths are coded against the trees before, repeated offsets, and a translation of x86 calls.
final class Lzx {
    private static final int FRAME = 32_768;
    private static final int CHARS = 256;
    private static final int MAX_BITS = 16;
    private static final int[] EXTRA = new int[51];
    private static final int[] BASE = new int[51];

    static {
        for (int i = 0, j = 0; i < 51; i += 2) {
            EXTRA[i] = j;
            if (i + 1 < 51) {
                EXTRA[i + 1] = j;
            }
            if (i != 0 && j < 17) {
                j++;
            }
        }
        for (int i = 1; i < 51; i++) {
            BASE[i] = BASE[i - 1] + (1 << EXTRA[i - 1]);
        }
    }

    private final byte[] window;
    private final int mask;
    private final int[] mainLengths;
    private final int[] lengthLengths = new int[249];
    private Tree main = new Tree(new int[0]);
    private Tree lengths = new Tree(new int[0]);
    private Tree aligned = new Tree(new int[0]);
    private int position;
    private int r0 = 1;
    private int r1 = 1;
    private int r2 = 1;
    private boolean started;
    private int translation;
    private int type;
    private int left;
    private boolean oddStored;
    private long framed;

    private byte[] in = new byte[0];
    private int at;
    private int bits;
    private int bitCount;

    Lzx(int windowBits) throws IOException {
        if (windowBits < 15 || windowBits > 21) {
            throw new IOException("an LZX window of 2^" + windowBits);
        }
        window = new byte[1 << windowBits];
        mask = window.length - 1;
        int slots = windowBits == 20 ? 42 : windowBits == 21 ? 50 : windowBits * 2;
        mainLengths = new int[CHARS + slots * 8];
    }

    /// Unpacks one block of a cabinet; each starts anew at a 16-bit boundary of the input.
    void block(byte[] data, byte[] out, int size) throws IOException {
        in = data;
        at = 0;
        bits = 0;
        bitCount = 0;
        if (!started) {
            started = true;
            if (take(1) == 1) {
                translation = take(16) << 16 | take(16);
            }
        }
        int frameStart = position;
        int todo = size;
        while (todo > 0) {
            if (left == 0) {
                header();
            }
            int n = Math.min(left, todo);
            int got = type == 3 ? stored(n) : matches(n);
            left -= got;
            todo -= got;
        }
        if (todo < 0) {
            throw new IOException("a match that leads out of its frame");
        }
        for (int i = 0; i < size; i++) {
            out[i] = window[frameStart + i & mask];
        }
        if (translation != 0 && size > 10 && framed < (long) FRAME * FRAME) {
            translate(out, size);
        }
        framed += size;
    }

    private void fill() {
        int lo = at < in.length ? in[at] & 0xff : 0;
        int hi = at + 1 < in.length ? in[at + 1] & 0xff : 0;
        at += 2;
        bits |= (hi << 8 | lo) << 16 - bitCount;
        bitCount += 16;
    }

    private int take(int n) throws IOException {
        if (n == 0) {
            return 0;
        }
        if (n > 16) {
            return take(16) << n - 16 | take(n - 16);
        }
        while (bitCount < n) {
            fill();
        }
        if (at > in.length + 16) {
            throw new IOException("the LZX data end early");
        }
        int v = bits >>> 32 - n;
        bits <<= n;
        bitCount -= n;
        return v;
    }

    private int symbol(Tree tree) throws IOException {
        while (bitCount < MAX_BITS) {
            fill();
        }
        if (at > in.length + 16) {
            throw new IOException("the LZX data end early");
        }
        int s = tree.lookup(bits >>> 16);
        int n = s & 31;
        if (n == 0) {
            throw new IOException("an LZX code that stands for nothing");
        }
        bits <<= n;
        bitCount -= n;
        return s >>> 5;
    }

    private void header() throws IOException {
        if (oddStored) {
            oddStored = false;
            at++;
        }
        type = take(3);
        left = take(16) << 8 | take(8);
        if (left == 0) {
            throw new IOException("an empty LZX block");
        }
        switch (type) {
            case 1 -> trees();
            case 2 -> {
                int[] l = new int[8];
                for (int i = 0; i < 8; i++) {
                    l[i] = take(3);
                }
                aligned = new Tree(l);
                trees();
            }
            case 3 -> {
                // to the next 16 bits; when already there, a whole word is skipped
                if (bitCount == 0) {
                    at += 2;
                } else if (bitCount > 16) {
                    at -= 2;
                }
                bits = 0;
                bitCount = 0;
                r0 = word();
                r1 = word();
                r2 = word();
                oddStored = (left & 1) != 0;
            }
            default -> throw new IOException("an LZX block of kind " + type);
        }
    }

    private int word() throws IOException {
        if (at + 4 > in.length) {
            throw new IOException("the LZX data end early");
        }
        int v =
                in[at] & 0xff
                        | (in[at + 1] & 0xff) << 8
                        | (in[at + 2] & 0xff) << 16
                        | in[at + 3] << 24;
        at += 4;
        return v;
    }

    private void trees() throws IOException {
        readLengths(mainLengths, 0, CHARS);
        readLengths(mainLengths, CHARS, mainLengths.length);
        main = new Tree(mainLengths);
        readLengths(lengthLengths, 0, lengthLengths.length);
        lengths = new Tree(lengthLengths);
    }

    private void readLengths(int[] target, int from, int to) throws IOException {
        int[] pre = new int[20];
        for (int i = 0; i < 20; i++) {
            pre[i] = take(4);
        }
        Tree tree = new Tree(pre);
        for (int i = from; i < to; ) {
            int s = symbol(tree);
            int run = 1;
            int value;
            if (s == 17) {
                run = take(4) + 4;
                value = 0;
            } else if (s == 18) {
                run = take(5) + 20;
                value = 0;
            } else if (s == 19) {
                run = take(1) + 4;
                value = (target[i] - symbol(tree) + 17) % 17;
            } else {
                value = (target[i] - s + 17) % 17;
            }
            for (int k = 0; k < run && i < to; k++) {
                target[i++] = value;
            }
        }
    }

    private int stored(int n) throws IOException {
        if (at + n > in.length) {
            throw new IOException("the LZX data end early");
        }
        for (int i = 0; i < n; i++) {
            window[position] = in[at++];
            position = position + 1 & mask;
        }
        return n;
    }

    private int matches(int wanted) throws IOException {
        int done = 0;
        while (done < wanted) {
            int s = symbol(main);
            if (s < CHARS) {
                window[position] = (byte) s;
                position = position + 1 & mask;
                done++;
                continue;
            }
            int slot = s - CHARS >> 3;
            int length = s & 7;
            if (length == 7) {
                length += symbol(lengths);
            }
            length += 2;
            int offset = offset(slot);
            if (offset <= 0 || offset > window.length) {
                throw new IOException("an LZX match out of the window");
            }
            for (int i = 0; i < length; i++) {
                window[position] = window[position - offset & mask];
                position = position + 1 & mask;
            }
            done += length;
        }
        return done;
    }

    private int offset(int slot) throws IOException {
        if (slot == 0) {
            return r0;
        }
        if (slot == 1) {
            int v = r1;
            r1 = r0;
            r0 = v;
            return v;
        }
        if (slot == 2) {
            int v = r2;
            r2 = r0;
            r0 = v;
            return v;
        }
        int extra = EXTRA[slot];
        int v = BASE[slot] - 2;
        if (type == 2 && extra >= 3) {
            v += take(extra - 3) << 3;
            v += symbol(aligned);
        } else {
            v += take(extra);
        }
        r2 = r1;
        r1 = r0;
        r0 = v;
        return v;
    }

    /// Calls were stored with absolute targets, as those repeat more often.
    private void translate(byte[] out, int size) {
        for (int i = 0; i < size - 10; i++) {
            if (out[i] != (byte) 0xe8) {
                continue;
            }
            long current = framed + i;
            int absolute =
                    out[i + 1] & 0xff
                            | (out[i + 2] & 0xff) << 8
                            | (out[i + 3] & 0xff) << 16
                            | out[i + 4] << 24;
            if (absolute >= -current && absolute < translation) {
                int relative = absolute >= 0 ? (int) (absolute - current) : absolute + translation;
                out[i + 1] = (byte) relative;
                out[i + 2] = (byte) (relative >> 8);
                out[i + 3] = (byte) (relative >> 16);
                out[i + 4] = (byte) (relative >> 24);
            }
            i += 4;
        }
    }

    /// A Huffman tree as one table over 16 bits: symbol and length.
    private static final class Tree {
        private final int[] table;

        Tree(int[] lengths) {
            table = lengths.length == 0 ? new int[0] : new int[1 << MAX_BITS];
            int code = 0;
            for (int n = 1; n <= MAX_BITS && table.length > 0; n++) {
                int step = 1 << MAX_BITS - n;
                for (int s = 0; s < lengths.length; s++) {
                    if (lengths[s] == n && code + step <= table.length) {
                        java.util.Arrays.fill(table, code, code + step, s << 5 | n);
                        code += step;
                    }
                }
            }
        }

        int lookup(int sixteen) {
            return sixteen < table.length ? table[sixteen] : 0;
        }
    }
}
