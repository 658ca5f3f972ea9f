package dev.firebreak.formats.prose;

import java.util.Locale;

/// A word, number, version or sign of a sentence.
///
/// @param lower `text` in lower case
/// @param glued no blank stands before it
record Token(Kind kind, String text, String lower, int start, int end, boolean glued) {
    enum Kind {
        WORD,
        /// Looks like a version: `18.12.407`, `v7`, `7.x`, `2.4.1-rc1`.
        VERSION,
        /// Digits only.
        NUMBER,
        SIGN,
        /// A name that is an indicator, a link or a file.
        INDICATOR,
        /// A date.
        DATE,
        /// Something else that is understood already and no version (a CVE number, a CVSS score, a paragraph ...).
        FACT
    }

    Token(Kind kind, String text, int start, boolean glued) {
        this(kind, text, text.toLowerCase(Locale.ROOT), start, start + text.length(), glued);
    }

    boolean is(String word) {
        return lower.equals(word);
    }

    boolean isAny(String first, String second) {
        return lower.equals(first) || lower.equals(second);
    }

    boolean word() {
        return kind == Kind.WORD;
    }

    boolean sign(String s) {
        return kind == Kind.SIGN && text.equals(s);
    }
}
