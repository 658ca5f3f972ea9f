package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionRange;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one sentence, list item or table cell says, before the whole document is known.
///
/// @param name as named here; absent if the document tells which product is meant
/// @param status absent if nothing here says whether these versions are affected or fixed
/// @param anaphora means the versions named before
record Raw(
        Names.@Nullable Name name,
        Set<Platform> platforms,
        @Nullable Status status,
        List<String> versions,
        List<VersionRange> ranges,
        Certainty certainty,
        boolean anaphora,
        boolean doubtful,
        boolean softUpper,
        boolean weakStatus,
        int block,
        List<Span> spans) {
    Raw {
        platforms = Set.copyOf(platforms);
        versions = List.copyOf(versions);
        ranges = List.copyOf(ranges);
        spans = List.copyOf(spans);
    }

    /// The same without what it says of the versions: it was taken back, or only asked.
    Raw unsaid() {
        return new Raw(
                name,
                platforms,
                null,
                versions,
                ranges,
                Certainty.UNSURE,
                anaphora,
                doubtful,
                softUpper,
                true,
                block,
                spans);
    }

    /// Whether it clears the versions.
    boolean good() {
        return status == Status.FIXED || status == Status.NOT_AFFECTED;
    }

    boolean namesNoVersion() {
        return versions.isEmpty() && ranges.isEmpty() && !anaphora;
    }
}
