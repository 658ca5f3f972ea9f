package dev.firebreak.stream.flow;

import dev.firebreak.core.join.Owner;

/// A change of a machine's software as an observation on the component's key.
public final class Installed {
    private Installed() {}

    /// The thing seen is the component's id: a list that no longer names a component tells its id alone, and what came and
    /// what went has to be the same thing for the one to end the other.
    public static Seen seen(Owner owner, AssetLedger.Change change, String source) {
        return new Seen(
                owner,
                change.id(),
                change.micros(),
                change.micros(),
                1,
                change.removal(),
                source,
                change.line());
    }
}
