package dev.firebreak.gate.report;

import dev.firebreak.gate.examine.Examination;
import dev.firebreak.gate.judge.Severity;
import dev.firebreak.gate.judge.Verdict;
import java.util.List;

/// What a verdict means for whoever reads it, and what to do now.
final class Advice {
    private Advice() {}

    static String verdict(Verdict v, boolean german) {
        return switch (v) {
            case RELEASE -> german ? "FREIGEBEN (RELEASE)" : "RELEASE";
            case HOLD -> german ? "ZURÜCKHALTEN (HOLD)" : "HOLD";
            case DENY -> german ? "ABLEHNEN (DENY)" : "DENY";
        };
    }

    /// One sentence: the verdict with its reason.
    static String meaning(Examination e, boolean german) {
        long grave =
                e.judgement().findings().stream()
                        .filter(f -> f.severity().compareTo(Severity.HIGH) >= 0)
                        .count();
        return switch (e.judgement().verdict()) {
            case RELEASE -> released(e, german);
            case HOLD ->
                    german
                            ? "Noch nicht ausrollen: "
                                    + (grave == 1 ? "Ein Befund muss" : grave + " Befunde müssen")
                                    + " zuerst geklärt werden."
                            : "Do not roll it out yet: "
                                    + (grave == 1 ? "one finding has" : grave + " findings have")
                                    + " to be cleared up first.";
            case DENY ->
                    german
                            ? "Nicht ausrollen: Mindestens ein Befund ist kritisch."
                            : "Do not roll it out: at least one finding is critical.";
        };
    }

    private static String released(Examination e, boolean german) {
        long medium =
                e.judgement().findings().stream()
                        .filter(f -> f.severity() == Severity.MEDIUM)
                        .count();
        if (medium == 0) {
            return german
                    ? "Im Inhalt spricht nichts dagegen."
                    : "Nothing in the content speaks against it.";
        }
        return german
                ? "Kein Befund hält die Version auf, aber "
                        + (medium == 1 ? "ein mittlerer verdient" : medium + " mittlere verdienen")
                        + " einen Blick."
                : "No finding holds the release back, but "
                        + (medium == 1 ? "a medium one deserves" : medium + " medium ones deserve")
                        + " a look.";
    }

    static List<String> steps(Examination e, boolean german) {
        String waive =
                "firebreak gate waive --sha256 "
                        + e.now().sha256()
                        + " --ring ... --reason ... --expires ... --by ... --by ...";
        return switch (e.judgement().verdict()) {
            case RELEASE ->
                    e.before() != null
                            ? List.of(
                                    german
                                            ? "Lassen Sie die Version reifen, bevor alle sie bekommen (gate watch mit --ring)."
                                            : "Let the release age before everyone gets it (gate watch with --ring).")
                            : List.of(
                                    german
                                            ? "Vergleichen Sie mit einer früheren Version, wenn Sie eine haben (--against): Erst der Vergleich zeigt, was neu ist."
                                            : "Compare with an earlier release if you have one (--against): only a comparison shows what is new.",
                                    german
                                            ? "Lassen Sie die Version reifen, bevor alle sie bekommen (gate watch mit --ring)."
                                            : "Let the release age before everyone gets it (gate watch with --ring).");
            case HOLD ->
                    List.of(
                            german
                                    ? "Bleiben Sie vorerst bei der Version, die bei Ihnen läuft."
                                    : "For now, stay with the version that you run.",
                            german
                                    ? "Fragen Sie den Hersteller zu jedem schweren Befund, auf einem Weg, den Sie schon vor dieser Version kannten."
                                    : "Ask the maker about each grave finding, in a way that you knew before this release.",
                            german
                                    ? "Ist alles geklärt, können zwei Personen genau diese Datei zulassen: "
                                            + waive
                                    : "When all is explained, two people can let this very file pass: "
                                            + waive);
            case DENY ->
                    List.of(
                            german
                                    ? "Führen Sie die Datei nicht aus und heben Sie sie als Beweis auf."
                                    : "Do not run the file, and keep it as evidence.",
                            german
                                    ? "Prüfen Sie, ob sie schon irgendwo installiert ist, und melden Sie das Ihrer Sicherheitsstelle und dem Hersteller."
                                    : "Find out whether it is installed anywhere already, and tell your security team and the maker.");
        };
    }
}
