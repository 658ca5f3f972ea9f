package dev.firebreak.formats.text;

import dev.firebreak.core.model.ObservableType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds indicators in any text, defanged or not, without regular expressions: each position is looked at a bounded
/// number of times, so no text can make it slow.
///
/// It says what looks like an indicator. Whether a domain is one, or the publisher's own site, only the sentence tells
/// (see `formats.prose`).
public final class IndicatorScanner {
    /// Letters of a token that [#classify] looks at; longer ones are no indicator.
    public static final int MAX_TOKEN = 8192;

    private IndicatorScanner() {}

    /// All indicators in order of appearance; they do not overlap.
    public static List<IndicatorMatch> scan(String text) {
        return new Scan(new Refanged(text), true).run();
    }

    /// The text with defanged spellings undone: `hxxps[:]//a[.]example` becomes `https://a.example`.
    public static String refang(String text) {
        return new Refanged(text).asText();
    }

    /// The canonical form of a value whose type is known, defanged or not; nothing if it cannot be of that type.
    public static Optional<String> canonical(ObservableType type, String value) {
        return Canonical.of(type, refang(value.strip()));
    }

    /// What a cell or a line of a list is, read on its own: surrounding quotes, brackets, a port, `*.`, `||...^` and
    /// punctuation do not matter, a hash may carry its kind (`sha256:...`). Nothing if it is not wholly one indicator.
    public static Optional<IndicatorMatch> classify(String token) {
        if (token.length() > MAX_TOKEN) {
            return Optional.empty();
        }
        Refanged view = new Refanged(token);
        int start = 0;
        int end = view.length;
        while (start < end && isDecoration(view.at(start))) {
            start++;
        }
        while (end > start && (isDecoration(view.at(end - 1)) && view.at(end - 1) != ']')) {
            end--;
        }
        start = afterPrefix(view, start, end);
        for (IndicatorMatch m : new Scan(view, false).run()) {
            int matchStart = indexOf(view, m.start());
            if (matchStart == start
                    || (matchStart > start
                            && m.type() == ObservableType.FILENAME
                            && isPath(view, start, matchStart))) {
                int matchEnd = m.end();
                return onlyDecoration(view, matchEnd) ? Optional.of(m) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean isPath(Refanged view, int start, int end) {
        char last = view.at(end - 1);
        char first = view.at(start);
        return (last == '\\' || last == '/')
                && (first == '\\'
                        || first == '/'
                        || first == '%'
                        || first == '~'
                        || first == '$'
                        || view.at(start + 1) == ':');
    }

    private static int indexOf(Refanged view, int original) {
        int i = 0;
        while (i < view.length && view.from[i] < original) {
            i++;
        }
        return i;
    }

    private static boolean onlyDecoration(Refanged view, int original) {
        int i = indexOf(view, original);
        if (view.at(i) == ']') {
            i++;
        }
        if (view.at(i) == ':') {
            do {
                i++;
            } while (Character.isDigit(view.at(i)));
        }
        for (; i < view.length; i++) {
            if (!isDecoration(view.at(i))) {
                return false;
            }
        }
        return true;
    }

    private static int afterPrefix(Refanged view, int start, int end) {
        int i = start;
        while (i < end
                && i < start + 8
                && (Character.isLetterOrDigit(view.at(i)) || view.at(i) == '-')) {
            i++;
        }
        String word =
                new String(view.chars, start, i - start).toLowerCase(Locale.ROOT).replace("-", "");
        boolean kind = word.equals("md5") || word.equals("sha1") || word.equals("sha256");
        if (!kind || (view.at(i) != ':' && view.at(i) != '=')) {
            return start;
        }
        do {
            i++;
        } while (i < end && view.at(i) == ' ');
        return i;
    }

    private static boolean isDecoration(char c) {
        return Character.isWhitespace(c)
                || c == '\u00a0'
                || ",;.:!\"'`<>()[]{}|^*„“”‚‘’«»·•-".indexOf(c) >= 0;
    }
}
