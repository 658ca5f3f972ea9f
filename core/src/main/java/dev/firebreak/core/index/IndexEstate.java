package dev.firebreak.core.index;

import dev.firebreak.core.answer.AssetFacts;
import dev.firebreak.core.answer.AssetState;
import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.answer.FlatContacts;
import dev.firebreak.core.answer.FlatEstate;
import dev.firebreak.core.answer.LogSpan;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Evidence;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Sighting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The memory as an estate that questions can be put to, of one organisation or of all. Holders and sightings are read when
/// asked for.
///
/// Unchecked: a damaged file shows as an [UncheckedIOException] that names it.
final class IndexEstate implements EstateView, FlatEstate {
    private final Store.Snapshot snapshot;
    private final Gathered gathered;
    private final List<String> organisations;

    /// Names of sources that are held so that they need not be looked up again.
    private static final int MAX_SOURCE_NAMES = 100_000;

    /// Organisation that is asked about, -1 for all.
    private final int only;

    private final Lookup hosts;
    private final Lookup sources;
    private final Map<Integer, String> sourceNames = new HashMap<>();
    private @Nullable Lookup reports;
    private final Map<Integer, Boolean> askedHosts = new HashMap<>();

    /// Assets of the organisation that is asked about, ascending; unused if all are asked.
    private int[] toldAssets = new int[0];

    private int gatheredSoFar;

    private final Listing listing;
    private @Nullable ComponentList components;

    /// Tells the components when they are asked about.
    interface Listing {
        ComponentList list() throws IOException;
    }

    private IndexEstate(Store.Snapshot snapshot, Gathered gathered, Listing listing, int only) {
        this.snapshot = snapshot;
        this.gathered = gathered;
        this.listing = listing;
        this.only = only;
        organisations = snapshot.manifest().organisations();
        hosts = new Lookup(snapshot, Table.HOSTS);
        sources = new Lookup(snapshot, Table.SOURCES);
    }

    static IndexEstate of(
            Store.Snapshot snapshot,
            Gathered gathered,
            Listing listing,
            @Nullable String organisation) {
        return new IndexEstate(
                snapshot,
                gathered,
                listing,
                organisation == null ? -1 : number(snapshot, organisation));
    }

    private ComponentList components() {
        ComponentList known = components;
        if (known == null) {
            try {
                known = listing.list();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            components = known;
        }
        return known;
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
        return only < 0 || gathered.owner(asset) == only;
    }

    static @Nullable Instant instant(long micros) {
        return micros == SightingRow.NO_TIME
                ? null
                : Instant.ofEpochSecond(
                        Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000L);
    }

    /// Takes in the assets that were learnt of since the last call: a name that a log gave to an address may be met late.
    private void update() {
        int now = gathered.count();
        if (now == gatheredSoFar) {
            return;
        }
        if (only >= 0) {
            int[] more = gathered.assetsFrom(only, gatheredSoFar);
            int had = toldAssets.length;
            toldAssets = Arrays.copyOf(toldAssets, had + more.length);
            System.arraycopy(more, 0, toldAssets, had, more.length);
        }
        gatheredSoFar = now;
    }

    /// Assets are numbered for the asker in the order in which they were gathered, the others left out.
    private int told(int asset) {
        if (asset < 0) {
            return -1;
        }
        if (asset >= gatheredSoFar) {
            update();
        }
        if (only < 0) {
            return asset;
        }
        int at = Arrays.binarySearch(toldAssets, asset);
        return at < 0 ? -1 : at;
    }

    private int gatheredNumber(int told) {
        return only < 0 ? told : toldAssets[told];
    }

    @Override
    public int assetCount() {
        update();
        return only < 0 ? gatheredSoFar : toldAssets.length;
    }

    @Override
    public AssetState asset(int number) {
        try {
            int asset = gatheredNumber(number);
            HostRecord r = gathered.record(asset, hosts);
            String organisation = organisations.get(r.organisation());
            return new AssetState(
                    r.name(),
                    organisation.isEmpty() ? null : organisation,
                    r.platform(),
                    r.inventory(),
                    instant(r.asOf()),
                    r.lossy().isEmpty(),
                    gathered.logDays(asset),
                    r.addresses());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public FlatEstate flat() {
        return this;
    }

    @Override
    public AssetFacts facts(int asset) {
        return gathered.facts(gatheredNumber(asset), organisations);
    }

    @Override
    public String name(int asset) {
        try {
            return gathered.name(gatheredNumber(asset), hosts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void alike(int count, Instant notBefore, IntPredicate wanted, Alike each) {
        update();
        try {
            gathered.alike(
                    only < 0 ? null : toldAssets, count, notBefore, wanted, organisations, each);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int[] byName() {
        try {
            int[] all = gathered.byName();
            int n = 0;
            for (int asset : all) {
                int told = told(asset);
                if (told >= 0) {
                    all[n++] = told;
                }
            }
            return byOrganisation(Arrays.copyOf(all, n));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Orders by the names of organisations what is ordered by their numbers, or nearly so; each organisation's stay in order.
    private int[] byOrganisation(int[] assets) {
        Integer[] numbers = new Integer[organisations.size()];
        Arrays.setAll(numbers, i -> i);
        Arrays.sort(numbers, Comparator.comparing(organisations::get));
        int[] rank = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            rank[numbers[i]] = i;
        }
        int[] at = new int[numbers.length + 1];
        for (int asset : assets) {
            at[rank[gathered.owner(gatheredNumber(asset))] + 1]++;
        }
        for (int i = 1; i < at.length; i++) {
            at[i] += at[i - 1];
        }
        int[] out = new int[assets.length];
        for (int asset : assets) {
            out[at[rank[gathered.owner(gatheredNumber(asset))]]++] = asset;
        }
        return out;
    }

    @Override
    public int componentCount() {
        return components().size();
    }

    @Override
    public Component component(int component) {
        return components().get(component);
    }

    @Override
    public void holders(int component, Consumer<Holding> each) {
        places(component, (asset, place) -> each.accept(holding(asset, place)));
    }

    /// The place is the number of the station.
    @Override
    public void places(int component, Place each) {
        try {
            StationHosts stations = new StationHosts(snapshot);
            new Holdings(snapshot)
                    .forEach(
                            components().number(component),
                            row -> {
                                if (row.now()) {
                                    place(stations, row.station, each);
                                }
                            },
                            (all, n) -> {
                                for (int i = 0; i < n; i++) {
                                    place(stations, all[i], each);
                                }
                            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void place(StationHosts stations, int station, Place each) throws IOException {
        stations.find(station);
        if (asked(stations.organisation())) {
            int host = stations.host();
            int fixed = gathered.fixed(host);
            each.at(told(fixed >= 0 ? fixed : gathered.asset(host, SightingRow.NO_TIME)), station);
        }
    }

    @Override
    public Holding holding(int asset, int place) {
        try {
            Lookup known = reports;
            if (known == null) {
                known = new Lookup(snapshot, Table.REPORTS);
                reports = known;
            }
            ByteIn report = known.newest(place);
            int source = report == null ? -1 : StationHistory.newestSource(report);
            return new Holding(asset, sourceName(source), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String sourceName(int source) throws IOException {
        String name = sourceNames.get(source);
        if (name == null) {
            ByteIn record = source < 0 ? null : sources.newest(source);
            name = record == null ? "" : SourceRecord.decode(record).name();
            if (sourceNames.size() < MAX_SOURCE_NAMES) {
                sourceNames.put(source, name);
            }
        }
        return name;
    }

    @Override
    public List<AssetSighting> sightings(List<Indicator> indicators) {
        FlatContacts contacts = contacts(indicators);
        List<AssetSighting> out = new ArrayList<>(contacts.size());
        for (int i = 0; i < contacts.size(); i++) {
            out.add(contacts.sighting(i));
        }
        return out;
    }

    @Override
    public FlatContacts contacts(List<Indicator> indicators) {
        try {
            Hits hits = new SightingSearch(snapshot, indicators, this::group).hits();
            return new Contacts(List.copyOf(indicators), hits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Names are looked up when a contact is told.
    private final class Contacts implements FlatContacts {
        private final List<Indicator> indicators;
        private final Hits hits;

        Contacts(List<Indicator> indicators, Hits hits) {
            this.indicators = indicators;
            this.hits = hits;
        }

        @Override
        public int size() {
            return hits.size();
        }

        @Override
        public int asset(int contact) {
            int group = hits.group(contact);
            return group < 0 ? -1 : told(group);
        }

        @Override
        public Indicator indicator(int contact) {
            return indicators.get(hits.indicator(contact));
        }

        @Override
        public boolean sure(int contact) {
            return true;
        }

        @Override
        public AssetSighting sighting(int contact) {
            try {
                ByteIn host = hosts.newest(hits.host(contact));
                String name = host == null ? "" : HostRecord.decode(host).name();
                Evidence evidence =
                        new Evidence(sourceName(hits.source(contact)), hits.offset(contact), "");
                Sighting sighting =
                        new Sighting(
                                indicator(contact),
                                name,
                                hits.value(contact),
                                instant(hits.first(contact)),
                                instant(hits.last(contact)),
                                hits.lines(contact),
                                List.of(evidence));
                return new AssetSighting(asset(contact), sighting);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private int group(int host, long micros) throws IOException {
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
        LogTotals.Total logs = gathered.logs.of(only);
        if (logs.sources == 0) {
            return LogSpan.NONE;
        }
        return new LogSpan(
                logs.sources,
                logs.lines,
                logs.first == Long.MAX_VALUE ? null : instant(logs.first),
                instant(logs.last),
                gathered.days(only));
    }
}
