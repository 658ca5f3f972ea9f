package dev.firebreak.core.index;

import dev.firebreak.core.answer.AssetState;
import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.answer.LogDays;
import dev.firebreak.core.answer.LogSpan;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Evidence;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Sighting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The memory as an estate that questions can be put to. Assets are gathered once, components and sightings are read when asked.
///
/// Unchecked: a damaged file shows as an [UncheckedIOException] that names it.
final class IndexEstate implements EstateView {
    private final Store.Snapshot snapshot;
    private final List<String> organisations;

    /// Organisation that is asked about, -1 for all.
    private final int only;

    private final List<Entry> assets = new ArrayList<>();
    private final Map<Integer, Integer> assetOfHost = new HashMap<>();
    private final Map<Integer, HostNames.Names> shared = new HashMap<>();
    private final Map<Integer, HostRecord> wordsOf = new HashMap<>();
    private final Map<String, Integer> nameless = new HashMap<>();
    private final List<Component> components = new ArrayList<>();
    private int[] componentNumbers = new int[0];
    private final HostNames names;
    private final List<Integer> toldAssets = new ArrayList<>();
    private final Map<Integer, Integer> toldNumber = new HashMap<>();
    private int toldUpTo;
    private final TreeSet<Integer> allDays = new TreeSet<>();
    private final Map<Integer, Boolean> askedHosts = new HashMap<>();
    private LogSpan span = LogSpan.NONE;

    /// An asset while its days are gathered.
    private static final class Entry {
        final HostRecord record;
        final TreeSet<Integer> days = new TreeSet<>();
        @Nullable AssetState state;

        Entry(HostRecord record) {
            this.record = record;
        }
    }

    private IndexEstate(Store.Snapshot snapshot, int only) {
        this.snapshot = snapshot;
        this.only = only;
        organisations = snapshot.manifest().organisations();
        names = new HostNames(snapshot);
    }

    static IndexEstate of(Store.Snapshot snapshot, @Nullable String organisation) throws IOException {
        int only = organisation == null ? -1 : number(snapshot, organisation);
        IndexEstate estate = new IndexEstate(snapshot, only);
        estate.readHosts();
        estate.readDays();
        estate.readComponents();
        estate.readSources();
        return estate;
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

    private void readHosts() throws IOException {
        List<Integer> words = new ArrayList<>();
        Scan.newest(snapshot, Table.HOSTS, c -> {
            HostRecord r = HostRecord.decode(c.value());
            int host = new ByteIn(c.keyArray(), 0, 4).u32();
            if (r.inventory()) {
                names.machine(r.organisation(), r.name(), assets.size());
                assetOfHost.put(host, assets.size());
                assets.add(new Entry(r));
            } else if (!r.name().isEmpty() && (asked(r.organisation()) || isNameless(r.organisation()))) {
                words.add(host);
                wordsOf.put(host, r);
            }
        });
        for (int host : words) {
            HostRecord r = record(host);
            HostNames.Names bound = names.names(r.organisation(), r.name());
            if (bound.isEmpty()) {
                int machine = names.find(r.organisation(), r.name());
                assetOfHost.put(host, machine >= 0 ? machine : nameless(r.organisation(), r.name()));
            } else {
                shared.put(host, bound);
            }
        }
    }

    private boolean isNameless(int organisation) {
        return organisations.get(organisation).isEmpty();
    }

    /// Whether an asset is one that is asked about; the others are only there so that names are told apart.
    private boolean visible(int asset) {
        return only < 0 || assets.get(asset).record.organisation() == only;
    }

    private HostRecord record(int host) {
        HostRecord r = wordsOf.get(host);
        if (r == null) {
            throw new MalformedException("host " + host + " is not known");
        }
        return r;
    }

    /// An asset that no inventory names.
    private int nameless(int organisation, String name) {
        return nameless.computeIfAbsent(organisation + " " + name.toLowerCase(java.util.Locale.ROOT), _ -> {
            assets.add(new Entry(new HostRecord(
                    organisation, name, Platform.UNKNOWN, false, SightingRow.NO_TIME, List.of())));
            return assets.size() - 1;
        });
    }

    /// The asset that a host meant at a time; -1 if the log did not tell a host, [SightingSearch.Grouping#NOBODY] if it is not
    /// asked about.
    private int asset(int host, long micros) {
        Integer fixed = assetOfHost.get(host);
        if (fixed != null) {
            return fixed;
        }
        HostNames.Names bound = shared.get(host);
        if (bound == null) {
            return -1;
        }
        int organisation = record(host).organisation();
        String name = bound.at(micros);
        int machine = names.find(organisation, name);
        return machine >= 0 ? machine : nameless(organisation, name);
    }

    private void readDays() throws IOException {
        Map<Integer, TreeSet<Integer>> sharedDays = new HashMap<>();
        TreeSet<Integer> all = new TreeSet<>();
        for (Run run : snapshot.of(Table.COVERAGE)) {
            RunCursor c = run.cursor();
            for (boolean more = c.first(); more; more = c.next()) {
                int host = new ByteIn(c.keyArray(), 0, 4).u32();
                Integer fixed = assetOfHost.get(host);
                if (fixed != null) {
                    TreeSet<Integer> days = assets.get(fixed).days;
                    Recode.days(c.value(), (day, _) -> days.add((int) day));
                    if (visible(fixed)) {
                        all.addAll(days);
                    }
                } else if (shared.containsKey(host)) {
                    TreeSet<Integer> days = sharedDays.computeIfAbsent(host, _ -> new TreeSet<>());
                    Recode.days(c.value(), (day, _) -> days.add((int) day));
                    all.addAll(days);
                }
            }
        }
        sharedDays.forEach((host, days) -> {
            for (int day : days) {
                long noon = day * SightingRow.DAY_MICROS + SightingRow.DAY_MICROS / 2;
                int asset = asset(host, noon);
                assets.get(asset).days.add(day);
            }
        });
        allDays.addAll(all);
    }

    private void readComponents() throws IOException {
        int[] numbers = new int[1 << 10];
        int[] n = {0};
        int[][] grown = {numbers};
        Scan.newest(snapshot, Table.COMPONENT_TEXTS, c -> {
            if (n[0] == grown[0].length) {
                grown[0] = Arrays.copyOf(grown[0], n[0] * 2);
            }
            grown[0][n[0]++] = new ByteIn(c.keyArray(), 0, 4).u32();
            components.add(ComponentCode.decode(c.value()));
        });
        componentNumbers = Arrays.copyOf(grown[0], n[0]);
    }

    private void readSources() throws IOException {
        int[] sources = {0};
        long[] lines = {0};
        long[] times = {Long.MAX_VALUE, SightingRow.NO_TIME};
        Scan.newest(snapshot, Table.SOURCES, c -> {
            SourceRecord r = SourceRecord.decode(c.value());
            if (r.kind() != SourceRecord.Kind.LOG || (!asked(r.organisation()) && !isNameless(r.organisation()))) {
                return;
            }
            sources[0]++;
            lines[0] += r.lines();
            if (r.first() != SightingRow.NO_TIME) {
                times[0] = Math.min(times[0], r.first());
                times[1] = Math.max(times[1], r.last());
            }
        });
        if (sources[0] > 0) {
            span = new LogSpan(
                    sources[0],
                    lines[0],
                    times[0] == Long.MAX_VALUE ? null : instant(times[0]),
                    instant(times[1]),
                    days(allDays));
        }
    }

    private static LogDays days(TreeSet<Integer> days) {
        return days.isEmpty() ? LogDays.NONE : LogDays.of(days.stream().mapToInt(Integer::intValue).toArray());
    }

    static @Nullable Instant instant(long micros) {
        return micros == SightingRow.NO_TIME
                ? null
                : Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000L);
    }

    /// Assets are numbered for the asker in the order in which they were gathered, the others left out.
    private int told(int asset) {
        while (toldUpTo < assets.size()) {
            if (visible(toldUpTo)) {
                toldNumber.put(toldUpTo, toldAssets.size());
                toldAssets.add(toldUpTo);
            }
            toldUpTo++;
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
        told(-1);
        Entry e = assets.get(toldAssets.get(number));
        AssetState known = e.state;
        if (known == null) {
            HostRecord r = e.record;
            String organisation = organisations.get(r.organisation());
            known = new AssetState(
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
        return components.size();
    }

    @Override
    public Component component(int component) {
        return components.get(component);
    }

    @Override
    public void holders(int component, Consumer<Holding> each) {
        try {
            StationHosts hosts = new StationHosts(snapshot);
            Lookup reports = new Lookup(snapshot, Table.REPORTS);
            Lookup sources = new Lookup(snapshot, Table.SOURCES);
            Map<Integer, String> sourceNames = new HashMap<>();
            new Holdings(snapshot).forEach(componentNumbers[component], row -> {
                if (!row.now() || !asked(hosts.organisation(row.station))) {
                    return;
                }
                int asset = asset(hosts.host(row.station), SightingRow.NO_TIME);
                ByteIn report = reports.newest(row.station);
                int source = report == null ? -1 : StationHistory.decode(report).newestSource();
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
                out.add(new AssetSighting(h.group < 0 ? -1 : told(h.group), new Sighting(
                        indicators.get(h.indicator),
                        host == null ? "" : HostRecord.decode(host).name(),
                        h.value,
                        instant(h.first),
                        instant(h.last),
                        h.lines(),
                        List.of(new Evidence(
                                source == null ? "" : SourceRecord.decode(source).name(), h.offset, "")))));
            }
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int group(int host, long micros) {
        if (assetOfHost.containsKey(host) || shared.containsKey(host)) {
            int asset = asset(host, micros);
            return visible(asset) ? asset : SightingSearch.Grouping.NOBODY;
        }
        // a line that names no host: it still belongs to an organisation
        boolean asked = askedHosts.computeIfAbsent(host, h -> {
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
        return span;
    }
}
