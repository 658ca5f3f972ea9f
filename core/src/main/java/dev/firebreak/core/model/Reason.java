package dev.firebreak.core.model;

import java.util.Objects;

/// Why something was decided, or why it cannot be.
///
/// @param code stable word for machines, such as `version-missing`, `inventory-stale`
/// @param english one plain sentence
/// @param german the same in German
public record Reason(String code, String english, String german) {
    public Reason {
        Objects.requireNonNull(code);
        Objects.requireNonNull(english);
        Objects.requireNonNull(german);
    }

    /// @param language `de` for German, everything else English
    public String text(String language) {
        return language.equals("de") ? german : english;
    }
}
