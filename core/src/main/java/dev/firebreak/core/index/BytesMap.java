package dev.firebreak.core.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Byte strings to consecutive numbers, without an object for each.
final class BytesMap {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] arena = new byte[1 << 16];
    private int[] starts = new int[1 << 10];
    private long[] hashes = new long[1 << 10];
    private int[] slots = new int[1 << 11];
    private int size;

    BytesMap() {
        Arrays.fill(slots, -1);
    }

    /// Eight bytes at a time; good enough for tables and for telling lines apart.
    static long hash(byte[] a, int start, int end, long seed) {
        long h = seed ^ (end - start) * 0x9e3779b97f4a7c15L;
        int i = start;
        for (; i + 8 <= end; i += 8) {
            h = stir(h ^ (long) LONG.get(a, i));
        }
        long tail = 0;
        for (int shift = 0; i < end; i++, shift += 8) {
            tail |= (a[i] & 255L) << shift;
        }
        return stir(h ^ tail ^ 0x51_7c_c1_b7_27_22_0aL);
    }

    static long stir(long x) {
        long h = x * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 32)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 29);
    }

    int size() {
        return size;
    }

    /// Bytes of heap that it takes.
    long bytes() {
        return arena.length + 4L * starts.length + 8L * hashes.length + 4L * slots.length;
    }

    int find(byte[] a, int start, int end, long hash) {
        int mask = slots.length - 1;
        for (int slot = (int) (hash >>> 20) & mask; slots[slot] >= 0; slot = (slot + 1) & mask) {
            int i = slots[slot];
            if (hashes[i] == hash
                    && Arrays.equals(arena, starts[i], starts[i + 1], a, start, end)) {
                return i;
            }
        }
        return -1;
    }

    /// Its number, given out now if it is new: then [#size] has grown.
    int put(byte[] a, int start, int end, long hash) {
        int found = find(a, start, end, hash);
        if (found >= 0) {
            return found;
        }
        int length = end - start;
        if (size + 2 > starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
            hashes = Arrays.copyOf(hashes, hashes.length * 2);
        }
        if (arena.length - starts[size] < length) {
            arena =
                    Arrays.copyOf(
                            arena,
                            Math.max(
                                    arena.length + (arena.length >> 1),
                                    Math.addExact(starts[size], length)));
        }
        System.arraycopy(a, start, arena, starts[size], length);
        hashes[size] = hash;
        starts[size + 1] = starts[size] + length;
        size++;
        if (size * 2L > slots.length) {
            slots = new int[slots.length * 2];
            Arrays.fill(slots, -1);
            for (int i = 0; i < size; i++) {
                place(i);
            }
        } else {
            place(size - 1);
        }
        return size - 1;
    }

    private void place(int i) {
        int mask = slots.length - 1;
        int slot = (int) (hashes[i] >>> 20) & mask;
        while (slots[slot] >= 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = i;
    }

    byte[] arena() {
        return arena;
    }

    int start(int i) {
        return starts[i];
    }

    int end(int i) {
        return starts[i + 1];
    }

    byte[] copy(int i) {
        return Arrays.copyOfRange(arena, starts[i], starts[i + 1]);
    }

    /// The numbers in the order of their bytes: a multikey quicksort, which looks at each byte that strings share once.
    int[] sorted() {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        sort(order, 0, size, 0);
        return order;
    }

    private int at(int i, int depth) {
        int p = starts[i] + depth;
        return p < starts[i + 1] ? arena[p] & 255 : -1;
    }

    private void sort(int[] order, int from, int to, int depth) {
        int low = from;
        int high = to;
        int d = depth;
        while (high - low > 12) {
            int pivot =
                    median(
                            at(order[low], d),
                            at(order[(low + high) >>> 1], d),
                            at(order[high - 1], d));
            int less = low;
            int more = high;
            int i = low;
            while (i < more) {
                int c = at(order[i], d);
                if (c < pivot) {
                    swap(order, less++, i++);
                } else if (c > pivot) {
                    swap(order, --more, i);
                } else {
                    i++;
                }
            }
            sort(order, low, less, d);
            sort(order, more, high, d);
            if (pivot < 0) {
                return;
            }
            low = less; // the middle goes on in this loop: strings may share thousands of bytes
            high = more;
            d++;
        }
        for (int i = low + 1; i < high; i++) {
            int x = order[i];
            int j = i - 1;
            while (j >= low && compare(order[j], x, d) > 0) {
                order[j + 1] = order[j];
                j--;
            }
            order[j + 1] = x;
        }
    }

    private static int median(int a, int b, int c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private static void swap(int[] order, int i, int j) {
        int x = order[i];
        order[i] = order[j];
        order[j] = x;
    }

    private int compare(int a, int b, int depth) {
        return Arrays.compareUnsigned(
                arena,
                Math.min(starts[a] + depth, starts[a + 1]),
                starts[a + 1],
                arena,
                Math.min(starts[b] + depth, starts[b + 1]),
                starts[b + 1]);
    }

    void clear() {
        size = 0;
        starts[0] = 0;
        Arrays.fill(slots, -1);
    }
}
