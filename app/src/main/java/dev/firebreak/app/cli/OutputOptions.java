package dev.firebreak.app.cli;

import dev.firebreak.app.text.Language;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Options that say in which language people read the output.
final class OutputOptions {
    @Option(
            names = "--lang",
            paramLabel = "de|en",
            converter = LanguageConverter.class,
            description = "Language of the output (default: the system's).")
    @Nullable Language language;

    Language language() {
        return language == null ? Language.ofEnvironment() : language;
    }

    static final class LanguageConverter implements ITypeConverter<Language> {
        @Override
        public Language convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "de" -> Language.DE;
                case "en" -> Language.EN;
                default ->
                        throw new TypeConversionException(
                                "'" + value + "' is not a language here; use de or en");
            };
        }
    }
}
