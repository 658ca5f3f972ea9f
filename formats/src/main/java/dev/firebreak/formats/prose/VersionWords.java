package dev.firebreak.formats.prose;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The words of version ranges: which operator starts at a token, and how many tokens it takes.
final class VersionWords {
    enum Op {
        BELOW,
        AT_MOST,
        AT_MOST_STATED,
        AT_LEAST,
        ABOVE,
        BETWEEN
    }

    record Operator(Op op, int length) {}

    static final Set<String> ALL =
            Lexicon.words(
                    """
                    alle allen aller sämtliche sämtlichen all any every jede jeder jedwede
                    """);
    static final Set<String> LINKS =
            Lexicon.set(
                    "-", "..", "...", "\u2013", "\u2014", "bis", "to", "through", "thru", "\u2010",
                    "\u2011");
    static final Set<String> ARTICLES =
            Lexicon.words(
                    """
                    die den der dem das des the in zur zu jeweils auch its from einer eine einschließlich
                    aktuellen aktuelle current latest neuesten letzten last
                    einschliesslich inkl including sowie
                    """);
    static final Set<String> SERIES =
            Lexicon.words(
                    """
                    series branch branches line train stream reihe serie zweig versionsreihe versionszweig
                    hauptversion baureihe release-reihe release-zweig versionslinie
                    """);
    private static final Set<String> EARLIER =
            Lexicon.words(
                    """
                    earlier older below prior lower previous frühere früher früheren ältere älter älteren darunter
                    niedriger niedrigere niedrigeren kleiner vorherige vorherigen vorgängerversionen davor
                    vorangegangene before vorige vorhergehende vorhergehenden
                    """);
    private static final Set<String> LATER =
            Lexicon.words(
                    """
                    later newer above higher up upwards onwards onward später spätere späteren neuer neuere neueren
                    höher höhere höheren darüber aufwärts danach folgende folgenden nachfolgende nachfolgenden
                    following subsequent nachfolger newest
                    """);
    private static final Set<String> INCLUDING =
            Lexicon.set(
                    "einschließlich",
                    "einschliesslich",
                    "inklusive",
                    "inkl",
                    "incl",
                    "inclusive",
                    "including",
                    "einschl");
    private static final Set<String> COMPARATIVE_LESS =
            Lexicon.words(
                    """
                    älter ältere älteren kleiner kleinere kleineren niedriger niedrigere niedrigeren früher frühere
                    früheren older earlier lower less smaller
                    """);
    private static final Set<String> COMPARATIVE_MORE =
            Lexicon.words(
                    """
                    neuer neuere neueren höher höhere höheren größer größere newer later higher greater jünger
                    """);

    /// `@scope/stream 0.12`: a word of a package's name.
    static boolean packaged(List<Token> t, int i) {
        return i > 0 && i < t.size() && t.get(i).glued() && t.get(i - 1).sign("/");
    }

    private VersionWords() {}

    /// The operator that starts at `i`, if any.
    static @Nullable Operator at(List<Token> t, int i) {
        String w = word(t, i);
        String n1 = word(t, i + 1);
        String n2 = word(t, i + 2);
        String n3 = word(t, i + 3);
        return switch (w) {
            case "<" -> new Operator(Op.BELOW, 1);
            case "<=", "≤", "=<" -> new Operator(Op.AT_MOST_STATED, 1);
            case ">" -> new Operator(Op.ABOVE, 1);
            case ">=", "≥" -> new Operator(Op.AT_LEAST, 1);
            case "vor", "before", "below", "preceding" -> new Operator(Op.BELOW, 1);
            case "unterhalb" ->
                    new Operator(Op.BELOW, n1.equals("von") || n1.equals("der") ? 2 : 1);
            case "prior" -> n1.equals("to") ? new Operator(Op.BELOW, 2) : null;
            case "through", "thru" -> including(t, i + 1, 1);
            case "until", "till" -> new Operator(Op.AT_MOST, 1);
            case "maximal", "höchstens" -> new Operator(Op.AT_MOST, 1);
            case "bis" -> until(t, i);
            case "up" ->
                    n1.equals("to") || n1.equals("until") || n1.equals("through")
                            ? upTo(t, i)
                            : null;
            case "ab", "since", "seit", "von", "from", "mindestens" ->
                    new Operator(
                            Op.AT_LEAST,
                            1
                                    + (INCLUDING.contains(n1) ? 1 : 0)
                                    + (INCLUDING.contains(n1) && n2.equals(".") ? 1 : 0));
            case "starting", "beginning" ->
                    Set.of("with", "from", "in", "at").contains(n1)
                            ? new Operator(Op.AT_LEAST, 2)
                            : null;
            case "beginnend" ->
                    n1.equals("mit") || n1.equals("ab") ? new Operator(Op.AT_LEAST, 2) : null;
            case "at" -> n1.equals("least") ? new Operator(Op.AT_LEAST, 2) : null;
            case "as" -> n1.equals("of") ? new Operator(Op.AT_LEAST, 2) : null;
            case "zwischen", "between" -> new Operator(Op.BETWEEN, 1);
            case "after" -> new Operator(Op.ABOVE, 1);
            default -> comparative(w, n1, n2, n3);
        };
    }

    private static @Nullable Operator comparative(String w, String n1, String n2, String n3) {
        boolean less = COMPARATIVE_LESS.contains(w);
        if (!less && !COMPARATIVE_MORE.contains(w)) {
            return null;
        }
        Op op = less ? Op.BELOW : Op.ABOVE;
        if (n1.equals("als") || n1.equals("than")) {
            return n2.equals("or") && n3.equals("equal")
                    ? new Operator(less ? Op.AT_MOST_STATED : Op.AT_LEAST, 5)
                    : new Operator(op, 2);
        }
        if (n1.equals("gleich") || n1.equals("=")) {
            return new Operator(less ? Op.AT_MOST_STATED : Op.AT_LEAST, 2);
        }
        if (!n1.isEmpty()
                && Character.isDigit(n1.charAt(0))
                && (w.equals("kleiner")
                        || w.equals("älter")
                        || w.equals("niedriger")
                        || w.equals("größer")
                        || w.equals("neuer"))) {
            return new Operator(op, 1);
        }
        if (Lexicon.VERSION_CUE.contains(n1) && (n2.equals("als") || n2.equals("than"))) {
            return new Operator(op, 3);
        }
        return null;
    }

    private static Operator until(List<Token> t, int i) {
        String n1 = word(t, i + 1);
        String n2 = word(t, i + 2);
        if (n1.equals("vor")) {
            return new Operator(Op.BELOW, 2);
        }
        if (n1.equals("ausschließlich") || n1.equals("exklusive") || n1.equals("exkl")) {
            return new Operator(Op.BELOW, 2);
        }
        if (n1.equals("und") && (n2.equals("mit") || INCLUDING.contains(n2))) {
            return new Operator(Op.AT_MOST_STATED, 3);
        }
        if (n1.equals("hin") && n2.equals("zu")) {
            return including(t, i + 3, 3);
        }
        return including(t, i + 1, 1);
    }

    private static Operator upTo(List<Token> t, int i) {
        int k = i + 2;
        k += word(t, k).equals(",") ? 1 : 0;
        k += word(t, k).equals("(") ? 1 : 0;
        if (word(t, k).equals("but")
                && word(t, k + 1).equals("not")
                && word(t, k + 2).equals("including")) {
            int comma = word(t, k + 3).equals(",") ? 1 : 0;
            return new Operator(Op.BELOW, k + 3 + comma - i);
        }
        if (word(t, k).equals("excluding")) {
            return new Operator(Op.BELOW, k + 1 - i);
        }
        if (word(t, k).equals("and") && INCLUDING.contains(word(t, k + 1))) {
            int end = k + 2 + (word(t, k + 2).equals(")") || word(t, k + 2).equals(",") ? 1 : 0);
            return new Operator(Op.AT_MOST_STATED, end - i);
        }
        return including(t, k, k - i);
    }

    private static Operator including(List<Token> t, int k, int length) {
        if (INCLUDING.contains(word(t, k))) {
            int dot = word(t, k + 1).equals(".") ? 1 : 0;
            return new Operator(Op.AT_MOST_STATED, length + 1 + dot);
        }
        return new Operator(
                word(t, k - 1).startsWith("thr") ? Op.AT_MOST_STATED : Op.AT_MOST, length);
    }

    /// How many tokens say "and earlier" from `i` on; 0 if none.
    static int earlier(List<Token> t, int i) {
        return trailing(t, i, EARLIER);
    }

    /// How many tokens say "or later" from `i` on; 0 if none.
    static int later(List<Token> t, int i) {
        String w = word(t, i);
        if (w.equals("onwards")
                || w.equals("onward")
                || w.equals("aufwärts")
                || w.equals("upwards")) {
            return 1;
        }
        return trailing(t, i, LATER);
    }

    private static int trailing(List<Token> t, int i, Set<String> words) {
        int k = i;
        boolean bracket = word(t, k).equals("(");
        k += bracket || word(t, k).equals(",") ? 1 : 0;
        boolean and =
                Lexicon.AND.contains(word(t, k))
                        || word(t, k).equals("nor")
                        || word(t, k).equals("noch");
        k += and ? 1 : 0;
        k += word(t, k).equals(".") ? 1 : 0;
        boolean all =
                ALL.contains(word(t, k))
                        || word(t, k).equals("possibly")
                        || word(t, k).equals("die");
        k += all ? 1 : 0;
        if (!words.contains(word(t, k)) || !(and || bracket || all)) {
            return 0;
        }
        String next = word(t, k + 1);
        if (word(t, k).equals("up") && !next.isEmpty() && !next.equals(")") && !next.equals(",")) {
            return 0;
        }
        if (next.equals("als")
                || next.equals("than")
                || next.equals("to") && words == EARLIER && !word(t, k).equals("prior")
                || kind(t, k + 1) == Token.Kind.VERSION) {
            return 0;
        }
        k++;
        boolean cue = Lexicon.VERSION_CUE.contains(word(t, k));
        k += cue ? 1 : 0;
        if (bracket && word(t, k).equals(")")) {
            k++;
        }
        return k - i;
    }

    /// Tokens that make an upper end inclusive when they follow it ("3.4 (einschließlich)"); 0 if none.
    static int inclusiveAfter(List<Token> t, int i) {
        int k = i + (word(t, i).equals("(") ? 1 : 0);
        if (!INCLUDING.contains(word(t, k))
                || kind(t, k + 1) == Token.Kind.VERSION
                || word(t, k).equals("including")) {
            return 0;
        }
        k++;
        k += word(t, k).equals(")") ? 1 : 0;
        return k - i;
    }

    static String word(List<Token> t, int i) {
        return i >= 0 && i < t.size() ? t.get(i).lower() : "";
    }

    static Token.@Nullable Kind kind(List<Token> t, int i) {
        return i >= 0 && i < t.size() ? t.get(i).kind() : null;
    }
}
