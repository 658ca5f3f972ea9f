package dev.firebreak.core.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which machine each host of the memory is: itself, a machine under another name, or at one time this machine and at another that one.
/// Not safe for use by several threads, but for reading what hosts are at all times.
final class HostOwners {
    static final int NOBODY = -1;
    static final int SHARED = -2;
    private static final int MAX_SHARED_HELD = 1 << 14;

    private final Store.Snapshot snapshot;
    private final HostNames names;
    private final Lookup hosts;
    private final MachineTable machines;

    /// By the number of a host.
    private final int[] assetOfHost;

    private final Map<Integer, HostRecord> hostless = new HashMap<>();
    private final Map<String, Integer> hostlessByName = new HashMap<>();

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

    HostOwners(Store.Snapshot snapshot) {
        this.snapshot = snapshot;
        int known = snapshot.manifest().hosts();
        assetOfHost = new int[known];
        Arrays.fill(assetOfHost, NOBODY);
        machines = new MachineTable(known);
        hosts = new Lookup(snapshot, Table.HOSTS);
        names = new HostNames(snapshot, new Named());
    }

    MachineTable machines() {
        return machines;
    }

    /// The asset that a host is at all times; [#NOBODY], or [#SHARED] if it has one for a time.
    int fixed(int host) {
        return assetOfHost[host];
    }

    /// What is known of an asset without a host of its own; null if it has one.
    @Nullable HostRecord invented(int asset) {
        return hostless.get(asset);
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

    /// Parts of the hosts are read side by side; a machine gets the number that it would get one after the other.
    ///
    /// @return asset and host, for hosts that are not the asset's own; ascending
    long[] read(Parts parts) throws IOException {
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
        return sorted(pairs);
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
                machines.put(place, number, host.organisation, host.asOf, host.complete);
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

    static long pair(int asset, int host) {
        return (long) asset << 32 | host;
    }

    static long[] sorted(LongLog pairs) {
        long[] out = new long[pairs.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = pairs.get(i);
        }
        Arrays.sort(out);
        return out;
    }

    private HostRecord record(int host) throws IOException {
        return record(hosts, host);
    }

    static HostRecord record(Lookup stored, int host) throws IOException {
        return HostRecord.decode(stored(stored, host));
    }

    static ByteIn stored(Lookup stored, int host) throws IOException {
        ByteIn in = stored.newest(host);
        if (in == null) {
            throw new MalformedException("host " + host + " has no record");
        }
        return in;
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
                    hostless.put(machines.size(), new HostRecord(organisation, name));
                    return machines.add(NOBODY, organisation, false, SightingRow.NO_TIME);
                });
    }

    /// The asset that a host meant at a time; -1 if the log did not tell a host, [SightingSearch.Grouping#NOBODY] if it is not
    /// asked about.
    int asset(int host, long micros) throws IOException {
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
    interface Day {
        void day(int asset, long day) throws IOException;
    }

    /// Each machine that the host was at some moment of a day, be it for an hour between two others.
    void machinesOn(int host, long day, Day each) throws IOException {
        long start = day * SightingRow.DAY_MICROS;
        Shared known = sharedHost(host);
        each.day(owner(known, start), day);
        var changes =
                known.names().byTime().subMap(start, false, start + SightingRow.DAY_MICROS, false);
        for (long change : changes.keySet()) {
            each.day(owner(known, change), day);
        }
    }
}
