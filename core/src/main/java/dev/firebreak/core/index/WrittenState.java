package dev.firebreak.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// The newest state on the disk as its one writer sees it: publishes new runs, and puts rewritten ones in the place of old ones. Each
/// state is visible as a whole.
final class WrittenState {
    /// Room that is left on the disk; a commit that would use it is refused before it begins.
    static final long RESERVE = 16L << 20;

    private final Store store;
    private final NameBook names;
    private final HostBook hosts;
    private final ComponentBook components;
    private final StationBook stations;
    private final SourceBook sources;
    private Store.Snapshot snapshot;

    WrittenState(
            Store store,
            Store.Snapshot snapshot,
            NameBook names,
            HostBook hosts,
            ComponentBook components,
            StationBook stations,
            SourceBook sources) {
        this.store = store;
        this.snapshot = snapshot;
        this.names = names;
        this.hosts = hosts;
        this.components = components;
        this.stations = stations;
        this.sources = sources;
    }

    Store.Snapshot snapshot() {
        return snapshot;
    }

    Manifest manifest() {
        return snapshot.manifest();
    }

    Disk disk() {
        return store.disk();
    }

    /// Adds runs, and makes all numbers known that were given out.
    void publish(List<RunInfo> fresh) throws IOException {
        Manifest before = manifest();
        List<RunInfo> runs = new ArrayList<>(before.runs());
        runs.addAll(fresh);
        publish(
                new Manifest(
                        before.generation() + 1,
                        before.nextFile() + fresh.size(),
                        hosts.next(),
                        stations.next(),
                        components.next(),
                        sources.next(),
                        names.organisations(),
                        names.scopes(),
                        runs));
    }

    private void publish(Manifest next) throws IOException {
        snapshot = store.publish(next, snapshot);
        hosts.written(snapshot);
        components.written(snapshot);
        stations.written(snapshot);
        sources.written(snapshot);
    }

    /// Whether the disk can hold these runs once more.
    boolean hasRoom(List<RunInfo> group) throws IOException {
        return disk().freeBytes() >= bytes(group) + RESERVE;
    }

    private static long bytes(List<RunInfo> group) {
        return group.stream().mapToLong(RunInfo::bytes).sum();
    }

    /// Rewrites each group of runs as one that holds what is to be kept; all take their places at once.
    ///
    /// @throws IOException if there is no room, among others; the state is as before then
    void merge(List<List<RunInfo>> groups, Keep keep) throws IOException {
        List<RunInfo> fresh = new ArrayList<>();
        List<RunInfo> kept = new ArrayList<>(manifest().runs());
        for (List<RunInfo> group : groups) {
            if (!hasRoom(group)) {
                throw new IOException(
                        "no room on the disk to rewrite " + (bytes(group) >> 20) + " MB");
            }
            Table table = group.getFirst().table();
            String file = Flush.name(manifest().nextFile() + fresh.size(), table);
            disk().delete(file);
            List<Run> runs = group.stream().map(snapshot::run).toList();
            fresh.add(Merger.merge(disk(), file, table, runs, keep));
            kept.removeAll(group);
        }
        publishMerged(fresh, kept);
    }

    /// A merged run takes the place of those it was made of: among the runs of its table the order stays that of age.
    private void publishMerged(List<RunInfo> fresh, List<RunInfo> kept) throws IOException {
        List<RunInfo> all = new ArrayList<>(kept);
        for (RunInfo r : fresh) {
            if (r.entries() > 0) {
                all.add(r);
            }
        }
        all.sort(Comparator.comparingLong(RunInfo::sequence));
        Manifest m = manifest();
        publish(
                new Manifest(
                        m.generation() + 1,
                        m.nextFile() + fresh.size(),
                        m.hosts(),
                        m.stations(),
                        m.components(),
                        m.sources(),
                        names.organisations(),
                        names.scopes(),
                        all));
    }

    /// The runs with damaged blocks of which all blocks can be read or restored, each a group of its own.
    List<List<RunInfo>> damaged(Collection<Index.Damage> damages) {
        List<List<RunInfo>> groups = new ArrayList<>();
        for (RunInfo r : manifest().runs()) {
            boolean damaged = damages.stream().anyMatch(d -> d.file().equals(r.file()));
            if (damaged && snapshot.run(r).verify()) {
                groups.add(List.of(r));
            }
        }
        return groups;
    }
}
