package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Status;
import dev.firebreak.formats.prose.Cues.Cue;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Versions that are rid of the malicious code ("2.3 removes the backdoor"), told apart from those that carry it.
final class Remedies {
    private static final Set<String> REMOVES =
            Lexicon.words(
                    """
                    removes remove removed entfernt entfernen entfernte beseitigt beseitigen bereinigt bereinigen
                    cleans eliminates fixes behebt
                    """);
    private static final Set<String> CARRIES =
            Lexicon.words(
                    """
                    enthält enthalten contains contain includes include carries ist sind is has hat
                    """);
    private static final Set<String> BEFORE_MATTER =
            Lexicon.words(
                    """
                    the a an this that all any die den das der diese diesen dieses eine einen ein keine keinen kein
                    malicious hidden injected embedded bösartige bösartigen schädliche schädlichen eingeschleuste
                    eingeschleusten eingebaute eingebauten versteckte versteckten out up
                    """);
    private static final Set<String> MATTER =
            Lexicon.words(
                    """
                    backdoor backdoors implant implants hintertür hintertüren schadcode schadsoftware malware trojan
                    trojaner code schadfunktion schadroutine implantat it them sie ihn
                    """);
    private static final Set<String> BAD =
            Lexicon.words(
                    """
                    malicious hidden injected embedded bösartige bösartigen schädliche schädlichen eingeschleuste
                    eingeschleusten
                    """);
    private static final Set<String> AFTER_MATTER =
            Lexicon.words(
                    """
                    again completely entirely fully wieder vollständig komplett restlos from aus any mehr more
                    anymore nicht not longer enthalten
                    """);
    private static final Set<String> OPEN =
            Lexicon.words(
                    """
                    whether if ob wenn falls sofern may might could soll sollte angeblich allegedly reportedly claims
                    partially partly teilweise only nur
                    """);

    private Remedies() {}

    /// What the words behind the phrase say of it.
    ///
    /// @param status null where they speak of a removal that is denied, doubted or not complete
    record Remedy(@Nullable Status status) {}

    /// The remedy that the words right behind the phrase speak of, or null if they speak of none.
    static @Nullable Remedy of(List<Token> t, VersionPhrase v, List<Cue> cues) {
        int i = v.last();
        boolean gone = false;
        if (i + 1 < t.size() && t.get(i).is("no") && t.get(i + 1).is("longer")) {
            gone = true;
            i += 2;
        }
        if (i >= t.size()) {
            return null;
        }
        boolean removes = REMOVES.contains(t.get(i).lower());
        boolean carries = CARRIES.contains(t.get(i).lower());
        if (!removes && !carries || removes && gone) {
            return null;
        }
        if (carries && deniedAtEnd(t, i)) {
            boolean doubted = t.stream().anyMatch(x -> OPEN.contains(x.lower()));
            return new Remedy(doubted ? null : Status.NOT_AFFECTED);
        }
        i++;
        while (i < t.size() && BEFORE_MATTER.contains(t.get(i).lower())) {
            i++;
        }
        if (i >= t.size() || !MATTER.contains(t.get(i).lower())) {
            return null;
        }
        int matter = i;
        if (t.get(matter).is("code") && !BAD.contains(t.get(matter - 1).lower())) {
            return null;
        }
        boolean none = t.get(matter - 1).isAny("keine", "keinen") || t.get(matter - 1).is("kein");
        boolean denied = false;
        int end = matter + 1;
        while (end < t.size() && t.get(end).kind() != Token.Kind.SIGN) {
            if (t.get(end).isAny("nicht", "not")) {
                denied = true;
            }
            gone |= t.get(end).is("mehr") && (none || t.get(end - 1).is("nicht"));
            end++;
        }
        if (carries && denied && !gone && t.get(end - 1).is("nicht") && end - matter <= 2) {
            boolean doubted = t.stream().anyMatch(x -> OPEN.contains(x.lower()));
            return new Remedy(
                    doubted ? null : Status.NOT_AFFECTED); // "... enthalten die Hintertür nicht"
        }
        if (carries && !gone) {
            return null;
        }
        boolean plain =
                matter + 1 == t.size()
                        || t.get(matter + 1).kind() == Token.Kind.SIGN
                        || AFTER_MATTER.contains(t.get(matter + 1).lower());
        boolean open = removes && denied || v.ranges().stream().anyMatch(r -> r.upper() != null);
        for (Token x : t) {
            open |= OPEN.contains(x.lower());
        }
        for (Cue c : cues) {
            open |= c.first() > matter && c.strong() && c.status() != Status.FIXED && !gone;
        }
        return new Remedy(plain && !open ? Status.FIXED : null);
    }

    /// "... enthalten die schadhafte Bibliothek nicht": the clause ends with the word, and no other verb stands in it.
    private static boolean deniedAtEnd(List<Token> t, int verb) {
        if (!t.get(verb).isAny("enthält", "enthalten")) {
            return false;
        }
        int end = verb + 1;
        while (end < t.size()
                && end < verb + MAX_OBJECT
                && t.get(end).word()
                && !StatusHints.COPULA.contains(t.get(end).lower())) {
            end++;
        }
        boolean closed = end == t.size() || t.get(end).kind() == Token.Kind.SIGN;
        return closed && end > verb + 2 && t.get(end - 1).is("nicht");
    }

    private static final int MAX_OBJECT = 8;

    /// "Dabei handelt es sich um ...", "These are ...": says which versions the sentence before spoke of.
    static boolean pointsBack(List<Token> t) {
        String opening =
                t.stream()
                        .limit(5)
                        .map(Token::lower)
                        .collect(java.util.stream.Collectors.joining(" "));
        return opening.matches(
                "(?:(?:dabei|hierbei|konkret) )?handelt es sich.*|es handelt sich.*|(?:dies|das|es) sind .*|gemeint sind.*"
                        + "|(?:es )?(?:geht|ging) (?:es )?um.*|(?:these|those|they) (?:are|were) .*|(?:this|it) concerns.*"
                        + "|konkret .*|im einzelnen .*|specifically.*|namely.*");
    }

    /// "Users of 1.x need not do anything": nothing is said of why, so it is neither the one nor the other.
    static boolean nothingToDo(List<Token> t, int from, int to) {
        for (int k = from; k < to; k++) {
            String w = t.get(k).lower();
            boolean nothing = w.equals("nichts") || w.equals("nothing");
            boolean not =
                    w.equals("anything")
                            && t.subList(from, k).stream()
                                    .anyMatch(x -> Lexicon.NEGATION.contains(x.lower()));
            for (int n = k - 2; n <= k + 3 && (nothing || not); n++) {
                if (n >= from
                        && n < to
                        && (t.get(n).isAny("tun", "do")
                                || t.get(n).isAny("unternehmen", "machen")
                                || t.get(n).is("veranlassen"))) {
                    return true;
                }
            }
        }
        return false;
    }
}
