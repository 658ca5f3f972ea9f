package dev.firebreak.core.index;

import dev.firebreak.core.model.Component;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Gives components their numbers.
final class ComponentBook {
    /// Components kept on the heap; beyond it the cache starts anew.
    private static final int MAX_CACHED = 1 << 19;

    /// Places for components that were numbered before as the very same object, which readers give for equal ones.
    private static final int SAME = 1 << 16;

    private final Map<Component, Integer> cache = new HashMap<>();
    private final @Nullable Component[] same = new Component[SAME];
    private final int[] sameNumbers = new int[SAME];
    private final TreeMap<Integer, byte[]> fresh = new TreeMap<>();
    private final Map<Integer, byte[]> keys = new HashMap<>();
    private Lookup lookup;
    private int next;

    ComponentBook(Store.Snapshot snapshot) {
        lookup = new Lookup(snapshot, Table.COMPONENTS);
        next = snapshot.manifest().components();
    }

    void written(Store.Snapshot snapshot) {
        lookup = new Lookup(snapshot, Table.COMPONENTS);
        fresh.clear();
        keys.clear();
        if (cache.size() > MAX_CACHED) {
            reset();
        }
    }

    /// Forgets what it remembers of the runs: they have changed.
    void reset() {
        cache.clear();
        Arrays.fill(same, null);
    }

    int next() {
        return next;
    }

    int number(Component c) throws IOException {
        int hash = System.identityHashCode(c) * 0x9e3779b9;
        int slot = (hash ^ hash >>> 16) & SAME - 1;
        if (same[slot] == c) {
            return sameNumbers[slot];
        }
        int number = numberOfEqual(c);
        same[slot] = c;
        sameNumbers[slot] = number;
        return number;
    }

    private int numberOfEqual(Component c) throws IOException {
        Integer known = cache.get(c);
        if (known != null) {
            return known;
        }
        byte[] encoded = ComponentCode.encode(c);
        byte[] key = ComponentCode.key(encoded);
        ByteIn stored = lookup.newest(key, key.length);
        int number = stored != null ? stored.count() : next;
        if (stored == null) {
            fresh.put(next, encoded);
            keys.put(next, key);
            next++;
        }
        cache.put(c, number);
        return number;
    }

    boolean isEmpty() {
        return fresh.isEmpty();
    }

    void writeKeys(RunWriter out) throws IOException {
        Integer[] order = keys.keySet().toArray(new Integer[0]);
        Arrays.sort(order, (a, b) -> Arrays.compareUnsigned(key(a), key(b)));
        ByteOut value = new ByteOut();
        for (int n : order) {
            out.add(key(n), value.clear().varint(n));
        }
    }

    private byte[] key(int number) {
        byte[] key = keys.get(number);
        if (key == null) {
            throw new IllegalStateException("component " + number + " is not new");
        }
        return key;
    }

    void writeTexts(RunWriter out) throws IOException {
        ByteOut number = new ByteOut();
        ByteOut value = new ByteOut();
        for (Map.Entry<Integer, byte[]> e : fresh.entrySet()) {
            out.add(number.clear().u32(e.getKey()).copy(), value.clear().bytes(e.getValue()));
        }
    }
}
