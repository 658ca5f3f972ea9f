package dev.firebreak.core.index;

import dev.firebreak.core.match.IndicatorSet;
import dev.firebreak.core.match.Matches;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.InventorySink;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Slice;
import dev.firebreak.core.model.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The oracle: all lines and reports in lists, compared one by one.
final class NaiveMemory {
    static final List<Indicator> INDICATORS =
            List.of(
                    indicator(ObservableType.DOMAIN, "bad.example"),
                    indicator(ObservableType.DOMAIN, "cdn.bad.example"),
                    indicator(ObservableType.DOMAIN, "good1.example"),
                    indicator(ObservableType.DOMAIN, "x1.good2.example"),
                    indicator(ObservableType.DOMAIN, "absent.example"),
                    indicator(ObservableType.IPV4, "203.0.113.3"),
                    indicator(ObservableType.IPV4, "203.0.113.4/30"),
                    indicator(ObservableType.URL, "https://h0.bad.example/a1"),
                    indicator(ObservableType.MD5, "0123456789abcdef0123456789abcde1"));

    private NaiveMemory() {}

    private static Indicator indicator(ObservableType type, String value) {
        return Indicator.of(type, value, Span.field("test", "", value));
    }

    /// Indicator and host (or nothing) to "first last count".
    static TreeMap<String, String> sightings(Collection<World.Log> logs, String organisation) {
        List<World.Line> lines = distinct(logs, organisation);
        IndicatorSet set = IndicatorSet.of(INDICATORS);
        TreeMap<String, long[]> found = new TreeMap<>();
        for (World.Line l : lines) {
            TreeSet<Integer> ids = new TreeSet<>();
            for (World.Thing t : l.things()) {
                Matches matches = new Matches();
                byte[] b = t.value().getBytes(StandardCharsets.US_ASCII);
                set.match(t.type(), new Slice().set(b, 0, b.length), matches);
                for (int i = 0; i < matches.size(); i++) {
                    ids.add(matches.id(i));
                }
            }
            for (int id : ids) {
                long[] row =
                        found.computeIfAbsent(
                                INDICATORS.get(id).value() + " " + l.host(),
                                _ -> new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 0});
                if (l.micros() != ObservationSink.NO_TIME) {
                    row[0] = Math.min(row[0], l.micros());
                    row[1] = Math.max(row[1], l.micros());
                }
                row[2]++;
            }
        }
        TreeMap<String, String> out = new TreeMap<>();
        found.forEach(
                (k, r) ->
                        out.put(
                                k,
                                (r[0] == Long.MAX_VALUE ? "none none " : r[0] + " " + r[1] + " ")
                                        + r[2]));
        return out;
    }

    /// Equal lines of one organisation count as often as in the log that has them most; lines without a time as often as
    /// they stand in all logs.
    private static List<World.Line> distinct(Collection<World.Log> logs, String organisation) {
        Map<String, List<World.Line>> most = new HashMap<>();
        List<World.Line> out = new ArrayList<>();
        for (World.Log log : logs) {
            if (!log.organisation.equals(organisation)) {
                continue;
            }
            Map<String, List<World.Line>> here = new HashMap<>();
            for (World.Line l : log.lines) {
                if (l.micros() == ObservationSink.NO_TIME) {
                    out.add(l);
                } else {
                    here.computeIfAbsent(l.things() + l.host() + l.micros(), _ -> new ArrayList<>())
                            .add(l);
                }
            }
            here.forEach((k, v) -> most.merge(k, v, (a, b) -> a.size() >= b.size() ? a : b));
        }
        most.values().forEach(out::addAll);
        return out;
    }

    /// "component @ asset" of what is there now.
    static TreeSet<String> holdings(Collection<World.Inventory> inventories, String organisation) {
        Map<String, List<World.Report>> stations = new HashMap<>();
        for (World.Inventory i : inventories) {
            for (World.Report r : i.reports()) {
                if (i.organisation().equals(organisation)) {
                    stations.computeIfAbsent(r.asset().name() + r.scope(), _ -> new ArrayList<>())
                            .add(r);
                }
            }
        }
        TreeSet<String> out = new TreeSet<>();
        for (List<World.Report> reports : stations.values()) {
            TreeSet<Long> times = new TreeSet<>();
            reports.forEach(r -> times.add(r.time()));
            TreeSet<String> now = new TreeSet<>();
            for (long time : times) {
                List<World.Report> at = reports.stream().filter(r -> r.time() == time).toList();
                if (at.stream().anyMatch(r -> r.kind() == InventorySink.Kind.SNAPSHOT)) {
                    now.clear();
                    at.stream()
                            .filter(r -> r.kind() == InventorySink.Kind.SNAPSHOT)
                            .flatMap(r -> r.entries().stream())
                            .forEach(e -> now.add(String.valueOf(e.component().version())));
                }
                TreeSet<String> gone = new TreeSet<>();
                TreeSet<String> there = new TreeSet<>();
                at.stream()
                        .filter(r -> r.kind() == InventorySink.Kind.DIFFERENTIAL)
                        .flatMap(r -> r.entries().stream())
                        .forEach(
                                e ->
                                        (e.removed() ? gone : there)
                                                .add(String.valueOf(e.component().version())));
                now.removeAll(gone);
                now.addAll(there);
            }
            now.forEach(c -> out.add(c + " @ " + reports.getFirst().asset().name()));
        }
        return out;
    }

    static List<World.Log> ordered(Collection<World.Log> logs) {
        return logs.stream().sorted(Comparator.comparing((World.Log l) -> l.name)).toList();
    }
}
