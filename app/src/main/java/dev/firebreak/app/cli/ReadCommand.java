package dev.firebreak.app.cli;

import dev.firebreak.app.check.UnusableInputException;
import dev.firebreak.app.check.WarningFile;
import dev.firebreak.app.json.AdvisoryJson;
import dev.firebreak.app.text.AdvisoryText;
import dev.firebreak.app.text.ErrorText;
import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.ProblemText;
import dev.firebreak.app.text.Terminal;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Problem;
import dev.firebreak.formats.csaf.CsafDraft;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `read`: what a warning says, with the words it came from.
@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        description = {
            "Reads a warning and prints what was understood, with the words it came from.",
            "Prose (txt, HTML, PDF, Markdown, e-mail) in German and English, CSAF, CVE, OSV, STIX, MISP and lists of"
                    + " indicators are told apart by their content."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:something was understood",
            "2:wrong usage or unreadable input",
            "3:nothing was understood"
        })
public final class ReadCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Warnings; several are printed together.")
    List<Path> files = List.of();

    @ArgGroup Format format = new Format();

    @Mixin OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    static final class Format {
        @Option(names = "--json", description = "Print JSON (docs/reference/read.schema.json).")
        boolean json;

        @Option(names = "--csaf", description = "Print a CSAF 2.0 draft for a person to complete.")
        boolean csaf;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        List<Advisory> advisories = new ArrayList<>();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                err.println(
                        ProblemText.message(
                                file + (Files.exists(file) ? ": not a file" : ": no such file"),
                                output.language()));
                return ExitCodes.USAGE;
            }
            try {
                advisories.addAll(WarningFile.read(file));
            } catch (UnusableInputException e) {
                err.println(ErrorText.of(e, output.language()));
                return ExitCodes.USAGE;
            } catch (IOException e) {
                err.println(
                        ProblemText.message(
                                file + ": cannot be read: " + ErrorText.reason(e),
                                output.language()));
                return ExitCodes.USAGE;
            }
        }
        print(advisories);
        return exitCode(advisories);
    }

    private void print(List<Advisory> advisories) {
        PrintWriter out = spec.commandLine().getOut();
        Language language = output.language();
        if (format.json) {
            AdvisoryJson.write(advisories, language.code(), out);
            out.println();
        } else if (format.csaf) {
            out.println(CsafDraft.write(advisories, Clock.systemUTC()));
        } else {
            Terminal terminal = new Terminal(out, Terminal.wantsColours(System.getenv()));
            AdvisoryText text = new AdvisoryText(terminal, language);
            advisories.forEach(text::print);
        }
        out.flush();
    }

    private static int exitCode(List<Advisory> advisories) {
        boolean lost =
                advisories.stream()
                        .flatMap(advisory -> advisory.problems().stream())
                        .anyMatch(problem -> problem.severity() == Problem.Severity.LOST);
        boolean understood =
                advisories.stream()
                        .anyMatch(
                                advisory ->
                                        !advisory.statements().isEmpty()
                                                || !advisory.indicators().isEmpty()
                                                || !advisory.facts().isEmpty());
        return understood ? ExitCodes.NOTHING_FOUND : lost ? ExitCodes.USAGE : ExitCodes.UNKNOWN;
    }
}
