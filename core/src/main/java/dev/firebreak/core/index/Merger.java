package dev.firebreak.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Folds several runs of one table into one, dropping what is not to be kept.
final class Merger {
    /// When a key has given this many rows by day, its further rows are folded by era: names that nearly every machine
    /// looks up would otherwise cost a row a day for each of them.
    static final int HOT_ROWS = 1 << 16;

    private final Table table;
    private final Keep keep;
    private final RunWriter out;
    private final Recode recode;
    private long rows;

    private Merger(Table table, Keep keep, RunWriter out) {
        this.table = table;
        this.keep = keep;
        this.out = out;
        this.recode = new Recode(table, keep);
    }

    /// Writes the fold of these runs, the oldest first, as a new file.
    static RunInfo merge(Disk disk, String file, Table table, List<Run> oldestFirst, Keep keep)
            throws IOException {
        try (RunWriter out = new RunWriter(disk, file, table)) {
            Merger merger = new Merger(table, keep, out);
            merger.run(oldestFirst);
            RunInfo first = oldestFirst.getFirst().info();
            RunInfo last = oldestFirst.getLast().info();
            return out.finish().withEra(first.era(), last.sequence(), merger.rows);
        }
    }

    private void run(List<Run> runs) throws IOException {
        List<RunCursor> live = new ArrayList<>();
        for (Run r : runs) {
            RunCursor c = r.cursor();
            if (c.first()) {
                live.add(c);
            }
        }
        List<RunCursor> same = new ArrayList<>();
        while (!live.isEmpty()) {
            RunCursor least = live.getFirst();
            for (RunCursor c : live) {
                if (c != least && compare(c, least) < 0) {
                    least = c;
                }
            }
            same.clear();
            for (RunCursor c : live) { // in the order of age, the oldest first
                if (c == least || compare(c, least) == 0) {
                    same.add(c);
                }
            }
            live.removeAll(ended(same));
        }
    }

    private static int compare(RunCursor a, RunCursor b) {
        return Arrays.compareUnsigned(
                a.keyArray(), 0, a.keyLength(), b.keyArray(), 0, b.keyLength());
    }

    /// Folds one key; the cursors move on to their next key.
    ///
    /// @return the cursors that have no further entries
    private List<RunCursor> ended(List<RunCursor> same) throws IOException {
        return switch (table) {
            case SIGHTINGS -> sightings(same);
            case HOLDINGS -> holdings(same);
            case LEDGER -> parts(same);
            case COVERAGE, BINDINGS, FINGERPRINTS -> union(same);
            case NAMES,
                    HOSTS,
                    COMPONENTS,
                    COMPONENT_TEXTS,
                    REPORTS,
                    STATIONS,
                    STATION_HOSTS,
                    SOURCES ->
                    newest(same);
        };
    }

    private List<RunCursor> newest(List<RunCursor> same) throws IOException {
        RunCursor last = same.getLast();
        ByteIn value = last.value();
        if (recode.keeps(last.keyArray(), last.keyLength(), value)) {
            ByteOut changed = recode.changed(last.keyArray(), last.keyLength(), last.value());
            if (changed == null) {
                out.add(
                        last.keyArray(),
                        last.keyLength(),
                        value.array,
                        value.at,
                        value.end - value.at);
            } else {
                out.add(last.keyArray(), last.keyLength(), changed.array, 0, changed.length);
            }
            rows++;
        }
        return advance(same);
    }

    private List<RunCursor> union(List<RunCursor> same) throws IOException {
        List<ByteIn> values = new ArrayList<>();
        for (RunCursor c : same) {
            values.add(c.value());
        }
        RunCursor one = same.getFirst();
        ByteOut merged = recode.union(one.keyArray(), one.keyLength(), values);
        if (merged.length > 0) {
            out.add(one.keyArray(), one.keyLength(), merged.array, 0, merged.length);
            rows++;
        }
        return advance(same);
    }

    private static List<RunCursor> advance(List<RunCursor> same) throws IOException {
        List<RunCursor> ended = new ArrayList<>();
        for (RunCursor c : same) {
            if (!c.next()) {
                ended.add(c);
            }
        }
        return ended;
    }

    private List<RunCursor> parts(List<RunCursor> same) throws IOException {
        byte[] key = same.getFirst().key();
        List<RunCursor> ended = new ArrayList<>();
        for (RunCursor c : same) {
            boolean more = true;
            while (more && c.compareKey(key, key.length) == 0) {
                ByteOut part = recode.ledger(key, c.value());
                if (part.length > 0) {
                    out.add(key, key.length, part.array, 0, part.length);
                    rows++;
                }
                more = c.next();
            }
            if (!more) {
                ended.add(c);
            }
        }
        return ended;
    }

    private List<RunCursor> sightings(List<RunCursor> same) throws IOException {
        SightingParts parts = new SightingParts(out);
        parts.begin(same.getFirst().keyArray(), 0, same.getFirst().keyLength());
        SightingReader[] readers = new SightingReader[same.size()];
        boolean[] live = new boolean[readers.length];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = new SightingReader(same.get(i));
            live[i] = readers[i].next();
        }
        SightingRow pending = new SightingRow();
        boolean has = false;
        long emitted = 0;
        while (true) {
            int least = -1;
            for (int i = 0; i < readers.length; i++) {
                if (live[i] && (least < 0 || before(readers[i].row, readers[least].row))) {
                    least = i;
                }
            }
            if (least < 0) {
                break;
            }
            SightingRow r = readers[least].row;
            if (recode.keeps(r)) {
                recode.clip(r);
                boolean one =
                        has
                                && pending.host == r.host
                                && (pending.day() == r.day()
                                        || (emitted >= HOT_ROWS && r.first != SightingRow.NO_TIME));
                if (one) {
                    pending.fold(r);
                } else {
                    if (has) {
                        parts.add(pending);
                        emitted++;
                    }
                    pending.set(r);
                    has = true;
                }
            }
            live[least] = readers[least].next();
        }
        if (has) {
            parts.add(pending);
        }
        parts.end();
        rows += parts.written();
        List<RunCursor> ended = new ArrayList<>();
        for (int i = 0; i < readers.length; i++) {
            if (readers[i].atEnd()) {
                ended.add(same.get(i));
            }
        }
        return ended;
    }

    private static boolean before(SightingRow a, SightingRow b) {
        return a.host != b.host ? a.host < b.host : a.day() < b.day();
    }

    private List<RunCursor> holdings(List<RunCursor> same) throws IOException {
        byte[] key = same.getFirst().key();
        HoldingParts parts = new HoldingParts(out);
        parts.begin(new ByteIn(key).u32());
        HoldingReader[] readers = new HoldingReader[same.size()];
        boolean[] live = new boolean[readers.length];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = new HoldingReader(same.get(i));
            live[i] = readers[i].next();
        }
        while (true) {
            int least = Integer.MAX_VALUE;
            int newest = -1;
            for (int i = 0; i < readers.length; i++) { // the last with this station is the newest
                if (live[i] && readers[i].row.station <= least) {
                    least = readers[i].row.station;
                    newest = i;
                }
            }
            if (newest < 0) {
                break;
            }
            if (recode.keeps(readers[newest].row)) {
                recode.clip(readers[newest].row);
                parts.add(readers[newest].row);
            }
            for (int i = 0; i < readers.length; i++) {
                if (live[i] && readers[i].row.station == least) {
                    live[i] = readers[i].next();
                }
            }
        }
        parts.end();
        rows += parts.written();
        List<RunCursor> ended = new ArrayList<>();
        for (int i = 0; i < readers.length; i++) {
            if (readers[i].atEnd()) {
                ended.add(same.get(i));
            }
        }
        return ended;
    }
}
