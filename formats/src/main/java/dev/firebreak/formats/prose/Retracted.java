package dev.firebreak.formats.prose;

import java.util.List;
import java.util.Set;

/// Sentences that take back what the one before said, or ask whether it is true.
final class Retracted {
    /// "Is that correct?" has few words.
    private static final int SHORT = 8;

    private static final Set<String> TAKES_BACK =
            Lexicon.words(
                    "withdraw withdrawn withdrew retract retracted retraction widerrufen widerrufe zurückgezogen");

    private static final Set<String> WE = Lexicon.words("we wir i ich hiermit hereby");

    private static final Set<String> POINTS =
            Lexicon.words("that this it statement das dies es aussage meldung angabe angaben");

    private Retracted() {}

    static boolean by(List<Token> next) {
        if (next.size() <= SHORT + 2 && THIS.contains(next.getFirst().lower()) && wrong(next)) {
            return true;
        }
        boolean asks = next.getLast().sign("?") && next.size() <= SHORT && points(next);
        boolean takes =
                next.stream().anyMatch(x -> TAKES_BACK.contains(x.lower()))
                        || back(next)
                        || next.stream().anyMatch(x -> x.isAny("nehmen", "ziehen"))
                                && next.stream().anyMatch(x -> x.is("zurück"));
        boolean ours = next.stream().limit(4).anyMatch(x -> WE.contains(x.lower()));
        return asks || takes && points(next) && (ours || next.size() <= SHORT);
    }

    private static final Set<String> THIS = Lexicon.words("das dies that this it");

    private static final Set<String> WRONG =
            Lexicon.words(
                    "falsch irrtümlich irrtum fehler versehen wrong incorrect mistaken mistake error");

    /// "That was wrong", "Das war nicht richtig".
    private static boolean wrong(List<Token> t) {
        boolean not = t.stream().anyMatch(x -> x.isAny("nicht", "not"));
        boolean right = t.stream().anyMatch(x -> x.isAny("richtig", "correct"));
        return right && not || !not && t.stream().anyMatch(x -> WRONG.contains(x.lower()));
    }

    private static boolean points(List<Token> t) {
        return t.stream().anyMatch(x -> POINTS.contains(x.lower()));
    }

    /// "We take this back."
    private static boolean back(List<Token> t) {
        for (int i = 0; i + 1 < t.size(); i++) {
            if (t.get(i).is("take")) {
                return t.stream().anyMatch(x -> x.is("back"));
            }
        }
        return false;
    }
}
