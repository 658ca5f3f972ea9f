package dev.firebreak.app.cli;

import dev.firebreak.app.text.HelpText;
import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.ProblemText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is wrong with a command line, and what would be right.
public final class UsageText {
    /// Made when something is wrong: every command asks for the language.
    private static final class Labels {
        /// The label of a value as the library writes it: `--warning=PATH`, `'PATH'`, `(PATH)`.
        static final Pattern LABEL =
                Pattern.compile("(?<=[=<(\\['])[A-Z][A-Z:=|]*(?=[.>)\\] ,']|$)");
    }

    private UsageText() {}

    /// The language that the arguments ask for with `--lang`, wherever it stands; else the environment's. It is needed before
    /// they are parsed: for help, and for what is wrong with them.
    public static Language language(String... args) {
        Language language = Language.ofEnvironment();
        for (int i = 0; i < args.length; i++) {
            String value =
                    args[i].startsWith("--lang=")
                            ? args[i].substring("--lang=".length())
                            : args[i].equals("--lang") && i + 1 < args.length ? args[i + 1] : "";
            language =
                    switch (value.toLowerCase(Locale.ROOT)) {
                        case "de" -> Language.DE;
                        case "en" -> Language.EN;
                        default -> language;
                    };
        }
        return language;
    }

    /// One line for what is wrong, one for what was perhaps meant, one that names the help.
    public static String of(ParameterException wrong, Language language) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        String said = said(String.valueOf(wrong.getMessage()), language);
        // what the library itself says has no words in quotes that are to be typed as they stand
        boolean library = wrong.getClass() != ParameterException.class;
        out.println(
                library && language == Language.DE ? said.replaceAll("'([^']*)'", "„$1“") : said);
        StringWriter suggestions = new StringWriter();
        PrintWriter suggested = new PrintWriter(suggestions);
        UnmatchedArgumentException.printSuggestions(wrong, suggested);
        suggested.flush();
        suggestions
                .toString()
                .lines()
                .map(line -> language.of(line, line.replace(" or ", " oder ")))
                .forEach(line -> out.println(said(line, language)));
        out.println(wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        out.flush();
        return text.toString();
    }

    private static String said(String english, Language language) {
        if (language == Language.EN) {
            return english;
        }
        String labelled =
                Labels.LABEL
                        .matcher(english)
                        .replaceAll(m -> Matcher.quoteReplacement(HelpText.german(m.group())));
        return ProblemText.message(labelled, language);
    }
}
