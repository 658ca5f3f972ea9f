package dev.firebreak.core.allow;

import dev.firebreak.core.model.Indicator;
import java.util.Optional;

/// The allow-lists: what is so common or so harmless that meeting it betrays nothing. Immutable.
public final class AllowLists {
    private AllowLists() {}

    private static final class Bundled {
        static final AllowLists INSTANCE = new AllowLists();
    }

    /// The lists that come with Firebreak; read once, on first use.
    public static AllowLists bundled() {
        return Bundled.INSTANCE;
    }

    /// Whether and why an indicator should not be used; empty if it should.
    public Optional<Suppression> check(Indicator indicator, AllowContext context) {
        return Optional.empty();
    }
}
