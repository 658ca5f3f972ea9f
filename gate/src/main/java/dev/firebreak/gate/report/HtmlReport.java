package dev.firebreak.gate.report;

import dev.firebreak.gate.examine.Examination;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.judge.Finding;
import dev.firebreak.gate.judge.Judgement;
import dev.firebreak.gate.judge.Severity;

/// The verdict as one self-contained page: no script, no outside resource, readable without colours, in German or
/// English.
public final class HtmlReport {
    private static final String STYLE =
            "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}"
                    + "h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}h3{font-size:1rem;margin:.3rem 0}li{overflow-wrap:anywhere}.v{display:inline-block;padding:.2rem .8rem;border:3px solid;border-radius:.3rem;font-weight:700}"
                    + ".RELEASE{color:#0b5d1e}.HOLD{color:#7a4a00}.DENY{color:#9b0c0c}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}"
                    + "article{border-left:6px solid #767676;padding:.3rem 1rem;margin:1rem 0}article.high,article.critical{border-color:#9b0c0c}article.medium{border-color:#7a4a00}"
                    + "code{overflow-wrap:anywhere;font-size:.9rem}@media(prefers-color-scheme:dark){body{background:#161616;color:#eee}.RELEASE{color:#7fd993}.HOLD{color:#ffc46b}.DENY{color:#ff9c9c}article.high,article.critical{border-color:#ff9c9c}article.medium{border-color:#ffc46b}}";

    private HtmlReport() {}

    public static String print(Examination e, boolean german, boolean all) {
        Judgement j = e.judgement();
        StringBuilder out = new StringBuilder();
        String title = (german ? "Prüfung von " : "Examination of ") + e.now().name();
        out.append("<!doctype html>\n<html lang=\"")
                .append(german ? "de" : "en")
                .append(
                        "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
                .append(escape(title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><main>\n<h1>")
                .append(escape(title))
                .append("</h1>\n");
        out.append("<p><span class=\"v ")
                .append(j.verdict().name())
                .append("\">")
                .append(Advice.verdict(j.verdict(), german))
                .append("</span> ")
                .append(Advice.meaning(e, german))
                .append("</p>\n");
        out.append("<h2>").append(german ? "Befunde" : "Findings").append("</h2>\n");
        int shown = 0;
        int quiet = 0;
        for (Finding f : j.findings()) {
            if (!all && f.severity() == Severity.INFO) {
                quiet++;
            } else {
                shown++;
                out.append("<article class=\"")
                        .append(f.severity().json())
                        .append("\"><h3>")
                        .append(TextReport.word(f.severity(), german))
                        .append(": ")
                        .append(escape(german ? f.german() : f.reason()))
                        .append("</h3><dl>");
                row(
                        german ? "Datei" : "File",
                        f.file().isEmpty()
                                ? (german ? "das Paket selbst" : "the package itself")
                                : f.file(),
                        out);
                row(german ? "Beleg" : "Evidence", Evidence.in(f.evidence(), german), out);
                row(german ? "Regel" : "Rule", f.rule(), " lang=\"en\"", out);
                out.append("</dl></article>\n");
            }
        }
        if (shown == 0) {
            out.append("<p>").append(german ? "Keine." : "None.").append("</p>\n");
        }
        if (quiet > 0) {
            out.append("<p>")
                    .append(
                            german
                                    ? "Nicht gezeigte Hinweise ohne Gewicht: "
                                            + quiet
                                            + " (mit --all)."
                                    : "Notes without weight that are not shown: "
                                            + quiet
                                            + " (with --all).")
                    .append("</p>\n");
        }
        out.append("<h2>")
                .append(german ? "Was jetzt zu tun ist" : "What to do now")
                .append("</h2>\n<ol>");
        for (String step : Advice.steps(e, german)) {
            out.append("<li>").append(escape(step)).append("</li>");
        }
        out.append("</ol>\n<h2>")
                .append(german ? "Was geprüft wurde" : "What was examined")
                .append("</h2>\n<dl>");
        release(german ? "Geprüft" : "Examined", e.now(), german, out);
        if (e.before() != null) {
            release(german ? "Verglichen mit" : "Compared with", e.before(), german, out);
        }
        out.append("</dl>\n");
        out.append("<h2>").append(german ? "Hinweise" : "Notes").append("</h2>\n<ul>");
        for (Judgement.Note n : j.notes()) {
            out.append("<li>").append(escape(german ? n.german() : n.english())).append("</li>");
        }
        return out.append("</ul>\n</main></body></html>\n").toString();
    }

    private static void release(String label, ReleaseFacts r, boolean german, StringBuilder out) {
        row(
                label,
                r.name()
                        + " ("
                        + r.format()
                        + ", "
                        + r.files().size()
                        + (german ? " Dateien, " : " files, ")
                        + r.size()
                        + (german ? " Bytes)" : " bytes)"),
                out);
        row("SHA-256", r.sha256(), out);
        String signed = Origin.line(r, german);
        if (!signed.isEmpty()) {
            row(german ? "Signatur" : "Signature", signed, out);
        }
    }

    private static void row(String name, String value, StringBuilder out) {
        row(name, value, "", out);
    }

    private static void row(String name, String value, String attribute, StringBuilder out) {
        out.append("<dt>")
                .append(escape(name))
                .append("</dt><dd><code")
                .append(attribute)
                .append(">")
                .append(escape(value))
                .append("</code></dd>");
    }

    static String escape(String text) {
        return TextReport.clean(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
