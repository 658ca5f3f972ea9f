package dev.firebreak.app.report;

import dev.firebreak.app.text.AdvisoryText;
import dev.firebreak.app.text.AnswerText;
import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.Phrases;
import dev.firebreak.app.text.ProblemText;
import dev.firebreak.core.answer.Answer;
import dev.firebreak.core.answer.AssetAnswer;
import dev.firebreak.core.answer.Finding;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Evidence;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The answer as one HTML file: no script, nothing loaded from elsewhere, readable by keyboard and screen reader, in
/// print, in the dark.
public final class HtmlReport {
    /// Most rows of one table; the report says how many are left out.
    private static final int MAX_ROWS = 20_000;

    private final Answer answer;
    private final Language language;
    private final Html html = new Html();

    private HtmlReport(Answer answer, Language language) {
        this.answer = answer;
        this.language = language;
    }

    public static String of(Answer answer, Language language) {
        HtmlReport report = new HtmlReport(answer, language);
        report.page();
        return report.html.toString();
    }

    private String t(String english, String german) {
        return language.of(english, german);
    }

    private void page() {
        String title = t("Firebreak: answer to a warning", "Firebreak: Auskunft zu einer Warnung");
        html.raw(
                        "<!DOCTYPE html>\n<html lang=\""
                                + language.code()
                                + "\">\n<head>\n<meta charset=\"utf-8\">\n"
                                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .tag("title", title)
                .raw("\n<style>\n" + css() + "</style>\n</head>\n<body>\n");
        html.raw("<a class=\"skip\" href=\"#answer\">")
                .text(t("To the answer", "Zur Auskunft"))
                .raw("</a>\n<header>\n");
        html.tag("h1", headline())
                .tag("p class=\"soft\"", t("As of ", "Stand: ") + time(answer.asOf()));
        html.raw("\n</header>\n<main id=\"answer\">\n");
        summary();
        machines(Verdict.AFFECTED);
        machines(Verdict.CONTACTED);
        contacts();
        machines(Verdict.UNKNOWN);
        coverage();
        questions();
        list(
                t("The warnings disagree", "Die Warnungen widersprechen sich"),
                answer.disagreements());
        warnings();
        suppressed();
        omitted();
        machines(Verdict.NOT_AFFECTED);
        html.raw("</main>\n<footer>\n");
        html.tag("p", distribution());
        html.raw("</footer>\n</body>\n</html>\n");
    }

    private String headline() {
        String titles =
                answer.advisories().stream()
                        .map(
                                advisory ->
                                        advisory.title().isEmpty()
                                                ? Phrases.source(advisory.source(), language)
                                                : advisory.title())
                        .distinct()
                        .limit(1)
                        .collect(Collectors.joining());
        return titles.isEmpty() ? t("Answer to a warning", "Auskunft zu einer Warnung") : titles;
    }

    private String distribution() {
        boolean unlabelled =
                answer.advisories().stream().anyMatch(advisory -> advisory.tlp() == null);
        if (unlabelled || answer.advisories().isEmpty()) {
            return t(
                    "At least one warning carries no TLP label. Treat this report as TLP:RED until a person decides.",
                    "Mindestens eine Warnung trägt keine TLP-Einstufung. Behandeln Sie diesen Bericht wie TLP:RED, bis"
                            + " ein Mensch darüber entschieden hat.");
        }
        var strictest =
                answer.advisories().stream()
                        .map(Advisory::tlp)
                        .reduce((a, b) -> a == null || b == null ? null : a.stricter(b))
                        .orElse(null);
        String label = strictest == null ? "TLP:RED" : strictest.label();
        return t("Distribution: ", "Weitergabe: ")
                + label
                + t(
                        " (the strictest label of the warnings).",
                        " (die strengste Einstufung der Warnungen).");
    }

    private void summary() {
        String verdict =
                switch (answer.exitCode()) {
                    case 0 ->
                            t(
                                    "Nothing was found, and everything that was asked is known.",
                                    "Es wurde nichts gefunden, und alles Gefragte ist bekannt.");
                    case 1 -> t("Action is needed.", "Es besteht Handlungsbedarf.");
                    default ->
                            t(
                                    "Nothing was found, but not everything is known.",
                                    "Es wurde nichts gefunden, aber nicht alles ist bekannt.");
                };
        html.tag("p class=\"verdict\"", verdict).raw("\n<ul class=\"counts\">\n");
        for (Verdict one : Verdict.values()) {
            html.raw("<li class=\"" + one + "\"><strong>" + answer.count(one) + "</strong>")
                    .text(AnswerText.word(one, language))
                    .raw("</li>\n");
        }
        html.raw("</ul>\n");
    }

    private void machines(Verdict verdict) {
        List<AssetAnswer> every = answer.section(verdict);
        List<AssetAnswer> some = every.subList(0, Math.min(MAX_ROWS, every.size()));
        if (some.isEmpty()) {
            return;
        }
        boolean folded = verdict == Verdict.NOT_AFFECTED;
        String heading = AnswerText.word(verdict, language) + " (" + every.size() + ")";
        html.tag("h2", heading);
        if (folded) {
            html.raw("<details><summary>")
                    .text(t("Show the machines", "Rechner anzeigen"))
                    .raw("</summary>\n");
        }
        html.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .text(heading)
                .raw("\">");
        head(
                t("Organisation", "Organisation"),
                t("Machine", "Rechner"),
                t("Verdict", "Befund"),
                t("Why", "Begründung"));
        for (AssetAnswer asset : some) {
            html.raw("<tr>").tag("td", asset.organisation() == null ? "–" : asset.organisation());
            html.tag("th scope=\"row\"", asset.asset()).raw("<td>");
            for (Verdict one : asset.verdicts()) {
                html.raw("<span class=\"v v-" + one + "\">")
                        .text(AnswerText.word(one, language))
                        .raw("</span> ");
            }
            html.raw("</td><td><ul>");
            asset.reasons().forEach(reason -> html.tag("li", reason.text(language.code())));
            html.raw("</ul></td></tr>\n");
        }
        html.raw("</tbody></table></div>\n");
        left(every.size() - some.size());
        if (folded) {
            html.raw("</details>\n");
        }
    }

    private void left(int more) {
        if (more > 0) {
            html.tag(
                    "p",
                    t(
                            more + " more are left out here; --json and --csv list them.",
                            more + " weitere sind hier ausgelassen; --json und --csv nennen sie."));
        }
    }

    private void head(String... columns) {
        html.raw("<table><thead><tr>");
        for (String column : columns) {
            html.tag("th scope=\"col\"", column);
        }
        html.raw("</tr></thead><tbody>\n");
    }

    private void contacts() {
        List<Finding.Contact> contacts = answer.contacts(MAX_ROWS);
        if (contacts.isEmpty()) {
            return;
        }
        String heading = t("Contacts in time", "Kontakte im Zeitverlauf");
        html.tag("h2", heading).raw(new Timeline(language).svg(contacts));
        html.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .text(heading)
                .raw("\">");
        head(
                t("Machine", "Rechner"),
                t("Indicator", "Indikator"),
                t("First", "Zuerst"),
                t("Last", "Zuletzt"),
                t("Count", "Anzahl"),
                t("Evidence", "Beleg"));
        for (Finding.Contact contact : contacts) {
            html.raw("<tr>")
                    .tag(
                            "th scope=\"row\"",
                            contact.asset().isEmpty()
                                    ? t("(no machine named)", "(kein Rechner genannt)")
                                    : contact.asset());
            html.raw("<td>").tag("code", contact.indicator().defanged()).raw("</td>");
            html.tag("td", time(contact.sighting().first()))
                    .tag("td", time(contact.sighting().last()));
            html.tag("td", Long.toString(contact.sighting().count())).raw("<td>");
            for (Evidence evidence : contact.sighting().evidence()) {
                html.raw("<div class=\"mono\">")
                        .text(
                                evidence.source()
                                        + ", "
                                        + t("offset ", "Position ")
                                        + evidence.offset())
                        .raw("</div>");
                if (!evidence.line().isEmpty()) {
                    String line = evidence.line();
                    html.tag(
                            "blockquote class=\"mono\"",
                            line.length() > 300 ? line.substring(0, 300) + "…" : line);
                }
            }
            html.raw("</td></tr>\n");
        }
        html.raw("</tbody></table></div>\n");
        left(answer.contacts() - contacts.size());
    }

    private void coverage() {
        html.tag("h2", t("What this answer speaks of", "Wovon diese Auskunft spricht"))
                .raw("<ul>\n");
        AnswerText.coverageLines(answer.coverage(), language).forEach(line -> html.tag("li", line));
        html.raw("</ul>\n");
    }

    private void questions() {
        if (answer.questions().isEmpty()) {
            return;
        }
        html.tag("h2", t("Please decide", "Bitte entscheiden Sie")).raw("<ul>\n");
        for (Question question : answer.questions()) {
            html.raw("<li>").text(language.of(question.english(), question.german()));
            if (!question.options().isEmpty()) {
                html.tag("div class=\"soft\"", Phrases.options(question.options(), language));
            }
            question.spans().stream().limit(3).forEach(this::quote);
            html.raw("</li>\n");
        }
        html.raw("</ul>\n");
    }

    private void quote(Span span) {
        html.tag("blockquote", span.text().replaceAll("\\s+", " ").strip());
    }

    private void list(String heading, List<Reason> reasons) {
        if (!reasons.isEmpty()) {
            html.tag("h2", heading).raw("<ul>\n");
            reasons.forEach(reason -> html.tag("li", reason.text(language.code())));
            html.raw("</ul>\n");
        }
    }

    private void warnings() {
        html.tag("h2", t("What the warnings say", "Was die Warnungen sagen"));
        for (Advisory advisory : answer.advisories()) {
            String label =
                    advisory.tlp() == null
                            ? t("no TLP label", "ohne TLP-Einstufung")
                            : advisory.tlp().label();
            html.tag(
                    "h3",
                    advisory.title().isEmpty()
                            ? Phrases.source(advisory.source(), language)
                            : advisory.title());
            html.tag(
                    "p class=\"soft\"",
                    Phrases.source(advisory.source(), language)
                            + " · "
                            + Phrases.format(advisory.format(), language)
                            + " · "
                            + label);
            if (!advisory.statements().isEmpty()) {
                head(
                        t("Status", "Status"),
                        t("Product", "Produkt"),
                        t("Platform", "Plattform"),
                        t("Versions", "Versionen"),
                        t("In the words of the source", "Im Wortlaut der Quelle"));
                advisory.statements().forEach(this::statement);
                html.raw("</tbody></table>\n");
            }
            if (!advisory.indicators().isEmpty()) {
                html.raw("<details><summary>")
                        .text(advisory.indicators().size() + t(" indicators", " Indikatoren"))
                        .raw("</summary><ul>\n");
                advisory.indicators()
                        .forEach(
                                indicator ->
                                        html.raw("<li>")
                                                .text(indicator.type().json() + " ")
                                                .tag("code", indicator.defanged())
                                                .raw("</li>\n"));
                html.raw("</ul></details>\n");
            }
        }
    }

    private void statement(ProductStatement statement) {
        html.raw("<tr>").tag("td", status(statement.status()));
        String vendor =
                statement.product().vendor() == null
                        ? ""
                        : " (" + statement.product().vendor() + ")";
        html.tag("th scope=\"row\"", statement.product().name() + vendor);
        html.tag("td", AdvisoryText.platform(statement.platform(), language));
        html.tag("td", AdvisoryText.versions(statement, language)).raw("<td>");
        statement.spans().stream().limit(3).forEach(this::quote);
        html.raw("</td></tr>\n");
    }

    private String status(Status status) {
        return switch (status) {
            case AFFECTED -> t("affected", "betroffen");
            case NOT_AFFECTED -> t("not affected", "nicht betroffen");
            case FIXED -> t("fixed", "behoben");
            case UNDER_INVESTIGATION -> t("under investigation", "wird untersucht");
        };
    }

    private void suppressed() {
        if (answer.suppressed().isEmpty()) {
            return;
        }
        html.tag("h2", t("Indicators not used", "Nicht verwendete Indikatoren")).raw("<ul>\n");
        for (Answer.Suppressed one : answer.suppressed()) {
            html.raw("<li>")
                    .tag("code", one.indicator().defanged())
                    .text(": " + one.reason().text(language.code()))
                    .raw("</li>\n");
        }
        html.raw("</ul>\n");
    }

    private void omitted() {
        if (answer.omitted().isEmpty()) {
            return;
        }
        html.tag("h2", t("Left out or assumed", "Ausgelassen oder angenommen")).raw("<ul>\n");
        for (Problem problem : answer.omitted().stream().distinct().toList()) {
            html.raw("<li>")
                    .tag("code", ProblemText.place(problem, language))
                    .text(": " + ProblemText.reason(problem.reason(), language))
                    .raw("</li>\n");
        }
        html.raw("</ul>\n");
    }

    private String time(@Nullable Instant instant) {
        if (instant == null) {
            return "–";
        }
        return DateTimeFormatter.ofPattern(
                        t("yyyy-MM-dd HH:mm:ss 'UTC'", "dd.MM.yyyy HH:mm:ss 'UTC'"),
                        language.locale())
                .withZone(ZoneOffset.UTC)
                .format(instant);
    }

    private static String css() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("report.css cannot be read", e);
        }
    }
}
