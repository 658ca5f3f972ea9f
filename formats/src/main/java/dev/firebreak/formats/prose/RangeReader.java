package dev.firebreak.formats.prose;

import static dev.firebreak.formats.prose.VersionWords.kind;
import static dev.firebreak.formats.prose.VersionWords.word;

import dev.firebreak.core.model.VersionRange;
import dev.firebreak.formats.prose.VersionWords.Op;
import dev.firebreak.formats.prose.VersionWords.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a range: an operator with its version, or a version with what follows it.
abstract class RangeReader extends VersionReader {
    RangeReader(List<Token> tokens, boolean versionsExpected, boolean lenient) {
        super(tokens, versionsExpected, lenient);
    }

    /// An item of a list; positions are indices of tokens.
    record Item(
            @Nullable String version,
            @Nullable VersionRange range,
            int end,
            boolean announced,
            boolean doubtful,
            boolean soft) {}

    /// Skips "in den Versionen", "Version:", "Versionsnummern (", up to the number itself.
    int cues(int start, boolean first) {
        int i = start;
        int reach = start;
        for (int n = 0; n < MAX_SKIPPED + 2 && i < t.size(); n++) {
            String w = word(t, i);
            if (Lexicon.VERSION_CUE.contains(w)
                    || VersionWords.SERIES.contains(w)
                            && !VersionWords.packaged(t, i)
                            && kind(t, i + 1) != Token.Kind.WORD) {
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

    @Nullable Item operator(int i, Operator op, boolean expected, boolean announced) {
        int at = i + op.length();
        boolean origin = t.get(i).isAny("von", "from");
        int from = origin ? cues(at, false) : skip(at);
        boolean cue = from > at || announced || expected || sign(i);
        boolean named =
                i > 0
                        && t.get(i - 1).word()
                        && (Names.strong(t.get(i - 1)) || lenient && NameRun.part(t, i - 1));
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
        boolean due =
                t.get(i).isAny("before", "vor")
                        && (word(t, v.end()).equals("was") && word(t, v.end() + 1).equals("due")
                                || word(t, v.end()).equals("came")
                                || word(t, v.end()).equals("erschien"));
        if (awaited || due) {
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
                boolean listed =
                        t.get(i).is("from")
                                && Lexicon.AND.contains(word(t, v.end()))
                                && kind(t, v.end() + 1) == Token.Kind.VERSION;
                if (listed) {
                    yield new Item(v.text(), null, v.end(), true, v.doubtful(), false);
                }
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

    boolean fromOfUpgrade(int i) {
        for (int k = i - 1; k >= 0 && k >= i - 4; k--) {
            if (Lexicon.UPGRADE.contains(word(t, k)) || Lexicon.DOWNGRADE.contains(word(t, k))) {
                return word(t, i).equals("from") || word(t, i).equals("von");
            }
        }
        return false;
    }

    Item atLeast(Version v) {
        int k = v.end() + VersionWords.later(t, v.end());
        Item bounded = bounded(v.text(), true, k);
        return bounded != null
                ? bounded
                : new Item(null, VersionRange.atLeast(v.text()), k, true, v.doubtful(), false);
    }

    /// The upper end of a range whose lower end is read, or nothing.
    @Nullable Item bounded(String lower, boolean inclusive, int i) {
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

    @Nullable Item upper(String lower, boolean inclusive, int k, Operator op, boolean announced) {
        boolean isUpper =
                op.op() == Op.BELOW || op.op() == Op.AT_MOST || op.op() == Op.AT_MOST_STATED;
        int at = k + op.length();
        Version v = isUpper ? version(skip(at), true) : null;
        int build = lower.indexOf(" Build ");
        if (v != null
                && build > 0
                && word(t, at).equals("build")
                && kind(t, at + 1) == Token.Kind.NUMBER) {
            v =
                    new Version(
                            lower.substring(0, build) + " Build " + v.text(),
                            v.end(),
                            false,
                            false,
                            false);
        }
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

    @Nullable Item between(Version low) {
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
    Item afterVersion(Version v, boolean announced) {
        int end = v.end();
        boolean named =
                word(t, end).equals("(")
                        && kind(t, end + 1) == Token.Kind.VERSION
                        && word(t, end + 2).equals(")");
        Operator limit = named ? VersionWords.at(t, end + 3) : null;
        Item bounded = limit == null ? null : upper(v.text(), true, end + 3, limit, true);
        if (bounded != null) {
            return bounded;
        }
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
                                || dots(v.text()) == 0 && word(t, end).equals("(")
                        ? limitedSeries(v, end + 1)
                        : null;
        if (inBrackets != null) {
            return inBrackets;
        }
        boolean cue = dots(v.text()) < 3 && Lexicon.VERSION_CUE.contains(word(t, end));
        Operator branch = cue ? VersionWords.at(t, end + 1) : null;
        Item ofBranch =
                branch == null || branch.op() != Op.BELOW
                        ? null
                        : upper(v.text(), true, end + 1, branch, true);
        if (ofBranch != null) {
            return ofBranch; // "21.2 versions earlier than 21.2R3"
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
    @Nullable Item limitedSeries(Version v, int start) {
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
}
