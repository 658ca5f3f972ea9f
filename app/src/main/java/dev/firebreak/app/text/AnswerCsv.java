package dev.firebreak.app.text;

import dev.firebreak.core.answer.Answer;
import dev.firebreak.core.answer.AssetAnswer;
import dev.firebreak.core.answer.Finding;
import dev.firebreak.core.model.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One row per asset and finding as RFC 4180 CSV: what a spreadsheet or a ticket system takes in.
public final class AnswerCsv {
    private AnswerCsv() {}

    public static void print(Answer answer, Language language, PrintWriter out) {
        row(
                out,
                "organisation",
                "asset",
                "verdict",
                "kind",
                "what",
                "version_or_value",
                "first",
                "last",
                "count",
                "source",
                "reasons");
        for (AssetAnswer asset : answer.assets()) {
            row(
                    out,
                    asset.organisation(),
                    asset.asset(),
                    asset.verdicts().stream().map(Verdict::name).collect(Collectors.joining(" ")),
                    "asset",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    asset.reasons().stream()
                            .map(reason -> reason.text(language.code()))
                            .collect(Collectors.joining(" ")));
        }
        for (Finding finding : answer.findings()) {
            String reasons =
                    finding.reasons().stream()
                            .map(reason -> reason.text(language.code()))
                            .collect(Collectors.joining(" "));
            switch (finding) {
                case Finding.Installed one ->
                        row(
                                out,
                                one.organisation(),
                                one.asset(),
                                one.verdict().name(),
                                "installed",
                                one.component().name(),
                                one.component().version(),
                                "",
                                "",
                                "",
                                one.line() > 0 ? one.source() + ":" + one.line() : one.source(),
                                reasons);
                case Finding.Contact one ->
                        row(
                                out,
                                one.organisation(),
                                one.asset(),
                                one.verdict().name(),
                                "contact",
                                one.indicator().type().json(),
                                one.indicator().value(),
                                text(one.sighting().first()),
                                text(one.sighting().last()),
                                Long.toString(one.sighting().count()),
                                one.sighting().evidence().isEmpty()
                                        ? ""
                                        : one.sighting().evidence().getFirst().source(),
                                reasons);
            }
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static void row(PrintWriter out, @Nullable String... cells) {
        out.print(
                java.util.Arrays.stream(cells)
                        .map(AnswerCsv::cell)
                        .collect(Collectors.joining(",")));
        out.print("\r\n");
    }

    /// Quotes where RFC 4180 asks for it; a cell that a spreadsheet would run as a formula gets a leading apostrophe.
    public static String cell(@Nullable String value) {
        String text = value == null ? "" : value;
        if (!text.isEmpty() && List.of('=', '+', '-', '@', '\t', '\r').contains(text.charAt(0))) {
            text = "'" + text;
        }
        boolean quote =
                text.indexOf(',') >= 0
                        || text.indexOf('"') >= 0
                        || text.indexOf('\n') >= 0
                        || text.indexOf('\r') >= 0;
        return quote ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
