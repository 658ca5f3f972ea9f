package dev.firebreak.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds single values over all runs of a table; numbers that ascend are found by going on from the last one. Not
/// thread-safe.
final class Lookup {
    /// A number this near to the last one is gone to, not searched.
    private static final int NEAR = 4;

    private static final long END = Long.MAX_VALUE;
    private static final long NOWHERE = -1;

    private final List<RunCursor> newestFirst = new ArrayList<>();
    private final ByteIn value = new ByteIn(new byte[0]);
    private final ByteOut key = new ByteOut(4);

    /// For each cursor the number that it stands at, or [#END], or [#NOWHERE] if it may stand anywhere.
    private final long[] at;

    /// No numbers from here to where the cursor stands are in its run.
    private final long[] from;

    Lookup(Store.Snapshot snapshot, Table table) {
        List<Run> runs = snapshot.of(table);
        for (int i = runs.size() - 1; i >= 0; i--) {
            newestFirst.add(runs.get(i).cursor());
        }
        at = new long[newestFirst.size()];
        from = new long[at.length];
        Arrays.fill(at, NOWHERE);
    }

    /// The newest value of a key; valid until the next call.
    @Nullable ByteIn newest(byte[] wanted, int length) throws IOException {
        Arrays.fill(at, NOWHERE);
        for (RunCursor c : newestFirst) {
            if (c.seek(wanted, length) && c.compareKey(wanted, length) == 0) {
                return c.value(value);
            }
        }
        return null;
    }

    /// The same of a key that is a number.
    @Nullable ByteIn newest(int number) throws IOException {
        for (int i = 0; i < at.length; i++) {
            if (find(i, number)) {
                return newestFirst.get(i).value(value);
            }
        }
        return null;
    }

    private boolean find(int i, int number) throws IOException {
        if (number == at[i]) {
            return true;
        }
        if (number >= from[i] && number < at[i]) {
            return false;
        }
        RunCursor c = newestFirst.get(i);
        while (at[i] >= 0 && number > at[i] && number - at[i] <= NEAR) {
            from[i] = at[i] + 1;
            at[i] = NOWHERE; // as long as it moves: that may fail
            stands(i, c, c.next());
            if (at[i] >= number) {
                return at[i] == number;
            }
        }
        from[i] = number;
        at[i] = NOWHERE;
        stands(i, c, c.seek(key.clear().u32(number).array, 4));
        return at[i] == number;
    }

    /// Notes where a cursor stands.
    ///
    /// @param there whether it stands at an entry
    private void stands(int i, RunCursor c, boolean there) {
        // Of keys that begin with a number and go on, what lies around is not told.
        at[i] = !there ? END : c.keyLength() == 4 ? c.number() : NOWHERE;
    }

    /// All values of a key, the newest first.
    List<ByteIn> all(byte[] wanted) throws IOException {
        Arrays.fill(at, NOWHERE);
        List<ByteIn> out = new ArrayList<>();
        for (RunCursor c : newestFirst) {
            if (c.seek(wanted) && c.compareKey(wanted, wanted.length) == 0) {
                ByteIn v = c.value();
                out.add(new ByteIn(v.bytes(v.end - v.at)));
            }
        }
        return out;
    }
}
