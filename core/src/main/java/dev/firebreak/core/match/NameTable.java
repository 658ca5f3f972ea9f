package dev.firebreak.core.match;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A fixed set of ASCII names (domains, hashes, file names, e-mail addresses), looked up without regard to letter case.
///
/// The hash runs from the last byte to the first, so that one pass over `a.b.example` yields the hash of every suffix
/// that starts behind a dot. A bit filter of about 16 bits a name answers most look-ups without touching the table: with
/// 100,000 names it is 256 KB and stays in the second-level cache, which the table does not.
final class NameTable {
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
        int bit = (int) (hash >>> filterShift);
        filter[bit >>> 6] |= 1L << bit;
        return used + 1;
    }

    boolean isEmpty() {
        return payloads.length == 0;
    }

    /// Start value of the rolling hash; continued with [#step] from the last byte to the first, ended with [#finish].
    static long begin() {
        return SEED;
    }

    static long step(long state, byte c) {
        // Bit 5 is what upper and lower case letters differ in; other characters that it folds
        // together are told apart
        // when the bytes are compared.
        return (state ^ (c | 0x20)) * PRIME;
    }

    static long finish(long state) {
        long h = state * 0xff51afd7ed558ccdL;
        return h ^ (h >>> 32);
    }

    private static long hash(byte[] a, int start, int end) {
        long state = begin();
        for (int i = end - 1; i >= start; i--) {
            state = step(state, a[i]);
        }
        return finish(state);
    }

    /// False means that no name has this hash.
    boolean mayContain(long hash) {
        int bit = (int) (hash >>> filterShift);
        return (filter[bit >>> 6] & (1L << bit)) != 0;
    }

    /// The first entry of the name, or -1; more with [#nextEntry].
    int find(byte[] a, int start, int end) {
        if (isEmpty()) {
            return -1;
        }
        long hash = hash(a, start, end);
        return mayContain(hash) ? find(a, start, end, hash) : -1;
    }

    int find(byte[] a, int start, int end, long hash) {
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
