package dev.firebreak.formats.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A CPE name, 2.3 formatted string or 2.2 URI (NIST IR 7695, sections 6.1 and 6.2).
///
/// @param part `a` application, `o` operating system, `h` hardware
/// @param version null if any or not applicable
/// @param targetSoftware the software it runs on, such as `windows`; null if any
public record Cpe(
        String part,
        String vendor,
        String product,
        @Nullable String version,
        @Nullable String update,
        @Nullable String targetSoftware) {
    private static final int TARGET_SOFTWARE = 10;

    /// Reads a name; null if it is none.
    public static @Nullable Cpe parse(String text) {
        String cpe = text.strip();
        String lower = cpe.toLowerCase(Locale.ROOT);
        List<String> parts;
        if (lower.startsWith("cpe:2.3:")) {
            parts = split(cpe.substring("cpe:2.3:".length()), true);
        } else if (lower.startsWith("cpe:/")) {
            parts = split(cpe.substring("cpe:/".length()), false);
        } else {
            return null;
        }
        if (parts.size() < 3 || parts.get(0).length() != 1) {
            return null;
        }
        boolean formatted = lower.startsWith("cpe:2.3:");
        return new Cpe(
                parts.get(0),
                parts.get(1),
                parts.get(2),
                value(parts, 3),
                value(parts, 4),
                formatted ? value(parts, TARGET_SOFTWARE - 2) : packed(parts));
    }

    /// In the 2.2 URI the target software is packed into the edition: `~edition~swEdition~targetSw~targetHw~other`.
    private static @Nullable String packed(List<String> parts) {
        String edition = parts.size() > 5 ? parts.get(5) : "";
        if (!edition.startsWith("~")) {
            return null;
        }
        String[] fields = edition.split("~", -1);
        return fields.length > 3 && !fields[3].isBlank() ? fields[3] : null;
    }

    private static @Nullable String value(List<String> parts, int index) {
        if (index >= parts.size()) {
            return null;
        }
        String value = parts.get(index);
        return value.isEmpty() || value.equals("*") || value.equals("-") ? null : value;
    }

    private static List<String> split(String text, boolean escaped) {
        ArrayList<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && escaped && i + 1 < text.length()) {
                part.append(text.charAt(++i));
            } else if (c == ':') {
                parts.add(part.toString());
                part.setLength(0);
            } else if (c == '%' && !escaped && i + 2 < text.length()) {
                int code =
                        Character.digit(text.charAt(i + 1), 16) * 16
                                + Character.digit(text.charAt(i + 2), 16);
                part.append(code >= 0x20 && code < 0x7f ? (char) code : '?');
                i += 2;
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
