package dev.firebreak.app.text;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What `read` prints: what was understood, with the words it came from.
public final class AdvisoryText {
    private static final int MAX_QUOTE = 160;

    private static final Pattern DAY =
            Pattern.compile("\\d{4}-(?:0[1-9]|1[0-2])-(?:[01]\\d|2[0-8])");

    private final Terminal terminal;
    private final Language language;

    public AdvisoryText(Terminal terminal, Language language) {
        this.terminal = terminal;
        this.language = language;
    }

    public void print(Advisory advisory) {
        header(advisory);
        statements(advisory, Status.AFFECTED, language.of("Affected", "Betroffen"));
        statements(advisory, Status.NOT_AFFECTED, language.of("Not affected", "Nicht betroffen"));
        statements(advisory, Status.FIXED, language.of("Fixed", "Behoben"));
        statements(
                advisory,
                Status.UNDER_INVESTIGATION,
                language.of("Under investigation", "Wird noch untersucht"));
        indicators(advisory);
        facts(advisory);
        questions(advisory);
        problems(advisory);
        if (advisory.statements().isEmpty() && advisory.indicators().isEmpty()) {
            terminal.line(
                    language.of(
                            "Nothing was understood that could be checked: no product and no indicator.",
                            "Es wurde nichts verstanden, das sich prüfen lässt: weder ein Produkt noch ein Indikator."));
        }
    }

    private void header(Advisory advisory) {
        String source = Phrases.source(advisory.source(), language);
        terminal.heading(advisory.title().isEmpty() ? source : advisory.title());
        List<String> parts = new ArrayList<>();
        parts.add(source);
        parts.add(
                language.of("read as ", "gelesen als ")
                        + Phrases.format(advisory.format(), language));
        if (advisory.publisher() != null) {
            parts.add(advisory.publisher());
        }
        if (advisory.id() != null) {
            parts.add(advisory.id());
        }
        if (advisory.published() != null) {
            parts.add(day(advisory.published()));
        }
        parts.add(
                advisory.tlp() == null
                        ? language.of(
                                "no TLP label: treat as TLP:RED",
                                "ohne TLP-Einstufung: wie TLP:RED behandeln")
                        : advisory.tlp().label());
        terminal.line(terminal.faint(String.join(" · ", parts)));
        terminal.line();
    }

    private String day(Instant moment) {
        return Phrases.day(LocalDate.ofInstant(moment, ZoneOffset.UTC), language);
    }

    private void statements(Advisory advisory, Status status, String heading) {
        List<ProductStatement> some =
                advisory.statements().stream()
                        .filter(statement -> statement.status() == status)
                        .toList();
        if (some.isEmpty()) {
            return;
        }
        terminal.heading(heading);
        for (ProductStatement statement : some) {
            String vendor =
                    statement.product().vendor() == null
                            ? ""
                            : " (" + statement.product().vendor() + ")";
            terminal.line(
                    "  "
                            + terminal.bold(statement.product().name())
                            + Terminal.plain(vendor)
                            + " · "
                            + platform(statement.platform(), language)
                            + " · "
                            + Terminal.plain(versions(statement, language))
                            + sure(statement.certainty()));
            spans(statement.spans());
        }
        terminal.line();
    }

    /// Versions and ranges of a statement in words.
    public static String versions(ProductStatement statement, Language language) {
        if (statement.namesNoVersion()) {
            return language.of("no version stated", "keine Version genannt");
        }
        List<String> all = new ArrayList<>(statement.versions());
        statement
                .ranges()
                .forEach(
                        range ->
                                all.add(
                                        range.isAll()
                                                ? language.of("all versions", "alle Versionen")
                                                : range.constraints().replace("|", ", ")));
        return String.join("; ", all);
    }

    public static String platform(Platform platform, Language language) {
        return switch (platform) {
            case WINDOWS -> "Windows";
            case MACOS -> "macOS";
            case LINUX -> "Linux";
            case ANDROID -> "Android";
            case IOS -> "iOS";
            case ANY -> language.of("any platform", "alle Plattformen");
            case UNKNOWN -> language.of("platform unknown", "Plattform unbekannt");
        };
    }

    private String sure(Certainty certainty) {
        return switch (certainty) {
            case STATED -> "";
            case INFERRED -> language.of(" (inferred)", " (erschlossen)");
            case UNSURE ->
                    language.of(" (unsure, please decide)", " (unsicher, bitte entscheiden)");
        };
    }

    private void spans(List<Span> spans) {
        int shown = 0;
        for (Span span : spans) {
            if (shown++ == 3) {
                terminal.line(
                        terminal.faint(
                                language.of(
                                        "      and " + (spans.size() - 3) + " more places",
                                        "      und " + (spans.size() - 3) + " weitere Stellen")));
                return;
            }
            String place =
                    span.start() < 0
                            ? Phrases.where(span.where(), language)
                            : language.of("characters ", "Zeichen ")
                                    + span.start()
                                    + "–"
                                    + span.end();
            terminal.line(terminal.faint("      " + quote(span.text()) + "  " + place));
        }
    }

    private String quote(String text) {
        String one = text.replaceAll("\\s+", " ").strip();
        return Phrases.quoted(
                one.length() > MAX_QUOTE ? one.substring(0, MAX_QUOTE) + "…" : one, language);
    }

    private void indicators(Advisory advisory) {
        if (advisory.indicators().isEmpty()) {
            return;
        }
        terminal.heading(
                language.of("Indicators", "Indikatoren")
                        + " ("
                        + advisory.indicators().size()
                        + ")");
        for (Indicator indicator : advisory.indicators()) {
            terminal.line(
                    String.format(
                            language.of("  %-8s  %s%s", "  %-9s  %s%s"),
                            Phrases.type(indicator.type(), language),
                            Terminal.plain(indicator.defanged()),
                            sure(indicator.certainty())));
        }
        terminal.line();
    }

    private void facts(Advisory advisory) {
        Map<Fact.Type, List<String>> byType = new EnumMap<>(Fact.Type.class);
        for (Fact fact : advisory.facts()) {
            List<String> values = byType.computeIfAbsent(fact.type(), _ -> new ArrayList<>());
            String value =
                    fact.type() == Fact.Type.DATE && DAY.matcher(fact.value()).matches()
                            ? Phrases.day(LocalDate.parse(fact.value()), language)
                            : fact.value();
            if (!values.contains(value)) {
                values.add(value);
            }
        }
        if (byType.isEmpty()) {
            return;
        }
        terminal.heading(language.of("Further facts", "Weitere Angaben"));
        byType.forEach(
                (type, values) ->
                        terminal.line(
                                "  "
                                        + factName(type)
                                        + ": "
                                        + Terminal.plain(String.join(", ", values))));
        terminal.line();
    }

    private String factName(Fact.Type type) {
        return switch (type) {
            case CVE -> "CVE";
            case CVSS_VECTOR -> language.of("CVSS vector", "CVSS-Vektor");
            case CVSS_SCORE -> language.of("CVSS score", "CVSS-Wert");
            case SEVERITY ->
                    language.of("Severity (1 grey to 4 red)", "Bedrohungslage (1 grau bis 4 rot)");
            case TLP -> "TLP";
            case DATE -> language.of("Dates", "Datumsangaben");
            case REFERENCE ->
                    language.of("Mentioned, not indicators", "Erwähnt, keine Indikatoren");
        };
    }

    private void questions(Advisory advisory) {
        if (advisory.questions().isEmpty()) {
            return;
        }
        terminal.heading(language.of("Please decide", "Bitte entscheiden Sie"));
        for (Question question : advisory.questions()) {
            terminal.line(
                    "  ? " + Terminal.plain(language.of(question.english(), question.german())));
            if (!question.options().isEmpty()) {
                terminal.line(
                        "    " + Terminal.plain(Phrases.options(question.options(), language)));
            }
            spans(question.spans());
        }
        terminal.line();
    }

    private void problems(Advisory advisory) {
        if (advisory.problems().isEmpty()) {
            return;
        }
        terminal.heading(language.of("Not used", "Nicht verwendet"));
        for (Problem problem : advisory.problems()) {
            terminal.line("  " + ProblemText.line(problem, language));
        }
        terminal.line();
    }
}
