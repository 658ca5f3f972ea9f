package dev.firebreak.app;

import dev.firebreak.app.cli.ExitCodes;
import dev.firebreak.app.cli.FirebreakCommand;
import java.io.PrintWriter;
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
        commands.setParameterExceptionHandler(
                (e, _) -> {
                    // What is wrong and where to read on; the whole help would push it off the
                    // screen.
                    CommandLine command = e.getCommandLine();
                    command.getErr().println(e.getMessage());
                    CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
                    command.getErr().println(command.getCommandSpec().qualifiedName() + " --help");
                    command.getErr().flush();
                    return ExitCodes.USAGE;
                });
        commands.setExecutionExceptionHandler(
                (e, commandLine, _) -> {
                    if (e instanceof RuntimeException) {
                        // A defect of ours: the trace is what whoever mends it needs.
                        e.printStackTrace(commandLine.getErr());
                    } else {
                        String message = e.getMessage();
                        commandLine
                                .getErr()
                                .println(
                                        message == null
                                                ? e.toString()
                                                : e.getClass().getSimpleName() + ": " + message);
                    }
                    commandLine.getErr().flush();
                    return ExitCodes.USAGE;
                });
        int code = commands.execute(args);
        out.flush();
        err.flush();
        return code;
    }
}
