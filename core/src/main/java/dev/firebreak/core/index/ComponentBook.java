package dev.firebreak.core.index;

import dev.firebreak.core.model.Component;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Gives components their numbers.
final class ComponentBook {
    /// Components kept on the heap; beyond it the cache starts anew.
    private static final int MAX_CACHED = 1 << 19;

    private final Map<Component, Integer> cache = new HashMap<>();
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
            cache.clear();
        }
    }

    /// Forgets what it remembers of the runs: they have changed.
    void reset() {
        cache.clear();
    }

    int next() {
        return next;
    }

    int number(Component c) throws IOException {
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
