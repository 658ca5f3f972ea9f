package dev.firebreak.formats.prose;

import static dev.firebreak.formats.prose.VersionWords.kind;
import static dev.firebreak.formats.prose.VersionWords.word;

import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.formats.prose.VersionWords.Op;
import dev.firebreak.formats.prose.VersionWords.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the version phrases of a sentence or a table cell by recursive descent: list of items, each a version or a
/// range.
final class VersionPhrases {
    private static final int MAX_ITEMS = 200;
    private static final int MAX_SKIPPED = 4;
    private static final Set<String> SUFFIX =
            Lexicon.set(
                    "hf",
                    "hotfix",
                    "sp",
                    "patch",
                    "patchlevel",
                    "rc",
                    "beta",
                    "alpha",
                    "update",
                    "u",
                    "cu",
                    "mr",
                    "fix",
                    "fp",
                    "r",
                    "p",
                    "build");
    private static final Set<String> STATE =
            Set.of("ist", "sind", "is", "are", "was", "were", "wurde", "wurden");
    private static final Set<String> ANAPHORA =
            Lexicon.set(
                    "beide",
                    "beiden",
                    "both",
                    "diese",
                    "diesen",
                    "dieser",
                    "these",
                    "genannten",
                    "genannte",
                    "obigen",
                    "obige",
                    "oben",
                    "above",
                    "aforementioned",
                    "erwähnten",
                    "aufgeführten",
                    "listed",
                    "selben",
                    "gleichen",
                    "same",
                    "mentioned",
                    "betreffenden");

    /// An item of a list; positions are indices of tokens.
    private record Item(
            @Nullable String version,
            @Nullable VersionRange range,
            int end,
            boolean announced,
            boolean doubtful,
            boolean soft) {}

    /// A single version with what belongs to it.
    private record Version(
            String text, int end, boolean wildcard, boolean open, boolean doubtful) {}

    private final List<Token> t;
    private final boolean versionsExpected;
    private final boolean lenient;

    private VersionPhrases(List<Token> tokens, boolean versionsExpected, boolean lenient) {
        this.t = tokens;
        this.versionsExpected = versionsExpected;
        this.lenient = lenient;
    }

    /// @param versionsExpected the heading or the column says that versions follow: plain numbers count
    /// @param lenient the sentence speaks of being affected: two-part numbers count
    static List<VersionPhrase> find(List<Token> tokens, boolean versionsExpected, boolean lenient) {
        VersionPhrases p = new VersionPhrases(tokens, versionsExpected, lenient);
        List<VersionPhrase> out = new ArrayList<>();
        int i = 0;
        while (i < tokens.size()) {
            VersionPhrase phrase = p.phrase(i);
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

    private @Nullable VersionPhrase phrase(int start) {
        VersionPhrase anaphora = anaphora(start);
        if (anaphora != null) {
            return anaphora;
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
            item = next > end ? item(next, announced || versionsExpected, false) : null;
        }
        return new VersionPhrase(versions, ranges, start, end, announced, false, doubtful, soft);
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
            i +=
                    Set.of(
                                            "bisherigen",
                                            "bisher",
                                            "verfügbaren",
                                            "available",
                                            "supported",
                                            "unterstützten",
                                            "published",
                                            "veröffentlichten",
                                            "released",
                                            "known",
                                            "bekannten",
                                            "jemals")
                                    .contains(word(t, i))
                            ? 1
                            : 0;
        }
        int cue = cues(i, first && !all);
        boolean announced = cue > i && !word(t, cue - 1).equals("in");
        i = cue;
        boolean series =
                announced && VersionWords.SERIES.contains(word(t, i - 1))
                        || VersionWords.SERIES.contains(word(t, i));
        i += !announced && series ? 1 : 0;
        Item core = core(i, announced || series || expected || all, announced, start, series);
        if (core != null) {
            return core;
        }
        if (all && announced && !limitFollows(i)) {
            return new Item(null, VersionRange.ALL, i, true, false, false);
        }
        return null;
    }

    /// Skips "in den Versionen", "Version:", "Versionsnummern (", up to the number itself.
    private int cues(int start, boolean first) {
        int i = start;
        int reach = start;
        for (int n = 0; n < MAX_SKIPPED + 2 && i < t.size(); n++) {
            String w = word(t, i);
            if (Lexicon.VERSION_CUE.contains(w)
                    || VersionWords.SERIES.contains(w) && kind(t, i + 1) != Token.Kind.WORD) {
                i++;
                reach = i;
            } else if (reach > start
                    && (w.equals(":")
                            || w.equals("(") && word(t, i + 1).equals("n")
                            || w.equals("nummer")
                            || w.equals("nummern")
                            || w.equals("number")
                            || w.equals("numbers")
                            || w.equals("=")
                            || w.equals("\u201e")
                            || w.equals("\""))) {
                i++;
                reach = i;
            } else if (VersionWords.ARTICLES.contains(w) && !first && i - start < 3) {
                i++;
            } else {
                break;
            }
        }
        if (reach == start && i > start && (kind(t, i) == Token.Kind.VERSION)) {
            return i;
        }
        return reach;
    }

    /// Whether "alle Versionen" goes on with a limit behind the product's name ("... von Beispiel vor 3.4").
    private boolean limitFollows(int i) {
        for (int k = i; k < t.size() && k < i + 12; k++) {
            Token x = t.get(k);
            if (x.sign(".")
                    || x.sign(";")
                    || x.sign(":")
                    || x.sign(",")
                    || Set.of("ist", "sind", "is", "are", "und", "and", "mit", "except", "außer")
                            .contains(x.lower())) {
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

    private int lengthOf(int k) {
        Operator op = VersionWords.at(t, k);
        return op == null ? 1 : op.length();
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
                        && (STATE.contains(word(t, i + 1))
                                || word(t, i + 1).equals("nicht")
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

    /// `7er-Reihe`, `2.4er-Versionen`.
    private static boolean isSeriesWord(String w) {
        int digits = 0;
        while (digits < w.length()
                && (Character.isDigit(w.charAt(digits)) || w.charAt(digits) == '.')) {
            digits++;
        }
        return digits > 0
                && digits < 8
                && w.startsWith("er", digits)
                && Character.isDigit(w.charAt(digits - 1))
                && (w.length() == digits + 2 || w.charAt(digits + 2) == '-');
    }

    private @Nullable Item operator(int i, Operator op, boolean expected, boolean announced) {
        int at = i + op.length();
        boolean origin = t.get(i).isAny("von", "from");
        int from = origin ? cues(at, false) : skip(at);
        boolean cue = from > at || announced || expected || sign(i);
        boolean named = i > 0 && t.get(i - 1).word() && Names.strong(t.get(i - 1));
        Version v = version(from, cue || named);
        if (v == null
                || (kind(t, from) == Token.Kind.NUMBER || dots(v.text()) == 1) && isUnit(v.end())) {
            return null;
        }
        boolean awaited =
                t.get(i).isAny("until", "bis")
                        && (word(t, v.end()).equals("is")
                                || word(t, v.end()).equals("ist")
                                || word(t, v.end()).equals("erscheint")
                                || word(t, v.end()).equals("verfügbar"));
        if (awaited) {
            return null;
        }
        if (op.op() == Op.AT_LEAST && fromOfUpgrade(i)) {
            return null;
        }
        String text = v.text();
        return switch (op.op()) {
            case BELOW ->
                    new Item(null, VersionRange.below(text), v.end(), true, v.doubtful(), false);
            case AT_MOST, AT_MOST_STATED -> {
                int inclusive = VersionWords.inclusiveAfter(t, v.end());
                boolean soft = op.op() == Op.AT_MOST && inclusive == 0 && !v.wildcard();
                VersionRange range =
                        v.wildcard() ? VersionRange.below(next(text)) : VersionRange.atMost(text);
                yield new Item(null, range, v.end() + inclusive, true, v.doubtful(), soft);
            }
            case AT_LEAST -> {
                Item least = atLeast(v);
                boolean closed = least.range() != null && least.range().upper() != null;
                yield t.get(i).is("von") && !closed ? null : least;
            }
            case ABOVE -> {
                Item bounded = bounded(text, false, v.end());
                yield bounded != null
                        ? bounded
                        : new Item(
                                null, VersionRange.above(text), v.end(), true, v.doubtful(), false);
            }
            case BETWEEN -> between(v);
        };
    }

    private boolean sign(int i) {
        return t.get(i).kind() == Token.Kind.SIGN;
    }

    private boolean fromOfUpgrade(int i) {
        for (int k = i - 1; k >= 0 && k >= i - 4; k--) {
            if (Lexicon.UPGRADE.contains(word(t, k)) || Lexicon.DOWNGRADE.contains(word(t, k))) {
                return word(t, i).equals("from") || word(t, i).equals("von");
            }
        }
        return false;
    }

    private Item atLeast(Version v) {
        int k = v.end() + VersionWords.later(t, v.end());
        Item bounded = bounded(v.text(), true, k);
        return bounded != null
                ? bounded
                : new Item(null, VersionRange.atLeast(v.text()), k, true, v.doubtful(), false);
    }

    /// The upper end of a range whose lower end is read, or nothing.
    private @Nullable Item bounded(String lower, boolean inclusive, int i) {
        int k = i;
        k +=
                word(t, k).equals(",")
                                || word(t, k).equals("und")
                                || word(t, k).equals("and")
                                || word(t, k).equals("but")
                                || word(t, k).equals("(")
                        ? 1
                        : 0;
        Operator op = VersionWords.at(t, k);
        if (op == null && VersionWords.LINKS.contains(word(t, k)) && k == i) {
            op = new Operator(Op.AT_MOST, 1);
        }
        return op == null ? null : upper(lower, inclusive, k, op, true);
    }

    private @Nullable Item upper(
            String lower, boolean inclusive, int k, Operator op, boolean announced) {
        boolean isUpper =
                op.op() == Op.BELOW || op.op() == Op.AT_MOST || op.op() == Op.AT_MOST_STATED;
        Version v = isUpper ? version(skip(k + op.length()), true) : null;
        if (v == null || isUnit(v.end()) && dots(v.text()) == 0) {
            return null;
        }
        int after = VersionWords.inclusiveAfter(t, v.end());
        boolean upperInclusive = op.op() != Op.BELOW && !v.wildcard();
        String end = v.wildcard() && op.op() != Op.BELOW ? next(v.text()) : v.text();
        boolean soft = op.op() == Op.AT_MOST && after == 0 && upperInclusive;
        int stop = v.end() + after;
        stop += word(t, stop).equals(")") && word(t, k - 1).equals("(") ? 1 : 0;
        return new Item(
                null,
                new VersionRange(lower, inclusive, end, upperInclusive),
                stop,
                announced,
                v.doubtful(),
                soft);
    }

    private @Nullable Item between(Version low) {
        if (!Lexicon.AND.contains(word(t, low.end()))) {
            return null;
        }
        Version high = version(skip(low.end() + 1), true);
        return high == null
                ? null
                : new Item(
                        null,
                        new VersionRange(low.text(), true, high.text(), true),
                        high.end(),
                        true,
                        false,
                        true);
    }

    /// What may follow a version: "and earlier", "or later", a second end, "7.x", "3.4+".
    private Item afterVersion(Version v, boolean announced) {
        int end = v.end();
        int earlier = VersionWords.earlier(t, end);
        if (earlier > 0) {
            VersionRange range =
                    v.wildcard()
                            ? VersionRange.below(next(v.text()))
                            : VersionRange.atMost(v.text());
            return new Item(null, range, end + earlier, true, v.doubtful(), false);
        }
        int later = VersionWords.later(t, end);
        if (later > 0 || v.open()) {
            return new Item(
                    null, VersionRange.atLeast(v.text()), end + later, true, v.doubtful(), false);
        }
        boolean compared =
                (word(t, end).equals("<=") || word(t, end).equals("<") || word(t, end).equals("≤"))
                        && Lexicon.VERSION_CUE.contains(word(t, end + 1));
        Operator second = compared ? VersionWords.at(t, end + 2) : null;
        Item sandwiched =
                second == null
                        ? null
                        : upper(v.text(), !word(t, end).equals("<"), end + 2, second, true);
        if (sandwiched != null) {
            return sandwiched;
        }
        Item inBrackets =
                v.wildcard() && (word(t, end).equals("(") || word(t, end).equals(","))
                        ? limitedSeries(v, end + 1)
                        : null;
        if (inBrackets != null) {
            return inBrackets;
        }
        Operator op = VersionWords.at(t, end);
        if (word(t, end).equals("until")) {
            op = null;
        }
        if (op == null && VersionWords.LINKS.contains(word(t, end))) {
            op = new Operator(Op.AT_MOST, 1);
        }
        Item range =
                op == null
                                || op.op() == Op.BELOW
                                        && word(t, end).equals("vor")
                                        && kind(t, end + 1) == Token.Kind.WORD
                                        && !Lexicon.VERSION_CUE.contains(word(t, end + 1))
                        ? null
                        : upper(v.text(), true, end, op, announced);
        if (range != null) {
            return range;
        }
        if (v.wildcard()) {
            return new Item(null, wildcard(v.text()), end, announced, false, false);
        }
        return new Item(v.text(), null, end, announced, v.doubtful(), false);
    }

    /// "2.x (all releases before 2.8.1)".
    private @Nullable Item limitedSeries(Version v, int start) {
        int k = start;
        while (VersionWords.ALL.contains(word(t, k)) || Lexicon.VERSION_CUE.contains(word(t, k))) {
            k++;
        }
        Operator op = VersionWords.at(t, k);
        Item limited = op == null ? null : upper(v.text(), true, k, op, true);
        if (limited == null) {
            return null;
        }
        int close = word(t, limited.end()).equals(")") ? 1 : 0;
        return new Item(null, limited.range(), limited.end() + close, true, false, limited.soft());
    }

    /// Skips articles, "Version" and, before a version that looks like one, a name ("before Example 3.4").
    private int skip(int start) {
        int i = start;
        for (int n = 0; n < MAX_SKIPPED; n++) {
            String w = word(t, i);
            if (Lexicon.VERSION_CUE.contains(w)
                    || VersionWords.ARTICLES.contains(w)
                    || w.equals("\"")
                    || w.equals("\u201e")) {
                i++;
            }
        }
        int k = i;
        while (k < i + 3
                && k < t.size()
                && t.get(k).word()
                && Names.strong(t.get(k))
                && Platforms.of(t.get(k)).isEmpty()) {
            k++;
        }
        return k > i && kind(t, k) == Token.Kind.VERSION ? k : i;
    }

    /// A single version at `i`, or nothing.
    private @Nullable Version version(int i, boolean numbersToo) {
        Token.Kind kind = kind(t, i);
        if (kind != Token.Kind.VERSION
                && !(kind == Token.Kind.NUMBER
                        && numbersToo
                        && t.get(i).text().length() <= 10
                        && !isUnit(i + 1))) {
            return null;
        }
        if (kind == Token.Kind.NUMBER
                && t.get(i).text().length() == 4
                && (t.get(i).text().startsWith("19") || t.get(i).text().startsWith("20"))
                && !Lexicon.VERSION_CUE.contains(word(t, i - 1))
                && !versionsExpected
                && VersionWords.earlier(t, i + 1) == 0
                && VersionWords.later(t, i + 1) == 0) {
            return null;
        }
        String text = t.get(i).text();
        text = text.startsWith("v") || text.startsWith("V") ? text.substring(1) : text;
        boolean open = text.endsWith("+");
        text = open ? text.substring(0, text.length() - 1) : text;
        boolean wild = text.endsWith(".x") || text.endsWith(".X") || text.endsWith(".*");
        while (text.endsWith(".x") || text.endsWith(".X") || text.endsWith(".*")) {
            text = text.substring(0, text.length() - 2);
        }
        int end = i + 1;
        boolean build =
                word(t, end).equals("(")
                        && word(t, end + 1).equals("build")
                        && kind(t, end + 2) == Token.Kind.NUMBER
                        && word(t, end + 3).equals(")");
        if (build && !wild && !open) {
            return new Version(
                    text + " Build " + t.get(end + 2).text(), end + 4, false, false, false);
        }
        String suffix = word(t, end);
        int number = end + 1;
        if (suffix.equals("service") && word(t, number).equals("pack")) {
            number++;
        } else if (!SUFFIX.contains(suffix)) {
            number = -1;
        }
        boolean hasNumber =
                number > 0
                        && (kind(t, number) == Token.Kind.NUMBER
                                || kind(t, number) == Token.Kind.VERSION
                                        && !suffix.equals("update")
                                        && !suffix.equals("patch")
                                        && !suffix.equals("hotfix"));
        if (hasNumber && !wild && !open) {
            StringBuilder full = new StringBuilder(text);
            for (int k = end; k <= number; k++) {
                full.append(' ').append(t.get(k).text());
            }
            boolean doubtful = suffix.equals("update") && kind == Token.Kind.NUMBER;
            return new Version(full.toString(), number + 1, false, false, doubtful);
        }
        if (VersionWords.SERIES.contains(word(t, end)) && dots(text) <= 1) {
            return new Version(text, end + 1, true, open, false);
        }
        return new Version(text, end, wild, open, false);
    }

    /// Whether a bare number is a version of the product, told from its neighbours.
    private boolean accepted(int i, Version v, boolean expected, boolean announced, int start) {
        int before = start - 1;
        while (before >= 0 && (t.get(before).sign(":") || t.get(before).sign("="))) {
            before--;
        }
        if (before >= 0
                && Lexicon.NOT_VERSION_BEFORE.contains(word(t, before))
                && !announced
                && !(before > 0 && Names.strong(t.get(before - 1)))) {
            return false;
        }
        int dots = dots(t.get(i).text());
        if (dots <= 1 && isUnit(v.end()) && !announced) {
            return false;
        }
        boolean model =
                kind(t, i) == Token.Kind.NUMBER
                        && !announced
                        && before >= 0
                        && Names.strong(t.get(before))
                        && i + 1 < t.size()
                        && (t.get(i + 1).sign(":") || Names.strong(t.get(i + 1)));
        if (model) {
            return false;
        }
        if (announced
                || expected
                || v.text().indexOf(' ') > 0
                || dots >= 2
                || t.get(i).lower().startsWith("v")) {
            return true;
        }
        if (kind(t, i) == Token.Kind.NUMBER) {
            boolean limit =
                    VersionWords.earlier(t, v.end()) > 0 || VersionWords.later(t, v.end()) > 0;
            boolean said =
                    t.get(i).text().length() <= 3
                            && (STATE.contains(word(t, i + 1)) || word(t, i + 1).equals("nicht"));
            return (limit || said) && before >= 0 && Names.strong(t.get(before));
        }
        boolean stated =
                before >= 0
                        && (t.get(before).isAny("ist", "is") || t.get(before).is("lautet"))
                        && t.stream().anyMatch(x -> Lexicon.VERSION_CUE.contains(x.lower()));
        if (stated) {
            return true;
        }
        boolean named =
                before >= 0
                                && t.get(before).word()
                                && (Names.strong(t.get(before)) || word(t, before).indexOf('-') > 0)
                        || before >= 0 && t.get(before).sign("@");
        return named || lenient || v.wildcard() && t.get(i).text().indexOf('x') > 0;
    }

    private boolean isUnit(int i) {
        return Lexicon.UNIT.contains(word(t, i))
                || kind(t, i) == Token.Kind.NUMBER && word(t, i + 1).equals("uhr");
    }

    private static int dots(String s) {
        return (int) s.chars().filter(c -> c == '.').count();
    }

    /// The range of `7.x`: from 7 to below 8.
    static VersionRange wildcard(String base) {
        return new VersionRange(base, true, next(base), false);
    }

    /// The base with its last number raised by one.
    private static String next(String base) {
        int dot = base.lastIndexOf('.');
        String last = base.substring(dot + 1);
        if (last.isEmpty() || last.length() > 9 || !last.chars().allMatch(Character::isDigit)) {
            return base;
        }
        return base.substring(0, dot + 1) + (Long.parseLong(last) + 1);
    }
}
