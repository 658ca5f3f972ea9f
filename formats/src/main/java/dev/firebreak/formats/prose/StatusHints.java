package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Status;
import dev.firebreak.formats.prose.Cues.Cue;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the words around versions hint at: instructions, exceptions, conditions, contrasts.
abstract class StatusHints {
    static final Set<String> COPULA =
            Lexicon.words(
                    """
                    ist sind is are was were wurde wurden war waren gilt gelten bleibt bleiben has have hat haben
                    remain remains enthält enthalten contains contain can could may might should wird werden als
                    auch also been being sei seien enthalte
                    """);

    /// Words of offering a version, which say nothing of moving to it.
    private static final Set<String> OFFERED =
            Lexicon.words(
                    "bereit bereitgestellt verfügbar available veröffentlicht released zurverfügung");

    static final Set<String> CONTRAST =
            Lexicon.words(
                    """
                    während aber but jedoch hingegen dagegen while whereas however though sondern wohingegen
                    """);

    static final Set<String> MATTER =
            Lexicon.words(
                    """
                    schwachstelle schwachstellen vulnerability vulnerabilities lücke sicherheitslücke
                    sicherheitslücken issue issues flaw bug fehler problem hintertür backdoor
                    """);

    static final Set<String> CONDITION =
            Lexicon.words(
                    """
                    solange sofern wenn falls if unless wer unter_der_voraussetzung provided whoever
                    """);

    final List<Token> t;

    final List<VersionPhrase> phrases;

    final List<Cue> cues;

    final Context context;

    StatusHints(List<Token> tokens, List<VersionPhrase> phrases, List<Cue> cues, Context context) {
        this.t = tokens;
        this.phrases = phrases;
        this.cues = cues;
        this.context = context;
    }

    /// "Solange ... nicht installiert ist, sind Sie nicht betroffen": says nothing of the version itself.
    static boolean conditional(List<Token> t) {
        return t.stream().anyMatch(x -> CONDITION.contains(x.lower()));
    }

    /// "other than 3.2", "andere Versionen als 3.2", "Systeme ohne 3.2".
    boolean inverted(VersionPhrase v) {
        for (int k = v.first() - 1; k >= 0 && k >= v.first() - 5; k--) {
            String w = t.get(k).lower();
            if (w.equals("ohne")
                    || w.equals("without")
                    || w.equals("than") && k > 0 && t.get(k - 1).is("other")) {
                return true;
            }
            if (w.equals("als")) {
                return k > 0
                        && (t.get(k - 1).isAny("andere", "anderen")
                                || k > 1 && t.get(k - 2).isAny("andere", "anderen"));
            }
            if (t.get(k).kind() == Token.Kind.SIGN || t.get(k).kind() == Token.Kind.VERSION) {
                return false;
            }
        }
        return false;
    }

    /// "from 3.2.2 to 3.2.3": where one comes from.
    boolean origin(VersionPhrase v) {
        boolean from = false;
        for (int k = v.first() - 1; k >= 0 && k >= v.first() - 3; k--) {
            from |= t.get(k).isAny("von", "from");
        }
        boolean to = v.last() < t.size() && t.get(v.last()).isAny("auf", "to");
        boolean move =
                t.stream()
                        .anyMatch(
                                x ->
                                        Lexicon.UPGRADE.contains(x.lower())
                                                || Lexicon.DOWNGRADE.contains(x.lower()));
        return from && to && move;
    }

    /// "auf Version 3.4 aktualisieren": fixed; "auf 5.4 zurückgehen": good for another reason.
    @Nullable Status movedTo(VersionPhrase v) {
        int by = v.first() - 1;
        if (by > 0
                        && (t.get(by).isAny("by", "with") || t.get(by).is("durch"))
                        && (t.get(by - 1).isAny("replaced", "ersetzt")
                                || t.get(by - 1).isAny("superseded", "abgelöst"))
                || v.last() < t.size()
                        && t.get(v.last()).isAny("ersetzt", "abgelöst")
                        && t.subList(Math.max(0, v.first() - 5), v.first()).stream()
                                .anyMatch(x -> x.is("durch"))) {
            return Status.FIXED;
        }
        boolean to = false;
        int from = v.first();
        for (int k = v.first() - 1; k >= 0 && k >= v.first() - 5; k--) {
            if (t.get(k).isAny("auf", "to")) {
                to = true;
                from = k;
                break;
            }
            if (t.get(k).kind() == Token.Kind.SIGN
                    || Lexicon.AFFECTED_STRONG.contains(t.get(k).lower())) {
                break;
            }
        }
        for (int k = v.last(); to && k < t.size() && k < v.last() + 7; k++) {
            String w = t.get(k).lower();
            if (t.get(k).sign(";") || t.get(k).sign(".")) {
                break;
            }
            if (Lexicon.DOWNGRADE.contains(w)) {
                return Status.NOT_AFFECTED;
            }
            int at = k;
            boolean withMatter =
                    OFFERED.contains(w)
                            && cues.stream()
                                    .anyMatch(
                                            c ->
                                                    c.status() == Status.AFFECTED
                                                            && c.first() >= v.last()
                                                            && c.first() < at);
            if (Lexicon.UPGRADE.contains(w) && !withMatter) {
                return from > 0 || v.first() > 0 ? Status.FIXED : null;
            }
        }
        return null;
    }

    /// "spielen Sie bitte sofort 12.3.5 ein", "please install 3.4".
    boolean instructed(int index) {
        int behind = phrases.get(index).last();
        if (behind < t.size()
                && t.get(behind).isAny("installieren", "einspielen")
                && !conditional(t)
                && !Instructions.denied(t, behind)) {
            return true;
        }
        boolean verb = false;
        boolean polite = false;
        int floor = index == 0 ? 0 : phrases.get(index - 1).last();
        for (int k = Math.max(floor, phrases.get(index).first() - 8);
                k < phrases.get(index).first();
                k++) {
            String w = t.get(k).lower();
            verb |=
                    Set.of(
                                    "spielen",
                                    "installieren",
                                    "einspielen",
                                    "install",
                                    "reinstall",
                                    "apply",
                                    "aktualisieren")
                            .contains(w);
            polite |=
                    Set.of(
                                    "sie",
                                    "bitte",
                                    "please",
                                    "umgehend",
                                    "sofort",
                                    "unverzüglich",
                                    "must",
                                    "should",
                                    "immediately")
                            .contains(w);
            if (Lexicon.NEGATION.contains(w)
                    || w.equals("nobody")
                    || w.equals("longer")
                    || w.equals("that")
                    || w.equals("who")
                    || w.equals("wenn")
                    || w.equals("if")
                    || w.equals("wer")
                    || w.equals("not")
                    || w.equals("nicht")
                    || w.equals("von")) {
                return false;
            }
        }
        return verb && polite;
    }

    boolean matterBetween(int from, int to) {
        for (int k = from + 1; k < to; k++) {
            if (MATTER.contains(t.get(k).lower())) {
                return true;
            }
        }
        return false;
    }

    boolean excepted(VersionPhrase v) {
        for (int k = v.first() - 1; k >= 0 && k >= v.first() - 4; k--) {
            String w = t.get(k).lower();
            if (Lexicon.EXCEPT.contains(w) || w.equals("ausnahme") || w.equals("exception")) {
                return true;
            }
            if (t.get(k).sign(".") || t.get(k).sign(";")) {
                return false;
            }
        }
        return false;
    }

    boolean contrast(int from, int to) {
        for (int k = Math.max(0, from); k < to && k < t.size(); k++) {
            boolean also = k + 1 < t.size() && t.get(k + 1).isAny("auch", "also");
            if (t.get(k).sign(";") || CONTRAST.contains(t.get(k).lower()) && !also) {
                return true;
            }
        }
        return false;
    }

    boolean signBetween(int from, int to, String sign) {
        for (int k = from + 1; k < to && k < t.size(); k++) {
            if (t.get(k).is(sign)) {
                return true;
            }
        }
        return t.size() > from && from >= 0 && from < to && t.get(from).is(sign);
    }

    boolean copulaBetween(int from, int to) {
        for (int k = from; k <= to && k < t.size(); k++) {
            if (COPULA.contains(t.get(k).lower())) {
                return true;
            }
        }
        return false;
    }
}
