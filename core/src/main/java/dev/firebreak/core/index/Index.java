package dev.firebreak.core.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The memory of an estate in one folder. Any number of processes may read while one writes.
public final class Index {
    private static final String LOCK = "lock";

    private final Store store;
    private final Settings settings;
    private final Set<Damage> damages = new LinkedHashSet<>();
    private Store.Snapshot snapshot = Store.Snapshot.EMPTY;
    private @Nullable IndexView latest;

    /// A damaged block that was met.
    ///
    /// @param restored whether its content could be had from its neighbours, so that no answer is affected
    public record Damage(String file, long offset, boolean restored) {}

    private Index(Disk disk, Settings settings) {
        this.settings = settings;
        store = new Store(disk, this::damaged);
    }

    /// Opens the memory in a folder; an empty folder is an empty memory.
    ///
    /// @throws DamageException if the manifest cannot be read
    /// @throws VersionException if a newer program wrote it
    public static Index open(Disk disk, Settings settings) throws IOException {
        Index index = new Index(disk, settings);
        index.refresh();
        return index;
    }

    private synchronized void damaged(String file, long offset, boolean restored) {
        damages.add(new Damage(file, offset, restored));
    }

    /// Damages met so far.
    public synchronized Set<Damage> damages() {
        return new LinkedHashSet<>(damages);
    }

    private synchronized Store.Snapshot refresh() throws IOException {
        snapshot = store.snapshot(snapshot);
        return snapshot;
    }

    /// The newest state; does not change while it is read, whatever is written meanwhile.
    public synchronized IndexView view() throws IOException {
        Store.Snapshot now = refresh();
        IndexView known = latest;
        if (known == null || known.generation() != now.manifest().generation()) {
            known = new IndexView(store.disk(), now);
            latest = known;
        }
        return known;
    }

    /// Becomes the one writer.
    ///
    /// @throws IOException if another writes
    public IndexWriter writer() throws IOException {
        Closeable lock = store.disk().lock(LOCK);
        try {
            Store.Snapshot now = refresh();
            now = Migration.toCurrent(store, now);
            store.tidy(now.manifest());
            return new IndexWriter(store, settings, lock, now);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /// Reads every byte and checks it.
    ///
    /// @return whether everything is there; what was damaged but could be restored is in [#damages]
    public boolean verify() throws IOException {
        boolean whole = true;
        Store.Snapshot now = refresh();
        store.verify(now.manifest());
        for (RunInfo i : now.manifest().runs()) {
            whole &= now.run(i).verify();
        }
        return whole;
    }

    /// Writes anew every run that has a damaged block which can be restored, and the manifest if one of its copies is damaged.
    ///
    /// @return how many files were written anew
    public int repair() throws IOException {
        try (IndexWriter writer = writer()) {
            int written = writer.rewriteDamaged(damages());
            synchronized (this) {
                damages.clear(); // what is damaged now will be met again
            }
            return written;
        }
    }
}
