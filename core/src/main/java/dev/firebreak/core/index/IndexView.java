package dev.firebreak.core.index;

import dev.firebreak.core.answer.EstateView;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The memory as it was at one moment.
public final class IndexView {
    private final Store.Snapshot snapshot;

    IndexView(Store.Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /// Grows with each change of the memory; two views of one generation say the same.
    public long generation() {
        return snapshot.manifest().generation();
    }

    Store.Snapshot snapshot() {
        return snapshot;
    }

    /// The estate of one organisation, or of all.
    ///
    /// @param organisation absent for all
    public EstateView estate(@Nullable String organisation) throws IOException {
        return IndexEstate.of(snapshot, organisation);
    }
}
