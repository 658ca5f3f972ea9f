package dev.firebreak.app.cli;

import dev.firebreak.app.check.CheckInput;
import dev.firebreak.app.check.CheckRun;
import dev.firebreak.app.check.UnusableInputException;
import dev.firebreak.app.text.ErrorText;
import dev.firebreak.core.answer.Answer;
import dev.firebreak.core.answer.AnswerOptions;
import dev.firebreak.formats.table.ColumnMap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `check`: one command turns a warning into an answer.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Answers a warning for an estate: who has an affected version, who was contacted, what is not known.",
            "Files are told apart by their content; gzip and zstd are read as they are; a folder stands for every file"
                    + " below it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing found and everything known",
            "1:something found",
            "2:wrong usage or unreadable input",
            "3:nothing found, but something is unknown"
        })
public final class CheckCommand implements Callable<Integer> {
    @Option(
            names = {"-w", "--warning"},
            paramLabel = "PATH",
            required = true,
            arity = "1..*",
            description =
                    "Warning: prose, CSAF, CVE, OSV, STIX, MISP, or a list of indicators. Repeatable.")
    List<Path> warnings = List.of();

    @Option(
            names = {"-i", "--inventory"},
            paramLabel = "PATH",
            arity = "1..*",
            description =
                    "Inventory: SBOM, osquery, Windows programs, package lists, tables. Repeatable.")
    List<Path> inventories = List.of();

    @Option(
            names = {"-l", "--logs"},
            paramLabel = "PATH",
            arity = "1..*",
            description =
                    "Logs: Zeek, Suricata, proxies, DNS servers, Sysmon, ECS, tables. Repeatable.")
    List<Path> logs = List.of();

    @Option(
            names = "--hosts",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Which address is which machine: CSV of address,name[,organisation].")
    List<Path> hosts = List.of();

    @Option(
            names = "--aliases",
            paramLabel = "FILE",
            description = "Kept decisions about product names. Repeatable.")
    List<Path> aliases = List.of();

    @Option(
            names = "--map",
            paramLabel = "MAP",
            description =
                    "Columns of foreign tables, such as name=Produkt,version=Version,asset=Rechner.")
    @Nullable String map;

    @Option(
            names = "--inventory-map",
            paramLabel = "MAP",
            description = "The same for inventories only.")
    @Nullable String inventoryMap;

    @Option(names = "--log-map", paramLabel = "MAP", description = "The same for logs only.")
    @Nullable String logMap;

    @Option(
            names = "--organisation",
            paramLabel = "NAME",
            description = "Who owns the machines of the inventories.")
    @Nullable String organisation;

    @Option(
            names = "--organisation-by-folder",
            description = "The first folder below an inventory path names the organisation.")
    boolean byFolder;

    @Option(
            names = "--force",
            paramLabel = "VALUE",
            description = "Use this indicator although an allow-list names it. Repeatable.")
    List<String> forced = List.of();

    @Option(
            names = "--max-age",
            paramLabel = "DAYS",
            description = "An inventory older than this makes its machine unknown (default: 30d).")
    @Nullable String maxAge;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description =
                    "The day the answer is about (default: the warnings' latest publication date, else now).")
    @Nullable String asOf;

    @Option(
            names = "--since",
            paramLabel = "DATE",
            description = "Contacts matter from this day on.")
    @Nullable String since;

    @Option(names = "--until", paramLabel = "DATE", description = "Contacts matter up to this day.")
    @Nullable String until;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description =
                    "Time zone of log times written without one, such as Europe/Berlin (default: UTC).")
    String zone = "UTC";

    @Mixin AnswerOutput answerOutput = new AnswerOutput();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        answerOutput.validate(spec);
        CheckInput input = input();
        ProgressLine progress =
                new ProgressLine(
                        spec.commandLine().getErr(), answerOutput.language(), System::nanoTime);
        try {
            Answer answer = CheckRun.answer(input, Clock.systemUTC(), progress);
            progress.done();
            answerOutput.print(answer, spec);
            return answer.exitCode();
        } catch (UnusableInputException e) {
            progress.done();
            spec.commandLine().getErr().println(ErrorText.of(e, answerOutput.language()));
            return ExitCodes.USAGE;
        }
    }

    private CheckInput input() {
        Duration age =
                maxAge == null
                        ? AnswerOptions.DEFAULT_MAX_INVENTORY_AGE
                        : argument("--max-age", maxAge, Arguments::duration);
        Instant from = since == null ? null : argument("--since", since, Arguments::startOfDay);
        Instant to = until == null ? null : argument("--until", until, Arguments::endOfDay);
        Instant moment = asOf == null ? null : argument("--as-of", asOf, Arguments::endOfDay);
        ColumnMap both = map == null ? null : argument("--map", map, ColumnMap::parse);
        return new CheckInput(
                warnings,
                inventories,
                logs,
                hosts,
                aliases,
                inventoryMap == null
                        ? both
                        : argument("--inventory-map", inventoryMap, ColumnMap::parse),
                logMap == null ? both : argument("--log-map", logMap, ColumnMap::parse),
                organisation,
                byFolder,
                Set.copyOf(forced),
                age,
                moment,
                from,
                to,
                argument("--zone", zone, Arguments::zone));
    }

    private <T> T argument(
            String option, String value, java.util.function.Function<String, T> parse) {
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), option + " " + value + ": " + e.getMessage());
        }
    }
}
