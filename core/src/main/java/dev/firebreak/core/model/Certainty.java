package dev.firebreak.core.model;

import java.util.Locale;

/// How sure a reader is of a fact it extracted.
public enum Certainty {
    /// The source says it in so many words, or in a structured field.
    STATED,
    /// Follows from layout or grammar (a table column, a heading, "both versions").
    INFERRED,
    /// Could be read another way; a [Question] goes with it.
    UNSURE;

    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }
}
