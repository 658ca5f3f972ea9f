package dev.firebreak.core.index;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Keeps what was seen since a time, and, if wanted, what was taken in since it although it tells of earlier times.
/// Sightings, days covered, reports, stations without any, sources that tell of nothing that stays, and hosts of which
/// nothing else is left go.
final class Expiry extends Gone {
    private final long since;
    private final BitSet young = new BitSet();
    private final BitSet living = new BitSet();
    private final Map<Integer, Long> hostSince = new HashMap<>();
    private final Map<Integer, Long> stationSince = new HashMap<>();
    private final Map<Integer, Long> bindingsSince = new HashMap<>();

    /// What stays of organisations in `bindingsSince`.
    private final Set<String> names = new HashSet<>();

    private Expiry(long since) {
        this.since = since;
    }

    /// Everything that was last seen before a time goes.
    static Keep seenBefore(Store.Snapshot snapshot, long since) throws IOException {
        return new Expiry(since).found(snapshot, false);
    }

    /// Everything that was last seen before a time goes if it was taken in before it as well.
    static Keep seenAndTakenInBefore(Store.Snapshot snapshot, long since) throws IOException {
        return new Expiry(since).found(snapshot, true);
    }

    private Expiry found(Store.Snapshot snapshot, boolean sparesYoung) throws IOException {
        Scan.newest(snapshot, Table.SOURCES, c -> source(c, sparesYoung));
        Scan.newest(snapshot, Table.REPORTS, this::reports);
        Scan.all(snapshot, Table.SIGHTINGS, this::sightings);
        Scan.all(snapshot, Table.COVERAGE, this::coverage);
        Scan.newest(snapshot, Table.HOSTS, this::hosts);
        return this;
    }

    private void hosts(RunCursor c) {
        if (!living.get(c.number())) {
            hosts.set(c.number());
            return;
        }
        HostRecord r = HostRecord.decode(c.value());
        if (bindingsSince.containsKey(r.organisation())) {
            names.add(named(r.organisation(), r.name()));
        }
    }

    private static String named(int organisation, String word) {
        return organisation + " " + word.toLowerCase(Locale.ROOT);
    }

    private void source(RunCursor c, boolean sparesYoung) {
        SourceRecord r = SourceRecord.decode(c.value());
        if (sparesYoung && r.imported() >= since) {
            young.set(c.number());
            if (r.first() != SightingRow.NO_TIME && r.first() < since) {
                bindingsSince.merge(r.organisation(), r.first(), Math::min);
            }
        } else if ((r.last() == SightingRow.NO_TIME ? r.imported() : r.last()) < since) {
            sources.set(c.number());
        }
    }

    private void reports(RunCursor c) {
        StationHistory h = StationHistory.decode(c.value());
        long earliest = h.earliest(young::get);
        if (earliest < since) {
            stationSince.put(c.number(), earliest);
        }
        if (h.lastTime() < stationSince(c.number())) {
            stations.set(c.number());
            return;
        }
        living.set(h.host);
        for (int s : h.sources()) {
            sources.clear(s); // the place that an entry still comes from stays known
        }
    }

    private boolean sightings(RunCursor c) throws IOException {
        SightingReader r = new SightingReader(c);
        while (r.next()) {
            SightingRow row = r.row;
            boolean stays =
                    young.get(row.source)
                            || (row.last == SightingRow.NO_TIME
                                    ? !sources.get(row.source)
                                    : row.last >= since);
            if (stays) {
                living.set(row.host);
                sources.clear(row.source);
                if (row.first != SightingRow.NO_TIME
                        && row.first < since
                        && young.get(row.source)) {
                    hostSince.merge(row.host, row.first, Math::min);
                }
            }
        }
        return !r.atEnd();
    }

    private boolean coverage(RunCursor c) throws IOException {
        int host = c.number();
        long day = Math.floorDiv(hostSince(host), SightingRow.DAY_MICROS);
        Recode.days(
                c.value(),
                (d, _) -> {
                    if (d >= day) {
                        living.set(host);
                    }
                });
        return c.next();
    }

    @Override
    public long since() {
        return since;
    }

    @Override
    public boolean young(int source) {
        return young.get(source);
    }

    @Override
    public long hostSince(int host) {
        return hostSince.getOrDefault(host, since);
    }

    @Override
    public long stationSince(int station) {
        return stationSince.getOrDefault(station, since);
    }

    /// Whose address it was counts as old as what was told last of either.
    @Override
    public boolean binding(int organisation, String word, Binding b) {
        return super.binding(organisation, word, b)
                || b.time() >= bindingsSince.getOrDefault(organisation, since)
                        && (names.contains(named(organisation, word))
                                || names.contains(named(organisation, b.name())));
    }
}
