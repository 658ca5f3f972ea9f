package dev.firebreak.app.cli;

import dev.firebreak.app.check.UnusableInputException;
import dev.firebreak.app.text.ErrorText;
import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.Phrases;
import dev.firebreak.core.index.IndexView;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `changes`: what came to machines and what went since a time.
@Command(
        name = "changes",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lists what software came to machines and what went since a time, by the inventories in the memory.",
            "Machines that were first heard of since then are told with all they have."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed, even if nothing changed", "2:wrong usage, or no memory"})
public final class ChangesCommand implements Callable<Integer> {
    @Option(
            names = "--since",
            required = true,
            paramLabel = "DATE|AGE",
            description = "A day (2026-03-22), an instant, or an age (7d, 4w, 18m).")
    String since = "";

    @Option(
            names = "--organisation",
            paramLabel = "NAME",
            description = "Of this organisation only.")
    @Nullable String organisation;

    @Option(names = "--json", description = "Print as JSON.")
    boolean json;

    @Option(names = "--csv", description = "Print as CSV.")
    boolean csv;

    @Mixin DataOption data = new DataOption();

    @Mixin OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        Instant time = time();
        try {
            IndexView view = data.existing().view();
            String whose = KnownOrganisation.name(view, organisation, output.language());
            HistoryRows rows =
                    new HistoryRows(
                            spec.commandLine().getOut(),
                            HistoryRows.form(json, csv),
                            output.language());
            view.changedSince(time, whose, rows);
            rows.end();
            if (rows.rows() == 0) {
                spec.commandLine()
                        .getErr()
                        .println(
                                output.language()
                                        .of(
                                                "nothing changed since " + time,
                                                "Seit "
                                                        + Phrases.moment(time, Language.DE)
                                                        + " hat sich nichts geändert."));
            }
            return 0;
        } catch (IOException | UnusableInputException e) {
            spec.commandLine().getErr().println(ErrorText.of(e, output.language()));
            return ExitCodes.USAGE;
        }
    }

    private Instant time() {
        try {
            return since.matches("\\d{1,6}\\s*[dwmy]")
                    ? Instant.now().minus(Arguments.duration(since))
                    : Arguments.startOfDay(since);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--since " + since + ": " + e.getMessage());
        }
    }
}
