package dev.firebreak.gate.inspect;

import dev.firebreak.gate.facts.SignalKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// The ways in which something is hidden in source text: long encoded runs, escaped words, machine-made names, code far
/// to the right, invisible characters.
final class Concealment {
    private static final int BLOB = 400;
    private static final int HEX_BLOB = 600;
    private static final int FAR_RIGHT = 150;

    /// Letters in a row that are written as numbers: `https` has five.
    private static final int ESCAPED = 5;

    /// Calls of a short name with a number in hex, from which on they are no accident.
    private static final int NUMBERED = 8;

    private Concealment() {}

    static void read(byte[] raw, byte[] code, Signals out) {
        blobs(code, out);
        escapes(code, out);
        names(code, out);
        hexTexts(code, out);
        numberedNames(code, out);
        lettersByXor(code, out);
        farRight(code, out);
        invisible(raw, out);
    }

    private static void blobs(byte[] t, Signals out) {
        int start = 0;
        int hex = 0;
        for (int i = 0; i <= t.length; i++) {
            byte b = i < t.length ? t[i] : 0;
            boolean base64 =
                    b >= 'A' && b <= 'Z'
                            || b >= 'a' && b <= 'z'
                            || b >= '0' && b <= '9'
                            || b == '+'
                            || b == '/'
                            || b == '=';
            if (base64) {
                hex += b >= '0' && b <= '9' || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F' ? 1 : 0;
                continue;
            }
            int length = i - start;
            if (length >= BLOB) {
                blob(t, start, i, hex == length, out);
            }
            start = i + 1;
            hex = 0;
        }
    }

    private static void blob(byte[] t, int start, int end, boolean hex, Signals out) {
        byte[] part = Arrays.copyOfRange(t, start, end);
        double entropy = Entropy.of(part);
        boolean embedded =
                start > 12
                        && new String(t, start - 12, 12, StandardCharsets.ISO_8859_1)
                                .contains(";base64,");
        boolean telling = hex ? part.length >= HEX_BLOB && entropy > 3.2 : entropy > 4.8;
        if (telling && !embedded) {
            out.add(
                    SignalKind.ENCODED_BLOB,
                    (hex ? "hex " : "base64 ") + sha(part),
                    (hex ? "hex" : "base64-like")
                            + " text of "
                            + part.length
                            + " characters, "
                            + TextPlace.proof(t, start).split(":", 2)[0]
                            + ", "
                            + new String(part, 0, 40, StandardCharsets.ISO_8859_1)
                            + "…");
        }
    }

    private static String sha(byte[] part) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(part), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// `\x68\x74\x74\x70`: letters written as numbers, many in a row.
    private static void escapes(byte[] t, Signals out) {
        int run = 0;
        int letters = 0;
        int runStart = 0;
        for (int i = 0; i + 3 < t.length; i++) {
            int step =
                    t[i] == '\\' && t[i + 1] == 'x'
                            ? 4
                            : t[i] == '\\' && t[i + 1] == 'u' && t[i + 2] == '0' && t[i + 3] == '0'
                                    ? 6
                                    : 0;
            if (step == 0 || i + step > t.length) {
                run = 0;
                letters = 0;
                continue;
            }
            int value =
                    Character.digit(t[i + step - 2], 16) * 16
                            + Character.digit(t[i + step - 1], 16);
            if (run == 0) {
                runStart = i;
            }
            run++;
            letters +=
                    value >= 'a' && value <= 'z'
                                    || value >= 'A' && value <= 'Z'
                                    || value == '/'
                                    || value == '.'
                                    || value == ':'
                                    || value == '_'
                            ? 1
                            : 0;
            if (run == ESCAPED && letters == run) {
                out.add(
                        SignalKind.OBFUSCATION,
                        "letters written as numbers",
                        TextPlace.proof(t, runStart));
            }
            i += step - 1;
        }
    }

    /// `"2e2f746573742f64617461"`: a quoted run of hex digits that spells a path or a word.
    private static void hexTexts(byte[] t, Signals out) {
        for (int i = 0; i + 18 < t.length; i++) {
            if (t[i] != '"' && t[i] != '\'') {
                continue;
            }
            int k = i + 1;
            boolean plain = true;
            int letters = 0;
            java.util.BitSet distinct = new java.util.BitSet();
            while (plain
                    && k + 1 < t.length
                    && Character.digit(t[k], 16) >= 0
                    && Character.digit(t[k + 1], 16) >= 0) {
                int ch = Character.digit(t[k], 16) * 16 + Character.digit(t[k + 1], 16);
                boolean letter = ch >= 'a' && ch <= 'z' || ch >= 'A' && ch <= 'Z';
                plain = letter || ch >= '-' && ch <= ':' || ch == '_' || ch == ' ' || ch == '@';
                letters += letter ? 1 : 0;
                distinct.set(ch);
                k += 2;
            }
            if (plain
                    && k < t.length
                    && t[k] == t[i]
                    && k - i > 16
                    && letters * 4 >= k - i
                    && distinct.cardinality() >= 5) {
                out.add(
                        SignalKind.OBFUSCATION,
                        "text written as hex digits",
                        TextPlace.proof(t, i));
                return;
            }
        }
    }

    /// `_0x3fa2b1`: what obfuscators name things.
    private static void names(byte[] t, Signals out) {
        int count = 0;
        for (int i = 0; i + 7 < t.length; i++) {
            if (t[i] == '_'
                    && t[i + 1] == '0'
                    && t[i + 2] == 'x'
                    && Character.digit(t[i + 3], 16) >= 0
                    && Character.digit(t[i + 4], 16) >= 0
                    && Character.digit(t[i + 5], 16) >= 0
                    && Character.digit(t[i + 6], 16) >= 0) {
                if (++count == 4) {
                    out.add(
                            SignalKind.OBFUSCATION,
                            "names made by an obfuscator",
                            TextPlace.proof(t, i));
                    return;
                }
                i += 6;
            }
        }
    }

    /// `b(0x1a3)` over and over, with a name of few letters: a table of texts that is looked up by number.
    private static void numberedNames(byte[] t, Signals out) {
        int count = 0;
        for (int i = 1; i + 4 < t.length; i++) {
            if (t[i] != '(' || t[i + 1] != '0' || t[i + 2] != 'x') {
                continue;
            }
            int from = i;
            while (from > 0 && i - from < 9 && name(t[from - 1])) {
                from--;
            }
            int digits = i + 3;
            while (digits < t.length && digits - i < 9 && Character.digit(t[digits], 16) >= 0) {
                digits++;
            }
            boolean member = from > 0 && t[from - 1] == '.';
            boolean closes = digits < t.length && (t[digits] == ')' || t[digits] == ',');
            if (!member && closes && i - from >= 1 && i - from <= 4 && ++count == NUMBERED) {
                out.add(
                        SignalKind.OBFUSCATION,
                        "texts looked up by number",
                        TextPlace.proof(t, from));
                return;
            }
        }
    }

    /// `String.fromCharCode(c ^ 7)`: letters that are decoded one by one.
    private static void lettersByXor(byte[] t, Signals out) {
        byte[] word = {'f', 'r', 'o', 'm', 'C', 'h', 'a', 'r', 'C', 'o', 'd', 'e', '('};
        for (int i = 0; i + word.length + 2 < t.length; i++) {
            int k = 0;
            while (k < word.length && t[i + k] == word[k]) {
                k++;
            }
            if (k < word.length) {
                continue;
            }
            for (int j = i + k; j < t.length && j < i + k + 40 && t[j] != ')' && t[j] != ';'; j++) {
                if (t[j] == '^') {
                    out.add(
                            SignalKind.OBFUSCATION,
                            "letters decoded one by one",
                            TextPlace.proof(t, i));
                    return;
                }
            }
        }
    }

    private static boolean name(byte b) {
        return b >= 'a' && b <= 'z'
                || b >= 'A' && b <= 'Z'
                || b >= '0' && b <= '9'
                || b == '_'
                || b == '$';
    }

    private static void farRight(byte[] t, Signals out) {
        int blanks = 0;
        boolean inked = false;
        for (int i = 0; i < t.length; i++) {
            byte b = t[i];
            if (b == ' ' || b == '\t') {
                blanks++;
            } else if (b == '\n') {
                blanks = 0;
                inked = false;
            } else {
                if (inked
                        && blanks >= FAR_RIGHT
                        && b != '\r'
                        && b != '\\'
                        && b != '*'
                        && b != '"') {
                    out.add(
                            SignalKind.HIDDEN_TEXT,
                            "code far to the right",
                            blanks + " blanks before it, " + TextPlace.proof(t, i));
                }
                inked = true;
                blanks = 0;
            }
        }
    }

    /// Variation selectors, tags and zero-width characters in runs carry hidden bytes; bidirectional controls make
    /// code look like other code (CVE-2021-42574).
    private static void invisible(byte[] t, Signals out) {
        int run = 0;
        int open = 0;
        int opened = 0;
        for (int i = 0; i + 2 < t.length; i++) {
            int a = t[i] & 0xff;
            if (a == '\n' && open > 0) {
                otherOrder(t, opened, out);
                open = 0;
            }
            if (a < 0xe2) {
                run = a < 0x80 || a >= 0xc0 ? 0 : run;
                continue;
            }
            int b = t[i + 1] & 0xff;
            int c = t[i + 2] & 0xff;
            boolean bidi =
                    a == 0xe2
                            && (b == 0x80 && c >= 0xaa && c <= 0xae
                                    || b == 0x81 && c >= 0xa6 && c <= 0xa9);
            boolean hidden =
                    a == 0xe2 && b == 0x80 && c >= 0x8b && c <= 0x8d
                            || a == 0xef && b == 0xb8 && c <= 0x8f
                            || a == 0xf3 && b == 0xa0
                            || a == 0xe2 && b == 0x81 && c >= 0xa0 && c <= 0xa4;
            if (bidi) {
                out.add(
                        SignalKind.HIDDEN_TEXT,
                        "characters that change the reading direction",
                        TextPlace.proof(t, i));
            }
            if (bidi) {
                boolean closes = b == 0x80 && c == 0xac || b == 0x81 && c == 0xa9;
                opened = open == 0 ? i : opened;
                open = closes ? Math.max(0, open - 1) : open + 1;
            }
            run = hidden ? run + 1 : 0;
            if (run == 10) {
                out.add(
                        SignalKind.HIDDEN_TEXT,
                        "a run of invisible characters",
                        TextPlace.proof(t, Math.max(0, i - 30)));
            }
            i += a >= 0xf0 ? 3 : 2;
        }
        if (open > 0) {
            otherOrder(t, opened, out);
        }
    }

    /// Written to be read, a change of direction ends where it began: in the same line.
    private static void otherOrder(byte[] t, int at, Signals out) {
        out.add(
                SignalKind.HIDDEN_TEXT,
                "a line that is shown in another order than it is run",
                TextPlace.proof(t, at));
    }
}
