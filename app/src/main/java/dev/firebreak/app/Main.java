package dev.firebreak.app;

import dev.firebreak.app.cli.FirebreakCommand;
import picocli.CommandLine;

/// The start of the program and its only wiring.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new FirebreakCommand()).execute(args));
    }
}
