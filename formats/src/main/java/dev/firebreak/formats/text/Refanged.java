package dev.firebreak.formats.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/// A text with its defanged spellings undone (`hxxp`, `[.]`, `(dot)`, `[at]`, `[:]` ...), each character knowing which
/// piece of the original it stands for. The scanner then needs to know the plain spellings only.
final class Refanged {
    private static final Set<String> DOT_WORDS = Set.of(".", "dot", "punkt", "d0t");
    private static final Set<String> AT_WORDS = Set.of("@", "at", "ät");
    private static final int MAX_INNER = 6;

    /// Words that stand before or after "dot" in ordinary sentences although they are top-level domains.
    private static final Set<String> ORDINARY =
            Set.of(
                    "in", "is", "it", "so", "to", "my", "me", "at", "am", "be", "by", "do", "no",
                    "us", "as", "im", "man", "der", "net", "the", "a", "an", "on", "or", "and");

    private final String text;
    char[] chars;
    int[] from;
    int[] to;
    boolean[] defanged;
    int length;

    Refanged(String text) {
        this.text = text;
        int n = text.length() + 16;
        chars = new char[n];
        from = new int[n];
        to = new int[n];
        defanged = new boolean[n];
        int i = 0;
        while (i < text.length()) {
            i = step(i);
        }
    }

    String asText() {
        return new String(chars, 0, length);
    }

    /// The character at `i`, or NUL outside.
    char at(int i) {
        return i >= 0 && i < length ? chars[i] : '\0';
    }

    boolean defangedBetween(int start, int end) {
        for (int i = start; i < end; i++) {
            if (defanged[i]) {
                return true;
            }
        }
        return false;
    }

    private int step(int i) {
        char c = text.charAt(i);
        return switch (c) {
            case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad' -> i + 1;
            case '[', '(', '{', '<' -> bracket(i, c);
            case '\\' -> escapedDot(i);
            case '.' -> closedOnly(i);
            case 'h', 'H', 'f', 'F' -> scheme(i, c);
            case ' ' -> spokenDot(i);
            case '\uff0e', '\u3002' -> wideDot(i, c);
            default -> plain(i, c);
        };
    }

    private int plain(int i, char c) {
        return emit(c, i, i + 1, false);
    }

    private int emit(char c, int start, int end, boolean undone) {
        if (length == chars.length) {
            int n = length * 2;
            chars = Arrays.copyOf(chars, n);
            from = Arrays.copyOf(from, n);
            to = Arrays.copyOf(to, n);
            defanged = Arrays.copyOf(defanged, n);
        }
        chars[length] = c;
        from[length] = start;
        to[length] = end;
        defanged[length] = undone;
        length++;
        return end;
    }

    /// `[.]`, `( dot )`, `{at}`, `[:]`, `[://]`, and the half `[.` of a careless author.
    private int bracket(int i, char open) {
        char close = open == '[' ? ']' : open == '(' ? ')' : open == '{' ? '}' : '>';
        int inner = i + 1;
        int end = -1;
        for (int j = inner; j < text.length() && j <= inner + MAX_INNER; j++) {
            if (text.charAt(j) == close) {
                end = j;
                break;
            }
        }
        if (end > 0) {
            String word = text.substring(inner, end).strip().toLowerCase(Locale.ROOT);
            if (DOT_WORDS.contains(word) || (word.equals(",") && open == '[')) {
                return joined('.', i, end + 1);
            }
            if (AT_WORDS.contains(word)) {
                return joined('@', i, end + 1);
            }
            if (open != '('
                    && open != '<'
                    && (word.equals(":") || word.equals("/") || word.equals("//"))) {
                return emitAll(word, i, end + 1);
            }
            if (open != '<' && (word.equals("://") || word.equals(":/"))) {
                return emitAll("://".substring(0, word.length()), i, end + 1);
            }
        }
        if (open == '[' && charAt(inner) == '.' && wordBefore(i) && wordAt(inner + 1)) {
            return emit('.', i, inner + 1, true);
        }
        return plain(i, open);
    }

    private int emitAll(String s, int start, int end) {
        for (int k = 0; k < s.length(); k++) {
            emit(s.charAt(k), start, end, true);
        }
        return end;
    }

    /// A dot or at sign that belongs to both neighbours, even with a blank on both sides (`evil [.] com`).
    private int joined(char c, int start, int end) {
        boolean blankBefore = length > 1 && at(length - 1) == ' ' && isWord(at(length - 2));
        boolean blankAfter = charAt(end) == ' ' && wordAt(end + 1);
        if (blankBefore && blankAfter) {
            length--;
            return emit(c, from[length], end + 1, true);
        }
        if (!wordBefore(start) && !blankBefore) {
            return plain(start, text.charAt(start));
        }
        return emit(c, start, end, true);
    }

    private int escapedDot(int i) {
        if (charAt(i + 1) == '.' && wordBefore(i) && wordAt(i + 2)) {
            return emit('.', i, i + 2, true);
        }
        return plain(i, '\\');
    }

    /// `evil.]com`: the other half of a careless author's bracket.
    private int closedOnly(int i) {
        if (charAt(i + 1) == ']' && wordBefore(i) && wordAt(i + 2)) {
            return emit('.', i, i + 2, true);
        }
        return plain(i, '.');
    }

    private int wideDot(int i, char c) {
        return wordBefore(i) && wordAt(i + 1) ? emit('.', i, i + 1, true) : plain(i, c);
    }

    /// `hxxp`, `hXXps`, `h**p`, `fxp` before a colon become what they stand for.
    private int scheme(int i, char c) {
        if (i > 0 && Character.isLetterOrDigit(text.charAt(i - 1))) {
            return plain(i, c);
        }
        boolean http = c == 'h' || c == 'H';
        int n = http ? 4 : charAt(i + 2) == 'p' || charAt(i + 2) == 'P' ? 3 : 4;
        if (i + n >= text.length()) {
            return plain(i, c);
        }
        String word = text.substring(i, i + n).toLowerCase(Locale.ROOT);
        boolean known =
                http
                        ? word.equals("hxxp")
                                || word.equals("h**p")
                                || word.equals("hxtp")
                                || word.equals("htxp")
                                || word.equals("h__p")
                                || word.equals("httx")
                        : word.equals("fxp") || word.equals("fxxp");
        int after = i + n + (charAt(i + n) == 's' || charAt(i + n) == 'S' ? 1 : 0);
        char next = charAt(after);
        if (!known || (next != ':' && next != '[' && next != '(' && next != '{')) {
            return plain(i, c);
        }
        return emitAll(http ? "http" : "ftp", i, i + n);
    }

    /// `evil dot com`, `a dot evil dot com`: only when what follows, taken to its end, is a top-level domain.
    private int spokenDot(int i) {
        if (!spokenAt(i) || !wordBefore(i)) {
            return plain(i, ' ');
        }
        int at = i;
        String last = "";
        for (int hops = 0; hops < 6 && spokenAt(at); hops++) {
            int start = at + 5;
            int end = start;
            while (end < text.length() && end < start + 63 && isWord(text.charAt(end))) {
                end++;
            }
            last = text.substring(start, end);
            at = end;
        }
        boolean ends =
                last.equals(last.toLowerCase(Locale.ROOT))
                        || last.equals(last.toUpperCase(Locale.ROOT));
        String tld = last.toLowerCase(Locale.ROOT);
        if (ends && Tlds.contains(tld) && (!ORDINARY.contains(tld) || tld.equals("net"))) {
            return emit('.', i, i + 5, true);
        }
        return plain(i, ' ');
    }

    private boolean spokenAt(int i) {
        return i >= 0
                && i + 5 < text.length()
                && text.charAt(i) == ' '
                && text.charAt(i + 4) == ' '
                && text.regionMatches(true, i + 1, "dot", 0, 3)
                && isWord(text.charAt(i + 5));
    }

    private char charAt(int i) {
        return i >= 0 && i < text.length() ? text.charAt(i) : '\0';
    }

    private boolean wordBefore(int i) {
        return i > 0 && isWord(text.charAt(i - 1));
    }

    private boolean wordAt(int i) {
        return isWord(charAt(i));
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '_';
    }
}
