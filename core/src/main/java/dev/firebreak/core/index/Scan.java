package dev.firebreak.core.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// Walks over whole tables.
final class Scan {
    private static final int NO_END = -1;

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
        newest(snapshot, table, from, NO_END, each);
    }

    /// The same of the numbers of a part, in tables whose keys are numbers.
    static void newest(Store.Snapshot snapshot, Table table, Parts.Part part, Entry each)
            throws IOException {
        newest(snapshot, table, part.firstKey(), part.until(), each);
    }

    private static void newest(
            Store.Snapshot snapshot, Table table, byte[] from, int until, Entry each)
            throws IOException {
        List<Run> runs = snapshot.of(table);
        RunCursor[] live = new RunCursor[runs.size()];
        int n = 0;
        for (Run r : runs) {
            RunCursor c = r.cursor();
            if (c.seek(from) && before(c, until)) {
                live[n++] = c;
            }
        }
        if (n == 1) {
            RunCursor only = live[0];
            do {
                each.at(only);
            } while (only.next() && before(only, until));
            return;
        }
        while (n > 0) {
            int least = 0;
            for (int i = 1; i < n; i++) {
                if (compare(live[i], live[least]) <= 0) {
                    least = i; // of equal keys the last, which is the newest
                }
            }
            each.at(live[least]);
            // the others move first: they are compared with the key of the least
            for (int i = n - 1; i >= 0; i--) {
                if (i != least
                        && compare(live[i], live[least]) == 0
                        && !(live[i].next() && before(live[i], until))) {
                    n = without(live, n, i);
                    least -= i < least ? 1 : 0;
                }
            }
            if (!(live[least].next() && before(live[least], until))) {
                n = without(live, n, least);
            }
        }
    }

    private static boolean before(RunCursor c, int until) {
        return until == NO_END || c.number() < until;
    }

    /// @return how many are left; their order stays
    private static int without(RunCursor[] live, int n, int i) {
        System.arraycopy(live, i + 1, live, i, n - i - 1);
        return n - 1;
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
