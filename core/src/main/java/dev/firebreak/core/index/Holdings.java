package dev.firebreak.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /// Receives stations that have the component and always had; valid only during the call.
    interface Always {
        void stations(int[] stations, int n) throws IOException;
    }

    /// Every station that has or had the component, ascending.
    void forEach(int component, Row each) throws IOException {
        forEach(component, each, null);
    }

    /// The same; stations that always had it come many at once where that is quicker.
    void forEach(int component, Row each, @Nullable Always many) throws IOException {
        byte[] key = new ByteOut(4).u32(component).copy();
        List<HoldingReader> live = new ArrayList<>();
        for (RunCursor c : oldestFirst) {
            if (c.seek(key) && c.compareKey(key, 4) == 0) {
                live.add(new HoldingReader(c));
            }
        }
        if (live.size() == 1) {
            only(live.getFirst(), each, many);
            return;
        }
        List<HoldingReader> empty = new ArrayList<>();
        for (HoldingReader r : live) {
            if (!r.next()) {
                empty.add(r);
            }
        }
        live.removeAll(empty);
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

    private static void only(HoldingReader r, Row each, @Nullable Always many) throws IOException {
        int[] stations = new int[HoldingParts.ROWS];
        while (true) {
            if (many != null) {
                for (int n = r.always(stations); n > 0; n = r.always(stations)) {
                    many.stations(stations, n);
                }
            }
            if (!r.next()) {
                return;
            }
            each.row(r.row);
        }
    }
}
