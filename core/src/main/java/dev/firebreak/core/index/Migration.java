package dev.firebreak.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Older formats that are still read.
final class Migration {
    /// Format 1: runs without parity, so that no block could be restored.
    static final int OLDEST = 1;

    private Migration() {}

    /// Rewrites an older memory in the current format; the old one holds until the new one is whole.
    static Store.Snapshot toCurrent(Store store, Store.Snapshot snapshot) throws IOException {
        Manifest m = snapshot.manifest();
        if (m.runs().stream().noneMatch(r -> r.parity() < 0)) {
            return snapshot;
        }
        long next = m.nextFile();
        List<RunInfo> runs = new ArrayList<>();
        for (RunInfo old : m.runs()) {
            if (old.parity() >= 0) {
                runs.add(old);
                continue;
            }
            String file = Flush.name(next++, old.table());
            store.disk().delete(file); // left by a crash
            runs.add(
                    Merger.merge(
                            store.disk(), file, old.table(), List.of(snapshot.run(old)), Keep.ALL));
        }
        Manifest migrated =
                new Manifest(
                        m.generation() + 1,
                        next,
                        m.hosts(),
                        m.stations(),
                        m.components(),
                        m.sources(),
                        m.organisations(),
                        m.scopes(),
                        runs);
        return store.publish(migrated, snapshot);
    }
}
