package dev.firebreak.gate.judge;

import java.util.Comparator;

/// One reason, for a person to read.
///
/// @param rule stable word, such as `signature-broken`
/// @param file path inside the package, empty for the package itself
/// @param reason one English sentence
/// @param german the same in German
/// @param evidence what can be looked at
public record Finding(
        Severity severity,
        Family family,
        String rule,
        String file,
        String reason,
        String german,
        String evidence)
        implements Comparable<Finding> {
    private static final Comparator<Finding> ORDER =
            Comparator.comparing(Finding::severity)
                    .reversed()
                    .thenComparing(Finding::file)
                    .thenComparing(Finding::rule)
                    .thenComparing(Finding::evidence)
                    .thenComparing(Finding::reason);

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }
}
