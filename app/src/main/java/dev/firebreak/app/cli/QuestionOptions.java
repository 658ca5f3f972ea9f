package dev.firebreak.app.cli;

import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.Phrases;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Span;
import dev.firebreak.formats.text.IndicatorScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// A question typed in place of a warning.
final class QuestionOptions {
    static final String SOURCE = Phrases.COMMAND_LINE;

    @Option(
            names = "--domain",
            paramLabel = "NAME",
            description = "Who looked this domain up, or one below it? Repeatable.")
    List<String> domains = List.of();

    @Option(
            names = "--ip",
            paramLabel = "ADDRESS",
            description = "Who contacted this address or block? Repeatable.")
    List<String> addresses = List.of();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Who fetched this URL, or one below it? Repeatable.")
    List<String> urls = List.of();

    @Option(
            names = "--hash",
            paramLabel = "HEX",
            description = "Where was this file (MD5, SHA-1, SHA-256) seen? Repeatable.")
    List<String> hashes = List.of();

    @Option(
            names = "--file",
            paramLabel = "NAME",
            description = "Where was a file of this name seen? Repeatable.")
    List<String> files = List.of();

    @Mixin ProductOptions software = new ProductOptions();

    /// @param language of messages about what was typed
    Optional<Advisory> advisory(CommandSpec spec, Language language) {
        List<Indicator> indicators = new ArrayList<>();
        domains.forEach(v -> indicators.add(indicator(spec, ObservableType.DOMAIN, v)));
        urls.forEach(v -> indicators.add(indicator(spec, ObservableType.URL, v)));
        files.forEach(v -> indicators.add(indicator(spec, ObservableType.FILENAME, v)));
        addresses.forEach(
                v ->
                        indicators.add(
                                indicator(
                                        spec,
                                        v.indexOf(':') >= 0
                                                ? ObservableType.IPV6
                                                : ObservableType.IPV4,
                                        v)));
        hashes.forEach(v -> indicators.add(indicator(spec, hash(spec, v.strip()), v)));
        List<ProductStatement> statements =
                software.product == null
                        ? List.of()
                        : List.of(software.statement(spec, software.product, language));
        if (indicators.isEmpty() && statements.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(question(statements, indicators));
    }

    static Advisory question(List<ProductStatement> statements, List<Indicator> indicators) {
        return new Advisory(
                SOURCE,
                "question",
                null,
                null,
                "",
                null,
                null,
                null,
                null,
                "",
                statements,
                indicators,
                List.of(),
                List.of(),
                List.of());
    }

    private static Indicator indicator(CommandSpec spec, ObservableType type, String value) {
        String canonical =
                IndicatorScanner.canonical(type, value)
                        .orElseThrow(
                                () ->
                                        new ParameterException(
                                                spec.commandLine(),
                                                "'" + value + "' is no " + type.json()));
        return Indicator.of(type, canonical, Span.field(SOURCE, "--" + type.json(), value));
    }

    private static ObservableType hash(CommandSpec spec, String value) {
        return switch (value.length()) {
            case 32 -> ObservableType.MD5;
            case 40 -> ObservableType.SHA1;
            case 64 -> ObservableType.SHA256;
            default ->
                    throw new ParameterException(
                            spec.commandLine(), "'" + value + "' is no MD5, SHA-1 or SHA-256");
        };
    }
}
