package dev.firebreak.core.index;

import java.util.Arrays;

/// Numbers that are only ever appended, in blocks, so that growing neither copies what is there nor needs twice its room.
final class LongLog {
    /// Numbers of a block; a power of two, and a multiple of whatever a caller puts side by side.
    static final int BLOCK = 1 << 15;

    private static final int SHIFT = 15;

    private long[][] blocks = new long[4][];
    private int size;

    int size() {
        return size;
    }

    long bytes() {
        return ((size + BLOCK - 1L) >> SHIFT) * BLOCK * 8;
    }

    /// The block that the number at `i` stands in; it stands at `i % BLOCK`.
    long[] block(int i) {
        return blocks[i >>> SHIFT];
    }

    long get(int i) {
        return blocks[i >>> SHIFT][i & (BLOCK - 1)];
    }

    void add(long value) {
        room()[size & (BLOCK - 1)] = value;
        size++;
    }

    /// Appends four numbers that stand in one block.
    void add(long a, long b, long c, long d) {
        long[] block = room();
        int at = size & (BLOCK - 1);
        block[at] = a;
        block[at + 1] = b;
        block[at + 2] = c;
        block[at + 3] = d;
        size += 4;
    }

    private long[] room() {
        int number = size >>> SHIFT;
        if (number == blocks.length) {
            blocks = Arrays.copyOf(blocks, number * 2);
        }
        long[] block = blocks[number];
        if (block == null) {
            block = new long[BLOCK];
            blocks[number] = block;
        }
        return block;
    }

    /// Empty again; the blocks are kept for what comes next.
    void clear() {
        size = 0;
    }
}
