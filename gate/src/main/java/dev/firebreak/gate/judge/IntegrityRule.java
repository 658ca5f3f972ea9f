package dev.firebreak.gate.judge;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.compare.Pair;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;

/// The package contradicts its own lists, or its container is built so that different programs see different content.
final class IntegrityRule implements Rule {
    @Override
    public void look(Comparison c, Findings out) {
        for (Pair p : c.pairs()) {
            FileFacts before = p.before();
            boolean hadProblems = before != null && before.has(SignalKind.INTEGRITY);
            for (Signal s : Comparison.fresh(p)) {
                if (s.kind() == SignalKind.INTEGRITY) {
                    out.add(
                            hadProblems ? Severity.MEDIUM : Severity.HIGH,
                            Family.INTEGRITY,
                            "not-as-listed",
                            p.now(),
                            "Files do not agree with the package's own list of digests: they were added or changed after it was built.",
                            "Dateien stimmen nicht mit der Prüfsummenliste des Pakets überein: Sie wurden nach dem Bau hinzugefügt oder verändert.",
                            s);
                } else if (s.kind() == SignalKind.ENTRY_ANOMALY && !c.knew(s)) {
                    anomaly(p, s, out);
                }
            }
            if (before != null
                    && before.has(SignalKind.INTEGRITY_OK)
                    && !p.now().has(SignalKind.INTEGRITY_OK)
                    && !p.now().has(SignalKind.INTEGRITY)) {
                out.add(
                        Severity.HIGH,
                        Family.INTEGRITY,
                        "list-lost",
                        p.now().path(),
                        "The package had a list of digests and has none any more.",
                        "Das Paket hatte eine Prüfsummenliste und hat keine mehr.",
                        "the last release's list agreed with its files");
            }
        }
    }

    private static void anomaly(Pair p, Signal s, Findings out) {
        Severity severity =
                switch (s.what()) {
                    case "two entries of one name",
                            "names differ",
                            "overlapping entries",
                            "an entry the directory does not list",
                            "methods differ",
                            "a program before the archive",
                            "escaping name",
                            "member beside control and data",
                            "segment of code that no section describes",
                            "program starts outside of its code section",
                            "no section table",
                            "device or pipe" ->
                            Severity.HIGH;
                    default ->
                            s.what().startsWith("broken ")
                                            || s.what().startsWith("segment")
                                            || s.what().startsWith("section")
                                            || s.what().startsWith("resource")
                                    ? Severity.MEDIUM
                                    : Severity.LOW;
                };
        out.add(
                severity,
                Family.INTEGRITY,
                "odd-structure",
                p.now(),
                "The file is built in a way that programs read differently or that its tools do not produce: "
                        + s.what()
                        + ".",
                "Die Datei ist so gebaut, dass Programme sie verschieden lesen oder ihre Werkzeuge sie nicht so erzeugen: "
                        + Words.german(s.what())
                        + ".",
                s);
    }
}
