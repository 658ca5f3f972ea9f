package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Status;
import dev.firebreak.formats.prose.Cues.Cue;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What was done by whom, as sentences tell it that have no word for "affected": code that nobody ordered, data that are
/// stolen, releases that attackers published, releases that are still examined.
final class Deeds {
    private static final Set<String> FOREIGN =
            Lexicon.words(
                    """
                    unauthorized unauthorised unautorisierter unautorisierten unautorisierte unerlaubter unerlaubten
                    fremder fremden fremde foreign unwanted unerwünschte unerwünschten hidden versteckte versteckten
                    versteckter verborgene verborgenen eingebaute eingeschleuste eingeschleusten eingeschleuster
                    """);

    private static final Set<String> CODE =
            Lexicon.words(
                    """
                    code codes programmcode function functions functionality funktion funktionen fernzugriffsfunktion
                    component komponente bibliothek library modul module payload nutzlast skript script binary
                    """);

    /// How far before a verb its own negation stands.
    private static final int DIRECTLY = 3;

    private static final Set<String> STEALS =
            Lexicon.words(
                    """
                    stiehlt stehlen stahlen gestohlen steal steals stole stealing exfiltriert exfiltrieren exfiltrates
                    exfiltrate ausspäht ausspionieren spioniert nachlädt nachladen
                    """);

    private static final Set<String> EXAMINED =
            Lexicon.words(
                    "untersucht geprüft analysiert investigated analysed analyzed examined reviewed assessed checked");

    private static final Set<String> STILL =
            Lexicon.words("noch still currently derzeit being aktuell gerade momentan");

    private static final Set<String> PASSIVE = Lexicon.words("wird werden is are");

    private static final int ATTACKER_REACH = 7;

    private static final Set<String> ATTACKER =
            Lexicon.words(
                    """
                    angreifer angreifern angreifers unbekannten unbefugten dritten attacker attackers actor actors
                    unauthorized unauthorised hackers hackern tätern adversary adversaries intruder intruders
                    """);

    private static final Set<String> UPLOADED =
            Lexicon.words(
                    """
                    hochgeladen veröffentlicht eingestellt eingespielt verteilt ausgeliefert published uploaded
                    released pushed distributed issued
                    """);

    private Deeds() {}

    /// "The malware in 3.2 is still being analysed": examined is what was found, not whether anything is the matter.
    static boolean ofMatter(List<Token> tokens, Cue examined, List<Cue> all) {
        if (!EXAMINED.contains(tokens.get(examined.last()).lower())) {
            return false;
        }
        for (Cue c : all) {
            int from = Math.min(c.last(), examined.last());
            int to = Math.max(c.first(), examined.first());
            boolean parted = tokens.subList(from, to).stream().anyMatch(x -> x.sign(";"));
            if (c.status() == Status.AFFECTED && !c.strong() && !parted) {
                return true;
            }
        }
        return false;
    }

    static boolean speaks(String lower) {
        return CODE.contains(lower)
                || EXAMINING.contains(lower)
                || STEALS.contains(lower)
                || EXAMINED.contains(lower)
                || UPLOADED.contains(lower);
    }

    /// @param no where the word at `i` is negated, as [Cues] counts it: negative if it is not
    static @Nullable Cue at(List<Token> tokens, int i, int no) {
        String w = tokens.get(i).lower();
        if (CODE.contains(w) && i > 0 && FOREIGN.contains(tokens.get(i - 1).lower())) {
            return no >= 0 ? null : new Cue(Status.AFFECTED, i - 1, i, false);
        }
        if (STEALS.contains(w)) {
            return no >= 0 && i - no > DIRECTLY || no == -1
                    ? new Cue(Status.AFFECTED, i, i, false)
                    : null;
        }
        if (EXAMINING.contains(w) && lasts(tokens, i)) {
            return new Cue(Status.UNDER_INVESTIGATION, i, i, true);
        }
        if (EXAMINED.contains(w) && goingOn(tokens, i)) {
            return new Cue(Status.UNDER_INVESTIGATION, i, i, true);
        }
        if (UPLOADED.contains(w) && byAttacker(tokens, i)) {
            return no == -1 ? new Cue(Status.AFFECTED, i, i, true) : null;
        }
        return null;
    }

    private static final Set<String> EXAMINING =
            Lexicon.words(
                    "prüfung prüfungen untersuchung untersuchungen analyse analysen investigation analysis");

    /// "... dauert die Prüfung noch an", "laufen die Untersuchungen noch".
    private static boolean lasts(List<Token> tokens, int i) {
        boolean verb = false;
        for (int k = Math.max(0, i - 3); k < Math.min(tokens.size(), i + 4); k++) {
            Token x = tokens.get(k);
            verb |= x.isAny("dauert", "dauern") || x.isAny("läuft", "laufen") || x.is("ongoing");
        }
        return verb;
    }

    /// "wird noch untersucht", "is still being analysed".
    private static boolean goingOn(List<Token> tokens, int i) {
        boolean still = false;
        boolean verb = false;
        for (int k = Math.max(0, i - 4); k < Math.min(tokens.size(), i + 2); k++) {
            still |= STILL.contains(tokens.get(k).lower());
            verb |= PASSIVE.contains(tokens.get(k).lower()) || tokens.get(k).isAny("nicht", "not");
        }
        return still && verb;
    }

    /// "... von Angreifern hochgeladen", "published by an unauthorised third party".
    private static boolean byAttacker(List<Token> tokens, int i) {
        for (int k = Math.max(0, i - ATTACKER_REACH);
                k < Math.min(tokens.size(), i + ATTACKER_REACH);
                k++) {
            boolean by = tokens.get(k).isAny("von", "by") || tokens.get(k).is("durch");
            for (int n = k + 1; by && n < Math.min(tokens.size(), k + 5); n++) {
                if (ATTACKER.contains(tokens.get(n).lower())) {
                    return true;
                }
            }
        }
        return false;
    }
}
