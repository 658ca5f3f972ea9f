package dev.firebreak.core.index;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What rewriting does to single entries: joins those of equal keys and drops what is not to be kept.
final class Recode {
    private final Table table;
    private final Keep keep;
    private final ByteOut out = new ByteOut();
    private final LedgerBuffer.Part part = new LedgerBuffer.Part();

    Recode(Table table, Keep keep) {
        this.table = table;
        this.keep = keep;
    }

    private static int number(byte[] key) {
        return new ByteIn(key, 0, 4).u32();
    }

    /// Whether an entry of a table where the newest value holds is kept.
    boolean keeps(byte[] key, int keyLength, ByteIn value) {
        if (keep.isAll()) {
            return true;
        }
        ByteIn copy = new ByteIn(value.array, value.at, value.end);
        return switch (table) {
            case NAMES -> keep.organisation(number(key)) && keep.host(copy.count());
            case HOSTS, STATIONS -> keep.host(number(key));
            case COMPONENTS -> keep.component(copy.count());
            case COMPONENT_TEXTS -> keep.component(number(key));
            case REPORTS -> keep.station(number(key));
            case SOURCES -> keep.source(number(key));
            default -> true;
        };
    }

    /// The value to write instead; absent if it stays.
    @Nullable ByteOut changed(byte[] key, int keyLength, ByteIn value) {
        if (table == Table.REPORTS && keep.since() != Long.MIN_VALUE) {
            StationHistory h = StationHistory.decode(value);
            h.trim(keep.stationSince(number(key)));
            out.clear();
            h.encode(out);
            return out;
        }
        if (table == Table.SOURCES && keep.since() != Long.MIN_VALUE) {
            SourceRecord r = SourceRecord.decode(value);
            out.clear();
            (keep.young(number(key)) ? r : r.since(keep.since())).encode(out);
            return out;
        }
        if (table == Table.STATIONS && !keep.isAll()) {
            out.clear();
            while (value.more()) {
                int scope = value.count();
                int station = value.count();
                if (keep.station(station)) {
                    out.varint(scope).varint(station);
                }
            }
            return out;
        }
        return null;
    }

    boolean keeps(SightingRow row) {
        return keep.isAll()
                || (keep.host(row.host)
                        && keep.source(row.source)
                        && (row.last == SightingRow.NO_TIME
                                || row.last >= keep.since()
                                || keep.young(row.source)));
    }

    boolean keeps(HoldingRow row) {
        if (row.always) {
            return keep.isAll() || keep.station(row.station);
        }
        if (row.times.length == 0) {
            return true; // takes back an older row; goes when no older one is left, see Merges
        }
        return keep.isAll()
                || (keep.station(row.station)
                        && row.times[row.times.length - 1] >= keep.stationSince(row.station));
    }

    /// Cuts off what lies before the time from which on is kept.
    void clip(HoldingRow row) {
        long since = keep.stationSince(row.station);
        for (int i = 0; i < row.times.length; i++) {
            row.times[i] = Math.max(row.times[i], since);
        }
    }

    /// The same for a sighting; its evidence may then be the line of an earlier day and stays, its time does not.
    void clip(SightingRow row) {
        if (row.first != SightingRow.NO_TIME
                && row.first < keep.since()
                && !keep.young(row.source)) {
            row.first = keep.since();
        }
    }

    /// A part of the ledger without the lines of sources that go; empty if nothing is left.
    ByteOut ledger(byte[] key, ByteIn value) {
        out.clear();
        long minute = number(key) ^ 0x80000000;
        if (keep.isAll()) {
            return out.bytes(value.array, value.at, value.end - value.at);
        }
        boolean old = (minute + 1) * LedgerBuffer.MINUTE <= keep.since();
        LedgerBuffer.decode(
                value,
                (hash, source) -> {
                    if (keep.source(source) && (!old || keep.young(source))) {
                        part.add(hash, source);
                    }
                });
        part.write(out);
        return out;
    }

    /// Joins the values of one key; empty if nothing is left.
    ByteOut union(byte[] key, int keyLength, List<ByteIn> values) {
        out.clear();
        switch (table) {
            case COVERAGE -> coverage(key, values);
            case FINGERPRINTS -> fingerprints(values);
            case BINDINGS -> bindings(key, keyLength, values);
            default ->
                    throw new IllegalStateException("the values of " + table + " are not joined");
        }
        return out;
    }

    private void coverage(byte[] key, List<ByteIn> values) {
        if (!keep.host(number(key))) {
            return;
        }
        TreeMap<Long, Long> days = new TreeMap<>();
        for (ByteIn in : values) {
            days(in, (day, kinds) -> days.merge(day, kinds, (a, b) -> a | b));
        }
        long from = keep.hostSince(number(key));
        long since =
                from == Long.MIN_VALUE
                        ? Long.MIN_VALUE
                        : Math.floorDiv(from, SightingRow.DAY_MICROS);
        long before = 0;
        for (var e : days.tailMap(since).entrySet()) {
            out.signed(e.getKey() - before).varint(e.getValue());
            before = e.getKey();
        }
    }

    /// Receives a day and the kinds of things seen on it, a bit for each [dev.firebreak.core.model.ObservableType].
    interface Day {
        void day(long epochDay, long kinds);
    }

    static void days(ByteIn in, Day each) {
        long day = 0;
        while (in.more()) {
            day += in.signed();
            each.day(day, in.varint());
        }
    }

    private void fingerprints(List<ByteIn> values) {
        TreeSet<Integer> sources = new TreeSet<>();
        for (ByteIn in : values) {
            while (in.more()) {
                sources.add(in.count());
            }
        }
        for (int s : sources) {
            if (keep.source(s)) {
                out.varint(s);
            }
        }
    }

    private void bindings(byte[] key, int keyLength, List<ByteIn> values) {
        if (!keep.organisation(number(key))) {
            return;
        }
        TreeSet<Binding> all = new TreeSet<>();
        for (ByteIn in : values) {
            all.addAll(Binding.decode(in));
        }
        int organisation = number(key);
        String word = new String(key, 4, keyLength - 4, StandardCharsets.UTF_8);
        all.removeIf(b -> !keep.binding(organisation, word, b));
        Binding.encode(Binding.condense(all), out);
    }
}
