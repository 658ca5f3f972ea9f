package dev.firebreak.core.index;

import dev.firebreak.core.model.Component;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads when machines had what.
final class InventoryHistory {
    private InventoryHistory() {}

    static void changedSince(
            Store.Snapshot snapshot,
            long since,
            @Nullable String organisation,
            Consumer<IndexView.Change> out)
            throws IOException {
        Names names = new Names(snapshot, organisation);
        Scan.newest(
                snapshot,
                Table.REPORTS,
                c -> {
                    StationHistory h = StationHistory.decode(c.value());
                    if (h.lastTime() < since || !names.asked(h.host)) {
                        return;
                    }
                    int station = new ByteIn(c.keyArray(), 0, 4).u32();
                    for (int component : h.components()) {
                        long[] times = times(h, h.row(station, component));
                        for (int i = 0; i < times.length; i += 2) {
                            if (times[i] >= since
                                    || (times[i + 1] >= since && times[i + 1] != HoldingRow.OPEN)) {
                                out.accept(names.change(h.host, component, times[i], times[i + 1]));
                            }
                        }
                    }
                });
    }

    /// Who has components now, and since when.
    static void holders(
            Store.Snapshot snapshot,
            int[] wanted,
            @Nullable String organisation,
            Consumer<IndexView.Change> out)
            throws IOException {
        Names names = new Names(snapshot, organisation);
        Holdings holdings = new Holdings(snapshot);
        StationHosts stations = new StationHosts(snapshot);
        Lookup reports = new Lookup(snapshot, Table.REPORTS);
        for (int component : wanted) {
            holdings.forEach(
                    component,
                    row -> {
                        int host = stations.host(row.station);
                        if (!row.now() || !names.asked(host)) {
                            return;
                        }
                        ByteIn report = row.always ? reports.newest(row.station) : null;
                        long from =
                                report == null
                                        ? row.times[row.times.length - 2]
                                        : StationHistory.decode(report).firstTime();
                        out.accept(names.change(host, component, from, HoldingRow.OPEN));
                    });
        }
    }

    static List<IndexView.Change> of(
            Store.Snapshot snapshot, Predicate<Component> wanted, @Nullable String organisation)
            throws IOException {
        List<IndexView.Change> out = new ArrayList<>();
        Names names = new Names(snapshot, organisation);
        Holdings holdings = new Holdings(snapshot);
        StationHosts stations = new StationHosts(snapshot);
        Lookup reports = new Lookup(snapshot, Table.REPORTS);
        Scan.newest(
                snapshot,
                Table.COMPONENT_TEXTS,
                c -> {
                    Component component = ComponentCode.decode(c.value());
                    if (!wanted.test(component)) {
                        return;
                    }
                    int number = new ByteIn(c.keyArray(), 0, 4).u32();
                    holdings.forEach(
                            number,
                            row -> {
                                int host = stations.host(row.station);
                                ByteIn report =
                                        names.asked(host) ? reports.newest(row.station) : null;
                                if (report != null) {
                                    long[] times = times(StationHistory.decode(report), row);
                                    for (int i = 0; i < times.length; i += 2) {
                                        out.add(names.change(host, number, times[i], times[i + 1]));
                                    }
                                }
                            });
                });
        return out;
    }

    private static long[] times(StationHistory h, HoldingRow row) {
        return row.always ? new long[] {h.firstTime(), HoldingRow.OPEN} : row.times;
    }

    private static final class Names {
        private final Lookup hosts;
        private final Lookup texts;
        private final List<String> organisations;
        private final int only;
        private final Map<Integer, Component> components = new HashMap<>();
        private int lastHost = -1;
        private @Nullable HostRecord last;

        Names(Store.Snapshot snapshot, @Nullable String organisation) {
            hosts = new Lookup(snapshot, Table.HOSTS);
            texts = new Lookup(snapshot, Table.COMPONENT_TEXTS);
            organisations = snapshot.manifest().organisations();
            only = organisation == null ? -1 : IndexEstate.number(snapshot, organisation);
        }

        private HostRecord host(int number) throws IOException {
            HostRecord known = last;
            if (known == null || number != lastHost) {
                ByteIn in = hosts.newest(number);
                if (in == null) {
                    throw new MalformedException("host " + number + " has no record");
                }
                known = HostRecord.decode(in);
                last = known;
                lastHost = number;
            }
            return known;
        }

        boolean asked(int host) throws IOException {
            return only < 0 || host(host).organisation() == only;
        }

        IndexView.Change change(int host, int component, long from, long until) throws IOException {
            Component c = components.get(component);
            if (c == null) {
                ByteIn in = texts.newest(component);
                if (in == null) {
                    throw new MalformedException("component " + component + " has no text");
                }
                c = ComponentCode.decode(in);
                components.put(component, c);
            }
            HostRecord r = host(host);
            return new IndexView.Change(
                    organisations.get(r.organisation()),
                    r.name(),
                    c,
                    instant(from),
                    until == HoldingRow.OPEN ? null : instant(until));
        }

        private static Instant instant(long micros) {
            return Instant.ofEpochSecond(
                    Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000L);
        }
    }
}
