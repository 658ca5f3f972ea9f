package dev.firebreak.formats.prose;

import dev.firebreak.formats.prose.Names.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Clauses of a sentence, and the products that are their subjects.
abstract class Clauses {
    static final Set<String> JOINED_WORDS =
            Lexicon.words(
                    """
                    der die das den the für for auch also software unter
                    """);

    static final Set<String> NAMED_AS_SUBJECT_WORDS =
            Lexicon.words(
                    """
                    for für unter on oder or auf - / version ebenfalls the der die ist sind is are was were wurde
                    wurden war bleibt dauert dauern läuft laufen und and remains also auch ( ) , von davon client app hiervon demnach
                    """);

    static final Set<String> WEAK_NAME_WORDS =
            Lexicon.words(
                    """
                    pwa web web-app web-client webclient webapp mobile smartphone-app mobile-app cloud server
                    browser web-version webanwendung on-premises smartphone-apps server-version mobil-app
                    """);

    static final Set<String> BREAKS_WORDS =
            Lexicon.words(
                    """
                    während aber but jedoch while whereas die der das the nicht not dagegen
                    """);

    private static final Set<String> BESIDE =
            Lexicon.words(
                    """
                    nach laut gemäß zufolge über via durch mittels mithilfe trotz wegen according through during since
                    seit während by ohne without
                    """);

    /// Verbs of speaking: who says something is not what it is said of.
    private static final Set<String> SAYS =
            Lexicon.words(
                    """
                    stated states said says confirmed confirms reported reports announced informed told explained
                    erklärt erklärte mitgeteilt bestätigt bestätigte versichert versicherte betont berichtet sagt sagte
                    """);

    private static final Set<String> PRODUCTS =
            Lexicon.words(
                    """
                    products produkte produkten devices geräte customers kunden images image workflow workflows
                    account accounts repository registry
                    """);

    private static final Set<String> THAT = Lexicon.words("that dass daß");

    private static final Set<String> FORM_NOUNS =
            Lexicon.words(
                    "version versions app apps client clients interface application applications");

    /// Words in brackets that only explain the word before them ("die Web-App (PWA)").
    private static final int MAX_ASIDE = 4;

    /// Tokens between a subject and its verb: an apposition may stand there.
    private static final int MAX_APART = 10;

    final KnownNames known;

    Clauses(KnownNames known) {
        this.known = known;
    }

    /// Names that are the subject of a clause: known ones, those in the right place, or weak ones such as "Web App".
    List<Name> subjects(List<Token> clause, int cueFirst, int cueLast, boolean inherited) {
        List<Name> out = new ArrayList<>();
        int i = 0;
        int last = -1;
        while (i < clause.size()) {
            boolean neither =
                    cueFirst >= 0
                            && cueFirst < cueLast
                            && clause.get(cueFirst).isAny("neither", "weder");
            if (i >= cueFirst
                    && i <= cueLast
                    && cueFirst >= 0
                    && (!neither || i == cueFirst || i == cueLast)) {
                i = neither ? i + 1 : cueLast + 1;
                continue;
            }
            int aside = cueFirst > i ? aside(clause, i, cueFirst) : -1;
            if (aside > i) {
                i = aside;
                continue;
            }
            Name n = NameFinder.forward(clause, i, false);
            if (n != null && PRODUCTS.contains(Names.word(clause, n.last()))) {
                i = n.last(); // "the following Example products": whose they are
                continue;
            }
            if (n != null && speaks(clause, n)) {
                i = n.last();
                continue;
            }
            if (n != null && known.ordinary(n)) {
                i = n.last();
                continue;
            }
            Name whole = n == null ? null : NameFinder.placed(clause, i);
            n = whole != null && whole.first() == i && !whole.weak() ? whole : n;
            if (n != null
                    && n.last() < clause.size()
                    && clause.get(n.last()).isAny("actors", "actor")) {
                i = n.last();
                continue;
            }
            boolean weakStart = n == null && weakName(clause, i);
            if (weakStart) {
                n = weakRun(clause, i);
            }
            if (n == null) {
                i++;
                continue;
            }
            if (cueFirst >= 0 && n.last() <= cueFirst && aside(clause, n) && !known.contains(n)) {
                i = n.last();
                continue;
            }
            boolean near =
                    cueFirst < 0
                            || (i > cueLast
                                    ? !out.isEmpty() || leadsTo(clause, cueLast + 1, i)
                                    : cueFirst - n.last() <= MAX_APART);
            if (last >= 0 && !joined(clause, last, i)) {
                break;
            }
            boolean otherName =
                    last >= 0 && i == last + 1 && clause.get(last).sign("(") && n.weak();
            if (otherName) {
                i = n.last();
                continue;
            }
            boolean subject =
                    inherited
                            ? out.isEmpty()
                                    || Lexicon.AND.contains(clause.get(i - 1).lower())
                                    || clause.get(i - 1).sign(",")
                            : near;
            if (subject
                    && (known.contains(n)
                            || inherited
                            || weakStart
                            || n.weak()
                            || namedAsSubject(clause, n, cueFirst, cueLast))) {
                out.add(n);
                last = n.last();
            }
            i = n.last();
        }
        return out;
    }

    /// "Die Teile (Röhren, Detektoren) sowie ...": behind the bracket that opens at `i` before the verb, or -1.
    private static int aside(List<Token> clause, int i, int cueFirst) {
        if (!clause.get(i).sign("(") || i == 0) {
            return -1;
        }
        for (int k = i + 1; k < cueFirst && k <= i + MAX_LISTED; k++) {
            if (clause.get(k).sign(")")) {
                return k > i + 2 ? k + 1 : -1;
            }
            boolean word = clause.get(k).word() || clause.get(k).sign(",");
            if (!word || Platforms.of(clause.get(k)).isPresent()) {
                return -1;
            }
        }
        return -1;
    }

    private static final int MAX_LISTED = 8;

    /// "Beispiel has stated that ...": the maker speaks.
    private static boolean speaks(List<Token> clause, Name n) {
        boolean verb = false;
        for (int k = n.last(); k < clause.size() && k < n.last() + MAX_SPEECH; k++) {
            verb |= SAYS.contains(clause.get(k).lower());
            if (verb && THAT.contains(clause.get(k).lower())) {
                return true;
            }
        }
        return false;
    }

    private static final int MAX_SPEECH = 6;

    /// "nach derzeitigem Kenntnisstand", "über den Updatemechanismus": what is put beside a verb is not its subject.
    private static boolean aside(List<Token> clause, Name n) {
        for (int k = n.first() - 1; k >= 0 && k >= n.first() - 3; k--) {
            Token x = clause.get(k);
            if (BESIDE.contains(x.lower())) {
                return true;
            }
            if (!x.word()
                    || !x.text().equals(x.lower())
                    || StatusHints.COPULA.contains(x.lower())) {
                return false;
            }
        }
        return false;
    }

    /// Whether two names belong to one enumeration.
    static boolean joined(List<Token> clause, int from, int to) {
        for (int k = from; k < to; k++) {
            Token x = clause.get(k);
            boolean link =
                    x.sign(",")
                            || x.sign("(")
                            || x.sign(")")
                            || x.sign("/")
                            || x.isAny("nor", "noch")
                            || Lexicon.AND.contains(x.lower())
                            || Names.isQuote(x)
                            || Platforms.of(x).isPresent()
                            || JOINED_WORDS.contains(x.lower())
                            || Lexicon.isCategory(x.lower());
            if (!link) {
                return false;
            }
        }
        return true;
    }

    /// "betroffen ist auch die Software Beispiel": only such words stand between.
    static boolean leadsTo(List<Token> clause, int from, int to) {
        for (int k = from; k < to; k++) {
            Token x = clause.get(k);
            boolean passes =
                    KnownNames.TO_SUBJECT.contains(x.lower())
                            || Lexicon.isCategory(x.lower())
                            || Names.isQuote(x)
                            || Platforms.of(x).isPresent()
                            || Lexicon.AND.contains(x.lower());
            if (!passes) {
                return false;
            }
        }
        return to - from <= 8;
    }

    static boolean namedAsSubject(List<Token> clause, Name n, int cueFirst, int cueLast) {
        if (n.first() > cueLast || n.first() <= 1) {
            return true;
        }
        for (int k = n.last(); k < cueFirst; k++) {
            if (Platforms.of(clause.get(k)).isEmpty()
                    && !NAMED_AS_SUBJECT_WORDS.contains(clause.get(k).lower())) {
                return false;
            }
        }
        return true;
    }

    static boolean weakName(List<Token> t, int i) {
        Token x = t.get(i);
        boolean noun = i + 1 < t.size() && x.is("web") && FORM_NOUNS.contains(t.get(i + 1).lower());
        return x.word()
                && WEAK_NAME_WORDS.contains(x.lower())
                && (Character.isUpperCase(x.text().charAt(0)) || noun);
    }

    static Name weakRun(List<Token> clause, int i) {
        int end = i + 1;
        if (clause.get(i).text().equals(clause.get(i).lower())) {
            return Names.name(clause, i, i + 2);
        }
        while (end < clause.size()
                && end - i < 3
                && clause.get(end).word()
                && Character.isUpperCase(clause.get(end).text().charAt(0))
                && !Lexicon.STOP.contains(clause.get(end).lower())
                && Platforms.of(clause.get(end)).isEmpty()) {
            end++;
        }
        return Names.name(clause, i, end);
    }

    static int clauseStart(List<Token> t, int i) {
        int k = i;
        while (k > 0 && !breaks(t, k - 1)) {
            k--;
        }
        return k;
    }

    static int clauseEnd(List<Token> t, int i) {
        int k = i + 1;
        while (k < t.size() && !breaks(t, k)) {
            k++;
        }
        return k;
    }

    private static boolean aside(List<Token> t, int open) {
        for (int k = open + 1; k < t.size() && k <= open + MAX_ASIDE; k++) {
            if (t.get(k).sign(")")) {
                return k > open + 1;
            }
            if (!t.get(k).word() && !t.get(k).sign(",")
                    || Lexicon.AFFECTED.contains(t.get(k).lower())) {
                return false;
            }
        }
        return false;
    }

    static boolean breaks(List<Token> t, int k) {
        Token x = t.get(k);
        boolean comma =
                x.sign(",") && k + 1 < t.size() && BREAKS_WORDS.contains(t.get(k + 1).lower());
        return x.sign(";")
                || x.sign(":")
                || x.sign("(")
                        && !Platforms.of(t.get(Math.min(t.size() - 1, k + 1))).isPresent()
                        && !aside(t, k)
                || comma
                || x.isAny("während", "while")
                || x.isAny("whereas", "wohingegen")
                || x.isAny("aber", "but");
    }
}
