package dev.firebreak.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `cluster down`: ends what `up` started.
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Stops the job with a savepoint, then ends the processes that 'up' started, and no others.",
            "Data, checkpoints and the job are kept: the next 'up' goes on from there."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing runs any more", "2:wrong usage, or no cluster"})
public final class ClusterDownCommand implements Callable<Integer> {
    @Mixin ClusterOption place = new ClusterOption();

    @Option(names = "--at-once", description = "Do not wait for a savepoint.")
    boolean atOnce;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        return place.with(
                spec.commandLine(),
                false,
                false,
                cluster -> {
                    if (!atOnce) {
                        cluster.job().pause();
                    }
                    if (cluster.down() == 0) {
                        spec.commandLine()
                                .getOut()
                                .println(
                                        place.language()
                                                .of("Nothing was running.", "Es lief nichts."));
                    }
                    return 0;
                });
    }
}
