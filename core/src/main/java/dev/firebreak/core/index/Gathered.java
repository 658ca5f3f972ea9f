package dev.firebreak.core.index;

import dev.firebreak.core.answer.AssetFacts;
import dev.firebreak.core.answer.FlatEstate;
import dev.firebreak.core.answer.LogDays;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The machines of all organisations, and whether logs name them: gathered once for a state of the
/// memory and shared by the views of single organisations. Safe for use by several threads.
///
/// Of a machine it holds numbers in arrays and nothing else, about 20 bytes; names, addresses and days are looked up when an
/// answer speaks of it.
final class Gathered {
    private final Store.Snapshot snapshot;
    private final HostOwners owners;
    private final MachineTable machines;
    private final MachineDays days;
    final LogTotals logs;

    private Gathered(Store.Snapshot snapshot, HostOwners owners, MachineDays days, LogTotals logs) {
        this.snapshot = snapshot;
        this.owners = owners;
        this.machines = owners.machines();
        this.days = days;
        this.logs = logs;
    }

    static Gathered of(Store.Snapshot snapshot) throws IOException {
        return of(snapshot, Parts.of(snapshot.manifest().hosts()));
    }

    /// @param parts in which hosts are read
    static Gathered of(Store.Snapshot snapshot, Parts parts) throws IOException {
        LogTotals logs = new LogTotals(snapshot.manifest().organisations());
        Beside beside = Beside.start("logs", () -> logs.read(snapshot));
        HostOwners owners = new HostOwners(snapshot);
        MachineDays days = new MachineDays(snapshot, owners, owners.read(parts));
        days.read(parts);
        beside.await();
        return new Gathered(snapshot, owners, days, logs);
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
                machines.isComplete(asset),
                machines.inLogs(asset));
    }

    /// Those that are known equally well together, see [MachineTable#alike].
    synchronized void alike(
            int @Nullable [] told,
            int count,
            Instant notBefore,
            IntPredicate wanted,
            List<String> organisations,
            FlatEstate.Alike each)
            throws IOException {
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
            HostRecord invented = owners.invented(asset);
            if (invented != null) {
                return invented;
            }
            host = machines.host(asset);
        }
        return HostOwners.record(stored, host);
    }

    /// The name of an asset.
    String name(int asset, Lookup stored) throws IOException {
        int host;
        synchronized (this) {
            HostRecord invented = owners.invented(asset);
            if (invented != null) {
                return invented.name();
            }
            host = machines.host(asset);
        }
        return HostRecord.name(HostOwners.stored(stored, host));
    }

    /// The assets of an organisation (-1: of all) from a number on, ascending.
    synchronized int[] assetsFrom(int organisation, int from) {
        return machines.ownedBy(organisation, from);
    }

    boolean knows(int host) {
        return owners.fixed(host) != HostOwners.NOBODY;
    }

    /// The asset that a host is at all times; negative if it has none, or one for a time.
    int fixed(int host) {
        return owners.fixed(host);
    }

    /// The asset that a host meant at a time; -1 if the log did not tell a host, [SightingSearch.Grouping#NOBODY] if it is not
    /// asked about.
    synchronized int asset(int host, long micros) throws IOException {
        return owners.asset(host, micros);
    }

    /// Days on which any log names an asset of the organisation (-1: of any).
    synchronized LogDays days(int organisation) {
        return days.of(organisation);
    }

    /// Days on which any log names the asset.
    synchronized LogDays logDays(int asset) throws IOException {
        return days.ofMachine(asset);
    }

    /// The assets in the order of their organisations' numbers and their names; those without a host come last.
    synchronized int[] byName() throws IOException {
        int[] out = new int[machines.size()];
        int[] n = {0};
        int known = snapshot.manifest().hosts();
        Scan.newest(
                snapshot,
                Table.NAMES,
                c -> {
                    int host = c.value().count();
                    int asset = host < known ? owners.fixed(host) : HostOwners.NOBODY;
                    if (asset >= 0 && machines.host(asset) == host) {
                        out[n[0]++] = asset;
                    }
                });
        for (int i = 0; i < machines.size(); i++) {
            if (machines.host(i) == HostOwners.NOBODY) {
                out[n[0]++] = i;
            }
        }
        if (n[0] != machines.size()) {
            throw new MalformedException(machines.size() - n[0] + " machines have no name");
        }
        return out;
    }
}
