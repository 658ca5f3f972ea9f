package dev.firebreak.app.cli;

import dev.firebreak.app.gate.GateCommand;
import picocli.CommandLine.Command;

/// The root of all commands.
@Command(
        name = "firebreak",
        mixinStandardHelpOptions = true,
        version = "firebreak 0.1.0",
        description = "Turns a warning about a trojanised program into an answer.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CheckCommand.class,
            ReadCommand.class,
            ImportCommand.class,
            WatchCommand.class,
            AskCommand.class,
            StatusCommand.class,
            ForgetCommand.class,
            AliasCommand.class,
            DemoCommand.class,
            GateCommand.class,
            ServeCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            WarmUpCommand.class
        })
public final class FirebreakCommand {}
