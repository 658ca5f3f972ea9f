package dev.firebreak.app.cli;

import dev.firebreak.app.json.AnswerJson;
import dev.firebreak.app.report.HtmlReport;
import dev.firebreak.app.text.AnswerCsv;
import dev.firebreak.app.text.AnswerText;
import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.Terminal;
import dev.firebreak.core.answer.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// How an answer is printed: the same options for every command that gives one.
public final class AnswerOutput {
    /// What an option without a file means: print to standard output.
    private static final String STANDARD_OUTPUT = "-";

    @Option(
            names = "--json",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = STANDARD_OUTPUT,
            description =
                    "Write JSON (docs/reference/check.schema.json), to standard output if no file is named.")
    @Nullable String json;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = STANDARD_OUTPUT,
            description = "Write CSV, to standard output if no file is named.")
    @Nullable String csv;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = STANDARD_OUTPUT,
            description =
                    "Write one self-contained HTML file, to standard output if no file is named.")
    @Nullable String html;

    @Option(names = "--all", description = "List every machine in the text output.")
    boolean all;

    @Mixin OutputOptions output = new OutputOptions();

    Language language() {
        return output.language();
    }

    /// Only one document can go to standard output.
    void validate(CommandSpec spec) {
        List<String> standard = new ArrayList<>();
        if (STANDARD_OUTPUT.equals(json)) {
            standard.add("--json");
        }
        if (STANDARD_OUTPUT.equals(csv)) {
            standard.add("--csv");
        }
        if (STANDARD_OUTPUT.equals(html)) {
            standard.add("--html");
        }
        if (standard.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    String.join(", ", standard)
                            + " cannot all go to standard output; name a file for all but one");
        }
    }

    void print(Answer answer, CommandSpec spec) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        boolean printed = false;
        if (json != null) {
            printed |=
                    to(
                            json,
                            out,
                            err,
                            writer -> {
                                AnswerJson.write(answer, language().code(), writer);
                                writer.println();
                            });
        }
        if (csv != null) {
            printed |= to(csv, out, err, writer -> AnswerCsv.print(answer, language(), writer));
        }
        if (html != null) {
            printed |=
                    to(html, out, err, writer -> writer.print(HtmlReport.of(answer, language())));
        }
        if (!printed) {
            Terminal terminal = new Terminal(out, Terminal.wantsColours(System.getenv()));
            new AnswerText(terminal, language(), all).print(answer);
        }
        out.flush();
    }

    private interface Printing {
        void print(PrintWriter writer);
    }

    /// @return whether it went to standard output
    private boolean to(String target, PrintWriter out, PrintWriter err, Printing printing)
            throws IOException {
        if (target.equals(STANDARD_OUTPUT)) {
            printing.print(out);
            return true;
        }
        Path file = Path.of(target);
        try (PrintWriter writer =
                new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            printing.print(writer);
            if (writer.checkError()) {
                throw new IOException(file + ": could not be written completely");
            }
        }
        err.println(language().of("Written: ", "Geschrieben: ") + file.toAbsolutePath());
        return false;
    }
}
