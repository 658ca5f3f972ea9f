package dev.firebreak.core.match;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A fixed set of ASCII names (domains, hashes, file names, e-mail addresses), looked up without regard to letter case.
///
/// A bit filter of about 16 bits a name answers most look-ups without touching the table: with 100,000 names it is 256
/// KB and stays in the second-level cache, which the table does not. The filter's hash takes the length, the first and
/// the last eight bytes only: two multiplications for a name of any length, that do not wait for each other. Names that
/// agree in these three only make the filter let more through.
final class NameTable {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long CASE = 0x2020202020202020L;
    private static final long SEED = 0x9e3779b97f4a7c15L;
    private static final long PRIME = 0x00000100000001b3L;
    private static final int BITS_PER_NAME = 16;

    private final byte[] arena;
    private final int[] starts;
    private final int[] slots;
    private final long[] hashes;
    private final int[] heads;
    private final int[] next;
    private final int[] payloads;
    private final long[] filter;
    private final int slotShift;
    private final int filterShift;
    private int minLength = Integer.MAX_VALUE;

    /// A name with what is returned for it. Several entries may have the same name.
    record Entry(String name, int payload) {}

    NameTable(List<Entry> entries) {
        int count = entries.size();
        byte[][] names = new byte[count][];
        int bytes = 0;
        for (int i = 0; i < count; i++) {
            names[i] = entries.get(i).name().getBytes(StandardCharsets.UTF_8);
            bytes += names[i].length;
        }
        arena = new byte[bytes];
        starts = new int[count + 1];
        hashes = new long[count];
        heads = new int[count];
        next = new int[count];
        payloads = new int[count];
        int slotBits = bitsFor(count * 2L);
        slotShift = 64 - slotBits;
        slots = new int[1 << slotBits];
        Arrays.fill(slots, -1);
        int filterBits = bitsFor((long) count * BITS_PER_NAME);
        filterShift = 64 - filterBits;
        filter = new long[1 << (filterBits - 6)];
        int used = 0;
        for (int i = 0; i < count; i++) {
            used = insert(names[i], i, entries.get(i).payload(), used);
        }
    }

    private static int bitsFor(long wanted) {
        return Math.max(6, 64 - Long.numberOfLeadingZeros(Math.max(1, wanted - 1)));
    }

    private int insert(byte[] name, int entry, int payload, int used) {
        long hash = hash(name, 0, name.length);
        payloads[entry] = payload;
        int slot = (int) (hash >>> slotShift);
        while (slots[slot] >= 0) {
            int key = slots[slot];
            if (hashes[key] == hash && same(key, name, 0, name.length)) {
                next[entry] = heads[key];
                heads[key] = entry;
                return used;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = used;
        hashes[used] = hash;
        heads[used] = entry;
        next[entry] = -1;
        System.arraycopy(name, 0, arena, starts[used], name.length);
        starts[used + 1] = starts[used] + name.length;
        int bit =
                (int)
                        (shortHash(Arrays.copyOf(name, name.length + 8), 0, name.length)
                                >>> filterShift);
        filter[bit >>> 6] |= 1L << bit;
        minLength = Math.min(minLength, name.length);
        return used + 1;
    }

    boolean isEmpty() {
        return payloads.length == 0;
    }

    private static long hash(byte[] a, int start, int end) {
        long h = SEED;
        for (int i = start; i < end; i++) {
            // Bit 5 is what upper and lower case letters differ in; other characters that it folds
            // together are told
            // apart when the bytes are compared.
            h = (h ^ (a[i] | 0x20)) * PRIME;
        }
        h *= 0xff51afd7ed558ccdL;
        return h ^ (h >>> 32);
    }

    /// The filter's hash; at least eight bytes can be read from `start` on.
    private static long shortHash(byte[] a, int start, int end) {
        int length = end - start;
        long head = (long) LONGS.get(a, start) | CASE;
        long tail;
        if (length >= 8) {
            tail = (long) LONGS.get(a, end - 8) | CASE;
        } else {
            head &= (1L << length * 8) - 1;
            tail = length;
        }
        long h = head * 0x9e3779b97f4a7c15L ^ (tail + length) * 0xc2b2ae3d27d4eb4fL;
        return (h ^ h >>> 29) * 0xff51afd7ed558ccdL;
    }

    /// False means that the name is none of these.
    boolean mayContain(byte[] a, int start, int end) {
        if (end - start < minLength) {
            return false;
        }
        if (start + 8 > a.length) {
            return true;
        }
        int bit = (int) (shortHash(a, start, end) >>> filterShift);
        return (filter[bit >>> 6] & (1L << bit)) != 0;
    }

    /// The first entry of the name, or -1; more with [#nextEntry].
    int find(byte[] a, int start, int end) {
        return mayContain(a, start, end) ? findSurely(a, start, end) : -1;
    }

    /// The same without asking the filter.
    int findSurely(byte[] a, int start, int end) {
        long hash = hash(a, start, end);
        int slot = (int) (hash >>> slotShift);
        while (slots[slot] >= 0) {
            int key = slots[slot];
            if (hashes[key] == hash && same(key, a, start, end)) {
                return heads[key];
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return -1;
    }

    int nextEntry(int entry) {
        return next[entry];
    }

    int payload(int entry) {
        return payloads[entry];
    }

    private boolean same(int key, byte[] a, int start, int end) {
        int from = starts[key];
        if (starts[key + 1] - from != end - start) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (lower(arena[from++]) != lower(a[i])) {
                return false;
            }
        }
        return true;
    }

    static int lower(byte c) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
}
