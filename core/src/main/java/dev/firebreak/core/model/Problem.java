package dev.firebreak.core.model;

import java.util.Objects;

/// Something in an input that could not be used. Every problem ends up in the answer's `omitted`.
///
/// @param source the input as the user named it
/// @param where line (`line 12`), offset (`offset 4096`), JSON pointer, or empty for the whole input
/// @param reason what is wrong, in one plain sentence
/// @param severity how much of the input is lost
public record Problem(String source, String where, String reason, Severity severity) {
    public enum Severity {
        /// Nothing is lost; the reader says what it assumed.
        NOTE,
        /// One entry or line is left out, or several of the same kind; the rest is used.
        PARTIAL,
        /// The whole input, or the rest of it from `where`, is left out.
        LOST
    }

    public Problem {
        Objects.requireNonNull(source);
        Objects.requireNonNull(where);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(severity);
    }
}
