package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Status;
import dev.firebreak.formats.prose.Cues.Cue;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides which status word of a sentence governs which of its version phrases.
final class StatusScope extends StatusHabits {
    private static final Set<String> ACTIVE_FIX =
            Lexicon.words(
                    """
                    behebt fixes patches schließt addresses addressing resolves corrects beheben fix addressed
                    """);

    /// "Für Linux gibt es kein 3.3."
    private static final Set<String> NONE = Lexicon.words("kein keine keinen no");

    private static final Set<String> CONDITIONAL =
            Lexicon.words("wer whoever anyone wenn if falls sofern");
    private static final Set<String> PRONOUN =
            Lexicon.set("es", "das", "davon", "hiervon", "dagegen");
    private static final Set<String> USE =
            Lexicon.words(
                    "use verwenden verwende nutzen nutze install installieren installiere restore reinstall");
    private static final Set<String> ADDRESSED =
            Lexicon.words(
                    "you users customers organisations organizations administrators admins everyone everybody they and ,");
    private static final int DIRECT = 8;

    StatusScope(List<Token> tokens, List<VersionPhrase> phrases, List<Cue> cues, Context context) {
        super(tokens, phrases, cues, context);
    }

    /// @param previous said of the versions before these
    /// @param same those stand in the same sentence
    Decision of(int index, @Nullable Status previous, boolean same) {
        Decision d = decide(index, previous, same ? previous : null);
        VersionPhrase v = phrases.get(index);
        Status said = d.status();
        boolean good = said == Status.FIXED || said == Status.NOT_AFFECTED;
        if (said != null && good && Doubts.about(t, v, cues, said, index + 1 == phrases.size())) {
            return new Decision(null, true);
        }
        if (d.status() == Status.NOT_AFFECTED && conditional(t)) {
            return new Decision(null, true);
        }
        if (inverted(v)) {
            return d.status() == Status.NOT_AFFECTED
                    ? new Decision(Status.AFFECTED, true)
                    : new Decision(null, true);
        }
        return d;
    }

    private Decision decide(int index, @Nullable Status said, @Nullable Status previous) {
        VersionPhrase v = phrases.get(index);
        boolean none = v.first() > 0 && NONE.contains(t.get(v.first() - 1).lower());
        if (origin(v) || none) {
            return new Decision(null, true);
        }
        int verb = v.last() + (v.last() + 1 < t.size() && t.get(v.last()).sign(")") ? 1 : 0);
        int not =
                verb + 2 < t.size() && PRONOUN.contains(t.get(verb + 1).lower())
                        ? verb + 2
                        : verb + 1;
        boolean elliptic =
                not < t.size()
                        && COPULA.contains(t.get(verb).lower())
                        && t.get(not).isAny("not", "nicht")
                        && (not + 1 >= t.size() || t.get(not + 1).kind() == Token.Kind.SIGN);
        boolean bare =
                v.last() < t.size()
                        && t.get(v.last()).isAny("nicht", "not")
                        && (v.last() + 1 >= t.size()
                                || t.get(v.last() + 1).kind() == Token.Kind.SIGN);
        int owner = v.first() - 1;
        while (owner > 0 && (t.get(owner).sign("(") || Names.isQuote(t.get(owner)))) {
            owner--;
        }
        boolean ofFile =
                owner >= 0
                        && (t.get(owner).kind() == Token.Kind.INDICATOR
                                || owner > 0
                                        && t.get(owner).is("in")
                                        && t.get(owner - 1).kind() == Token.Kind.INDICATOR);
        if (ofFile) {
            return new Decision(null, true);
        }
        if (elliptic || bare) {
            return said == Status.AFFECTED
                    ? new Decision(Status.NOT_AFFECTED, true)
                    : new Decision(null, true);
        }
        if (Instructions.free(t, v) && (said == Status.AFFECTED || cues.isEmpty())) {
            return new Decision(Status.NOT_AFFECTED, true);
        }
        if (excepted(v)) {
            boolean cleared =
                    context.status() == Status.NOT_AFFECTED
                            || said == Status.NOT_AFFECTED
                            || cues.stream().anyMatch(c -> c.status() == Status.NOT_AFFECTED);
            return cleared
                    ? new Decision(Status.AFFECTED, true) // "not affected: all releases except 3.2"
                    : new Decision(Status.NOT_AFFECTED, false);
        }
        Remedies.Remedy remedy = Remedies.of(t, v, cues);
        if (remedy != null) {
            return new Decision(remedy.status(), remedy.status() == null);
        }
        Cue hit = suffix(index);
        if (CONDITIONAL.contains(t.getFirst().lower())
                && hit != null
                && hit.status() == Status.AFFECTED
                && t.subList(v.last(), hit.first()).stream()
                        .anyMatch(x -> INSTALLED.contains(x.lower()))) {
            return new Decision(Status.AFFECTED, true);
        }
        if (Instructions.against(t, v) || Instructions.happened(t, v) && governedByHit(index)) {
            return new Decision(Status.AFFECTED, true);
        }
        if (context.status() == Status.FIXED && Instructions.wasInstalled(t, v)) {
            return new Decision(null, true);
        }
        boolean struck =
                cues.stream().anyMatch(c -> isHit(c) && (c.strong() || c.first() >= v.last()));
        if (Instructions.released(t, v) && !struck) {
            return new Decision(null, true);
        }
        if (Instructions.recommends(t, v)) {
            return new Decision(Status.FIXED, false);
        }
        if (t.subList(Math.max(0, v.first() - 4), v.first()).stream()
                .anyMatch(x -> x.isAny("damals", "seinerzeit"))) {
            return new Decision(null, true);
        }
        if (adds(v)) {
            return new Decision(Status.FIXED, true);
        }
        boolean way = phrases.size() > 1 && Instructions.onTheWay(t);
        if (way && cues.stream().noneMatch(c -> c.strong() && isHit(c))
                || Instructions.ended(t, v)
                || Instructions.required(t, v) && cues.stream().noneMatch(Cue::strong)) {
            return new Decision(null, true);
        }
        Status answer = answer(v);
        if (answer != null) {
            return new Decision(answer, false);
        }
        if (Instructions.present(t, v)
                && index + 1 < phrases.size()
                && cues.stream().noneMatch(c -> c.strong() && isHit(c))) {
            return new Decision(null, true);
        }
        if (recommended(index)) {
            return new Decision(Status.FIXED, false);
        }
        if (instructed(index)) {
            return new Decision(Status.FIXED, false);
        }
        Status moved = movedTo(v);
        if (moved != null) {
            return new Decision(moved, false);
        }
        Cue prefix = prefix(index);
        Cue suffix = suffix(index);
        Cue chosen = choose(prefix, suffix, v);
        int next = index + 1 < phrases.size() ? phrases.get(index + 1).first() : t.size();
        boolean idle = Remedies.nothingToDo(t, v.last(), next);
        if (idle && (chosen == null || chosen.status() == Status.AFFECTED)) {
            return new Decision(null, true);
        }
        if (chosen != null && chosen.status() == Status.FIXED && carriedBy(chosen, v)) {
            return new Decision(Status.AFFECTED, false);
        }
        if (chosen != null
                && chosen.status() == Status.UNDER_INVESTIGATION
                && context.status() == Status.NOT_AFFECTED
                && t.subList(0, chosen.last()).stream()
                        .anyMatch(x -> x.isAny("known", "bekannt"))) {
            return new Decision(
                    Status.NOT_AFFECTED, false); // "are not known to ...", below "Not affected"
        }
        if (chosen != null) {
            return new Decision(adjusted(chosen, v), false);
        }
        boolean closed =
                previous != Status.AFFECTED && cues.stream().anyMatch(c -> claimed(index, c));
        if (index > 0
                && previous != null
                && !closed
                && !contrast(phrases.get(index - 1).last(), v.first())) {
            return new Decision(previous, false);
        }
        Cue later = laterCue(index);
        if (later != null) {
            return new Decision(adjusted(later, v), false);
        }
        Decision usual = habit(index, v);
        boolean contrary =
                usual.status() == Status.NOT_AFFECTED && cues.stream().anyMatch(StatusScope::isHit)
                        || usual.status() == Status.NOT_AFFECTED && carriesMatter(v);
        return contrary ? new Decision(null, true) : usual;
    }

    /// "... has shipped version 3.6.8, which adds verification": said of what comes after the matter.
    private boolean adds(VersionPhrase v) {
        int k = v.last();
        boolean which =
                k + 2 < t.size()
                        && t.get(k).sign(",")
                        && (t.get(k + 1).isAny("which", "that")
                                || t.get(k + 1).isAny("die", "das")
                                || t.get(k + 1).is("der"));
        if (!which) {
            return false;
        }
        boolean better =
                t.subList(k + 2, Math.min(t.size(), k + 6)).stream()
                        .anyMatch(
                                x ->
                                        x.isAny("adds", "hardens")
                                                || x.isAny("removes", "fixes")
                                                || x.isAny("entfernt", "behebt")
                                                || x.isAny("ergänzt", "verschärft")
                                                || x.is("introduces"));
        boolean offered =
                t.subList(Math.max(0, v.first() - 6), v.first()).stream()
                        .anyMatch(
                                x ->
                                        x.isAny("shipped", "released")
                                                || x.isAny("published", "issued")
                                                || x.isAny("veröffentlicht", "bereitgestellt"));
        return better && offered;
    }

    /// "Am I affected?" above "If you use 3.1: yes. If you use 3.0 or older: no."
    private @Nullable Status answer(VersionPhrase v) {
        int last = t.size() - 1;
        while (last > 0 && t.get(last).kind() == Token.Kind.SIGN) {
            last--;
        }
        boolean alone = last > v.last() && phrases.getLast() == v && t.get(last - 1).sign(":");
        if (!alone || context.status() != Status.AFFECTED) {
            return null;
        }
        return t.get(last).isAny("yes", "ja")
                ? Status.AFFECTED
                : t.get(last).isAny("no", "nein") ? Status.NOT_AFFECTED : null;
    }

    /// "All releases up to 4.2 contain the flaw", below "Not affected versions".
    private boolean carriesMatter(VersionPhrase v) {
        boolean carries = false;
        for (int k = v.last(); k < t.size(); k++) {
            Token x = t.get(k);
            if (Lexicon.NEGATION.contains(x.lower())) {
                return false;
            }
            carries |= x.isAny("contain", "contains") || x.isAny("enthält", "enthalten");
            if (carries && MATTER.contains(x.lower())) {
                return true;
            }
        }
        return false;
    }

    /// "Use 3.3", "...; verwenden Sie bitte nur Beispiel 3.3": a clause that begins with the verb and names nothing else.
    private boolean recommended(int index) {
        VersionPhrase v = phrases.get(index);
        int from = index == 0 ? 0 : phrases.get(index - 1).last();
        for (int k = v.first() - 1; k >= from; k--) {
            Token x = t.get(k);
            boolean starts =
                    k == 0
                            || t.get(k - 1).sign(";")
                            || t.get(k - 1).sign(",")
                            || t.get(k - 1).sign(":")
                            || index > 0 && Lexicon.AND.contains(t.get(k - 1).lower())
                            || BEFORE_USE.contains(t.get(k - 1).lower());
            if (USE.contains(x.lower())) {
                boolean modal = k > 0 && t.get(k - 1).isAny("should", "must");
                boolean addressed = k == 1 || k > 1 && ADDRESSED.contains(t.get(k - 2).lower());
                return starts && (!modal || addressed) && !Instructions.denied(t, k);
            }
            boolean passes =
                    Names.isQuote(x)
                            || x.isAny("sie", "only")
                            || x.is("nur")
                            || x.is("bitte")
                            || x.kind() == Token.Kind.SIGN && x.glued()
                            || x.word() && x.glued()
                            || NameRun.part(t, k)
                            || Names.packageLike(x) && x.lower().indexOf('-') > 0
                            || k + 1 < t.size()
                                    && (t.get(k + 1).sign("/")
                                            || t.get(k + 1).sign(":") && t.get(k + 1).glued());
            if (!passes) {
                return false;
            }
        }
        return false;
    }

    /// Whether what is said of the versions is that they are affected, by a word before or behind them or by the label.
    private boolean governedByHit(int index) {
        Cue before = prefix(index);
        before =
                before != null && Lexicon.UPGRADE.contains(t.get(before.first()).lower())
                        ? null
                        : before;
        Cue behind = suffix(index);
        Cue later = behind != null ? behind : laterCue(index);
        boolean hit = before != null && isHit(before) || later != null && isHit(later);
        return hit || before == null && later == null && context.status() == Status.AFFECTED;
    }

    private static boolean isHit(Cue c) {
        return c.status() == Status.AFFECTED;
    }

    /// "Das Update auf Version 3.4 war mit einer Hintertür versehen": the noun only names what carries the matter.
    private boolean carriedBy(Cue update, VersionPhrase v) {
        if (update.last() >= v.first()
                || !Lexicon.UPGRADE.contains(t.get(update.first()).lower())) {
            return false;
        }
        for (Cue c : cues) {
            if (isHit(c) && c.first() >= v.last()) {
                return Instructions.oneClause(t, v.last(), c.first());
            }
        }
        return false;
    }

    private @Nullable Cue prefix(int index) {
        VersionPhrase v = phrases.get(index);
        int floor = index == 0 ? 0 : phrases.get(index - 1).last();
        Cue best = null;
        for (Cue c : cues) {
            if (c.strong()
                    && c.first() >= floor
                    && c.last() < v.first()
                    && !contrast(c.last(), v.first())
                    && !claimed(index, c)) {
                best = c;
            }
        }
        return best;
    }

    private @Nullable Cue suffix(int index) {
        VersionPhrase v = phrases.get(index);
        int ceiling = index + 1 < phrases.size() ? phrases.get(index + 1).first() : t.size();
        for (Cue c : cues) {
            if (c.strong() && c.first() >= v.last() && c.last() < ceiling && !leadsOn(c)) {
                return contrast(v.last(), c.first()) ? null : c;
            }
        }
        return null;
    }

    private @Nullable Cue choose(@Nullable Cue prefix, @Nullable Cue suffix, VersionPhrase v) {
        if (prefix == null || suffix == null) {
            Cue only = prefix == null ? suffix : prefix;
            if (only != null
                    && only == suffix
                    && suffix.first() - v.last() > 2
                    && openedByConjunction(v.last(), suffix)) {
                return null;
            }
            return only;
        }
        boolean direct =
                v.first() - prefix.last() <= DIRECT
                        && !signBetween(prefix.last(), v.first(), ",")
                        && !signBetween(prefix.last(), v.first(), "(");
        boolean verb =
                copulaBetween(v.last(), suffix.first())
                        || suffix.first() - v.last() <= 1
                                && ACTIVE_FIX.contains(t.get(suffix.last()).lower());
        boolean ownClause =
                signBetween(v.last(), suffix.first(), ",")
                        || signBetween(v.last(), suffix.first(), "und");
        if (verb && !ownClause && (!direct || prefix.last() > 0 && suffixClosesClause(prefix, v))) {
            return suffix;
        }
        return prefix;
    }

    /// "... sind betroffen, 1.5 ist nicht betroffen": the prefix closed its own clause before the versions.
    private boolean suffixClosesClause(Cue prefix, VersionPhrase v) {
        return signBetween(prefix.last(), v.first(), ",")
                || signBetween(prefix.last(), v.first(), "und")
                || signBetween(prefix.last(), v.first(), "and");
    }

    /// "Versions 1 to 3, and fixed in 4": the later word belongs to a later version.
    private boolean openedByConjunction(int from, Cue suffix) {
        Token word = t.get(suffix.last());
        Token next = suffix.last() + 1 < t.size() ? t.get(suffix.last() + 1) : null;
        return next != null
                && next.is("in")
                && Lexicon.FIXED.contains(word.lower())
                && !copulaBetween(from, suffix.first());
    }

    /// "downgrade to": says something of the version behind it, not of one before.
    private boolean leadsOn(Cue c) {
        return c.last() > c.first()
                && t.get(c.last()).isAny("to", "auf")
                && phrases.stream().anyMatch(v -> v.first() > c.last());
    }

    private @Nullable Cue laterCue(int index) {
        Cue first = null;
        for (Cue c : cues) {
            if (c.strong()
                    && !leadsOn(c)
                    && c.first() >= phrases.get(index).last()
                    && !contrast(phrases.get(index).last(), c.first())) {
                first = first == null ? c : first;
            }
        }
        return first;
    }

    private Status adjusted(Cue c, VersionPhrase v) {
        if (c.status() != Status.FIXED) {
            return c.status();
        }
        if (Cues.SAFE.contains(t.get(c.last()).lower())
                && v.ranges().stream().anyMatch(r -> r.upper() != null)) {
            return Status.NOT_AFFECTED;
        }
        boolean onlyUpper =
                !v.ranges().isEmpty()
                        && v.versions().isEmpty()
                        && v.ranges().stream().allMatch(r -> r.upper() != null);
        boolean ofMatter =
                c.last() < v.first()
                        && ACTIVE_FIX.contains(t.get(c.last()).lower())
                        && matterBetween(c.last(), v.first());
        return onlyUpper || ofMatter || v.isAll() ? Status.AFFECTED : Status.FIXED;
    }
}
