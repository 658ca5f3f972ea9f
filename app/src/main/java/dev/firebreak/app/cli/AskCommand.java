package dev.firebreak.app.cli;

import dev.firebreak.app.check.UnusableInputException;
import dev.firebreak.app.check.WarningFile;
import dev.firebreak.app.memory.AskRun;
import dev.firebreak.app.memory.Memory;
import dev.firebreak.app.stream.StreamAsk;
import dev.firebreak.app.text.ErrorText;
import dev.firebreak.app.text.ProblemText;
import dev.firebreak.core.answer.Answer;
import dev.firebreak.core.answer.AnswerOptions;
import dev.firebreak.core.index.Index;
import dev.firebreak.core.model.Advisory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ask`: answers a warning, or a question typed in, from the memory.
@Command(
        name = "ask",
        sortOptions = false,
        description =
                "Answers warnings from the memory or a cluster, without reading a log again. The output is that of check.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing found and everything known",
            "1:something found",
            "2:wrong usage, unreadable input, or no memory",
            "3:nothing found, but something is unknown"
        })
public final class AskCommand implements Callable<Integer> {
    private static final int MAX_WAIT = 3_600;

    // not the standard mixin: --version asks for a product's version here
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    boolean help;

    @Parameters(
            paramLabel = "WARNING",
            arity = "0..*",
            description = "Warnings, in any format that read understands.")
    List<Path> warnings = List.of();

    @Mixin QuestionOptions question = new QuestionOptions();

    @Option(
            names = "--organisation",
            paramLabel = "NAME",
            description = "Ask of this organisation only.")
    @Nullable String organisation;

    @Option(
            names = "--aliases",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Kept decisions about names.")
    List<Path> aliases = List.of();

    @Option(
            names = "--force",
            paramLabel = "VALUE",
            description = "Use this indicator although an allow-list names it.")
    List<String> forced = List.of();

    @Option(
            names = "--max-age",
            paramLabel = "DAYS",
            description = "An inventory older than this makes its machine unknown (default: 30d).")
    @Nullable String maxAge;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "The day the answer is about (default: now).")
    @Nullable String asOf;

    @Option(
            names = "--since",
            paramLabel = "DATE",
            description = "Contacts matter from this day on.")
    @Nullable String since;

    @Option(names = "--until", paramLabel = "DATE", description = "Contacts matter up to this day.")
    @Nullable String until;

    @Option(
            names = "--every-machine",
            description = "List every machine even of a very large estate.")
    boolean every;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = "memory",
            description = "What is asked: memory, or flink, a cluster (default: memory).")
    String engine = "memory";

    @Mixin KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "So long a cluster may take; what is not answered then is unknown (default: 60).")
    int wait = 60;

    @Option(
            names = "--at-once",
            description =
                    "Do not wait until the cluster has taken in what was sent before the question.")
    boolean atOnce;

    @Mixin DataOption data = new DataOption();

    @Mixin AnswerOutput answerOutput = new AnswerOutput();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        answerOutput.validate(spec);
        try {
            Set<String> force = new HashSet<>(forced);
            List<Advisory> advisories = new ArrayList<>();
            for (Path file : warnings) {
                if (!Files.exists(file)) {
                    throw new UnusableInputException(file + ": no such file");
                }
                advisories.addAll(WarningFile.read(file));
            }
            question.advisory(spec, answerOutput.language())
                    .ifPresent(
                            asked -> {
                                advisories.add(asked);
                                // who types a value wants to know of it, allow-list or not
                                asked.indicators().forEach(i -> force.add(i.value()));
                            });
            if (advisories.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "ask what? Name a warning, or --domain, --ip, --product ...");
            }
            return engine.equals("memory")
                    ? fromMemory(data.existing(), advisories, force)
                    : told(fromCluster(advisories, force));
        } catch (UncheckedIOException e) {
            // a large answer is read from the memory while it is printed
            spec.commandLine()
                    .getErr()
                    .println(ErrorText.of(Memory.unwrap(e), answerOutput.language()));
            return ExitCodes.USAGE;
        } catch (IOException | UnusableInputException e) {
            spec.commandLine().getErr().println(ErrorText.of(e, answerOutput.language()));
            return ExitCodes.USAGE;
        }
    }

    private int told(Answer answer) throws IOException {
        answerOutput.print(answer, spec);
        return answer.exitCode();
    }

    private int fromMemory(Memory memory, List<Advisory> advisories, Set<String> force)
            throws IOException, UnusableInputException {
        String whose = KnownOrganisation.name(memory.view(), organisation, answerOutput.language());
        Answer answer = AskRun.answer(memory, advisories, aliases, force, options(), whose, every);
        Set<Index.Damage> known = Set.copyOf(memory.damages());
        int exitCode = told(answer);
        AskRun.damagesSince(memory, known)
                .forEach(
                        p ->
                                spec.commandLine()
                                        .getErr()
                                        .println(ProblemText.line(p, answerOutput.language())));
        return exitCode;
    }

    private Answer fromCluster(List<Advisory> advisories, Set<String> force)
            throws IOException, UnusableInputException {
        if (!engine.equals("flink")) {
            throw new ParameterException(
                    spec.commandLine(), "--engine " + engine + ": memory or flink");
        }
        if (wait < 1 || wait > MAX_WAIT) {
            throw new ParameterException(
                    spec.commandLine(), "--wait: a number from 1 to " + MAX_WAIT);
        }
        return new StreamAsk(kafka.connection(data.folder()), kafka.topics(), Clock.systemUTC())
                .answer(
                        advisories,
                        aliases,
                        force,
                        options(),
                        organisation,
                        every,
                        new StreamAsk.Patience(Duration.ofSeconds(wait), !atOnce));
    }

    private AnswerOptions options() {
        Duration age =
                maxAge == null
                        ? AnswerOptions.DEFAULT_MAX_INVENTORY_AGE
                        : argument("--max-age", maxAge, Arguments::duration);
        return new AnswerOptions(
                asOf == null ? Instant.now() : argument("--as-of", asOf, Arguments::endOfDay),
                age,
                since == null ? null : argument("--since", since, Arguments::startOfDay),
                until == null ? null : argument("--until", until, Arguments::endOfDay));
    }

    private <T> T argument(String option, String value, Function<String, T> parse) {
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), option + " " + value + ": " + e.getMessage());
        }
    }
}
