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
        boolean wrong =
                next.size() <= SHORT + 2
                                && next.getFirst().isAny("das", "dies")
                                && next.stream()
                                        .anyMatch(
                                                x ->
                                                        x.isAny("falsch", "richtig")
                                                                || x.is("irrtümlich"))
                        || next.size() <= SHORT + 2
                                && next.getFirst().isAny("that", "this")
                                && next.stream()
                                        .anyMatch(
                                                x ->
                                                        x.isAny("wrong", "incorrect")
                                                                || x.isAny("correct", "mistaken"));
        if (wrong) {
            return next.stream()
                    .anyMatch(
                            x ->
                                    x.isAny("falsch", "wrong")
                                            || x.isAny("irrtümlich", "incorrect")
                                            || x.is("mistaken")
                                            || x.isAny("nicht", "not"));
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
