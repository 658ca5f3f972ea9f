package dev.firebreak.core.match;

import java.util.Arrays;

/// The indicators one value matched, as indexes into [IndicatorSet#indicators]; reused from call to call.
public final class Matches {
    private int[] ids = new int[16];
    private int size;

    public int size() {
        return size;
    }

    public int id(int i) {
        return ids[i];
    }

    public void clear() {
        size = 0;
    }

    /// Adds an index unless it is there already.
    void add(int id) {
        for (int i = 0; i < size; i++) {
            if (ids[i] == id) {
                return;
            }
        }
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
        }
        ids[size++] = id;
    }
}
