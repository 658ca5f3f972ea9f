package dev.firebreak.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds single values over all runs of a table. Not thread-safe.
final class Lookup {
    private final List<RunCursor> newestFirst = new ArrayList<>();
    private final ByteIn value = new ByteIn(new byte[0]);

    Lookup(Store.Snapshot snapshot, Table table) {
        List<Run> runs = snapshot.of(table);
        for (int i = runs.size() - 1; i >= 0; i--) {
            newestFirst.add(runs.get(i).cursor());
        }
    }

    /// The newest value of a key; valid until the next call.
    @Nullable ByteIn newest(byte[] key, int length) throws IOException {
        for (RunCursor c : newestFirst) {
            if (c.seek(key, length) && c.compareKey(key, length) == 0) {
                return c.value(value);
            }
        }
        return null;
    }

    @Nullable ByteIn newest(int number) throws IOException {
        return newest(new ByteOut(4).u32(number).array, 4);
    }

    /// All values of a key, the newest first.
    List<ByteIn> all(byte[] key) throws IOException {
        List<ByteIn> out = new ArrayList<>();
        for (RunCursor c : newestFirst) {
            if (c.seek(key) && c.compareKey(key, key.length) == 0) {
                ByteIn v = c.value();
                out.add(new ByteIn(v.bytes(v.end - v.at)));
            }
        }
        return out;
    }
}
