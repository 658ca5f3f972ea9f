package dev.firebreak.formats.inventory;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Cleans single values as tools report them.
public final class Values {
    /// What tools write when they know nothing. None of them is a version or a publisher.
    private static final Set<String> NOTHING =
            Set.of(
                    "n/a",
                    "na",
                    "none",
                    "(none)",
                    "<none>",
                    "null",
                    "(null)",
                    "<null>",
                    "unknown",
                    "<unknown>",
                    "(unknown)",
                    "unbekannt",
                    "noassertion",
                    "-",
                    "--",
                    "?",
                    "not specified",
                    "nicht angegeben",
                    "k.a.",
                    "k. a.",
                    "unspecified",
                    "undefined");

    private static final int MAX_NOTHING = 16;

    private Values() {}

    /// The text without outer white space and control characters, or null if nothing is left.
    public static @Nullable String text(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == 0x7f || c == 0xa0 || c == 0x200b || c == 0xfeff) {
                return cleaned(value);
            }
        }
        String stripped = value.strip();
        return stripped.isEmpty() ? null : stripped;
    }

    private static @Nullable String cleaned(String value) {
        StringBuilder clean = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0x200b || c == 0xfeff) {
                continue;
            }
            clean.append(c < ' ' || c == 0x7f || c == 0xa0 ? ' ' : c);
        }
        String stripped = clean.toString().strip();
        return stripped.isEmpty() ? null : stripped;
    }

    /// Like [#text], and null also for the words tools write when they know nothing (`n/a`, `NOASSERTION`).
    public static @Nullable String orNull(@Nullable String value) {
        String text = text(value);
        if (text == null || text.length() > MAX_NOTHING) {
            return text;
        }
        // Versions begin with a digit and most names with another letter: the look-up is rarely
        // needed.
        char first = text.charAt(0);
        boolean possible =
                first == '-'
                        || first == '?'
                        || first == '('
                        || first == '<'
                        || "nukNUK".indexOf(first) >= 0;
        return possible && NOTHING.contains(text.toLowerCase(Locale.ROOT)) ? null : text;
    }
}
