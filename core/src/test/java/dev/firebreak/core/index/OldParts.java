package dev.firebreak.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Writes sightings and ledgers as formats 1 and 2 had them.
final class OldParts {
    private OldParts() {}

    /// Copies a run entry by entry, those of the two tables in their old form.
    static void copy(Run run, RunWriter out) throws IOException {
        RunCursor c = run.cursor();
        boolean more = c.first();
        while (more) {
            switch (run.info().table()) {
                case SIGHTINGS -> {
                    more = sightings(c, out);
                    continue;
                }
                case LEDGER -> out.add(c.key(), ledger(c.value()));
                default -> {
                    ByteIn v = c.value();
                    out.add(c.keyArray(), c.keyLength(), v.array, v.at, v.end - v.at);
                }
            }
            more = c.next();
        }
    }

    private static boolean sightings(RunCursor c, RunWriter out) throws IOException {
        byte[] key = c.key();
        List<SightingRow> rows = new ArrayList<>();
        SightingReader reader = new SightingReader(c);
        while (reader.next()) {
            SightingRow row = new SightingRow();
            row.set(reader.row);
            rows.add(row);
        }
        for (int from = 0; from < rows.size(); from += 128) {
            List<SightingRow> part = rows.subList(from, Math.min(rows.size(), from + 128));
            out.add(key, part(part));
        }
        return !reader.atEnd();
    }

    private static ByteOut part(List<SightingRow> rows) {
        boolean timed = rows.getFirst().first != SightingRow.NO_TIME;
        ByteOut value = new ByteOut().varint(rows.size()).varint(timed ? 1 : 0);
        long base = rows.getFirst().first;
        if (timed) {
            value.signed(base);
        }
        int host = 0;
        int source = 0;
        for (SightingRow r : rows) {
            boolean spans = r.last != r.first;
            value.varint(r.host - host);
            if (timed) {
                value.signed(r.first - base);
            }
            value.varint((r.count - 1) << 2 | (r.paired != 0 ? 2 : 0) | (spans ? 1 : 0));
            if (spans) {
                value.varint(r.last - r.first);
            }
            if (r.paired != 0) {
                value.varint(r.paired);
            }
            value.signed(r.source - source).varint(r.offset);
            host = r.host;
            source = r.source;
        }
        return value;
    }

    private static ByteOut ledger(ByteIn in) {
        List<long[]> lines = new ArrayList<>();
        LedgerBuffer.decode(in, (hash, source) -> lines.add(new long[] {hash, source}));
        lines.sort(Comparator.comparingLong(l -> l[0]));
        ByteOut value = new ByteOut().varint(lines.size());
        long hash = 0;
        long source = 0;
        for (long[] l : lines) {
            value.varint(l[0] - hash).signed(l[1] - source);
            hash = l[0];
            source = l[1];
        }
        return value;
    }
}
