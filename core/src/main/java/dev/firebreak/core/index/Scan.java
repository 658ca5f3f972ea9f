package dev.firebreak.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Walks over whole tables.
final class Scan {
    private Scan() {}

    /// Receives a cursor at an entry; must not move it.
    interface Entry {
        void at(RunCursor c) throws IOException;
    }

    /// Receives a cursor at a key and moves it on.
    interface Key {
        /// @return whether the cursor has further entries
        boolean at(RunCursor c) throws IOException;
    }

    /// Every key once, with its newest value, ascending.
    static void newest(Store.Snapshot snapshot, Table table, Entry each) throws IOException {
        newest(snapshot, table, new byte[0], each);
    }

    /// The same from a key on.
    static void newest(Store.Snapshot snapshot, Table table, byte[] from, Entry each)
            throws IOException {
        List<RunCursor> live = new ArrayList<>();
        for (Run r : snapshot.of(table)) {
            RunCursor c = r.cursor();
            if (c.seek(from)) {
                live.add(c);
            }
        }
        if (live.size() == 1) {
            RunCursor only = live.getFirst();
            do {
                each.at(only);
            } while (only.next());
            return;
        }
        while (!live.isEmpty()) {
            RunCursor least = live.getFirst();
            for (RunCursor c : live) {
                if (compare(c, least) <= 0) {
                    least = c; // of equal keys the last, which is the newest
                }
            }
            each.at(least);
            List<RunCursor> ended = new ArrayList<>();
            byte[] key = least.key();
            for (RunCursor c : live) {
                if (c.compareKey(key, key.length) == 0 && !c.next()) {
                    ended.add(c);
                }
            }
            live.removeAll(ended);
        }
    }

    private static int compare(RunCursor a, RunCursor b) {
        return Arrays.compareUnsigned(
                a.keyArray(), 0, a.keyLength(), b.keyArray(), 0, b.keyLength());
    }

    /// Every key of every run, one run after the other.
    static void all(Store.Snapshot snapshot, Table table, Key each) throws IOException {
        for (Run r : snapshot.of(table)) {
            RunCursor c = r.cursor();
            boolean more = c.first();
            while (more) {
                more = each.at(c);
            }
        }
    }
}
