package dev.firebreak.core.identity;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Names that were written in one character set and read in another: `BÃ¼rger` is repaired, of `B?rger` it is known where a
/// letter is lost.
final class Garbled {
    /// Stands for letters that are lost; no name has it.
    private static final char LOST = '\u0294';

    private static final char REPLACEMENT = '\uFFFD';

    /// What Windows-1252 has at 0x80 to 0x9F; a blank where it has nothing.
    private static final String WINDOWS =
            "\u20AC \u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152 \u017D "
                    + " \u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153 \u017E\u0178";

    private Garbled() {}

    /// The text with what is UTF-8 read as Latin-1 or Windows-1252 decoded as what it is.
    static String repaired(String text) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String meant = c >= 0xC2 && c <= 0xF4 ? decoded(text, i) : null;
            if (meant != null) {
                out = out == null ? new StringBuilder(text.substring(0, i)) : out;
                out.append(meant);
                i += following(c);
            } else if (out != null) {
                out.append(c);
            }
        }
        return out == null ? text : out.toString();
    }

    /// How many bytes follow the first of a character in UTF-8.
    private static int following(char first) {
        return first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    }

    private static @Nullable String decoded(String text, int at) {
        int length = following(text.charAt(at)) + 1;
        if (at + length > text.length()) {
            return null;
        }
        byte[] bytes = new byte[length];
        bytes[0] = (byte) text.charAt(at);
        for (int i = 1; i < length; i++) {
            int b = continuation(text.charAt(at + i));
            if (b < 0) {
                return null;
            }
            bytes[i] = (byte) b;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static int continuation(char c) {
        if (c >= 0x80 && c <= 0xBF) {
            return c;
        }
        int at = c > 0xBF ? WINDOWS.indexOf(c) : -1;
        return at < 0 ? -1 : 0x80 + at;
    }

    /// Whether letters may be lost in it.
    static boolean hasLost(@Nullable String text) {
        return text != null && (text.indexOf('?') >= 0 || text.indexOf(REPLACEMENT) >= 0);
    }

    /// The name with one sign for all letters in a row that are lost, or that would be where only ASCII is left.
    static String masked(String name) {
        String text = repaired(name);
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lost = c == '?' || c == REPLACEMENT || c > 126 && Character.isLetter(c);
            if (!lost) {
                out.append(c);
            } else if (out.isEmpty() || out.charAt(out.length() - 1) != LOST) {
                out.append(LOST);
            }
        }
        return out.toString();
    }

    /// Whether the masked name has letters that are lost.
    static boolean isMasked(String masked) {
        return masked.indexOf(LOST) >= 0;
    }
}
