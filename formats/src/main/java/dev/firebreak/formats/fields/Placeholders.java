package dev.firebreak.formats.fields;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Words that fill a field which must not be empty and say nothing.
public final class Placeholders {
    private static final Set<String> WORDS =
            Set.of(
                    "n/a",
                    "na",
                    "n.a.",
                    "n/d",
                    "none",
                    "unspecified",
                    "unknown",
                    "-",
                    "--",
                    "?",
                    "tbd",
                    "not available",
                    "not applicable",
                    "not specified",
                    "undefined",
                    "null",
                    "nil",
                    "various",
                    "multiple",
                    "unbekannt",
                    "nicht verfügbar",
                    "k.a.",
                    "k. a.",
                    "keine angabe",
                    "keine",
                    "[unknown]",
                    "[unspecified]");

    private Placeholders() {}

    /// Whether the text is empty or such a word.
    public static boolean isPlaceholder(@Nullable String text) {
        return text == null
                || text.isBlank()
                || WORDS.contains(text.strip().toLowerCase(Locale.ROOT));
    }
}
