package dev.firebreak.app.cli;

import dev.firebreak.app.text.Language;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// A product that is asked for.
final class ProductOptions {
    @Option(names = "--product", paramLabel = "NAME", description = "Who has this product?")
    @Nullable String product;

    @Option(names = "--vendor", paramLabel = "NAME", description = "... of this maker")
    @Nullable String vendor;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description =
                    "... in this version (default: any); also several ('1.0, 1.2') and ranges ('>=1.0 <2.0', '1.0 - 1.9',"
                            + " '1.x'). Repeatable.")
    List<String> versions = List.of();

    @Option(
            names = "--platform",
            paramLabel = "NAME",
            description = "... on windows, macos, linux, android, ios (default: any)")
    @Nullable String platform;

    /// The question for the product, which must be named.
    ///
    /// @param language of messages about what was typed
    Advisory advisory(CommandSpec spec, Language language) {
        String name = product;
        if (name == null) {
            throw new ParameterException(
                    spec.commandLine(), "which product? Name it with --product");
        }
        return QuestionOptions.question(List.of(statement(spec, name, language)), List.of());
    }

    ProductStatement statement(CommandSpec spec, String name, Language language) {
        VersionArgument asked = versions(spec, language);
        Platform on = Platform.ANY;
        if (platform != null) {
            try {
                on = Platform.valueOf(platform.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException _) {
                throw new ParameterException(
                        spec.commandLine(),
                        "'"
                                + platform
                                + "' is no platform; write windows, macos, linux, android or ios");
            }
        }
        return new ProductStatement(
                Product.named(name, vendor),
                on,
                Status.AFFECTED,
                asked.scheme(),
                asked.versions(),
                asked.ranges(),
                Certainty.STATED,
                List.of(Span.field(QuestionOptions.SOURCE, "--product", name)));
    }

    private VersionArgument versions(CommandSpec spec, Language language) {
        try {
            return VersionArgument.of(versions, language);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--version " + String.join(" --version ", versions) + ": " + e.getMessage(),
                    e);
        }
    }
}
