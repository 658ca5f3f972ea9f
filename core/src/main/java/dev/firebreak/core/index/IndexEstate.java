package dev.firebreak.core.index;

import dev.firebreak.core.answer.AssetState;
import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.answer.LogDays;
import dev.firebreak.core.answer.LogSpan;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Evidence;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Sighting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The memory as an estate that questions can be put to, of one organisation or of all. Holders and sightings are read when
/// asked for.
///
/// Unchecked: a damaged file shows as an [UncheckedIOException] that names it.
final class IndexEstate implements EstateView {
    private final Store.Snapshot snapshot;
    private final Gathered gathered;
    private final List<String> organisations;

    /// Organisation that is asked about, -1 for all.
    private final int only;

    private final List<Integer> toldAssets = new ArrayList<>();
    private final Map<Integer, Integer> toldNumber = new HashMap<>();
    private final Map<Integer, Boolean> askedHosts = new HashMap<>();

    private IndexEstate(Store.Snapshot snapshot, Gathered gathered, int only) {
        this.snapshot = snapshot;
        this.gathered = gathered;
        this.only = only;
        organisations = snapshot.manifest().organisations();
    }

    static IndexEstate of(
            Store.Snapshot snapshot, Gathered gathered, @Nullable String organisation) {
        return new IndexEstate(
                snapshot, gathered, organisation == null ? -1 : number(snapshot, organisation));
    }

    /// The organisation's number; one past the last if it is not known, so that nothing matches.
    static int number(Store.Snapshot snapshot, String organisation) {
        List<String> all = snapshot.manifest().organisations();
        for (int i = 0; i < all.size(); i++) {
            if (Organisations.key(all.get(i)).equals(Organisations.key(organisation))) {
                return i;
            }
        }
        return all.size();
    }

    private boolean asked(int organisation) {
        return only < 0 || only == organisation;
    }

    /// Whether an asset is one that is asked about; the others are only there so that names are told apart.
    private boolean visible(int asset) {
        return only < 0 || gathered.entry(asset).record.organisation() == only;
    }

    private static LogDays days(TreeSet<Integer> days) {
        return days.isEmpty()
                ? LogDays.NONE
                : LogDays.of(days.stream().mapToInt(Integer::intValue).toArray());
    }

    static @Nullable Instant instant(long micros) {
        return micros == SightingRow.NO_TIME
                ? null
                : Instant.ofEpochSecond(
                        Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000L);
    }

    /// Assets are numbered for the asker in the order in which they were gathered, the others left out.
    private int told(int asset) {
        for (int a : gathered.assetsFrom(only, toldAssets.size())) {
            toldNumber.put(a, toldAssets.size());
            toldAssets.add(a);
        }
        return toldNumber.getOrDefault(asset, -1);
    }

    @Override
    public int assetCount() {
        told(-1);
        return toldAssets.size();
    }

    @Override
    public AssetState asset(int number) {
        Gathered.Entry e = gathered.entry(toldAssets.get(number));
        AssetState known = e.state;
        if (known == null) {
            HostRecord r = e.record;
            String organisation = organisations.get(r.organisation());
            known =
                    new AssetState(
                            r.name(),
                            organisation.isEmpty() ? null : organisation,
                            r.platform(),
                            r.inventory(),
                            instant(r.asOf()),
                            days(e.days),
                            r.addresses());
            e.state = known;
        }
        return known;
    }

    @Override
    public int componentCount() {
        return gathered.components.size();
    }

    @Override
    public Component component(int component) {
        return gathered.components.get(component);
    }

    @Override
    public void holders(int component, Consumer<Holding> each) {
        try {
            StationHosts hosts = new StationHosts(snapshot);
            Lookup reports = new Lookup(snapshot, Table.REPORTS);
            Lookup sources = new Lookup(snapshot, Table.SOURCES);
            Map<Integer, String> sourceNames = new HashMap<>();
            new Holdings(snapshot)
                    .forEach(
                            gathered.componentNumbers[component],
                            row -> {
                                if (!row.now() || !asked(hosts.organisation(row.station))) {
                                    return;
                                }
                                int asset =
                                        gathered.asset(
                                                hosts.host(row.station), SightingRow.NO_TIME);
                                ByteIn report = reports.newest(row.station);
                                int source =
                                        report == null ? -1 : StationHistory.newestSource(report);
                                String name = sourceNames.get(source);
                                if (name == null) {
                                    ByteIn record = source < 0 ? null : sources.newest(source);
                                    name = record == null ? "" : SourceRecord.decode(record).name();
                                    sourceNames.put(source, name);
                                }
                                each.accept(new Holding(told(asset), name, 0));
                            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<AssetSighting> sightings(List<Indicator> indicators) {
        try {
            SightingSearch search = new SightingSearch(snapshot, indicators, this::group);
            Lookup hosts = new Lookup(snapshot, Table.HOSTS);
            Lookup sources = new Lookup(snapshot, Table.SOURCES);
            List<AssetSighting> out = new ArrayList<>();
            for (SightingSearch.Hit h : search.hits()) {
                ByteIn host = hosts.newest(h.host);
                ByteIn source = sources.newest(h.source);
                out.add(
                        new AssetSighting(
                                h.group < 0 ? -1 : told(h.group),
                                new Sighting(
                                        indicators.get(h.indicator),
                                        host == null ? "" : HostRecord.decode(host).name(),
                                        h.value,
                                        instant(h.first),
                                        instant(h.last),
                                        h.lines(),
                                        List.of(
                                                new Evidence(
                                                        source == null
                                                                ? ""
                                                                : SourceRecord.decode(source)
                                                                        .name(),
                                                        h.offset,
                                                        "")))));
            }
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int group(int host, long micros) {
        if (gathered.knows(host)) {
            int asset = gathered.asset(host, micros);
            return visible(asset) ? asset : SightingSearch.Grouping.NOBODY;
        }
        // a line that names no host: it still belongs to an organisation
        boolean asked =
                askedHosts.computeIfAbsent(
                        host,
                        h -> {
                            try {
                                ByteIn in = new Lookup(snapshot, Table.HOSTS).newest(h);
                                return in != null && asked(HostRecord.organisation(in));
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        return asked ? -1 : SightingSearch.Grouping.NOBODY;
    }

    @Override
    public LogSpan logSpan() {
        Gathered.Logs logs = gathered.logs(only);
        if (logs.sources == 0) {
            return LogSpan.NONE;
        }
        TreeSet<Integer> days = new TreeSet<>();
        assetCount();
        toldAssets.forEach(a -> days.addAll(gathered.entry(a).days));
        return new LogSpan(
                logs.sources,
                logs.lines,
                logs.first == Long.MAX_VALUE ? null : instant(logs.first),
                instant(logs.last),
                days(days));
    }
}
