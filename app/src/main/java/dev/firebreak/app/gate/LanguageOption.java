package dev.firebreak.app.gate;

import dev.firebreak.app.text.Language;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// The language that a command of the gate speaks.
final class LanguageOption {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Nullable Language chosen;

    @Option(
            names = "--lang",
            paramLabel = "de|en",
            description = "Language of the output (default: the system's).")
    void choose(String text) {
        chosen =
                switch (text) {
                    case "de" -> Language.DE;
                    case "en" -> Language.EN;
                    case null, default ->
                            throw new ParameterException(
                                    spec.commandLine(),
                                    "'" + text + "' is not a language here; use de or en");
                };
    }

    Language language() {
        return chosen == null ? Language.ofEnvironment() : chosen;
    }
}
