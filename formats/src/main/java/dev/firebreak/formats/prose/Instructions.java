package dev.firebreak.formats.prose;

import java.util.List;
import java.util.Set;

/// Words that speak of a version as of what is not to be installed, or of what was installed already; where an order to
/// install it would stand, they turn its meaning round.
final class Instructions {
    private static final int REACH = 10;
    private static final Set<String> TAKE =
            Lexicon.words(
                    """
                    install installed installing installieren installiert use used using verwenden verwendet nutzen
                    genutzt update updating aktualisieren aktualisiert upgrade upgrading download heruntergeladen
                    herunterladen deploy run einspielen eingespielt ausführen ausrollen
                    """);
    private static final Set<String> NOT =
            Lexicon.words(
                    "not don't don’t never nicht keinesfalls niemals mustn't shouldn't avoid keinem cannot niemand nobody no longer");
    private static final Set<String> DONE =
            Lexicon.words(
                    "aktualisiert geupdatet upgegradet gehoben umgestellt migriert updated upgraded migrated moved erhalten bekommen bezogen received");
    private static final Set<String> ENDS =
            Lexicon.words("da weil because um damit since as so dass that which");
    private static final Set<String> AWAY =
            Lexicon.words(
                    """
                    entfernt entfernen entfernte removes removed remove beseitigt bereinigt behebt schließt fixes gegen
                    against ohne without frei free keine keinen no mehr longer
                    """);

    private static final Set<String> MODALS =
            Lexicon.words("darf dürfen sollte sollten soll must should may bitte please auf");

    private Instructions() {}

    private static final Set<String> INCLUDE =
            Lexicon.words(
                    "include contain carry have includes contains enthalten enthält enthalte tragen haben");
    private static final Set<String> IT =
            Lexicon.words("it them this these ihn sie diesen diese das dies es");

    /// "Earlier versions, as well as 2026.10.0, do not include it": free of what was spoken of before.
    static boolean free(List<Token> t, VersionPhrase v) {
        boolean not = false;
        boolean include = false;
        boolean words = false;
        for (int k = v.last(); k < t.size() && k < v.last() + REACH; k++) {
            Token x = t.get(k);
            if (x.sign(";") || x.sign(",") && words || x.kind() == Token.Kind.VERSION) {
                return false;
            }
            words |= x.word();
            not |=
                    x.isAny("not", "nicht")
                            || x.lower().endsWith("n't")
                            || x.lower().endsWith("n’t");
            if (include && IT.contains(x.lower())) {
                Token next = k + 1 < t.size() ? t.get(k + 1) : null;
                boolean after = next != null && next.is("nicht");
                return after || not && (next == null || next.kind() == Token.Kind.SIGN);
            }
            include |= INCLUDE.contains(x.lower());
        }
        return false;
    }

    /// "Do not install 9.2.0", "9.2.0 darf nicht installiert werden".
    static boolean against(List<Token> t, VersionPhrase v) {
        int verb = -1;
        int not = -1;
        for (int k = v.first() - 1; k >= 0 && k >= v.first() - REACH; k--) {
            Token x = t.get(k);
            if (x.sign(";") || x.sign(",") || x.sign(":") || x.kind() == Token.Kind.VERSION) {
                break;
            }
            verb = verb < 0 && TAKE.contains(x.lower()) ? k : verb;
            not = not < 0 && NOT.contains(x.lower()) ? k : not;
        }
        int from = Math.max(0, v.first() - REACH - REACH);
        if (StatusHints.conditional(t.subList(from, v.first()))) {
            return false;
        }
        if (verb >= 0 && not >= 0 && (not < verb ? verb - not <= 5 : not - verb <= 4)) {
            return true;
        }
        int end = Math.min(t.size(), v.last() + REACH);
        for (int k = v.last(); k < end; k++) {
            Token x = t.get(k);
            if (x.sign(";") || x.sign(",") || x.kind() == Token.Kind.VERSION) {
                return false;
            }
            boolean denied = NOT.contains(x.lower());
            boolean last = k + 1 == t.size() || t.get(k + 1).kind() == Token.Kind.SIGN;
            if (denied && last && verb >= 0) {
                return true;
            }
            if (denied
                    && k > v.last() - 1
                    && (TAKE.contains(Names.word(t, k + 1)) || TAKE.contains(Names.word(t, k + 2)))
                    && t.subList(v.last(), k + 1).stream()
                            .anyMatch(m -> MODALS.contains(m.lower()))) {
                return true;
            }
        }
        return false;
    }

    /// "every machine on which 8.3.7 was installed": what is there, below a heading for remedies.
    static boolean wasInstalled(List<Token> t, VersionPhrase v) {
        int k = v.last();
        boolean verb =
                k + 1 < t.size()
                        && (t.get(k).isAny("was", "were")
                                || t.get(k).isAny("wurde", "war")
                                || t.get(k).isAny("is", "ist"));
        return verb && t.get(k + 1).isAny("installed", "installiert")
                || verb && t.get(k + 1).isAny("running", "run")
                || k + 1 < t.size()
                        && t.get(k).is("installiert")
                        && t.get(k + 1).isAny("war", "ist");
    }

    /// "The company has since released version 1.19.4": brought out after the matter.
    static boolean released(List<Token> t, VersionPhrase v) {
        int k = v.first() - 1;
        while (k > 1
                && (Lexicon.VERSION_CUE.contains(t.get(k).lower())
                        || t.get(k).isAny("a", "the")
                        || t.get(k).isAny("new", "clean"))) {
            k--;
        }
        boolean verb = k > 1 && t.get(k).isAny("released", "published");
        return verb && (t.get(k - 1).isAny("since", "now") && (t.get(k - 2).isAny("has", "have")));
    }

    /// "... and recommends version 8.3.9 or higher": right behind the verb, nothing taken away.
    static boolean recommends(List<Token> t, VersionPhrase v) {
        for (int k = v.first() - 1; k >= 0 && k >= v.first() - 4; k--) {
            Token x = t.get(k);
            if (RECOMMENDS.contains(x.lower())) {
                boolean not = k > 0 && NOT.contains(t.get(k - 1).lower());
                return !not && !StatusHints.conditional(t);
            }
            boolean passes =
                    Lexicon.VERSION_CUE.contains(x.lower())
                            || NameFinder.ARTICLE.contains(x.lower())
                            || x.isAny("use", "using")
                            || x.is("to")
                            || Names.strong(x);
            if (!passes) {
                return false;
            }
        }
        return false;
    }

    private static final Set<String> RECOMMENDS =
            Lexicon.words("recommends recommend recommended empfiehlt empfehlen advises advise");

    /// "vor dem Wechsel auf 2025.1 zunächst 2024.2 installieren": the way there, not where one should be.
    static boolean onTheWay(List<Token> t) {
        boolean first = t.stream().anyMatch(x -> FIRST.contains(x.lower()));
        boolean before = t.stream().anyMatch(x -> x.isAny("vor", "before") || x.is("kommt"));
        boolean take =
                t.stream()
                        .anyMatch(
                                x ->
                                        TAKE.contains(x.lower())
                                                || Lexicon.UPGRADE.contains(x.lower()));
        return first && before && take;
    }

    private static final Set<String> FIRST = Lexicon.words("zunächst zuerst first vorher");

    /// "requires Example 14.11 or newer", "Erforderlich ist ...": needed, neither affected nor fixed.
    static boolean required(List<Token> t, VersionPhrase v) {
        for (int k = Math.max(0, v.first() - REACH); k < v.first(); k++) {
            if (REQUIRES.contains(t.get(k).lower())) {
                return true;
            }
        }
        for (int k = v.last(); k < t.size() && k < v.last() + 4; k++) {
            if (REQUIRED.contains(t.get(k).lower())) {
                return true;
            }
        }
        return false;
    }

    private static final Set<String> REQUIRES =
            Lexicon.words(
                    "erfordert erfordern benötigt benötigen erforderlich voraussetzung vorab zuvor beforehand need needed tested getestet reproduced requires require needs prerequisite");

    private static final Set<String> REQUIRED =
            Lexicon.words("required erforderlich benötigt vorausgesetzt voraus");

    /// "9.1 reached end of support": said of how long it is looked after.
    static boolean ended(List<Token> t, VersionPhrase v) {
        for (int k = v.last(); k + 2 < t.size() && k < v.last() + 4; k++) {
            boolean end =
                    t.get(k).isAny("end", "end-of-life")
                            && (t.get(k + 1).is("of") || t.get(k + 1).is("-"))
                            && t.get(k + 2).isAny("support", "life");
            if (end) {
                return true;
            }
        }
        return v.last() < t.size() && t.get(v.last()).isAny("abgekündigt", "eol");
    }

    /// "Customers on 9.1 should move to 9.2", "wer noch 4.1 einsetzt, sollte auf ...": where one is now, not where to go.
    static boolean present(List<Token> t, VersionPhrase v) {
        int at = -1;
        for (int k = v.first() - 1; k >= 0 && k >= v.first() - 6; k--) {
            if (ON.contains(t.get(k).lower())) {
                at = k;
                break;
            }
            if (t.get(k).kind() == Token.Kind.SIGN || t.get(k).kind() == Token.Kind.VERSION) {
                return false;
            }
        }
        if (at <= 0) {
            return false;
        }
        boolean people = false;
        for (int k = Math.max(0, at - 3); k < at; k++) {
            people |= PEOPLE.contains(t.get(k).lower());
        }
        boolean onward = false;
        for (int k = v.last(); k < t.size(); k++) {
            onward |= t.get(k).isAny("to", "auf") || Lexicon.UPGRADE.contains(t.get(k).lower());
        }
        return people && onward;
    }

    private static final Set<String> ON =
            Lexicon.words(
                    "on running using with auf mit nutzen nutzt verwenden einsetzen noch still of");

    private static final Set<String> PEOPLE =
            Lexicon.words(
                    """
                    customers customer users user anyone those everybody sites installations systems projects kunden
                    anwender nutzer betreiber wer systeme installationen organisations organizations administrators
                    """);

    /// Whether one is told not to, somewhere before token `at`.
    static boolean denied(List<Token> t, int at) {
        return t.subList(Math.max(0, at - REACH), at).stream()
                .anyMatch(x -> NOT.contains(x.lower()) || Lexicon.NEGATION.contains(x.lower()));
    }

    /// "... die auf Version 5.12 aktualisiert wurden": what was done, not what is to be done.
    static boolean happened(List<Token> t, VersionPhrase v) {
        for (int k = Math.max(0, v.first() - REACH); k < v.first(); k++) {
            if (NOT.contains(t.get(k).lower())) {
                return false;
            }
        }
        for (int k = v.last(); k < t.size() && k < v.last() + 4; k++) {
            if (DONE.contains(t.get(k).lower())) {
                return true;
            }
        }
        for (int k = v.first() - 1; k > 0 && k > v.first() - 4; k--) {
            if (t.get(k).isAny("to", "auf") && DONE.contains(t.get(k - 1).lower())) {
                return true;
            }
        }
        return false;
    }

    /// Whether nothing between two places begins another clause or speaks of the matter as of something taken away.
    static boolean oneClause(List<Token> t, int from, int to) {
        for (int k = from; k < to; k++) {
            Token x = t.get(k);
            if (x.sign(",")
                    || x.sign(";")
                    || x.sign(":")
                    || ENDS.contains(x.lower())
                    || AWAY.contains(x.lower())) {
                return false;
            }
        }
        for (int k = to + 1; k < t.size() && t.get(k).kind() != Token.Kind.SIGN; k++) {
            if (AWAY.contains(t.get(k).lower())) {
                return false;
            }
        }
        return true;
    }
}
