package dev.firebreak.core.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Byte strings to consecutive numbers, without an object for each.
///
/// A slot holds 32 bits of the hash and where the string lies in the arena, with its number and length before it: a look-up
/// that finds nothing touches one place of memory, one that finds touches two.
final class BytesMap {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /// Number and length before each string.
    private static final int HEADER = 8;

    private byte[] arena = new byte[1 << 12];
    private int used;
    private int[] starts = new int[1 << 7];
    private long[] hashes = new long[1 << 7];
    private long[] slots = new long[1 << 8];
    private int size;

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
        return arena.length + 4L * starts.length + 8L * hashes.length + 8L * slots.length;
    }

    /// Brings what a look-up of this hash will need nearer to the processor. Asked for many hashes one after the other, it
    /// waits for all of them at once.
    ///
    /// @return nothing of meaning; to be used somewhere, so that it is not left out
    int warm(long hash) {
        long slot = slots[(int) hash & (slots.length - 1)];
        return (int) (slot >>> 32) == (int) (hash >>> 32) && slot != 0 ? arena[(int) slot] : 0;
    }

    /// Its number, or -1.
    int find(byte[] a, int start, int end, long hash) {
        int mask = slots.length - 1;
        int tag = (int) (hash >>> 32);
        for (int i = (int) hash & mask; ; i = (i + 1) & mask) {
            long slot = slots[i];
            if (slot == 0) {
                return -1;
            }
            if ((int) (slot >>> 32) == tag) {
                int at = (int) slot;
                int length = (int) INT.get(arena, at - 4);
                if (length == end - start && Arrays.equals(arena, at, at + length, a, start, end)) {
                    return (int) INT.get(arena, at - HEADER);
                }
            }
        }
    }

    /// Its number, given out now if it is new: then [#size] has grown.
    int put(byte[] a, int start, int end, long hash) {
        int found = find(a, start, end, hash);
        if (found >= 0) {
            return found;
        }
        int length = end - start;
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            hashes = Arrays.copyOf(hashes, size * 2);
        }
        int need = Math.addExact(used, length + HEADER);
        if (arena.length < need) {
            arena = Arrays.copyOf(arena, Math.max(need, arena.length + (arena.length >> 1)));
        }
        int at = used + HEADER;
        INT.set(arena, used, size);
        INT.set(arena, used + 4, length);
        System.arraycopy(a, start, arena, at, length);
        used = need;
        hashes[size] = hash;
        starts[size] = at;
        size++;
        if (size * 2L > slots.length) {
            slots = new long[slots.length * 2];
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
        int slot = (int) hashes[i] & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = hashes[i] >>> 32 << 32 | starts[i];
    }

    byte[] arena() {
        return arena;
    }

    int start(int i) {
        return starts[i];
    }

    int end(int i) {
        return starts[i] + (int) INT.get(arena, starts[i] - 4);
    }

    byte[] copy(int i) {
        return Arrays.copyOfRange(arena, starts[i], end(i));
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
        return p < end(i) ? arena[p] & 255 : -1;
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
        int endA = end(a);
        int endB = end(b);
        return Arrays.compareUnsigned(
                arena,
                Math.min(starts[a] + depth, endA),
                endA,
                arena,
                Math.min(starts[b] + depth, endB),
                endB);
    }

    void clear() {
        size = 0;
        used = 0;
        Arrays.fill(slots, 0);
    }
}
