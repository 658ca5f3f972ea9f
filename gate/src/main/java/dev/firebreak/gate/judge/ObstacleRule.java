package dev.firebreak.gate.judge;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.compare.Pair;
import dev.firebreak.gate.facts.Obstacle;
import dev.firebreak.gate.facts.ReleaseFacts;
import java.util.HashSet;
import java.util.Set;

/// What could not be opened holds the release, unless it is the very file that the last release already had.
final class ObstacleRule implements Rule {
    @Override
    public void look(Comparison c, Findings out) {
        Set<String> unchanged = new HashSet<>();
        for (Pair p : c.pairs()) {
            if (p.same() && !p.now().path().isEmpty()) {
                unchanged.add(p.now().path());
            }
        }
        for (Obstacle o : c.now().obstacles()) {
            boolean known = known(o, unchanged);
            switch (o.kind()) {
                case MALFORMED ->
                        tell(
                                out,
                                known,
                                "malformed",
                                o,
                                "A part of the package is broken and could not be read to its end.",
                                "Ein Teil des Pakets ist beschädigt und ließ sich nicht bis zum Ende lesen.");
                case UNSUPPORTED ->
                        tell(
                                out,
                                known,
                                "not-openable",
                                o,
                                "A part of the package is in a format that cannot be opened here, so it was not examined.",
                                "Ein Teil des Pakets hat ein Format, das hier nicht geöffnet werden kann; er wurde nicht untersucht.");
                case ENCRYPTED ->
                        tell(
                                out,
                                known,
                                "encrypted",
                                o,
                                "A part of the package is locked with a password and was not examined.",
                                "Ein Teil des Pakets ist mit einem Passwort verschlossen und wurde nicht untersucht.");
                case LIMIT ->
                        tell(
                                out,
                                false,
                                "limit",
                                o,
                                "The package exceeds a bound of the examination, so not all of it was examined.",
                                "Das Paket überschreitet eine Grenze der Untersuchung; es wurde nicht vollständig untersucht.");
                case ESCAPE ->
                        tell(
                                out,
                                known,
                                "escaping-name",
                                o,
                                "A name or link in the package leads out of it.",
                                "Ein Name oder Verweis im Paket führt aus ihm heraus.");
            }
        }
        ReleaseFacts before = c.before();
        if (before != null) {
            for (Obstacle o : before.obstacles()) {
                if (o.path().isEmpty()) {
                    out.add(
                            Severity.HIGH,
                            Family.OPENING,
                            "baseline-unreadable",
                            "",
                            "The earlier release could not be fully read, so the comparison is incomplete.",
                            "Die frühere Version ließ sich nicht vollständig lesen; der Vergleich ist unvollständig.",
                            o.reason());
                }
            }
        }
    }

    private static boolean known(Obstacle o, Set<String> unchanged) {
        String path = o.path();
        while (!path.isEmpty()) {
            if (unchanged.contains(path)) {
                return true;
            }
            int bang = path.lastIndexOf("!/");
            path = bang < 0 ? "" : path.substring(0, bang);
        }
        return false;
    }

    private static void tell(
            Findings out, boolean known, String rule, Obstacle o, String english, String german) {
        out.add(
                known ? Severity.LOW : Severity.HIGH,
                Family.OPENING,
                rule,
                o.path(),
                english,
                german,
                o.reason());
    }
}
