package dev.firebreak.formats.prose;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Cuts a piece of text into tokens.
final class Tokens {
    private static final Set<String> PRERELEASE =
            Lexicon.words(
                    """
                    alpha beta rc pre preview dev snapshot build sp hf patch final ga release nightly post r p b a u
                    next canary lts m
                    """);

    private static final Set<String> NO_SUFFIX =
            Lexicon.words(
                    """
                    based only compatible series branch line version versions release releases builds versionen
                    basierte basiert style
                    """);

    private final String text;
    private final int end;
    private final List<Mask> masks;
    private final List<Token> out = new ArrayList<>();
    private int mask;

    private Tokens(String text, int end, List<Mask> masks) {
        this.text = text;
        this.end = end;
        this.masks = masks;
    }

    /// @param masks sorted by start, without overlaps
    static List<Token> of(String text, int start, int end, List<Mask> masks) {
        Tokens t = new Tokens(text, end, masks);
        t.mask = firstAfter(masks, start);
        int i = start;
        while (i < end) {
            i = t.step(i);
        }
        return t.out;
    }

    /// Index of the first mask that ends after `start`.
    static int firstAfter(List<Mask> masks, int start) {
        int low = 0;
        int high = masks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (masks.get(middle).end() <= start) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int step(int i) {
        while (mask < masks.size() && masks.get(mask).end() <= i) {
            mask++;
        }
        if (mask < masks.size() && masks.get(mask).start() <= i) {
            Mask m = masks.get(mask);
            int stop = Math.min(m.end(), end);
            return add(m.kind(), i, stop);
        }
        char c = text.charAt(i);
        if (Character.isWhitespace(c)
                || c == '\u00a0'
                || Character.isISOControl(c)
                || c == '\u00ad'
                || c == '\u200b') {
            return i + 1;
        }
        if (Character.isLetterOrDigit(c)) {
            return run(i, limit());
        }
        if ((c == '<' || c == '>') && i + 1 < end && text.charAt(i + 1) == '=') {
            return add(Token.Kind.SIGN, i, i + 2);
        }
        if (c == '.' && text.startsWith("..", i) && between(i)) {
            return add(Token.Kind.SIGN, i, i + (text.startsWith("...", i) ? 3 : 2));
        }
        return add(Token.Kind.SIGN, i, i + 1);
    }

    /// "5.6.0 .. 5.6.1": two dots between two numbers.
    private boolean between(int i) {
        int k = i;
        while (k < end && (text.charAt(k) == '.' || text.charAt(k) == ' ')) {
            k++;
        }
        return !out.isEmpty()
                && out.getLast().kind() == Token.Kind.VERSION
                && k < end
                && Character.isDigit(text.charAt(k));
    }

    private int limit() {
        return mask < masks.size() ? Math.min(end, masks.get(mask).start()) : end;
    }

    private int run(int start, int limit) {
        int i = start;
        while (i < limit) {
            char c = text.charAt(i);
            boolean inner =
                    "-_.'\u2019+\u00ad".indexOf(c) >= 0
                            && i + 1 < limit
                            && Character.isLetterOrDigit(text.charAt(i + 1));
            boolean tail = (c == '+' || c == '#') && i > start;
            if (!Character.isLetterOrDigit(c) && !inner && !tail) {
                break;
            }
            i++;
        }
        int epoch = epochEnd(start, i, limit);
        if (epoch > start) {
            return add(Token.Kind.VERSION, start, epoch);
        }
        int cut = versionEnd(start, i);
        if (cut > start) {
            return add(Token.Kind.VERSION, start, cut);
        }
        boolean digits = text.substring(start, i).chars().allMatch(Character::isDigit);
        if (!digits && Character.isDigit(text.charAt(start))) {
            int hyphen = start;
            while (hyphen < i && Character.isDigit(text.charAt(hyphen))) {
                hyphen++;
            }
            if (text.charAt(hyphen) == '-'
                    && hyphen - start <= 4
                    && i - hyphen > 3
                    && !isProductLike(hyphen + 1, i)) {
                return add(Token.Kind.NUMBER, start, hyphen);
            }
        }
        return add(digits ? Token.Kind.NUMBER : Token.Kind.WORD, start, i);
    }

    private static long dots(String s) {
        return s.chars().filter(c -> c == '.').count();
    }

    /// `1:0.9.5-2`, a version of Debian with its epoch (Debian Policy 5.6.12): its end, or -1. A time has no revision.
    private int epochEnd(int start, int stop, int limit) {
        boolean digits =
                stop - start <= 2
                        && text.substring(start, stop).chars().allMatch(Character::isDigit);
        if (!digits
                || stop + 1 >= limit
                || text.charAt(stop) != ':'
                || !Character.isDigit(text.charAt(stop + 1))) {
            return -1;
        }
        int end = stop + 1;
        while (end < limit
                && (Character.isLetterOrDigit(text.charAt(end))
                        || ".+~-_".indexOf(text.charAt(end)) >= 0
                                && end + 1 < limit
                                && Character.isLetterOrDigit(text.charAt(end + 1)))) {
            end++;
        }
        String rest = text.substring(stop + 1, end);
        String[] halves = rest.split("-", 2);
        if (halves.length == 2
                && dots(halves[0]) == dots(halves[1])
                && halves[1].chars().allMatch(c -> c == '.' || Character.isDigit(c))) {
            return -1; // a range
        }
        return rest.matches("\\d+(?:\\.\\d+)+[\\w.+~]*-[\\w.+~]+") ? end : -1;
    }

    /// `7-Zip` is a name, `18-Versionen` is not.
    private boolean isProductLike(int from, int to) {
        String rest = text.substring(from, to).toLowerCase(java.util.Locale.ROOT);
        return !rest.startsWith("version")
                && !rest.startsWith("reihe")
                && !rest.startsWith("serie");
    }

    /// The end of the version that starts here, or -1 if this is none.
    private int versionEnd(int start, int stop) {
        int i = start;
        boolean prefixed = false;
        if ((text.charAt(i) == 'v' || text.charAt(i) == 'V')
                && i + 1 < stop
                && Character.isDigit(text.charAt(i + 1))) {
            i++;
            prefixed = true;
        }
        int dots = 0;
        int last = i;
        while (last < stop && Character.isDigit(text.charAt(last))) {
            last++;
        }
        if (last == i || last - i > 12) {
            return -1;
        }
        while (last + 1 < stop && text.charAt(last) == '.') {
            char next = text.charAt(last + 1);
            int part = last + 1;
            if (next == 'x' || next == 'X') {
                part++;
                if (part < stop && Character.isLetterOrDigit(text.charAt(part))) {
                    break;
                }
            } else {
                while (part < stop && Character.isDigit(text.charAt(part))) {
                    part++;
                }
            }
            if (part == last + 1) {
                break;
            }
            dots++;
            last = part;
        }
        if (dots == 0 && !prefixed) {
            return -1;
        }
        if (last == stop && last < end && text.startsWith(".*", last)) {
            return last + 2;
        }
        return suffixEnd(start, last, stop, dots);
    }

    private int suffixEnd(int start, int numericEnd, int stop, int dots) {
        if (numericEnd == stop) {
            return stop;
        }
        char c = text.charAt(numericEnd);
        if (Character.isLetter(c)) {
            int i = numericEnd;
            while (i < stop && Character.isLetter(text.charAt(i))) {
                i++;
            }
            String letters = text.substring(numericEnd, i).toLowerCase(java.util.Locale.ROOT);
            if (letters.equals("er") || (letters.length() > 2 && !PRERELEASE.contains(letters))) {
                return letters.equals("er")
                        ? -1
                        : dots > 0 && letters.length() > 2 ? numericEnd : -1;
            }
            while (i < stop
                    && (Character.isLetterOrDigit(text.charAt(i))
                            || ".-~+".indexOf(text.charAt(i)) >= 0
                                    && i + 1 < stop
                                    && (Character.isDigit(text.charAt(i + 1))
                                            || service(i, stop)))) {
                i++;
            }
            return i;
        }
        int i = numericEnd + 1;
        int wordEnd = i;
        while (wordEnd < stop && Character.isLetter(text.charAt(wordEnd))) {
            wordEnd++;
        }
        String word = text.substring(i, wordEnd).toLowerCase(java.util.Locale.ROOT);
        boolean suffix =
                c == '-'
                        && word.length() > 3
                        && text.substring(i, wordEnd).equals(word)
                        && !NO_SUFFIX.contains(word);
        if (suffix) {
            return stop;
        }
        if (wordEnd > i && !PRERELEASE.contains(word)) {
            return c == '+'
                            || (wordEnd < stop
                                    && Character.isDigit(text.charAt(wordEnd))
                                    && word.length() < 9)
                    ? stop
                    : numericEnd;
        }
        if (wordEnd == i
                && c == '-'
                && text.substring(i, stop).indexOf('.') > 0
                && text.substring(i, stop)
                        .chars()
                        .allMatch(d -> d == '.' || Character.isDigit(d))) {
            return below(i, start, numericEnd) ? stop : numericEnd;
        }
        return stop;
    }

    /// `22.4R2-S2`: a service release behind its hyphen.
    private boolean service(int hyphen, int stop) {
        return text.charAt(hyphen) == '-'
                && hyphen + 2 < stop
                && "SPH".indexOf(text.charAt(hyphen + 1)) >= 0
                && Character.isDigit(text.charAt(hyphen + 2));
    }

    /// "5.4.1-0.2": what is below the version before the hyphen is its revision, not the end of a range.
    private boolean below(int i, int start, int numericEnd) {
        int from = Character.isDigit(text.charAt(start)) ? start : start + 1;
        long own = number(from);
        long next = number(i);
        return numericEnd > from && (next < own || own > 1 && next > 2 * own + FAR);
    }

    /// "13.1-49.13": nobody's range goes from 13 to 49.
    private static final int FAR = 5;

    /// The first number of a version.
    private long number(int from) {
        int to = from;
        while (to < end && Character.isDigit(text.charAt(to)) && to - from < 12) {
            to++;
        }
        return to == from ? 0 : Long.parseLong(text.substring(from, to));
    }

    private int add(Token.Kind kind, int start, int stop) {
        boolean glued = !out.isEmpty() && out.getLast().end() == start;
        String word = text.substring(start, stop);
        if (kind == Token.Kind.WORD
                && (word.equals("door") || word.equals("doors"))
                && !out.isEmpty()
                && out.getLast().is("back")) {
            Token back = out.removeLast();
            String whole = text.substring(back.start(), stop);
            out.add(new Token(kind, whole, "back" + word, back.start(), stop, back.glued()));
            return stop;
        }
        out.add(new Token(kind, text.substring(start, stop), start, glued));
        return stop;
    }
}
