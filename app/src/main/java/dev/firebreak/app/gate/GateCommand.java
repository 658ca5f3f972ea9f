package dev.firebreak.app.gate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `gate`: holds releases until they were examined and have aged.
@Command(
        name = "gate",
        mixinStandardHelpOptions = true,
        description = "Says what does not belong in a release before it is rolled out.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ExamineCommand.class,
            WatchCommand.class,
            LedgerCommand.class,
            WaiveCommand.class
        })
public final class GateCommand implements Runnable {
    /// The release may go: nothing in its content speaks against it.
    static final int RELEASED = 0;

    /// HOLD or DENY, or a broken ledger.
    static final int HELD = 1;

    /// Wrong usage or unreadable input.
    static final int USAGE = 2;

    @Mixin LanguageOption language = new LanguageOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Name a command: examine, watch, ledger or waive");
    }
}
