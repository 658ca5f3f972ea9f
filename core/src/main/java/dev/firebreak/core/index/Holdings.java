package dev.firebreak.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The stations of one component over all runs, each with its newest row.
final class Holdings {
    private final List<RunCursor> oldestFirst = new ArrayList<>();

    /// Receives a row; valid only during the call.
    interface Row {
        void row(HoldingRow row) throws IOException;
    }

    Holdings(Store.Snapshot snapshot) {
        for (Run r : snapshot.of(Table.HOLDINGS)) {
            oldestFirst.add(r.cursor());
        }
    }

    /// Every station that has or had the component, ascending.
    void forEach(int component, Row each) throws IOException {
        byte[] key = new ByteOut(4).u32(component).copy();
        List<HoldingReader> live = new ArrayList<>();
        for (RunCursor c : oldestFirst) {
            if (c.seek(key) && c.compareKey(key, 4) == 0) {
                HoldingReader r = new HoldingReader(c);
                if (r.next()) {
                    live.add(r);
                }
            }
        }
        if (live.size() == 1) {
            HoldingReader only = live.getFirst();
            do {
                each.row(only.row);
            } while (only.next());
            return;
        }
        while (!live.isEmpty()) {
            HoldingReader newest = live.getFirst();
            for (HoldingReader r : live) {
                if (r.row.station <= newest.row.station) {
                    newest = r;
                }
            }
            each.row(newest.row);
            int station = newest.row.station;
            List<HoldingReader> ended = new ArrayList<>();
            for (HoldingReader r : live) {
                if (r.row.station == station && !r.next()) {
                    ended.add(r);
                }
            }
            live.removeAll(ended);
        }
    }
}
