package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Words that say what is the matter with the versions near them, with the scope of a negation.
final class Cues {
    /// A status word of a sentence.
    ///
    /// @param first index of its first token (a negation before it included)
    /// @param last index of its last token
    /// @param strong said of versions and products themselves ("betroffen"), not of the matter ("malware")
    record Cue(Status status, int first, int last, boolean strong) {}

    /// How far a negation reaches to the word it negates.
    private static final int NEGATION_REACH = 7;

    /// "nicht alle ...": neither the one nor the other.
    private static final int PARTLY = -2;

    /// "not known to be ...".
    private static final int NOT_KNOWN = -3;

    private static final Set<String> NEGATION_AFTER_STOP =
            Lexicon.set("bekannt", "known", "bestätigt", "klar", "abschließend");
    private static final Set<String> TO = Lexicon.set("auf", "to", "zu");
    private static final Set<String> POSSIBLY =
            Lexicon.words(
                    """
                    may might could possibly potentially suspected möglicherweise eventuell vermutlich womöglich
                    potenziell potentiell mutmaßlich könnte könnten wahrscheinlich probably presumably ggf
                    gegebenenfalls
                    """);

    static final Set<String> SAFE = Set.of("safe", "sauber", "clean", "sicher", "ordnung");
    private static final Set<String> FINE =
            Lexicon.words(
                    """
                    safe sauber clean sicher ordnung okay ok unkritisch unbedenklich unproblematisch unauffällig
                    good fine einwandfrei
                    """);
    private static final Set<String> BAD =
            Lexicon.words(
                    "bad unsafe faulty tainted schlecht böse unbrauchbar gefährlich dangerous");

    private static final Set<String> COPULA_BEFORE_WORDS =
            Lexicon.words(
                    """
                    ist sind is are gilt gelten bleibt remain remains sei seien wäre been verified considered
                    """);

    private static final Set<String> BEFORE_VERB =
            Lexicon.words(
                    "wurde wurden wird ist sind was were is been has have hat sie er es it they diese dieser dieses again wieder");
    private static final Set<String> PASSIVE =
            Lexicon.words("been was were is are wurde wurden wird");
    private static final Set<String> IT = Lexicon.words("sie er es it they diese dieser dieses");

    private static final Set<String> COMPROMISE =
            Lexicon.words(
                    """
                    compromise kompromittierung manipulation trojanisierung trojanization trojanisation verseuchung
                    hijacking hijack takeover übernahme backdooring
                    """);
    private static final Set<String> OF = Lexicon.set("of", "in", "von", "des", "der", "im");
    private static final Set<String> SIGNS =
            Lexicon.words(
                    "hinweise hinweis anzeichen evidence indication indications signs belege");

    private Cues() {}

    private static boolean copulaBefore(List<Token> tokens, int i) {
        boolean label =
                i > 1
                        && (tokens.get(i - 1).sign(":") || tokens.get(i - 1).sign("="))
                        && (tokens.get(i - 2).kind() == Token.Kind.VERSION
                                || tokens.get(i - 2).kind() == Token.Kind.NUMBER);
        boolean column =
                i + 1 < tokens.size() && Lexicon.VERSION_CUE.contains(tokens.get(i + 1).lower());
        boolean known = i > 0 && tokens.get(i - 1).is("known");
        if (label || column || known) {
            return true;
        }
        for (int k = i - 1; k >= 0 && k >= i - 5; k--) {
            if (COPULA_BEFORE_WORDS.contains(tokens.get(k).lower())) {
                return true;
            }
        }
        return false;
    }

    /// The status a heading or a cell speaks of, by its words alone.
    static @Nullable Status statusOf(List<Token> tokens) {
        List<Cue> cues = of(tokens);
        Status status = null;
        for (Cue c : cues) {
            if (c.status() == Status.NOT_AFFECTED
                    || status == null
                    || c.status() == Status.FIXED && status == Status.AFFECTED && !c.strong()) {
                status = c.status();
            }
        }
        return status == null && Pending.says(tokens) ? Status.UNDER_INVESTIGATION : status;
    }

    /// All status words in order.
    static List<Cue> of(List<Token> tokens) {
        List<Cue> out = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            int close = quotedName(tokens, i);
            if (close > i) {
                i = close;
                continue;
            }
            Cue cue = at(tokens, i);
            if (cue != null && !inName(tokens, i)) {
                out.add(cue);
            }
        }
        out.removeIf(c -> Deeds.ofMatter(tokens, c, out) || past(tokens, c));
        return out;
    }

    /// "die wir noch als bereinigt genannt hatten": what was said before and does not hold any more.
    private static boolean past(List<Token> tokens, Cue c) {
        boolean had = false;
        boolean called = false;
        for (int k = c.last() + 1; k < tokens.size() && k <= c.last() + 3; k++) {
            had |= tokens.get(k).isAny("hatten", "hatte");
            called |= CALLED.contains(tokens.get(k).lower());
        }
        return had && called;
    }

    private static final Set<String> BACK =
            Lexicon.words("go going goes gone fall move switch change stay roll step");

    private static final Set<String> CALLED =
            Lexicon.words("genannt bezeichnet gemeldet angegeben aufgeführt eingestuft");

    /// The closing quote of a name of several words that opens at `i`, whose words say nothing of a status; or `i`.
    private static int quotedName(List<Token> tokens, int i) {
        if (!Names.isQuote(tokens.get(i)) || tokens.get(i).text().equals("*")) {
            return i;
        }
        for (int k = i + 1; k < tokens.size() && k <= i + 7; k++) {
            Token x = tokens.get(k);
            if (Names.isQuote(x)) {
                return k > i + 2 ? k : i;
            }
            if (!x.word() || !Character.isUpperCase(x.text().charAt(0))) {
                return i;
            }
        }
        return i;
    }

    /// "Safe Exam Browser", "Solution Manager": the word is written as a part of a name.
    private static boolean inName(List<Token> tokens, int i) {
        Token x = tokens.get(i);
        return Character.isUpperCase(x.text().charAt(0))
                && NameRun.partOfStatus(x.lower())
                && i + 1 < tokens.size()
                && (!tokens.get(i + 1).word()
                        || Character.isUpperCase(tokens.get(i + 1).text().charAt(0)))
                && NameRun.part(tokens, i);
    }

    /// "A compromise of Beispiel 3.2", "Kompromittierung des Pakets".
    private static @Nullable Cue compromise(List<Token> tokens, int i) {
        boolean assumed = next(tokens, i, 1).equals("auszugehen");
        if (!COMPROMISE.contains(tokens.get(i).lower())
                || !OF.contains(next(tokens, i, 1)) && !assumed) {
            return null;
        }
        int no = negation(tokens, i);
        if (no < 0) {
            return new Cue(
                    suspected(tokens, i) ? Status.UNDER_INVESTIGATION : Status.AFFECTED,
                    i,
                    i,
                    true);
        }
        boolean unseen = false;
        for (int k = no; k < i; k++) {
            unseen |= SIGNS.contains(tokens.get(k).lower());
        }
        return new Cue(unseen ? Status.UNDER_INVESTIGATION : Status.NOT_AFFECTED, no, i, true);
    }

    private static @Nullable Cue at(List<Token> tokens, int i) {
        Token t = tokens.get(i);
        String w = t.lower();
        if (!t.word() && !w.equals("&")) {
            return null;
        }
        int verb = upgrade(tokens, i);
        if (verb >= 0) {
            return new Cue(
                    Lexicon.DOWNGRADE.contains(w) || w.equals("back")
                            ? Status.NOT_AFFECTED
                            : Status.FIXED,
                    i,
                    verb,
                    true);
        }
        if (w.equals("unaffected")
                || w.equals("unbetroffen")
                || w.equals("unbedenklich")
                || w.equals("unauffällig")) {
            if (negation(tokens, i) >= 0) {
                return null; // "there are no unaffected versions"
            }
            return new Cue(Status.NOT_AFFECTED, i, i, true);
        }
        if (BAD.contains(w) && copulaBefore(tokens, i)) {
            int no = negation(tokens, i);
            return no == -1 ? new Cue(Status.AFFECTED, i, i, true) : null;
        }
        if (FINE.contains(w) && i == 0 && next(tokens, i, 1).equals(":")) {
            return new Cue(Status.NOT_AFFECTED, i, i, true);
        }
        boolean closes =
                i == tokens.size() - 1
                        && (w.equals("sauber") || w.equals("clean") || w.equals("okay"))
                        && tokens.stream()
                                .anyMatch(
                                        x ->
                                                x.kind() == Token.Kind.VERSION
                                                        || x.lower().endsWith("zweig"))
                        && negation(tokens, i) < 0;
        if (closes) {
            return new Cue(
                    Status.NOT_AFFECTED, i, i, true); // "3.x: nach Auskunft des Herstellers sauber"
        }
        if ((w.equals("positive") && i > 0 && tokens.get(i - 1).is("false")
                        || w.equals("fehlalarm"))
                && (next(tokens, i, 1).equals("for") || next(tokens, i, 1).equals("für"))) {
            return new Cue(Status.NOT_AFFECTED, i, i + 1, true);
        }
        if (FINE.contains(w) && copulaBefore(tokens, i)) {
            int no = negation(tokens, i);
            return no >= 0
                    ? new Cue(Status.AFFECTED, no, i, true)
                    : new Cue(SAFE.contains(w) ? Status.FIXED : Status.NOT_AFFECTED, i, i, true);
        }
        if (Lexicon.FIXED.contains(w)
                && !(w.equals("sichere") && next(tokens, i, 1).equals("sie"))) {
            int no = negation(tokens, i);
            boolean pending = no >= 0;
            if (Cues.SAFE.contains(w) && longer(tokens, i)) {
                return new Cue(Status.AFFECTED, i, i, true);
            }
            if (w.equals("removed")
                    || w.equals("entfernt")
                    || w.equals("patches")
                    || w.equals("clean")
                    || w.equals("safe")) {
                boolean direct = i > 0 && afterVersion(tokens, i);
                return pending ? null : new Cue(Status.FIXED, i, i, direct);
            }
            return pending
                    ? new Cue(Status.AFFECTED, no, i, true)
                    : new Cue(Status.FIXED, i, i, true);
        }
        if (Lexicon.AFFECTED.contains(w)) {
            return affected(tokens, i);
        }
        Cue deed = Deeds.speaks(w) ? Deeds.at(tokens, i, negation(tokens, i)) : null;
        return deed != null ? deed : compromise(tokens, i);
    }

    /// "10.5.1 entfernt ...", "In 10.5.1 wurde sie entfernt": a verb right behind its version, or what it was taken away from.
    /// "3.1 has been removed" speaks of the version itself.
    private static boolean afterVersion(List<Token> tokens, int i) {
        boolean it = false;
        for (int k = i - 1; k >= 0 && k >= i - 5; k--) {
            Token x = tokens.get(k);
            if (x.kind() == Token.Kind.VERSION) {
                return i - k <= 2 && !PASSIVE.contains(tokens.get(i - 1).lower()) || it;
            }
            it |= IT.contains(x.lower());
            if (k < i - 1 && !BEFORE_VERB.contains(x.lower())) {
                return false;
            }
        }
        return false;
    }

    /// "We no longer consider 4.2 safe", "gilt nicht mehr als sicher".
    private static boolean longer(List<Token> tokens, int i) {
        for (int k = Math.max(1, i - 12); k < i; k++) {
            if (tokens.get(k).is("longer") && tokens.get(k - 1).is("no")
                    || tokens.get(k).is("mehr") && tokens.get(k - 1).is("nicht")) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Cue affected(List<Token> tokens, int i) {
        boolean strong = Lexicon.AFFECTED_STRONG.contains(tokens.get(i).lower());
        int no = negation(tokens, i);
        if (no == PARTLY) {
            return null;
        }
        if (no == NOT_KNOWN) {
            return new Cue(Status.UNDER_INVESTIGATION, i, i, strong);
        }
        if (no >= 0) {
            return new Cue(Status.NOT_AFFECTED, no, i, strong);
        }
        for (int k = 1; k <= 3; k++) {
            if (next(tokens, i, k).equals("nicht") || next(tokens, i, k).equals("not")) {
                boolean only =
                        next(tokens, i, k + 1).equals("nur")
                                || next(tokens, i, k + 1).equals("only");
                boolean copula =
                        k == 1
                                || k == 2
                                        && Set.of("ist", "sind", "is", "are", "war", "waren")
                                                .contains(next(tokens, i, 1))
                                || k == 3
                                        && Set.of("ist", "sind", "is", "are")
                                                .contains(next(tokens, i, 1));
                if (copula && !only && strong) {
                    return new Cue(Status.NOT_AFFECTED, i, i + k, true);
                }
            }
        }
        if (strong && suspected(tokens, i)) {
            return new Cue(Status.UNDER_INVESTIGATION, i, i, true);
        }
        if (strong && whether(tokens, i)) {
            return null;
        }
        if (strong && unproved(tokens, i)) {
            return new Cue(Status.UNDER_INVESTIGATION, i, i, true);
        }
        return new Cue(Status.AFFECTED, i, i, strong);
    }

    /// "There is no evidence that Example is affected", "liegen keine Hinweise darauf vor, dass ...": nobody knows.
    private static boolean unproved(List<Token> tokens, int i) {
        for (int k = Math.max(1, i - 14); k < i; k++) {
            boolean none =
                    tokens.get(k - 1).isAny("no", "keine")
                            || tokens.get(k - 1).isAny("keinerlei", "without")
                            || tokens.get(k - 1).is("any");
            if (none && SIGNS.contains(tokens.get(k).lower())) {
                return true;
            }
        }
        return false;
    }

    /// "Ob Ihr Rechner betroffen ist, erkennen Sie an ...": only asked.
    private static boolean whether(List<Token> tokens, int i) {
        boolean open =
                tokens.getFirst().isAny("ob", "whether")
                        && i < 14
                        && tokens.subList(0, i).stream().noneMatch(x -> x.sign(","));
        return open && i + 1 < tokens.size();
    }

    /// Index of the negation of the word at `i`, or -1.
    private static int negation(List<Token> tokens, int i) {
        for (int k = i - 1; k >= 0 && k >= i - 20 && !tokens.get(k).sign(";"); k--) {
            if (tokens.get(k).isAny("neither", "weder")) {
                boolean fine = FINE.contains(tokens.get(i).lower());
                boolean both =
                        tokens.subList(k, Math.min(tokens.size(), i + 6)).stream()
                                .anyMatch(
                                        x ->
                                                fine
                                                        ? Lexicon.PREDICATE.contains(x.lower())
                                                        : FINE.contains(x.lower()));
                return both ? PARTLY : k; // "weder sauber noch betroffen"
            }
        }
        for (int k = i - 1; k >= 0 && k >= i - NEGATION_REACH; k--) {
            Token t = tokens.get(k);
            if (t.sign(";")
                    || t.sign(":")
                    || t.sign("(")
                    || t.sign(")")
                    || t.sign(",") && i - k > 1
                    || t.kind() == Token.Kind.VERSION) {
                return -1;
            }
            if (Lexicon.NEGATION.contains(t.lower())
                    || t.lower().endsWith("n't")
                    || t.lower().endsWith("n’t")) {
                if (VersionWords.ALL.contains(next(tokens, k, 1)) && k + 1 < i) {
                    return PARTLY;
                }
                for (int between = k + 1; between < i; between++) {
                    if (tokens.get(between).is("aware")) {
                        return PARTLY; // "is not aware of any malicious use": what somebody knows
                    }
                    if (tokens.get(between).isAny("known", "bekannt")
                            || tokens.get(between).isAny("confirmed", "bestätigt")) {
                        return NOT_KNOWN;
                    }
                    if (tokens.get(between).isAny("only", "einzige")
                            || tokens.get(between).isAny("einzigen", "nur")) {
                        return -1;
                    }
                }
                boolean only =
                        next(tokens, k, 1).equals("nur")
                                || next(tokens, k, 1).equals("only")
                                || next(tokens, k, 1).equals("just")
                                || next(tokens, k, 1).equals("allein");
                boolean yet = NEGATION_AFTER_STOP.contains(next(tokens, k, 1));
                return only || yet ? -1 : k;
            }
        }
        return -1;
    }

    private static boolean suspected(List<Token> tokens, int i) {
        for (int k = i - 1; k >= 0 && k >= i - 14; k--) {
            Token t = tokens.get(k);
            if (t.sign(";") || t.sign(".")) {
                break;
            }
            if (POSSIBLY.contains(t.lower())) {
                return true;
            }
            boolean whether = t.isAny("ob", "whether") || t.is("if");
            if (whether
                    && tokens.stream()
                            .anyMatch(
                                    x ->
                                            Lexicon.SUSPECTED.contains(x.lower())
                                                    || x.isAny("unbekannt", "unknown")
                                                    || x.isAny("bekannt", "known")
                                                    || x.isAny("klar", "feststeht")
                                                    || x.isAny("bestätigt", "confirmed"))) {
                return true;
            }
        }
        return tokens.stream()
                        .anyMatch(
                                t ->
                                        t.isAny("verdacht", "suspected")
                                                || t.isAny("verdächtig", "unbestätigt")
                                                || t.is("unconfirmed"))
                || next(tokens, i, 1).equals("sein")
                        && (next(tokens, i, 2).equals("könnte")
                                || next(tokens, i, 2).equals("könnten"));
    }

    /// "Aktualisieren Sie auf", "upgrade to", "wechseln Sie zu": index of the last word of it, or -1.
    private static int upgrade(List<Token> tokens, int i) {
        String w = tokens.get(i).lower();
        boolean compound =
                w.endsWith("-update")
                        || w.endsWith("-upgrade")
                        || w.endsWith("-patch")
                        || w.endsWith("-hotfix");
        boolean back =
                w.equals("back")
                        && i > 0
                        && next(tokens, i, 1).equals("to")
                        && BACK.contains(tokens.get(i - 1).lower());
        if (back) {
            return i + 1;
        }
        if (!Lexicon.UPGRADE.contains(w) && !Lexicon.DOWNGRADE.contains(w) && !compound) {
            return -1;
        }
        for (int k = i + 1; k < tokens.size() && k <= i + 12; k++) {
            Token t = tokens.get(k);
            if (TO.contains(t.lower())) {
                return k;
            }
            if (t.sign(";") || t.sign(":") || t.sign(".")) {
                break;
            }
        }
        return -1;
    }

    private static String next(List<Token> tokens, int i, int by) {
        return i + by < tokens.size() ? tokens.get(i + by).lower() : "";
    }
}
