package dev.firebreak.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.Cli;
import dev.firebreak.app.text.HelpText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/// Help is as complete in German as in English: each sentence that a command says of itself is looked up.
class GermanHelpTest {
    private static final String WHOLE = "(?<![\\w-])%s(?![\\w-])";

    @Test
    void everySentenceOfEveryCommandHasItsGerman() {
        Set<String> known = new TreeSet<>(HelpText.known());
        Set<String> missing = new TreeSet<>(said());
        assertThat(missing).as("sentences of the commands").hasSizeGreaterThan(200);
        missing.removeAll(known);
        assertThat(missing).as("English of help without German in help.de.txt").isEmpty();
    }

    @Test
    void noGermanIsKeptOfWhatNoCommandSaysAnyMore() {
        Set<String> left = new TreeSet<>(HelpText.known());
        left.removeAll(said());
        assertThat(left).as("in help.de.txt, but said by no command").isEmpty();
    }

    /// What was looked up must also be printed: every help page is printed and searched for the English of its command.
    @Test
    void noHelpPageSaysAnythingInEnglish() {
        each(
                FirebreakCommand.commandLine("--help", "--lang", "en"),
                command -> {
                    String page = oneLine(help(command.getCommandSpec(), "de"));
                    for (String english : said(command.getCommandSpec())) {
                        if (!HelpText.german(english).equals(english)) {
                            assertThat(
                                            Pattern.compile(
                                                            WHOLE.formatted(
                                                                    Pattern.quote(
                                                                            oneLine(english))))
                                                    .matcher(page)
                                                    .find())
                                    .as(
                                            command.getCommandSpec().qualifiedName()
                                                    + " says: "
                                                    + english)
                                    .isFalse();
                        }
                    }
                    assertThat(page).doesNotContain("Usage:", "Commands:", "Exit codes:");
                });
    }

    @Test
    void everyHelpPageHasAsManyOptionsInGermanAsInEnglish() {
        each(
                FirebreakCommand.commandLine("--help", "--lang", "en"),
                command -> {
                    CommandSpec spec = command.getCommandSpec();
                    assertThat(options(help(spec, "de")))
                            .as(spec.qualifiedName())
                            .isEqualTo(options(help(spec, "en")));
                });
    }

    @Test
    void theWholeHelpOfACommandInGerman() {
        assertThat(Cli.run("read", "--help", "--lang", "de").out())
                .isEqualToNormalizingNewlines(
                        """
                        Aufruf: firebreak read [-hV] [--lang=de|en] [--json | --csaf] DATEI...
                        Liest eine Warnung und zeigt, was verstanden wurde, mit den Worten, aus denen
                        es stammt.
                        Texte (txt, HTML, PDF, Markdown, E-Mail) auf Deutsch und Englisch, CSAF, CVE,
                        OSV, STIX, MISP und Listen von Indikatoren werden an ihrem Inhalt erkannt.
                              DATEI...       Warnungen; mehrere werden zusammen ausgegeben.
                              --csaf         Einen Entwurf in CSAF 2.0 ausgeben, den ein Mensch
                                               vervollständigt.
                          -h, --help         Diese Hilfe zeigen.
                              --json         JSON ausgeben (docs/reference/read.schema.json).
                              --lang=de|en   Sprache der Ausgabe (Vorgabe: die des Systems).
                          -V, --version      Die Version von Firebreak zeigen.

                        Exit-Codes:
                          0   etwas wurde verstanden
                          2   falscher Aufruf oder unlesbare Eingabe
                          3   nichts wurde verstanden
                        """);
    }

    @Test
    void theLanguageMayStandBeforeTheCommand() {
        assertThat(Cli.run("--lang", "de", "alias", "--help").out())
                .startsWith("Aufruf: firebreak alias");
        assertThat(Cli.run("--lang=de", "--help").out()).contains("Befehle:");
        assertThat(Cli.run("gate", "--lang", "de").err()).startsWith("Bitte nennen Sie");
        assertThat(Cli.run("--lang", "de", "read", "nowhere.txt").err())
                .contains("gibt es nicht")
                .doesNotContain("no such");
        assertThat(Cli.run("--lang", "de", "read", "nowhere.txt", "--lang", "en").err())
                .contains("no such file");
    }

    private static Set<String> options(String page) {
        return page.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("-"))
                .map(line -> line.split("[ =,)\\[]")[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String help(CommandSpec spec, String language) {
        List<Object> words = new ArrayList<>(List.of(spec.qualifiedName().split(" ")));
        words.removeFirst();
        words.addAll(List.of("--help", "--lang", language));
        return Cli.run(words.toArray()).out();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private static Set<String> said() {
        Set<String> said = new TreeSet<>();
        each(
                FirebreakCommand.commandLine("--help", "--lang", "en"),
                command -> said.addAll(said(command.getCommandSpec())));
        return said;
    }

    /// Everything that help says of one command, in English, and the labels of values that are words.
    private static Set<String> said(CommandSpec spec) {
        Set<String> said = new TreeSet<>();
        boolean interpolated = spec.interpolateVariables();
        spec.interpolateVariables(false);
        said.addAll(List.of(spec.usageMessage().description()));
        said.addAll(List.of(spec.usageMessage().header()));
        said.addAll(List.of(spec.usageMessage().footer()));
        said.addAll(spec.usageMessage().exitCodeList().values());
        for (ArgSpec argument : spec.args()) {
            said.addAll(List.of(argument.description()));
            if (argument.paramLabel().matches("[A-Z][A-Z:|=]*")) {
                said.add(argument.paramLabel());
            }
        }
        String label = spec.usageMessage().synopsisSubcommandLabel();
        if (label != null && !spec.subcommands().isEmpty()) {
            said.add(label);
        }
        spec.interpolateVariables(interpolated);
        return said;
    }

    private static void each(CommandLine command, Consumer<CommandLine> look) {
        if (!command.getCommandSpec().usageMessage().hidden()) {
            look.accept(command);
        }
        command.getSubcommands().values().forEach(below -> each(below, look));
    }
}
