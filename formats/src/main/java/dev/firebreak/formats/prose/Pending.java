package dev.firebreak.formats.prose;

import java.util.List;
import java.util.Set;

/// Entries that say that nobody knows yet: "wird geprüft", "pending", "in Klärung".
final class Pending {
    /// An entry of more words is a sentence.
    private static final int SHORT = 5;

    private static final Set<String> WORDS =
            Lexicon.words(
                    """
                    pending tbd tba investigation analysis assessment evaluation prüfung klärung untersuchung unklar ausstehend geprüft untersucht analysiert
                    unknown unbekannt investigated investigating reviewed review ongoing undetermined offen
                    """);

    private static final Set<String> DONE =
            Lexicon.words(
                    "abgeschlossen completed finished done fertig complete betroffen affected");

    private Pending() {}

    static boolean says(List<Token> t) {
        return t.size() <= SHORT
                && t.stream().anyMatch(x -> WORDS.contains(x.lower()))
                && t.stream().noneMatch(x -> DONE.contains(x.lower()));
    }
}
