package dev.firebreak.formats.prose;

import static dev.firebreak.formats.prose.VersionWords.kind;
import static dev.firebreak.formats.prose.VersionWords.word;

import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.formats.prose.VersionWords.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the version phrases of a sentence or a table cell by recursive descent: list of items, each a version or a
/// range.
final class VersionPhrases extends RangeReader {
    private static final int MAX_ITEMS = 200;
    static final Set<String> ANAPHORA =
            Lexicon.words(
                    """
                    beide beiden both diese diesen dieser these genannten genannte obigen obige oben above
                    aforementioned erwähnten aufgeführten listed selben gleichen same mentioned betreffenden
                    """);
    private static final Set<String> ITEM_WORDS =
            Lexicon.words(
                    """
                    bisherigen bisher verfügbaren available supported unterstützten published veröffentlichten
                    released known bekannten jemals
                    """);

    private static final Set<String> LIMIT_FOLLOWS_WORDS =
            Lexicon.words(
                    """
                    ist sind is are und and mit except außer
                    """);

    private VersionPhrases(List<Token> tokens, boolean versionsExpected, boolean lenient) {
        super(tokens, versionsExpected, lenient);
    }

    /// @param versionsExpected the heading or the column says that versions follow: plain numbers count
    /// @param lenient the sentence speaks of being affected: two-part numbers count
    static List<VersionPhrase> find(List<Token> tokens, boolean versionsExpected, boolean lenient) {
        VersionPhrases p = new VersionPhrases(tokens, versionsExpected, lenient);
        List<VersionPhrase> out = new ArrayList<>();
        int i = 0;
        while (i < tokens.size()) {
            VersionPhrase phrase = p.phrase(i);
            if (phrase != null && p.explains(phrase)) {
                i = phrase.last();
                continue;
            }
            if (phrase != null) {
                out.add(phrase);
                i = phrase.last();
                continue;
            }
            Optional<Platform> platform = Platforms.of(tokens.get(i));
            i += platform.isPresent() ? 1 + Platforms.systemVersion(tokens, i, platform.get()) : 1;
        }
        return out;
    }

    /// "4.8 (all builds)": says more of the version before it.
    private boolean explains(VersionPhrase v) {
        return v.isAll()
                && v.first() > 1
                && t.get(v.first() - 1).sign("(")
                && t.get(v.first() - 2).kind() == Token.Kind.VERSION
                && word(t, v.last()).equals(")");
    }

    private @Nullable VersionPhrase phrase(int start) {
        VersionPhrase anaphora = anaphora(start);
        if (anaphora != null) {
            return anaphora;
        }
        VersionPhrase interval = interval(start);
        if (interval != null) {
            return interval;
        }
        Item item = item(start, versionsExpected, true);
        if (item == null) {
            return null;
        }
        List<String> versions = new ArrayList<>();
        List<VersionRange> ranges = new ArrayList<>();
        boolean announced = item.announced();
        boolean doubtful = false;
        boolean soft = false;
        boolean below = false;
        int end = start;
        for (int n = 0; item != null && n < MAX_ITEMS; n++) {
            if (item.version() != null) {
                addBound(item.version(), below && !item.announced(), versions, ranges);
            }
            if (item.range() != null && !ranges.contains(item.range())) {
                ranges.add(item.range());
            }
            announced |= item.announced();
            doubtful |= item.doubtful();
            soft |= item.soft();
            end = item.end();
            if (item.range() != null
                    && item.range().lower() == null
                    && !item.range().upperInclusive()) {
                below = true;
            }
            Version alias = alias(end);
            if (alias != null) {
                addBound(alias.text(), below, versions, ranges);
                end = alias.end() + 1;
            }
            int next = separator(end);
            boolean alike =
                    item.version() != null
                            && kind(t, next) == Token.Kind.VERSION
                            && dots(t.get(next).text()) == dots(item.version());
            boolean clause =
                    next > end
                            && word(t, end).equals(";")
                            && Lexicon.VERSION_CUE.contains(word(t, next));
            item =
                    next > end && !clause
                            ? item(next, announced || versionsExpected || alike, false)
                            : null;
        }
        return new VersionPhrase(versions, ranges, start, end, announced, false, doubtful, soft);
    }

    /// `[4.0, 4.6)`, `(, 4.6]`: an interval that is open on one side, as mathematics writes it.
    private @Nullable VersionPhrase interval(int i) {
        boolean fromIncluded = word(t, i).equals("[");
        if (!fromIncluded && !word(t, i).equals("(")) {
            return null;
        }
        Version low = version(i + 1, true);
        int comma = low == null ? i + 1 : low.end();
        if (!word(t, comma).equals(",")) {
            return null;
        }
        Version high = version(comma + 1, true);
        int close = high == null ? comma + 1 : high.end();
        boolean toIncluded = word(t, close).equals("]");
        boolean halfOpen =
                fromIncluded != toIncluded && (toIncluded || word(t, close).equals(")"))
                        || low == null && word(t, close).equals(")");
        if (!halfOpen || low == null && high == null) {
            return null;
        }
        VersionRange range =
                new VersionRange(
                        low == null ? null : low.text(),
                        low != null && fromIncluded,
                        high == null ? null : high.text(),
                        high != null && toIncluded);
        return new VersionPhrase(
                List.of(), List.of(range), i, close + 1, true, false, false, false);
    }

    /// A plain version; in a list that began with "before" ("before 2021.0.6, 2021.1.4 and 2022.0.4") it is the end of
    /// its own branch.
    private static void addBound(
            String version, boolean below, List<String> versions, List<VersionRange> ranges) {
        if (!below) {
            if (!versions.contains(version)) {
                versions.add(version);
            }
            return;
        }
        int dot = version.lastIndexOf('.');
        boolean branch = dot > 0 && version.indexOf('.') < dot && version.indexOf(' ') < 0;
        VersionRange range =
                branch
                        ? new VersionRange(version.substring(0, dot), true, version, false)
                        : VersionRange.below(version);
        if (!ranges.contains(range)) {
            ranges.add(range);
        }
    }

    /// The second number of the same release, "2021.0.6 (13.0.6)".
    private @Nullable Version alias(int i) {
        boolean closed = word(t, i).equals("(") && word(t, i + 2).equals(")");
        return closed
                        && kind(t, i + 1) == Token.Kind.VERSION
                        && t.get(i + 1).text().indexOf('x') < 0
                ? version(i + 1, false)
                : null;
    }

    private @Nullable VersionPhrase anaphora(int i) {
        if (word(t, i).equals("versionen") || word(t, i).equals("versions")) {
            return inTable(i);
        }
        if (!ANAPHORA.contains(word(t, i))) {
            return null;
        }
        int k = i + 1;
        while (k < i + 4
                && (ANAPHORA.contains(word(t, k))
                        || word(t, k).equals("-")
                        || word(t, k).endsWith("mentioned")
                        || word(t, k).equals("o")
                        || word(t, k).equals("g")
                        || word(t, k).equals("."))) {
            k++;
        }
        boolean versions =
                Set.of(
                                "versionen",
                                "versions",
                                "releases",
                                "versionsstände",
                                "versionsnummern",
                                "fassungen",
                                "builds")
                        .contains(word(t, k));
        boolean followed =
                kind(t, k + 1) == Token.Kind.VERSION || kind(t, k + 1) == Token.Kind.NUMBER;
        return versions && !followed
                ? new VersionPhrase(List.of(), List.of(), i, k + 1, true, true, false, false)
                : null;
    }

    /// "The versions in the table".
    private @Nullable VersionPhrase inTable(int i) {
        if (!word(t, i + 1).equals("in")) {
            return null;
        }
        for (int k = i + 2; k < i + 5; k++) {
            if (Set.of("tabelle", "table", "liste", "list").contains(word(t, k))) {
                return new VersionPhrase(List.of(), List.of(), i, k + 1, true, true, false, false);
            }
        }
        return null;
    }

    /// Index after what separates two items, or `i` if nothing does.
    private int separator(int i) {
        int k = i;
        if (word(t, k).equals(",")
                || word(t, k).equals(";")
                || word(t, k).equals("/")
                || word(t, k).equals("+")) {
            k++;
        }
        if (word(t, k).equals("as")
                && word(t, k + 1).equals("well")
                && word(t, k + 2).equals("as")) {
            return k + 3;
        }
        if (Lexicon.AND.contains(word(t, k))) {
            k++;
            k += word(t, k).equals(".") ? 1 : 0;
            k +=
                    word(t, k).equals("auch")
                                    || word(t, k).equals("also")
                                    || word(t, k).equals("zusätzlich")
                            ? 1
                            : 0;
        }
        return k;
    }

    private @Nullable Item item(int start, boolean expected, boolean first) {
        int i = start;
        boolean all = VersionWords.ALL.contains(word(t, i));
        if (all) {
            i++;
            i += VersionWords.ARTICLES.contains(word(t, i)) ? 1 : 0;
            i += ITEM_WORDS.contains(word(t, i)) ? 1 : 0;
        }
        int cue = cues(i, first && !all);
        boolean announced = cue > i && !word(t, cue - 1).equals("in");
        i = cue;
        boolean series =
                announced && VersionWords.SERIES.contains(word(t, i - 1))
                        || VersionWords.SERIES.contains(word(t, i)) && !VersionWords.packaged(t, i);
        i += !announced && series ? 1 : 0;
        Item core = core(i, announced || series || expected || all, announced, start, series);
        if (core != null) {
            return core;
        }
        if (all && versionsExpected && i == t.size() && start == 0) {
            return new Item(null, VersionRange.ALL, i, true, false, false);
        }
        if (all && announced && !limitFollows(i) && !restricted(i)) {
            return new Item(null, VersionRange.ALL, i, true, false, false);
        }
        return null;
    }

    /// "all versions before the fixed ones below", "alle Ausgaben, die vor diesem Tag erschienen", "every build host": not
    /// all versions of the product.
    private boolean restricted(int i) {
        if (NOT_RELEASES.contains(word(t, i))) {
            return true;
        }
        for (int k = i; k < t.size() && k < i + 12; k++) {
            Token x = t.get(k);
            if (x.sign(".") || x.sign(";") || x.sign(":")) {
                return false;
            }
            boolean before =
                    x.isAny("vor", "before") || x.is("prior") && word(t, k + 1).equals("to");
            if (before && kind(t, k + 1) == Token.Kind.WORD) {
                return true;
            }
        }
        return false;
    }

    private static final java.util.Set<String> NOT_RELEASES =
            Lexicon.words(
                    """
                    host hosts server servers machine machines system systems agent agents pipeline environment
                    process notes manager candidate control number computer runner runners job jobs step steps
                    """);

    /// Whether "alle Versionen" goes on with a limit behind the product's name ("... von Beispiel vor 3.4").
    private boolean limitFollows(int i) {
        for (int k = i; k < t.size() && k < i + 12; k++) {
            Token x = t.get(k);
            if (x.sign(".")
                    || x.sign(";")
                    || x.sign(":")
                    || x.sign(",")
                    || LIMIT_FOLLOWS_WORDS.contains(x.lower())) {
                return false;
            }
            boolean operator = VersionWords.at(t, k) != null && !x.isAny("von", "from");
            if (isSeriesWord(x.lower())
                    || x.kind() == Token.Kind.VERSION
                    || operator && version(skip(k + lengthOf(k)), true) != null) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Item core(
            int i, boolean expected, boolean announced, int start, boolean series) {
        Operator op = VersionWords.at(t, i);
        if (op != null) {
            return operator(i, op, expected, announced);
        }
        Item reversed = seriesItem(i);
        if (reversed != null) {
            return reversed;
        }
        boolean limited =
                kind(t, i) == Token.Kind.NUMBER
                        && (saidOf(i)
                                || word(t, i + 1).equals("nicht")
                                || suffixed(i + 1)
                                || VersionWords.earlier(t, i + 1) > 0
                                || VersionWords.later(t, i + 1) > 0);
        Version v = version(i, expected || limited);
        if (v == null || !accepted(i, v, expected, announced, start)) {
            return null;
        }
        if (series && !v.wildcard()) {
            v = new Version(v.text(), v.end(), true, v.open(), v.doubtful());
        }
        return afterVersion(v, announced || t.get(i).text().startsWith("v"));
    }

    private @Nullable Item seriesItem(int i) {
        int k = i;
        while (k < i + 2 && Set.of("der", "die", "the", "den").contains(word(t, k))) {
            k++;
        }
        String w = word(t, k);
        if (!isSeriesWord(w)) {
            return null;
        }
        String base = w.substring(0, w.indexOf("er"));
        int end = k + 1;
        if (w.endsWith("er")
                && (VersionWords.SERIES.contains(word(t, end))
                        || Lexicon.VERSION_CUE.contains(word(t, end)))) {
            end++;
        } else if (w.endsWith("er")) {
            return null;
        }
        Operator limit = VersionWords.at(t, end);
        Item limited = limit == null ? null : upper(base, true, end, limit, true);
        return limited != null ? limited : new Item(null, wildcard(base), end, true, false, false);
    }
}
