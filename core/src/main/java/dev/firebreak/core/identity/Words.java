package dev.firebreak.core.identity;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Words of a name in the form they are compared in.
final class Words {
    private static final Pattern MARKS = Pattern.compile("[®™©℠]|\\((?:[rR]|[tT][mM]|[cC])\\)");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{M}\\p{Cf}\\p{Cc}]");
    private static final Pattern BLANKS = Pattern.compile("\\p{Z}");

    private Words() {}

    /// Lower case, umlauts spelt out, other accents dropped, trademark signs and invisible characters gone.
    static String fold(String text) {
        String t = text;
        if (!isAscii(t)) {
            t = foldLetters(Garbled.repaired(t));
        }
        t = t.toLowerCase(Locale.ROOT);
        boolean mark = t.indexOf("(r)") >= 0 || t.indexOf("(tm)") >= 0 || t.indexOf("(c)") >= 0;
        return mark ? MARKS.matcher(t).replaceAll(" ") : t;
    }

    private static String foldLetters(String text) {
        String composed =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFC)).replaceAll(" ");
        StringBuilder out = new StringBuilder(composed.length() + 8);
        for (int i = 0; i < composed.length(); i++) {
            char c = composed.charAt(i);
            switch (c) {
                case 'ä', 'Ä', 'æ', 'Æ' -> out.append("ae");
                case 'ö', 'Ö', 'ø', 'Ø', 'œ', 'Œ' -> out.append("oe");
                case 'ü', 'Ü' -> out.append("ue");
                case 'ß', 'ẞ' -> out.append("ss");
                case 'ł', 'Ł' -> out.append('l');
                default -> out.append(c);
            }
        }
        String decomposed = Normalizer.normalize(out, Normalizer.Form.NFKD);
        return BLANKS.matcher(INVISIBLE.matcher(decomposed).replaceAll("")).replaceAll(" ");
    }

    /// Printable ASCII needs no folding but that of case; spares the normaliser in large estates.
    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 126 || c < 32) {
                return false;
            }
        }
        return true;
    }

    /// Splits at everything that is neither letter nor digit; `+` and `#` stay, they tell C from C++ and C#. The list
    /// may be changed.
    static List<String> split(String folded) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= folded.length(); i++) {
            boolean inside = i < folded.length() && isWordPart(folded.charAt(i));
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                words.add(folded.substring(start, i));
                start = -1;
            }
        }
        return words;
    }

    static boolean hasWord(String folded) {
        for (int i = 0; i < folded.length(); i++) {
            if (isWordPart(folded.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '+' || c == '#';
    }
}
