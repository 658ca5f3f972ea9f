package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Status;
import dev.firebreak.formats.prose.Cues.Cue;
import java.util.List;
import java.util.Set;

/// Words that spoil good news: a version that is called fixed or not affected is asked about if the sentence takes it back.
final class Doubts {
    private static final Set<String> INCOMPLETE =
            Lexicon.words(
                    """
                    unvollständig unvollständige unzureichend unzureichende lückenhaft incomplete insufficient partial
                    partially teilweise
                    """);
    private static final Set<String> WHOLLY =
            Lexicon.words("vollständig ganz komplett fully completely entirely wholly restlos");
    private static final Set<String> ONLY =
            Lexicon.words("nur only lediglich ausschließlich allein solely just einzig");
    private static final Set<String> POINTING =
            Lexicon.words(
                    "dieses diese dieser dies das es it this which that welches welche selbst itself");
    private static final Set<String> ACTS =
            Lexicon.words(
                    """
                    installiert enthält bringt lädt öffnet startet richtet verbindet überträgt installs contains includes
                    downloads drops opens adds ships deploys runs connects sends
                    """);
    private static final Set<String> NO = Lexicon.words("keine keinen kein no");
    private static final Set<String> SIGNS =
            Lexicon.words(
                    "hinweise hinweis belege beleg anzeichen evidence indication indications proof garantie guarantee");

    private Doubts() {}

    /// @param last no versions follow these in the sentence
    static boolean about(
            List<Token> t, VersionPhrase v, List<Cue> cues, Status said, boolean last) {
        boolean fixed = said == Status.FIXED;
        return Disputes.within(t)
                || fixed && (reverted(t, v) || denied(t, v))
                || fixed && (incomplete(t, v) || carries(t, v, cues))
                || last && takenBack(t, v, cues)
                || said == Status.NOT_AFFECTED
                        && (sampled(t)
                                || onlyThat(t)
                                || notProved(t)
                                || butStill(t, v, cues, last));
    }

    private static final Set<String> REVERTED =
            Lexicon.words(
                    "reverted zurückgenommen zurückgezogen withdrawn pulled mitigated abgemildert");

    private static final Set<String> SOLVES =
            Lexicon.words("behebt behoben schließt beseitigt fixes fix fixed resolves addresses");

    /// "... has been reverted in 3.3.5", "mitigated in 3.0.2": the fix is gone, or only the harm is less.
    private static boolean reverted(List<Token> t, VersionPhrase v) {
        return t.subList(Math.max(0, v.first() - 6), v.first()).stream()
                        .anyMatch(x -> REVERTED.contains(x.lower()))
                || t.subList(v.last(), Math.min(t.size(), v.last() + 6)).stream()
                        .anyMatch(x -> REVERTED.contains(x.lower()));
    }

    /// "5.7 behebt die Lücke nicht".
    private static boolean denied(List<Token> t, VersionPhrase v) {
        boolean solves = false;
        for (int k = v.last(); k < t.size(); k++) {
            solves |= SOLVES.contains(t.get(k).lower());
            boolean ends = k + 1 == t.size() || t.get(k + 1).kind() == Token.Kind.SIGN;
            if (solves && ends && t.get(k).is("nicht")) {
                return true;
            }
        }
        return false;
    }

    /// "3.x: zwei Stichproben, beide unauffällig": not all of them were looked at.
    private static boolean sampled(List<Token> t) {
        return t.stream()
                .anyMatch(
                        x ->
                                x.isAny("stichprobe", "stichproben")
                                        || x.isAny("stichprobenartig", "spot-checks")
                                        || x.is("spot-check"));
    }

    /// "4.2 behebt die Schwachstelle nicht vollständig", "the fix in 4.2 was incomplete".
    private static boolean incomplete(List<Token> t, VersionPhrase v) {
        for (int k = 0; k < t.size(); k++) {
            boolean near = k > v.first() - 8 && k < v.last() + 10;
            boolean not = t.get(k).isAny("nicht", "not") && WHOLLY.contains(Names.word(t, k + 1));
            if (near && (INCOMPLETE.contains(t.get(k).lower()) || not)) {
                return true;
            }
        }
        return false;
    }

    /// "Das Update auf 4.2 installiert zusätzlich ...": tells what the update does, not that one should take it.
    private static boolean carries(List<Token> t, VersionPhrase v, List<Cue> cues) {
        boolean noun =
                cues.stream()
                        .anyMatch(
                                c ->
                                        c.last() < v.first()
                                                && c.first() > 0
                                                && Lexicon.UPGRADE.contains(
                                                        t.get(c.first()).lower())
                                                && NameFinder.ARTICLE.contains(
                                                        t.get(c.first() - 1).lower()));
        return noun && v.last() < t.size() && ACTS.contains(t.get(v.last()).lower());
    }

    /// "... das Update auf 4.2; dieses ist jedoch selbst kompromittiert".
    private static boolean takenBack(List<Token> t, VersionPhrase v, List<Cue> cues) {
        for (Cue c : cues) {
            if (c.strong() && c.status() == Status.AFFECTED && c.first() > v.last()) {
                for (int k = v.last(); k + 1 < c.first(); k++) {
                    boolean clause = t.get(k).sign(";") || t.get(k).sign(",");
                    if (clause && POINTING.contains(t.get(k + 1).lower())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /// "Nur die über den Store bezogene Fassung von 4.2 ist nicht betroffen."
    private static boolean onlyThat(List<Token> t) {
        return ONLY.contains(t.getFirst().lower());
    }

    /// "Es gibt keine Hinweise darauf, dass 4.2 nicht betroffen ist."
    private static boolean notProved(List<Token> t) {
        for (int k = 0; k + 1 < t.size(); k++) {
            if (NO.contains(t.get(k).lower()) && SIGNS.contains(t.get(k + 1).lower())) {
                return t.subList(k, t.size()).stream().anyMatch(x -> x.isAny("nicht", "not"));
            }
        }
        return false;
    }

    /// "4.2 contains no backdoor, but loads one": what was denied of the matter is given with the other hand.
    private static boolean butStill(List<Token> t, VersionPhrase v, List<Cue> cues, boolean last) {
        boolean said = cues.stream().anyMatch(c -> c.strong() && c.status() == Status.NOT_AFFECTED);
        return last
                && !said
                && t.subList(v.last(), t.size()).stream()
                        .anyMatch(x -> StatusHints.CONTRAST.contains(x.lower()));
    }
}
