package dev.firebreak.stream.flow;

import dev.firebreak.core.join.Owner;
import dev.firebreak.stream.record.Components;

/// A change of a machine's software as an observation on the component's key.
public final class Installed {
    private Installed() {}

    public static Seen seen(Owner owner, AssetLedger.Change change, String source) {
        return new Seen(
                owner,
                Components.shown(change.component()),
                change.micros(),
                change.micros(),
                1,
                change.removal(),
                source,
                change.line());
    }
}
