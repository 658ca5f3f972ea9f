package dev.firebreak.core.index;

import dev.firebreak.core.answer.AssetFacts;
import dev.firebreak.core.answer.FlatEstate;
import dev.firebreak.core.answer.LogDays;
import dev.firebreak.core.model.Platform;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The machines of all organisations, and whether logs name them: gathered once for a state of the
/// memory and shared by the views of single organisations. Safe for use by several threads.
///
/// Of a machine it holds numbers in arrays and nothing else, about 20 bytes; names, addresses and days are looked up when an
/// answer speaks of it.
final class Gathered {
    private static final int NOBODY = -1;
    private static final int SHARED = -2;
    private static final int MAX_SHARED_HELD = 1 << 14;

    private final Store.Snapshot snapshot;
    private final HostNames names;
    private final Lookup hosts;
    private final Lookup coverage;

    /// Addresses that were several machines', with what their names were found to mean; the ones asked for last.
    private final LinkedHashMap<Integer, Shared> sharedHosts =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Integer, Shared> eldest) {
                    return size() > MAX_SHARED_HELD;
                }
            };

    private record Shared(int organisation, HostNames.Names names, Map<String, Integer> assets) {}

    private final LongLog dayList = new LongLog();
    private final MachineTable machines;

    /// By the number of a host.
    private final int[] assetOfHost;

    private final Map<Integer, HostRecord> hostless = new HashMap<>();
    private final Map<String, Integer> hostlessByName = new HashMap<>();

    /// Asset and host, for hosts that are not the asset's own; ascending.
    private long[] others = new long[0];

    private final Map<Integer, DaySet> daysOf = new HashMap<>();
    final LogTotals logs;

    private Gathered(Store.Snapshot snapshot) {
        this.snapshot = snapshot;
        int known = snapshot.manifest().hosts();
        assetOfHost = new int[known];
        Arrays.fill(assetOfHost, NOBODY);
        machines = new MachineTable(known);
        hosts = new Lookup(snapshot, Table.HOSTS);
        coverage = new Lookup(snapshot, Table.COVERAGE);
        names = new HostNames(snapshot, new Named());
        logs = new LogTotals(snapshot.manifest().organisations());
    }

    static Gathered of(Store.Snapshot snapshot) throws IOException {
        return of(snapshot, Parts.of(snapshot.manifest().hosts()));
    }

    /// @param parts in which hosts are read
    static Gathered of(Store.Snapshot snapshot, Parts parts) throws IOException {
        Gathered g = new Gathered(snapshot);
        Beside logs = Beside.start("logs", () -> g.logs.read(snapshot));
        g.readHosts(parts);
        g.readDays(parts);
        logs.await();
        return g;
    }

    /// The machines of inventories, for finding them by name.
    private final class Named implements HostNames.Machines, NameTable.Names {
        @Override
        public int machine(int host) {
            int asset = assetOfHost[host];
            return asset >= 0 && machines.hasInventory(asset) && machines.host(asset) == host
                    ? asset
                    : NOBODY;
        }

        @Override
        public NameTable table() throws IOException {
            NameTable table = new NameTable(machines.inventories(), this);
            Scan.newest(
                    snapshot,
                    Table.HOSTS,
                    c -> {
                        int machine = machine(c.number());
                        if (machine >= 0) {
                            table.add(HostRecord.decode(c.value()).name(), machine);
                        }
                    });
            return table;
        }

        @Override
        public String name(int machine) throws IOException {
            return record(machines.host(machine)).name();
        }

        @Override
        public int owner(int machine) {
            return machines.owner(machine);
        }
    }

    synchronized int count() {
        return machines.size();
    }

    synchronized int owner(int asset) {
        return machines.owner(asset);
    }

    synchronized AssetFacts facts(int asset, List<String> organisations) {
        String owner = organisations.get(machines.owner(asset));
        return new AssetFacts(
                owner.isEmpty() ? null : owner,
                machines.hasInventory(asset),
                IndexEstate.instant(machines.asOf(asset)),
                true,
                machines.inLogs(asset));
    }

    /// Those that are known equally well together, see [MachineTable#alike].
    synchronized void alike(
            int @Nullable [] told,
            int count,
            Instant notBefore,
            IntPredicate wanted,
            List<String> organisations,
            FlatEstate.Alike each) {
        machines.alike(
                told,
                count,
                organisations.size(),
                ceiling(notBefore),
                wanted,
                (one, oldest, newest, n) -> {
                    AssetFacts facts = facts(one, organisations);
                    each.assets(at(facts, oldest), at(facts, newest), n);
                });
    }

    private static AssetFacts at(AssetFacts facts, long micros) {
        return new AssetFacts(
                facts.organisation(),
                facts.hasInventory(),
                IndexEstate.instant(micros),
                facts.inventoryComplete(),
                facts.inLogs());
    }

    /// The first microsecond that is not before a time.
    private static long ceiling(Instant time) {
        try {
            long micros = SightingSearch.micros(time, 0);
            return time.getNano() % 1000 == 0 ? micros : micros + 1;
        } catch (ArithmeticException _) {
            return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /// What is stored of an asset.
    ///
    /// @param stored of the asker alone: those who ask do not wait for each other
    HostRecord record(int asset, Lookup stored) throws IOException {
        int host;
        synchronized (this) {
            HostRecord invented = hostless.get(asset);
            if (invented != null) {
                return invented;
            }
            host = machines.host(asset);
        }
        return record(stored, host);
    }

    /// The name of an asset.
    String name(int asset, Lookup stored) throws IOException {
        int host;
        synchronized (this) {
            HostRecord invented = hostless.get(asset);
            if (invented != null) {
                return invented.name();
            }
            host = machines.host(asset);
        }
        return HostRecord.name(stored(stored, host));
    }

    private HostRecord record(int host) throws IOException {
        return record(hosts, host);
    }

    private static HostRecord record(Lookup stored, int host) throws IOException {
        return HostRecord.decode(stored(stored, host));
    }

    private static ByteIn stored(Lookup stored, int host) throws IOException {
        ByteIn in = stored.newest(host);
        if (in == null) {
            throw new MalformedException("host " + host + " has no record");
        }
        return in;
    }

    /// The assets of an organisation (-1: of all) from a number on, ascending.
    synchronized int[] assetsFrom(int organisation, int from) {
        return machines.ownedBy(organisation, from);
    }

    boolean knows(int host) {
        return assetOfHost[host] != NOBODY;
    }

    /// The asset that a host is at all times; negative if it has none, or one for a time.
    int fixed(int host) {
        return assetOfHost[host];
    }

    /// Days on which any log names an asset of the organisation (-1: of any).
    synchronized LogDays days(int organisation) {
        DaySet sum = new DaySet();
        daysOf.forEach(
                (o, days) -> {
                    if (organisation < 0 || o == organisation) {
                        sum.addAll(days);
                    }
                });
        return sum.logDays();
    }

    /// Parts of the hosts are read side by side; a machine gets the number that it would get one after the other.
    private void readHosts(Parts parts) throws IOException {
        int[] machinesOf = new int[parts.size()];
        int[][] wordsOf = new int[parts.size()][];
        parts.each(
                "hosts",
                part -> {
                    Hosts hosts = new Hosts(part);
                    Scan.newest(snapshot, Table.HOSTS, part, hosts);
                    machinesOf[part.number()] = hosts.place - part.from();
                    wordsOf[part.number()] = Arrays.copyOf(hosts.words, hosts.n);
                });
        for (Parts.Part part : parts.all()) {
            int moved = machines.close(part.from(), machinesOf[part.number()]) - part.from();
            for (int host = part.from(); moved != 0 && host < part.until(); host++) {
                assetOfHost[host] += assetOfHost[host] >= 0 ? moved : 0;
            }
        }
        LongLog pairs = new LongLog();
        for (int[] words : wordsOf) {
            for (int host : words) {
                word(host, pairs);
            }
        }
        others = sorted(pairs);
    }

    /// Takes the machines of inventories down, and which hosts are only known by a log's word.
    private final class Hosts implements Scan.Entry {
        private final HostRecord.Summary host = new HostRecord.Summary();
        private final ByteIn value = new ByteIn(new byte[0]);
        private int place;
        private int[] words = new int[16];
        private int n;

        Hosts(Parts.Part part) {
            place = part.from();
        }

        @Override
        public void at(RunCursor c) {
            host.read(c.value(value));
            if (host.inventory) {
                int number = c.number();
                machines.put(place, number, host.organisation, host.asOf);
                assetOfHost[number] = place++;
            } else if (host.named) {
                words = n == words.length ? Arrays.copyOf(words, n * 2) : words;
                words[n++] = c.number();
            }
        }
    }

    /// A host that no inventory names: a machine under another name, an address that machines share, or itself.
    private void word(int host, LongLog pairs) throws IOException {
        HostRecord r = record(host);
        if (!names.names(host, r.organisation(), r.name()).isEmpty()) {
            assetOfHost[host] = SHARED;
            return;
        }
        int machine = names.find(r.organisation(), r.name());
        if (machine >= 0) {
            assetOfHost[host] = machine;
            pairs.add(pair(machine, host));
        } else {
            assetOfHost[host] = machines.add(host, r.organisation(), false, SightingRow.NO_TIME);
        }
    }

    private static long pair(int asset, int host) {
        return (long) asset << 32 | host;
    }

    private static long[] sorted(LongLog pairs) {
        long[] out = new long[pairs.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = pairs.get(i);
        }
        Arrays.sort(out);
        return out;
    }

    /// An asset that no inventory names: known by a log's word, or only because an address was given its name.
    private int nameless(int organisation, String name) throws IOException {
        int host = names.host(organisation, name);
        if (host >= 0 && assetOfHost[host] >= 0) {
            return assetOfHost[host];
        }
        return hostlessByName.computeIfAbsent(
                organisation + " " + name.toLowerCase(Locale.ROOT),
                _ -> {
                    hostless.put(
                            machines.size(),
                            new HostRecord(
                                    organisation,
                                    name,
                                    Platform.UNKNOWN,
                                    false,
                                    SightingRow.NO_TIME,
                                    List.of()));
                    return machines.add(NOBODY, organisation, false, SightingRow.NO_TIME);
                });
    }

    /// The asset that a host meant at a time; -1 if the log did not tell a host, [SightingSearch.Grouping#NOBODY] if it is not
    /// asked about.
    synchronized int asset(int host, long micros) throws IOException {
        int fixed = assetOfHost[host];
        return fixed != SHARED ? fixed : shared(host, micros);
    }

    private int shared(int host, long micros) throws IOException {
        return owner(sharedHost(host), micros);
    }

    private Shared sharedHost(int host) throws IOException {
        Shared known = sharedHosts.get(host);
        if (known == null) {
            HostRecord r = record(host);
            known =
                    new Shared(
                            r.organisation(),
                            names.names(host, r.organisation(), r.name()),
                            new HashMap<>());
            sharedHosts.put(host, known);
        }
        return known;
    }

    private int owner(Shared known, long micros) throws IOException {
        String name = known.names().at(micros);
        Integer asset = known.assets().get(name);
        if (asset == null) {
            int machine = names.find(known.organisation(), name);
            asset = machine >= 0 ? machine : nameless(known.organisation(), name);
            known.assets().put(name, asset);
        }
        return asset;
    }

    /// Receives a day on which a log names an asset.
    private interface Day {
        void day(int asset, long day) throws IOException;
    }

    private void days(int host, ByteIn value, Day each) throws IOException {
        int fixed = assetOfHost[host];
        if (fixed == NOBODY) {
            return;
        }
        LongLog days = dayList;
        days.clear();
        Recode.days(value, (day, _) -> days.add(day));
        for (int i = 0; i < days.size(); i++) {
            long day = days.get(i);
            if (fixed >= 0) {
                each.day(fixed, day);
            } else {
                owners(host, day, each);
            }
        }
    }

    /// Each machine that the host was at some moment of a day, be it for an hour between two others.
    private void owners(int host, long day, Day each) throws IOException {
        long start = day * SightingRow.DAY_MICROS;
        Shared known = sharedHost(host);
        each.day(owner(known, start), day);
        var changes =
                known.names().byTime().subMap(start, false, start + SightingRow.DAY_MICROS, false);
        for (long change : changes.keySet()) {
            each.day(owner(known, change), day);
        }
    }

    private void readDays(Parts parts) throws IOException {
        Days[] days = new Days[parts.size()];
        parts.each(
                "days",
                part -> {
                    days[part.number()] = new Days();
                    days[part.number()].read(part);
                });
        boolean shared = false;
        for (Days one : days) {
            shared |= one.shared;
            for (int owner = 0; owner < one.of.length; owner++) {
                DaySet own = one.of[owner];
                if (own != null) {
                    daysOf.computeIfAbsent(owner, _ -> new DaySet()).addAll(own);
                }
            }
        }
        if (shared) {
            readSharedDays();
        }
    }

    /// Days of the hosts that are one machine at all times. Threads may mark one machine at once: they write the same.
    private final class Days {
        private final @Nullable DaySet[] of =
                new DaySet[snapshot.manifest().organisations().size()];
        private boolean shared;

        void read(Parts.Part part) throws IOException {
            ByteIn value = new ByteIn(new byte[0]);
            for (Run run : snapshot.of(Table.COVERAGE)) {
                RunCursor c = run.cursor();
                for (boolean more = c.seek(part.firstKey());
                        more && c.number() < part.until();
                        more = c.next()) {
                    int fixed = assetOfHost[c.number()];
                    shared |= fixed == SHARED;
                    if (fixed >= 0) {
                        machines.seenInLogs(fixed);
                        add(machines.owner(fixed), c.value(value));
                    }
                }
            }
        }

        private void add(int owner, ByteIn value) {
            DaySet own = of[owner];
            if (own == null) {
                own = new DaySet();
                of[owner] = own;
            }
            own.addAll(value);
        }
    }

    /// Days of the hosts that were several machines', one after the other: machines may be met here that were not known.
    private void readSharedDays() throws IOException {
        LongLog pairs = new LongLog();
        for (long known : others) {
            pairs.add(known);
        }
        ByteIn value = new ByteIn(new byte[0]);
        for (Run run : snapshot.of(Table.COVERAGE)) {
            RunCursor c = run.cursor();
            for (boolean more = c.first(); more; more = c.next()) {
                int host = c.number();
                if (assetOfHost[host] == SHARED) {
                    days(
                            host,
                            c.value(value),
                            (asset, day) -> {
                                machines.seenInLogs(asset);
                                daysOf(asset).add(day);
                                pairs.add(pair(asset, host));
                            });
                }
            }
        }
        others = Arrays.stream(sorted(pairs)).distinct().toArray();
    }

    private DaySet daysOf(int asset) {
        return daysOf.computeIfAbsent(machines.owner(asset), _ -> new DaySet());
    }

    /// Days on which any log names the asset.
    synchronized LogDays logDays(int asset) throws IOException {
        if (!machines.inLogs(asset)) {
            return LogDays.NONE;
        }
        DaySet days = new DaySet();
        if (machines.host(asset) >= 0) {
            logDays(machines.host(asset), asset, days);
        }
        int at = Arrays.binarySearch(others, pair(asset, 0));
        for (int i = at < 0 ? -at - 1 : at; i < others.length && others[i] >> 32 == asset; i++) {
            logDays((int) others[i], asset, days);
        }
        return days.logDays();
    }

    private void logDays(int host, int asset, DaySet into) throws IOException {
        for (ByteIn value : coverage.all(new ByteOut(4).u32(host).copy())) {
            days(
                    host,
                    value,
                    (meant, day) -> {
                        if (meant == asset) {
                            into.add(day);
                        }
                    });
        }
    }

    /// The assets in the order of their organisations' numbers and their names; those without a host come last.
    synchronized int[] byName() throws IOException {
        int[] out = new int[machines.size()];
        int[] n = {0};
        Scan.newest(
                snapshot,
                Table.NAMES,
                c -> {
                    int host = c.value().count();
                    int asset = host < assetOfHost.length ? assetOfHost[host] : NOBODY;
                    if (asset >= 0 && machines.host(asset) == host) {
                        out[n[0]++] = asset;
                    }
                });
        for (int i = 0; i < machines.size(); i++) {
            if (machines.host(i) == NOBODY) {
                out[n[0]++] = i;
            }
        }
        if (n[0] != machines.size()) {
            throw new MalformedException(machines.size() - n[0] + " machines have no name");
        }
        return out;
    }
}
