package dev.firebreak.formats.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The keys a [JsonScanner] looks for, by path, each with a number.
///
/// `a.b` means the key `b` in the object `a` and the flat key `a.b`; letter case does not matter. Some objects are only
/// wrappers (`_source` of an Elasticsearch export, `EventData` of a Windows event): the paths in them count from the
/// root again.
///
/// Paths are compared by a 64-bit hash only. Two different keys of real logs meet by chance once in many billions of
/// years of reading; who can write a key into a log on purpose can write the value too.
final class JsonPaths {
    static final long ROOT = 0x243f6a8885a308d3L;
    static final int UNKNOWN = -1;

    /// An object whose keys are of interest.
    static final int INSIDE = -2;

    /// An object whose keys count from the root.
    static final int WRAPPER = -3;

    private static final int MAX_LABELS = 6;

    private final Map<Long, Integer> building = new HashMap<>();
    private final Set<Long> inside = new HashSet<>();
    private long[] hashes = new long[0];
    private int[] numbers = new int[0];

    void add(String path, int number) {
        addSplits(ROOT, path, number, 0);
    }

    private void addSplits(long prefix, String path, int number, int depth) {
        building.putIfAbsent(hash(prefix, path), number);
        if (depth == MAX_LABELS) {
            return;
        }
        for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
            long below = hash(prefix, path.substring(0, dot));
            inside.add(below);
            addSplits(below, path.substring(dot + 1), number, depth + 1);
        }
    }

    /// A flat key only, dots and all.
    void addFlat(String key, int number) {
        building.putIfAbsent(hash(ROOT, key), number);
    }

    void addWrapper(String path) {
        addSplits(ROOT, path, WRAPPER, 0);
    }

    JsonPaths build() {
        inside.forEach(hash -> building.putIfAbsent(hash, INSIDE));
        int capacity = Integer.highestOneBit(Math.max(16, building.size() * 4)) * 2;
        hashes = new long[capacity];
        numbers = new int[capacity];
        Arrays.fill(numbers, UNKNOWN);
        building.forEach(
                (hash, number) -> {
                    int slot = (int) (hash >>> 32) & capacity - 1;
                    while (numbers[slot] != UNKNOWN) {
                        slot = (slot + 1) & capacity - 1;
                    }
                    hashes[slot] = hash;
                    numbers[slot] = number;
                });
        return this;
    }

    /// The number of a path, or [#UNKNOWN], [#INSIDE], [#WRAPPER].
    int number(long hash) {
        int mask = hashes.length - 1;
        int slot = (int) (hash >>> 32) & mask;
        while (numbers[slot] != UNKNOWN) {
            if (hashes[slot] == hash) {
                return numbers[slot];
            }
            slot = (slot + 1) & mask;
        }
        return UNKNOWN;
    }

    /// The hash of a key below a prefix; the scanner computes the same while it looks for the key's end.
    static long hash(long prefix, String key) {
        byte[] bytes = Arrays.copyOf(key.getBytes(StandardCharsets.UTF_8), key.length() * 4 + 16);
        int length = key.getBytes(StandardCharsets.UTF_8).length;
        long h = prefix;
        int at = 0;
        while (length - at >= 8) {
            h = mix(h, Swar.load(bytes, at));
            at += 8;
        }
        return finish(h, Swar.load(bytes, at), length - at);
    }

    static long mix(long h, long word) {
        long x = (h ^ (word | 0x2020202020202020L)) * 0x9e3779b97f4a7c15L;
        return x ^ (x >>> 29);
    }

    /// @param word whose first `count` bytes (less than 8) belong to the key
    static long finish(long h, long word, int count) {
        long kept = (word | 0x2020202020202020L) & ((1L << count * 8) - 1);
        long x = (h ^ kept ^ (long) (count + 1) << 56) * 0xff51afd7ed558ccdL;
        return x ^ (x >>> 32);
    }
}
