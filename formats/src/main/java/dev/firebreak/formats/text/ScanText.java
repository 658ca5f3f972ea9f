package dev.firebreak.formats.text;

import dev.firebreak.core.model.ObservableType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The text under a scan, its runs of characters, and where an address in it ends.
abstract class ScanText {
    static final int MAX_URL = 4096;

    static final int MAX_RUN = 320;

    final Refanged view;

    /// In prose, letter case and neighbours tell names from sentences run together; in a list they do not.
    final boolean prose;

    final List<IndicatorMatch> found = new ArrayList<>();

    ScanText(Refanged view, boolean prose) {
        this.view = view;
        this.prose = prose;
    }

    /// First parts of Java packages and bundle ids (`com.example.desktop.app`), which are neither hosts nor files.
    static final Set<String> REVERSED =
            Set.of("com", "org", "net", "io", "de", "eu", "ch", "at", "dev");

    int endOfUrl(int i) {
        int end = i;
        while (end < view.length && end < i + MAX_URL) {
            char c = view.at(end);
            if (c <= ' ' || c == '\u00a0' || "<>\"`|^„“”«»\u2026".indexOf(c) >= 0) {
                break;
            }
            end++;
        }
        return end;
    }

    /// Takes back punctuation that belongs to the sentence, and a closing bracket without its opening one.
    int trimUrl(int start, int end) {
        int e = end;
        while (e > start) {
            char c = view.at(e - 1);
            if (".,;:!?'*_‘’\\".indexOf(c) >= 0) {
                e--;
            } else if ((c == ')' && unbalanced(start, e, '(', ')'))
                    || (c == ']' && unbalanced(start, e, '[', ']'))
                    || c == '}') {
                e--;
            } else {
                break;
            }
        }
        int close = firstUnbalanced(start, e);
        return close > start ? trimUrl(start, close) : e;
    }

    boolean unbalanced(int start, int end, char open, char close) {
        int depth = 0;
        for (int i = start; i < end; i++) {
            depth += view.at(i) == open ? 1 : view.at(i) == close ? -1 : 0;
        }
        return depth < 0;
    }

    /// Where `](` or `)` of Markdown ends the address within the run of characters, or -1.
    int firstUnbalanced(int start, int end) {
        int round = 0;
        int square = 0;
        for (int i = start; i < end; i++) {
            char c = view.at(i);
            round += c == '(' ? 1 : c == ')' ? -1 : 0;
            square += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (round < 0 || square < 0) {
                return i;
            }
        }
        return -1;
    }

    int prefixLength(int end) {
        int e = end;
        if (view.at(e) == '/' && isDigit(view.at(e + 1))) {
            e++;
            while (isDigit(view.at(e)) && e < end + 5) {
                e++;
            }
            return isWord(view.at(e)) ? end : e;
        }
        return end;
    }

    boolean isWordOrHyphenated(int end, char next) {
        return isWord(next)
                || (next == '-'
                        && isWord(view.at(end + 1))
                        && !isDigit(view.at(end + 1))
                        && !Character.isUpperCase(view.at(end + 1)));
    }

    boolean isPortThenPath(int colon) {
        int e = port(colon);
        return e > colon && view.at(e) == '/';
    }

    int port(int colon) {
        int e = colon;
        if (view.at(e) == ':' && isDigit(view.at(e + 1))) {
            e++;
            while (isDigit(view.at(e)) && e < colon + 7) {
                e++;
            }
        }
        return e;
    }

    /// Tells `example.com` from `Systeme.In` (a missing blank), `ASP.NET`, `System.IO` and `com.example.app`.
    static boolean looksLikeHost(String name) {
        int dot = name.lastIndexOf('.');
        String head = name.substring(0, dot);
        String tld = name.substring(dot + 1);
        boolean lower = tld.equals(tld.toLowerCase(Locale.ROOT));
        boolean upper = tld.equals(tld.toUpperCase(Locale.ROOT));
        if (!lower && !(upper && head.equals(head.toUpperCase(Locale.ROOT)))) {
            return false;
        }
        if (!lower && tld.equals("NET")) {
            return false;
        }
        int first = name.indexOf('.');
        String firstLabel = name.substring(0, first).toLowerCase(Locale.ROOT);
        boolean reversed = first != dot && REVERSED.contains(firstLabel);
        String last = head.substring(head.lastIndexOf('.') + 1);
        boolean abbreviation = last.length() == 1 && head.length() <= 3 && tld.length() <= 2;
        return !reversed && !abbreviation;
    }

    boolean isUrlStart(char c) {
        return Character.isLetterOrDigit(c) || "~_-.%?#$@!+".indexOf(c) >= 0;
    }

    int add(ObservableType type, String value, int start, int end, boolean ambiguous) {
        found.add(
                new IndicatorMatch(
                        type,
                        value,
                        view.from[start],
                        view.to[end - 1],
                        view.defangedBetween(start, end),
                        ambiguous));
        return end;
    }

    int hostRun(int start) {
        int end = start;
        while (end < start + MAX_RUN
                && (Character.isLetterOrDigit(view.at(end))
                        || view.at(end) == '.'
                        || view.at(end) == '-'
                        || view.at(end) == '_')) {
            end++;
        }
        return end;
    }

    int trimRun(int start, int end) {
        int e = end;
        while (e > start && ".-_+~$%".indexOf(view.at(e - 1)) >= 0) {
            e--;
        }
        return e;
    }

    int endOfRun(int start) {
        int end = start;
        while (end < view.length
                && (isWord(view.at(end)) || view.at(end) == '.' || view.at(end) == '-')) {
            end++;
        }
        return end;
    }

    String text(int start, int end) {
        return new String(view.chars, start, Math.max(0, end - start));
    }

    static boolean isFileChar(char c) {
        return isWord(c) || ".-+~$%".indexOf(c) >= 0;
    }

    static boolean isQuote(char c) {
        return "\"'`„“”‚‘’«»".indexOf(c) >= 0;
    }

    static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    static boolean isAsciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isAsciiAlnum(char c) {
        return isAsciiLetter(c) || isDigit(c);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
