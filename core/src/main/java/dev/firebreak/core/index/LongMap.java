package dev.firebreak.core.index;

import java.util.Arrays;

/// Numbers to numbers, without objects. The key [Long#MIN_VALUE] is not allowed.
final class LongMap {
    private static final long FREE = Long.MIN_VALUE;

    private long[] keys = new long[16];
    private long[] values = new long[16];
    private int size;

    LongMap() {
        Arrays.fill(keys, FREE);
    }

    /// Receives an entry.
    interface Entry {
        void entry(long key, long value);
    }

    int size() {
        return size;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) (BytesMap.stir(key) >>> 32) & mask;
        while (keys[slot] != FREE && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    long get(long key, long otherwise) {
        int s = slot(key);
        return keys[s] == FREE ? otherwise : values[s];
    }

    void put(long key, long value) {
        int s = slot(key);
        if (keys[s] == FREE) {
            if (size * 2 >= keys.length) {
                grow();
                s = slot(key);
            }
            keys[s] = key;
            size++;
        }
        values[s] = value;
    }

    /// Adds to a value; a key that was not there begins with 0.
    void add(long key, long more) {
        int s = slot(key);
        if (keys[s] == FREE) {
            put(key, more);
        } else {
            values[s] += more;
        }
    }

    /// Bytes of heap that it takes.
    long bytes() {
        return 16L * keys.length;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = new long[keys.length * 2];
        values = new long[keys.length];
        Arrays.fill(keys, FREE);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != FREE) {
                int s = slot(oldKeys[i]);
                keys[s] = oldKeys[i];
                values[s] = oldValues[i];
            }
        }
    }

    void forEach(Entry each) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != FREE) {
                each.entry(keys[i], values[i]);
            }
        }
    }

    long[] sortedKeys() {
        long[] out = new long[size];
        int n = 0;
        for (long k : keys) {
            if (k != FREE) {
                out[n++] = k;
            }
        }
        Arrays.sort(out);
        return out;
    }

    void clear() {
        if (size > 0) {
            keys = new long[16];
            values = new long[16];
            Arrays.fill(keys, FREE);
            size = 0;
        }
    }
}
