package dev.firebreak.core.identity;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Words of a name in the form they are compared in.
final class Words {
    private Words() {}

    /// Lower case, umlauts spelt out, other accents dropped, trademark signs and invisible characters gone.
    static String fold(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 4);
        String lower =
                Normalizer.normalize(text, Normalizer.Form.NFC)
                        .replaceAll("[®™©℠]|\\((?:[rR]|[tT][mM]|[cC])\\)", " ")
                        .toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            switch (c) {
                case 'ä' -> out.append("ae");
                case 'ö', 'ø' -> out.append("oe");
                case 'ü' -> out.append("ue");
                case 'ß' -> out.append("ss");
                case 'æ' -> out.append("ae");
                case 'å' -> out.append("a");
                default -> out.append(c);
            }
        }
        return Normalizer.normalize(out, Normalizer.Form.NFKD)
                .replaceAll("[\\p{M}\\p{Cf}\\p{Cc}]", "")
                .replaceAll("[\\p{Z}]", " ");
    }

    /// Most names need no folding; spares the normaliser in large estates.
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 126 || c < 32 || (c >= 'A' && c <= 'Z') || c == '(') {
                return false;
            }
        }
        return true;
    }

    /// Splits at everything that is neither letter nor digit; `+` and `#` stay, they tell C from C++ and C#.
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

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '+' || c == '#';
    }
}
