package dev.firebreak.core.index;

import dev.firebreak.core.answer.AssetState;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The machines of all organisations, their days in logs, and the distinct components: gathered once for a state of the memory and
/// shared by the views of single organisations. Safe for use by several threads.
final class Gathered {
    private final Store.Snapshot snapshot;
    private final List<Entry> assets = new ArrayList<>();
    private final Map<Integer, List<Integer>> byOrganisation = new HashMap<>();
    private final Map<Integer, Integer> assetOfHost = new HashMap<>();
    private final Map<Integer, HostNames.Names> shared = new HashMap<>();
    private final Map<Integer, HostRecord> wordsOf = new HashMap<>();
    private final Map<String, Integer> nameless = new HashMap<>();
    private final Map<Integer, Logs> logs = new HashMap<>();
    private final HostNames names;

    /// In the order of their numbers.
    final List<Component> components = new ArrayList<>();

    int[] componentNumbers = new int[0];

    /// An asset while its days are gathered.
    static final class Entry {
        final HostRecord record;
        final TreeSet<Integer> days = new TreeSet<>();
        volatile @Nullable AssetState state;

        Entry(HostRecord record) {
            this.record = record;
        }
    }

    /// What the logs of one organisation are together.
    static final class Logs {
        int sources;
        long lines;
        long first = Long.MAX_VALUE;
        long last = SightingRow.NO_TIME;

        void add(Logs o) {
            sources += o.sources;
            lines += o.lines;
            first = Math.min(first, o.first);
            last = Math.max(last, o.last);
        }
    }

    private Gathered(Store.Snapshot snapshot) {
        this.snapshot = snapshot;
        names = new HostNames(snapshot);
    }

    static Gathered of(Store.Snapshot snapshot) throws IOException {
        Gathered g = new Gathered(snapshot);
        g.readHosts();
        g.readDays();
        g.readComponents();
        g.readSources();
        return g;
    }

    private void add(HostRecord r) {
        byOrganisation.computeIfAbsent(r.organisation(), _ -> new ArrayList<>()).add(assets.size());
        assets.add(new Entry(r));
    }

    synchronized Entry entry(int asset) {
        return assets.get(asset);
    }

    /// The assets of an organisation (-1: of all) from the n-th on.
    synchronized int[] assetsFrom(int organisation, int n) {
        if (organisation < 0) {
            int[] out = new int[assets.size() - n];
            for (int i = 0; i < out.length; i++) {
                out[i] = n + i;
            }
            return out;
        }
        List<Integer> all = byOrganisation.getOrDefault(organisation, List.of());
        return all.subList(n, all.size()).stream().mapToInt(Integer::intValue).toArray();
    }

    boolean knows(int host) {
        return assetOfHost.containsKey(host) || shared.containsKey(host);
    }

    /// The logs of an organisation (-1: of all), and those for which nobody told one.
    Logs logs(int organisation) {
        Logs sum = new Logs();
        List<String> all = snapshot.manifest().organisations();
        logs.forEach(
                (o, l) -> {
                    if (organisation < 0 || o == organisation || all.get(o).isEmpty()) {
                        sum.add(l);
                    }
                });
        return sum;
    }

    private void readHosts() throws IOException {
        List<Integer> words = new ArrayList<>();
        Scan.newest(
                snapshot,
                Table.HOSTS,
                c -> {
                    HostRecord r = HostRecord.decode(c.value());
                    int host = new ByteIn(c.keyArray(), 0, 4).u32();
                    if (r.inventory()) {
                        names.machine(r.organisation(), r.name(), assets.size());
                        assetOfHost.put(host, assets.size());
                        add(r);
                    } else if (!r.name().isEmpty()) {
                        words.add(host);
                        wordsOf.put(host, r);
                    }
                });
        for (int host : words) {
            HostRecord r = record(host);
            HostNames.Names bound = names.names(r.organisation(), r.name());
            if (bound.isEmpty()) {
                int machine = names.find(r.organisation(), r.name());
                assetOfHost.put(
                        host, machine >= 0 ? machine : nameless(r.organisation(), r.name()));
            } else {
                shared.put(host, bound);
            }
        }
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
        return nameless.computeIfAbsent(
                organisation + " " + name.toLowerCase(java.util.Locale.ROOT),
                _ -> {
                    add(
                            new HostRecord(
                                    organisation,
                                    name,
                                    Platform.UNKNOWN,
                                    false,
                                    SightingRow.NO_TIME,
                                    List.of()));
                    return assets.size() - 1;
                });
    }

    /// The asset that a host meant at a time; -1 if the log did not tell a host, [SightingSearch.Grouping#NOBODY] if it is not
    /// asked about.
    synchronized int asset(int host, long micros) {
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
        for (Run run : snapshot.of(Table.COVERAGE)) {
            RunCursor c = run.cursor();
            for (boolean more = c.first(); more; more = c.next()) {
                int host = new ByteIn(c.keyArray(), 0, 4).u32();
                Integer fixed = assetOfHost.get(host);
                if (fixed != null) {
                    TreeSet<Integer> days = assets.get(fixed).days;
                    Recode.days(c.value(), (day, _) -> days.add((int) day));
                } else if (shared.containsKey(host)) {
                    TreeSet<Integer> days = sharedDays.computeIfAbsent(host, _ -> new TreeSet<>());
                    Recode.days(c.value(), (day, _) -> days.add((int) day));
                }
            }
        }
        sharedDays.forEach(
                (host, days) -> {
                    for (int day : days) {
                        long noon = day * SightingRow.DAY_MICROS + SightingRow.DAY_MICROS / 2;
                        int asset = asset(host, noon);
                        assets.get(asset).days.add(day);
                    }
                });
    }

    private void readComponents() throws IOException {
        int[] numbers = new int[1 << 10];
        int[] n = {0};
        int[][] grown = {numbers};
        Scan.newest(
                snapshot,
                Table.COMPONENT_TEXTS,
                c -> {
                    if (n[0] == grown[0].length) {
                        grown[0] = Arrays.copyOf(grown[0], n[0] * 2);
                    }
                    grown[0][n[0]++] = new ByteIn(c.keyArray(), 0, 4).u32();
                    components.add(ComponentCode.decode(c.value()));
                });
        componentNumbers = Arrays.copyOf(grown[0], n[0]);
    }

    private void readSources() throws IOException {
        Scan.newest(
                snapshot,
                Table.SOURCES,
                c -> {
                    SourceRecord r = SourceRecord.decode(c.value());
                    if (r.kind() != SourceRecord.Kind.LOG) {
                        return;
                    }
                    Logs l = logs.computeIfAbsent(r.organisation(), _ -> new Logs());
                    l.sources++;
                    l.lines += r.lines();
                    if (r.first() != SightingRow.NO_TIME) {
                        l.first = Math.min(l.first, r.first());
                        l.last = Math.max(l.last, r.last());
                    }
                });
    }
}
