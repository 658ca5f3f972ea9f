package dev.firebreak.formats.json;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes JSON: maps, collections, text, numbers, booleans and null.
public final class JsonWriter {
    private static final String INDENT = "  ";

    private JsonWriter() {}

    /// Writes a value over several lines, keys in the order of their map.
    ///
    /// @param value map, collection, [CharSequence], [Number], [Boolean] or null, nested as needed
    /// @throws IllegalArgumentException for any other kind of object
    public static String pretty(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(value, "\n", out);
        return out.append('\n').toString();
    }

    /// The same text for equal values: keys sorted, no spaces.
    static String canonical(Json value) {
        StringBuilder out = new StringBuilder();
        canonical(value, out);
        return out.toString();
    }

    private static void canonical(Json value, StringBuilder out) {
        switch (value.kind()) {
            case OBJECT -> {
                TreeMap<String, Json> sorted = new TreeMap<>();
                value.keys().forEach(key -> sorted.put(key, value.get(key)));
                out.append('{');
                sorted.forEach(
                        (key, one) -> {
                            quote(key, out);
                            out.append(':');
                            canonical(one, out);
                            out.append(',');
                        });
                out.append('}');
            }
            case ARRAY -> {
                out.append('[');
                for (Json item : value.items()) {
                    canonical(item, out);
                    out.append(',');
                }
                out.append(']');
            }
            case STRING -> quote(value.text(), out);
            case NUMBER, BOOLEAN -> out.append(value.text());
            case NULL, MISSING -> out.append("null");
        }
    }

    private static void write(@Nullable Object value, String newline, StringBuilder out) {
        switch (value) {
            case null -> out.append("null");
            case Map<?, ?> map -> {
                String separator = "{";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.append(separator).append(newline).append(INDENT);
                    quote(String.valueOf(entry.getKey()), out);
                    out.append(": ");
                    write(entry.getValue(), newline + INDENT, out);
                    separator = ",";
                }
                out.append(map.isEmpty() ? "{}" : newline + "}");
            }
            case Collection<?> list -> {
                String separator = "[";
                for (Object item : list) {
                    out.append(separator).append(newline).append(INDENT);
                    write(item, newline + INDENT, out);
                    separator = ",";
                }
                out.append(list.isEmpty() ? "[]" : newline + "]");
            }
            case CharSequence text -> quote(text.toString(), out);
            case Number number -> out.append(number);
            case Boolean bool -> out.append(bool);
            default -> throw new IllegalArgumentException("no JSON value: " + value.getClass());
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    boolean lone = Character.isSurrogate(c) && !isPaired(text, i);
                    if (c < 0x20 || lone) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean isPaired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
