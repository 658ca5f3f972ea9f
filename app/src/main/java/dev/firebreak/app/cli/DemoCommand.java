package dev.firebreak.app.cli;

import dev.firebreak.app.check.CheckInput;
import dev.firebreak.app.check.CheckRun;
import dev.firebreak.app.check.Progress;
import dev.firebreak.app.check.UnusableInputException;
import dev.firebreak.app.demo.DemoStory;
import dev.firebreak.app.report.HtmlReport;
import dev.firebreak.app.text.AnswerText;
import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.Terminal;
import dev.firebreak.core.answer.Answer;
import dev.firebreak.core.answer.AnswerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `demo`: the whole story on a made-up estate, ending in a report.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Tells the 3CX story of March 2023 on a made-up estate of about forty machines.",
            "Writes warnings, inventories and logs into a folder, answers them, and prints the path of the report.",
            "Returns 0 when the story could be told."
        })
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to write (default: a new temporary folder).")
    @Nullable Path out;

    @Mixin OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, UnusableInputException {
        Language language = output.language();
        Path folder = out == null ? Files.createTempDirectory("firebreak-demo-") : out;
        DemoStory story = DemoStory.write(folder);
        CheckInput input =
                new CheckInput(
                        List.of(story.warning(), story.indicators()),
                        List.of(story.estate()),
                        List.of(story.logs()),
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        true,
                        Set.of(),
                        AnswerOptions.DEFAULT_MAX_INVENTORY_AGE,
                        null,
                        null,
                        null,
                        ZoneOffset.UTC);
        Answer answer = CheckRun.answer(input, Clock.systemUTC(), Progress.NONE);
        PrintWriter to = spec.commandLine().getOut();
        Terminal terminal = new Terminal(to, Terminal.wantsColours(System.getenv()));
        new AnswerText(terminal, language, false).print(answer);
        Path report = folder.resolve("report.html");
        Files.writeString(report, HtmlReport.of(answer, language));
        terminal.heading(
                language.of(
                        "The report, to open in a browser:",
                        "Der Bericht, zum Öffnen im Browser:"));
        terminal.line("  " + report.toUri());
        terminal.line();
        terminal.heading(language.of("The same by hand:", "Dasselbe von Hand:"));
        terminal.line(
                "  ./firebreak check --warning "
                        + story.warning()
                        + " --warning "
                        + story.indicators()
                        + " --inventory "
                        + story.estate()
                        + " --organisation-by-folder --logs "
                        + story.logs());
        to.flush();
        return ExitCodes.NOTHING_FOUND;
    }
}
