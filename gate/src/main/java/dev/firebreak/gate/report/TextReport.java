package dev.firebreak.gate.report;

import dev.firebreak.gate.examine.Examination;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.judge.Finding;
import dev.firebreak.gate.judge.Judgement;
import dev.firebreak.gate.judge.Severity;
import dev.firebreak.gate.judge.Verdict;

/// The verdict for a person at a terminal.
public final class TextReport {
    private TextReport() {}

    /// @param all also what is told only for the record
    public static String print(Examination e, boolean german, boolean colours, boolean all) {
        StringBuilder out = new StringBuilder();
        Judgement j = e.judgement();
        out.append(paint(colours, colour(j.verdict()), Advice.verdict(j.verdict(), german)))
                .append("  ")
                .append(clean(e.now().name()))
                .append('\n')
                .append(Advice.meaning(e, german))
                .append("\n\n");
        int quiet = 0;
        for (Finding f : j.findings()) {
            if (!all && f.severity().compareTo(Severity.MEDIUM) < 0) {
                quiet++;
                continue;
            }
            out.append(
                            paint(
                                    colours,
                                    f.severity().compareTo(Severity.HIGH) >= 0 ? "1;31" : "33",
                                    word(f.severity(), german)))
                    .append("  ");
            out.append(clean(german ? f.german() : f.reason())).append('\n');
            if (!f.file().isEmpty()) {
                out.append("    ").append(clean(f.file())).append('\n');
            }
            out.append("    ")
                    .append(german ? "Beleg: " : "Evidence: ")
                    .append(clean(Evidence.in(f.evidence(), german)))
                    .append("\n\n");
        }
        if (quiet > 0) {
            out.append(
                    quiet == 1
                            ? german
                                    ? "Ein kleinerer Befund ist nicht gezeigt (mit --all).\n"
                                    : "One lesser finding is not shown (with --all).\n"
                            : german
                                    ? quiet + " kleinere Befunde sind nicht gezeigt (mit --all).\n"
                                    : quiet + " lesser findings are not shown (with --all).\n");
        }
        if (j.findings().isEmpty()) {
            out.append(german ? "Keine Befunde.\n" : "No findings.\n");
        }
        out.append(german ? "\nWas jetzt zu tun ist:\n" : "\nWhat to do now:\n");
        for (String step : Advice.steps(e, german)) {
            out.append("  - ").append(step).append('\n');
        }
        out.append('\n');
        release(german ? "Geprüft:  " : "Examined: ", e.now(), german, out);
        if (e.before() != null) {
            release(german ? "Früher:   " : "Earlier:  ", e.before(), german, out);
        }
        for (Judgement.Note n : j.notes()) {
            out.append(german ? n.german() : n.english()).append('\n');
        }
        return out.toString();
    }

    private static void release(String label, ReleaseFacts r, boolean german, StringBuilder out) {
        out.append(label)
                .append(clean(r.name()))
                .append(", ")
                .append(r.format())
                .append(", ")
                .append(r.files().size())
                .append(german ? " Dateien, SHA-256 " : " files, SHA-256 ")
                .append(r.sha256())
                .append('\n');
        String signed = Origin.line(r, german);
        if (!signed.isEmpty()) {
            out.append("          ").append(clean(signed)).append('\n');
        }
    }

    static String word(Severity s, boolean german) {
        return switch (s) {
            case INFO -> german ? "Hinweis" : "Note";
            case LOW -> german ? "Gering" : "Low";
            case MEDIUM -> german ? "Mittel" : "Medium";
            case HIGH -> german ? "Schwer" : "High";
            case CRITICAL -> german ? "Kritisch" : "Critical";
        };
    }

    private static String colour(Verdict v) {
        return switch (v) {
            case RELEASE -> "1;32";
            case HOLD -> "1;33";
            case DENY -> "1;31";
        };
    }

    private static String paint(boolean colours, String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /// Names from inside a package must not reach the terminal as control characters.
    static String clean(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c ->
                                out.appendCodePoint(
                                        Character.isISOControl(c)
                                                        || Character.getType(c) == Character.FORMAT
                                                ? '·'
                                                : c));
        return out.toString();
    }
}
