package dev.firebreak.core.index;

import dev.firebreak.core.join.HeapKeyState;
import dev.firebreak.core.join.JoinKey;
import dev.firebreak.core.join.KeyState;
import dev.firebreak.core.join.Keys;
import dev.firebreak.core.join.Owner;
import dev.firebreak.core.join.Tally;
import dev.firebreak.core.join.Trace;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the memory holds of one key, as the state of the join: the same [dev.firebreak.core.join.Join] that runs over a stream
/// then looks back over the segments.
final class StoredKeyState {
    private StoredKeyState() {}

    /// @param key of any kind but a product, whose holders [IndexView#holdersByOrganisation] tells
    static KeyState of(Store.Snapshot snapshot, JoinKey key) throws IOException {
        Map<Integer, List<Tally>> byHost = new HashMap<>();
        Lookup sources = new Lookup(snapshot, Table.SOURCES);
        Map<Integer, String> names = new HashMap<>();
        for (Run run : snapshot.of(Table.SIGHTINGS)) {
            RunCursor c = run.cursor();
            for (Terms.Range range : ranges(key)) {
                boolean more = c.seek(range.from());
                while (more && inside(c, range)) {
                    String value = Terms.text(c.keyArray(), c.keyLength());
                    if (!Keys.ofObservation(Terms.type(c.keyArray()[0]), value).contains(key)) {
                        more = c.next();
                        continue;
                    }
                    SightingReader r = new SightingReader(c);
                    while (r.next()) {
                        byHost.computeIfAbsent(r.row.host, _ -> new ArrayList<>())
                                .add(
                                        tally(
                                                key,
                                                value,
                                                r.row,
                                                source(r.row.source, sources, names)));
                    }
                    more = !r.atEnd();
                }
            }
        }
        HeapKeyState state = new HeapKeyState();
        Lookup hosts = new Lookup(snapshot, Table.HOSTS);
        for (Map.Entry<Integer, List<Tally>> e : byHost.entrySet()) {
            ByteIn in = hosts.newest(e.getKey());
            if (in != null) {
                HostRecord r = HostRecord.decode(in);
                Owner owner =
                        new Owner(
                                snapshot.manifest().organisations().get(r.organisation()),
                                r.name());
                state.put(owner, Trace.of(e.getValue()));
            }
        }
        return state;
    }

    private static Tally tally(JoinKey key, String value, SightingRow r, String source) {
        boolean timed = r.first != SightingRow.NO_TIME;
        return new Tally(
                key.kind().decides() ? "" : value,
                timed ? r.day() : Tally.NO_PERIOD,
                r.first,
                r.last,
                r.count,
                Tally.NO_TIME,
                value,
                source,
                r.offset);
    }

    private static String source(int number, Lookup sources, Map<Integer, String> names)
            throws IOException {
        String known = names.get(number);
        if (known == null) {
            ByteIn in = sources.newest(number);
            known = in == null ? "" : SourceRecord.decode(in).name();
            names.put(number, known);
        }
        return known;
    }

    private static boolean inside(RunCursor c, Terms.Range range) {
        return range.isSingle()
                ? c.compareKey(range.from(), range.from().length) == 0
                : Arrays.compareUnsigned(
                                c.keyArray(), 0, c.keyLength(), range.to(), 0, range.to().length)
                        < 0;
    }

    private static List<Terms.Range> ranges(JoinKey key) {
        List<ObservableType> types =
                switch (key.kind()) {
                    case DOMAIN -> List.of(ObservableType.DOMAIN);
                    case ADDRESS, BLOCK -> List.of(ObservableType.IPV4);
                    case URL_HOST -> List.of(ObservableType.URL);
                    case EMAIL -> List.of(ObservableType.EMAIL);
                    case HASH ->
                            List.of(ObservableType.MD5, ObservableType.SHA1, ObservableType.SHA256);
                    case FILENAME -> List.of(ObservableType.FILENAME);
                    case PRODUCT -> List.of();
                };
        List<Terms.Range> out = new ArrayList<>();
        for (ObservableType type : types) {
            out.addAll(
                    Terms.ranges(
                            Indicator.of(type, key.value(), Span.field("key", "", key.value()))));
        }
        return out;
    }
}
