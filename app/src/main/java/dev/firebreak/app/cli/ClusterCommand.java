package dev.firebreak.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `cluster`: Kafka and Flink on this machine, and the join as a job on them.
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        description = {
            "Runs Kafka and Flink on this machine, and the join as a job on them.",
            "For trying out and for tests; listens on the loopback address only."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ClusterUpCommand.class,
            ClusterStatusCommand.class,
            ClusterSubmitCommand.class,
            ClusterSavepointCommand.class,
            ClusterCancelCommand.class,
            ClusterSelftestCommand.class,
            ClusterDownCommand.class,
            ClusterDeadLettersCommand.class,
            ClusterTopicsCommand.class
        })
public final class ClusterCommand implements Runnable {
    @Mixin OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Name a command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
