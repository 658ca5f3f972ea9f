package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.formats.prose.Cues.Cue;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is usually meant where no word says what holds for a version: the heading, the matter of the sentence, or what one
/// is told to do.
abstract class StatusHabits extends StatusHints {
    private static final Set<String> AVAILABLE =
            Lexicon.words(
                    """
                    bereit veröffentlicht verfügbar available released bereitgestellt erschienen herausgegeben
                    provided issued publiziert published angeboten ausgeliefert verteilt releasing release
                    herausgebracht
                    """);

    private static final Set<String> STANDS = Lexicon.words("steht stehen is are ist sind now");

    private static final Set<String> NEVER = Lexicon.words("nie niemals nicht never not no");

    private static final Set<String> NOT_YET =
            Lexicon.words(
                    "until bis once sobald when wenn sofern soon demnächst bald yet nicht not noch no longer still weiterhin mehr nie never");

    private static final Set<String> READY = Lexicon.words("verfügung bereit verfügbar available");

    private static final Set<String> PATCH =
            Lexicon.words(
                    """
                    update updates patch patches hotfix sicherheitsupdate sicherheitsupdates sicherheitspatch bugfix
                    fix sicherheitsaktualisierung security korrigierte bereinigte aktualisierung aktualisierte neue
                    new updated notfall-update notfallupdate patch-release
                    """);

    private static final Set<String> REMOVE =
            Lexicon.words(
                    """
                    deinstallieren deinstalliert deinstallation entfernen uninstall uninstalled uninstalling remove
                    isolieren isolate löschen delete abschalten deaktivieren disable
                    """);

    static final Set<String> INSTALLED =
            Lexicon.words(
                    """
                    installiert installed running betreibt betreiben im_einsatz einsetzen einsetzt nutzt nutzen
                    verwendet using verwenden eingesetzt heruntergeladen downloaded deployed shipped ausgeliefert
                    distributed verteilt delivered ausgerollt bezogen
                    """);

    static final Set<String> BEFORE_USE =
            Lexicon.words(
                    "please bitte instead stattdessen - \u2013 just einfach only nur should must");

    StatusHabits(List<Token> tokens, List<VersionPhrase> phrases, List<Cue> cues, Context context) {
        super(tokens, phrases, cues, context);
    }

    /// @param weak follows from words about the matter ("malware") or from habits, not from what is said of the versions
    record Decision(@Nullable Status status, boolean weak) {}

    /// Whether a word between two phrases is the predicate of the first ("4.6 ist okay, 4.8 kommt noch").
    final boolean claimed(int index, Cue c) {
        if (index == 0
                || c.first() < phrases.get(index - 1).last()
                || c.last() >= phrases.get(index).first()) {
            return false;
        }
        int next = c.last() + 1;
        boolean ends = next < t.size() && (t.get(next).sign(",") || t.get(next).sign("."));
        return ends && copulaBetween(phrases.get(index - 1).last(), c.first());
    }

    /// "... steht 8.3 zur Verfügung", "8.3 is available": said of what one is to move to, in the present tense.
    private boolean standsReady(VersionPhrase v) {
        boolean verb = false;
        boolean ready = false;
        for (int k = Math.max(0, v.first() - 6); k < Math.min(t.size(), v.last() + 12); k++) {
            if (NOT_YET.contains(t.get(k).lower())) {
                return false;
            }
            verb |= STANDS.contains(t.get(k).lower());
            ready |= k >= v.last() && READY.contains(t.get(k).lower());
        }
        boolean offered =
                t.stream()
                        .anyMatch(
                                x ->
                                        PATCH.contains(x.lower())
                                                || x.isAny("verfügung", "bereit")
                                                || x.isAny("now", "jetzt"));
        return verb && ready && offered;
    }

    /// Without a word on the versions themselves: the heading, the matter of the sentence, or what one is told to do.
    final Decision habit(int index, VersionPhrase v) {
        boolean availability = false;
        boolean patch = false;
        boolean remove = false;
        boolean installed = false;
        boolean imperative = false;
        for (int k = 0; k < t.size(); k++) {
            String w = t.get(k).lower();
            availability |= AVAILABLE.contains(w);
            patch |= PATCH.contains(w);
            remove |= REMOVE.contains(w);
            installed |= INSTALLED.contains(w);
            boolean noun =
                    (w.equals("update") || w.equals("upgrade"))
                            && k > 0
                            && !BEFORE_USE.contains(t.get(k - 1).lower())
                            && t.get(k - 1).kind() != Token.Kind.SIGN
                            && !t.get(k - 1).isAny("to", "immediately");
            imperative |=
                    k < v.first()
                            && !noun
                            && (w.equals("installieren")
                                    || w.equals("install")
                                    || w.equals("einspielen")
                                    || w.equals("spielen")
                                    || w.equals("apply")
                                    || w.equals("aktualisieren")
                                    || w.equals("update")
                                    || w.equals("upgrade"));
        }
        boolean matter =
                cues.stream()
                        .anyMatch(
                                c ->
                                        c.status() == Status.AFFECTED
                                                && !contrast(
                                                        Math.min(c.last(), v.first()),
                                                        Math.max(c.first(), v.first())));
        boolean denied =
                cues.stream()
                        .anyMatch(c -> c.status() == Status.NOT_AFFECTED && !claimed(index, c));
        if (context.status() != null) {
            return new Decision(context.status(), false);
        }
        if (remove) {
            return new Decision(Status.AFFECTED, true);
        }
        if (denied && !matter) {
            return new Decision(Status.NOT_AFFECTED, false);
        }
        boolean range =
                !v.ranges().isEmpty()
                        && v.versions().isEmpty()
                        && v.ranges().stream().allMatch(r -> r.upper() != null);
        if (matter || matterBetween(-1, v.first())) {
            return new Decision(Status.AFFECTED, true);
        }
        boolean maker =
                t.stream()
                        .anyMatch(
                                x ->
                                        x.isAny("vendor", "hersteller")
                                                || x.isAny("anbieter", "entwickler")
                                                || x.isAny("manufacturer", "developers"));
        if (!range && !v.isAll() && standsReady(v)) {
            return new Decision(Status.FIXED, true);
        }
        boolean never = t.stream().anyMatch(x -> NEVER.contains(x.lower()));
        if (maker && availability && !installed && !range && !v.isAll() && !never) {
            return new Decision(Status.FIXED, true);
        }
        if (patch && availability && !never || imperative && !installed) {
            return new Decision(range ? Status.AFFECTED : Status.FIXED, true);
        }
        if (range && !v.isAll()) {
            return new Decision(Status.AFFECTED, true);
        }
        boolean open = v.ranges().stream().anyMatch(VersionRange::isAll);
        return installed && !open ? new Decision(Status.AFFECTED, true) : new Decision(null, true);
    }
}
