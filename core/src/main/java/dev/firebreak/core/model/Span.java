package dev.firebreak.core.model;

/// The piece of a source that a fact came from.
///
/// @param source name of the source as the user gave it, usually a path
/// @param start offset of the first character in the source's plain text, in UTF-16 units, or -1 if the fact comes from
///     a structured field
/// @param end offset after the last character, or -1
/// @param text the words themselves, or the field's value
/// @param where path of the field (a JSON pointer, a CSV column with its line), empty for prose
public record Span(String source, int start, int end, String text, String where) {
    public Span {
        if ((start < 0) != (end < 0) || end < start) {
            throw new IllegalArgumentException("span " + start + ".." + end);
        }
    }

    /// A span of plain text.
    public static Span text(String source, int start, int end, String text) {
        return new Span(source, start, end, text, "");
    }

    /// A value of a structured field.
    public static Span field(String source, String where, String value) {
        return new Span(source, -1, -1, value, where);
    }
}
