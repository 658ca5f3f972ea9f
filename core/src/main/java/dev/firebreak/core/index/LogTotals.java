package dev.firebreak.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the logs of each organisation are together.
final class LogTotals {
    /// Logs that are named of those of which something could not be read.
    private static final int MAX_NAMES = 20;

    private final List<String> organisations;
    private final Map<Integer, Total> totals = new HashMap<>();

    /// Some logs together.
    static final class Total {
        int sources;
        long lines;

        /// Logs of which something could not be read, and the names of the first of them.
        int flawed;

        final List<String> flawedNames = new ArrayList<>();
        long first = Long.MAX_VALUE;
        long last = SightingRow.NO_TIME;

        private void add(Total o) {
            sources += o.sources;
            lines += o.lines;
            flawed += o.flawed;
            o.flawedNames.stream().limit(MAX_NAMES - flawedNames.size()).forEach(flawedNames::add);
            first = Math.min(first, o.first);
            last = Math.max(last, o.last);
        }

        private void add(SourceRecord r) {
            sources++;
            lines += r.lines();
            if (r.flawed() || !r.complete()) {
                flawed++;
                if (flawedNames.size() < MAX_NAMES) {
                    flawedNames.add(r.name());
                }
            }
            if (r.first() != SightingRow.NO_TIME) {
                first = Math.min(first, r.first());
                last = Math.max(last, r.last());
            }
        }
    }

    /// @param organisations their names, by number
    LogTotals(List<String> organisations) {
        this.organisations = organisations;
    }

    void read(Store.Snapshot snapshot) throws IOException {
        Scan.newest(
                snapshot,
                Table.SOURCES,
                c -> {
                    SourceRecord r = SourceRecord.decode(c.value());
                    if (r.kind() == SourceRecord.Kind.LOG) {
                        totals.computeIfAbsent(r.organisation(), _ -> new Total()).add(r);
                    }
                });
    }

    /// The logs of an organisation (-1: of all), and those for which nobody told one.
    Total of(int organisation) {
        Total sum = new Total();
        totals.forEach(
                (o, total) -> {
                    if (organisation < 0 || o == organisation || organisations.get(o).isEmpty()) {
                        sum.add(total);
                    }
                });
        return sum;
    }
}
