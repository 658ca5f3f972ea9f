package dev.firebreak.app;

import dev.firebreak.app.cli.ExitCodes;
import dev.firebreak.app.cli.FirebreakCommand;
import dev.firebreak.app.cli.UsageText;
import dev.firebreak.app.text.ErrorText;
import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.ProblemText;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/// The start of the program and its only wiring.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // Output is UTF-8 whatever the locale says: reports are read by programs and other
        // machines.
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(args, out, err));
    }

    /// Runs one command.
    ///
    /// @return its exit code
    static int run(String[] args, PrintWriter out, PrintWriter err) {
        CommandLine commands = FirebreakCommand.commandLine(args).setOut(out).setErr(err);
        Language language = UsageText.language(args);
        commands.setParameterExceptionHandler(
                (e, _) -> {
                    // What is wrong and where to read on; the whole help would push it off the
                    // screen.
                    PrintWriter to = e.getCommandLine().getErr();
                    to.print(UsageText.of(e, language));
                    to.flush();
                    return ExitCodes.USAGE;
                });
        commands.setExecutionExceptionHandler(
                (e, commandLine, _) -> {
                    PrintWriter to = commandLine.getErr();
                    if (e instanceof RuntimeException && !(e instanceof UncheckedIOException)) {
                        // A defect of ours: the trace is what whoever mends it needs.
                        to.println(
                                ProblemText.message(
                                        "An error inside Firebreak. Please report it, with these lines:",
                                        language));
                        e.printStackTrace(to);
                    } else {
                        to.println(ErrorText.of(e, language));
                    }
                    to.flush();
                    return ExitCodes.USAGE;
                });
        int code = commands.execute(args);
        out.flush();
        err.flush();
        return code;
    }
}
