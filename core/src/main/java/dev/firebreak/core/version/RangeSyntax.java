package dev.firebreak.core.version;

import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Constraints in the syntax of a scheme, read as a union of ranges.
public final class RangeSyntax {
    private RangeSyntax() {}

    /// The ranges; null if the text is not a constraint.
    public static @Nullable List<VersionRange> parse(VersionScheme scheme, String text) {
        return null;
    }
}
