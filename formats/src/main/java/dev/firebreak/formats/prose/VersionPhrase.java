package dev.firebreak.formats.prose;

import dev.firebreak.core.model.VersionRange;
import java.util.List;

/// Versions as a sentence names them in one go: "18.12.407 und 18.12.416", "2.0 through 2.4", "alle Versionen vor 3.4".
///
/// @param first index of its first token
/// @param last index after its last token
/// @param announced by a word ("Version") or an operator ("before"), not only by its looks
/// @param anaphora means the versions named before ("beide Versionen")
/// @param doubtful cannot be ordered as it stands ("18 Update 7")
/// @param softUpper an upper end whose inclusion is not said in so many words ("bis 3.4")
record VersionPhrase(
        List<String> versions,
        List<VersionRange> ranges,
        int first,
        int last,
        boolean announced,
        boolean anaphora,
        boolean doubtful,
        boolean softUpper) {
    VersionPhrase {
        versions = List.copyOf(versions);
        ranges = List.copyOf(ranges);
    }

    boolean isAll() {
        return ranges.size() == 1 && ranges.getFirst().isAll() && versions.isEmpty();
    }
}
