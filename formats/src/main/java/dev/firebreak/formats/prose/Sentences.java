package dev.firebreak.formats.prose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Cuts a paragraph into sentences: at `.`, `!`, `?` and the like, but not after abbreviations, ordinals or inside of
/// versions and addresses.
final class Sentences {
    private static final Set<String> ABBREVIATIONS =
            Lexicon.words(
                    """
                    z.b bzw ca nr vers inkl incl u.a d.h i.d.r ggf evtl vgl abs art e.g i.e vs inc ltd corp co sog
                    usw st dr prof v ver no approx u.u o.g s.o s.u zzgl max min tel mio mrd jan feb mar apr jun jul
                    aug sep sept oct okt nov dec dez einschl bspw lt gem u.s a.m p.m rev rel bld
                    """);

    /// Half-open piece of the text.
    record Sentence(int start, int end) {}

    /// "on Oct 30. Unaffected": a day behind its month is no ordinal number.
    private static final java.util.regex.Pattern ENGLISH_MONTH =
            java.util.regex.Pattern.compile(
                    "(?i)\\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
                            + "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?\\s$");

    private static final java.util.regex.Pattern LISTED =
            java.util.regex.Pattern.compile("\\d,? (?:und|and|sowie|oder|or|bis|to|[-\u2013]) $");

    private Sentences() {}

    static List<Sentence> of(String text, int start, int end, List<Mask> masks) {
        List<Sentence> out = new ArrayList<>();
        int from = start;
        int mask = Tokens.firstAfter(masks, start);
        for (int i = start; i < end; i++) {
            while (mask < masks.size() && masks.get(mask).end() <= i) {
                mask++;
            }
            if (mask < masks.size() && masks.get(mask).start() <= i) {
                i = masks.get(mask).end() - 1;
                continue;
            }
            char c = text.charAt(i);
            if ((c == '.' || c == '!' || c == '?') && endsSentence(text, start, end, i)) {
                out.add(new Sentence(from, i + 1));
                from = i + 1;
            }
        }
        if (!text.substring(from, end).isBlank()) {
            out.add(new Sentence(from, end));
        }
        return out;
    }

    /// "Patch 4 und 5. Patch 3 ...": a number that closes a list of numbers is no ordinal one.
    private static boolean listed(String text, int start, int word) {
        return LISTED.matcher(text.substring(Math.max(start, word - 24), word)).find();
    }

    private static boolean endsSentence(String text, int start, int end, int i) {
        int next = i + 1;
        while (next < end && "\"'”“’»)]*_`".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        if (next < end && !Character.isWhitespace(text.charAt(next))) {
            return false;
        }
        if (text.charAt(i) != '.') {
            return true;
        }
        int word = i;
        while (word > start
                && !Character.isWhitespace(text.charAt(word - 1))
                && "(„\"".indexOf(text.charAt(word - 1)) < 0) {
            word--;
        }
        String last = text.substring(word, i).toLowerCase(Locale.ROOT);
        while (next < end && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        char following = next < end ? text.charAt(next) : 'A';
        if (ABBREVIATIONS.contains(last) && following != '\0') {
            return next >= end;
        }
        boolean ordinal =
                !last.isEmpty() && last.length() <= 2 && last.chars().allMatch(Character::isDigit);
        if (ordinal && next < end) {
            return Character.isUpperCase(following)
                    && (listed(text, start, word)
                            || ENGLISH_MONTH
                                    .matcher(text.substring(Math.max(start, word - 12), word))
                                    .find());
        }
        return !Character.isLowerCase(following) || last.length() > 1 && small(text, start, end);
    }

    /// Whether somebody wrote without capitals: the block begins small, and no sentence in it begins with a capital.
    private static boolean small(String text, int start, int end) {
        int first = start;
        while (first < end && !Character.isLetter(text.charAt(first))) {
            first++;
        }
        if (first == end || !Character.isLowerCase(text.charAt(first))) {
            return false;
        }
        for (int i = first; i + 2 < end && i < first + MAX_SMALL; i++) {
            if (text.charAt(i) == '.'
                    && text.charAt(i + 1) == ' '
                    && Character.isUpperCase(text.charAt(i + 2))) {
                return false;
            }
        }
        return true;
    }

    /// Characters of a block in which capitals are looked for.
    private static final int MAX_SMALL = 2_000;
}
