package dev.firebreak.app.cli;

import dev.firebreak.app.cluster.Cluster;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `cluster savepoint`: writes the job's state to go on from, as before an upgrade.
@Command(
        name = "savepoint",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Writes a savepoint of the job, as before an upgrade or to run it with other parallelism, and prints its place.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "2:wrong usage, no job, or it failed"})
public final class ClusterSavepointCommand implements Callable<Integer> {
    @Mixin ClusterOption place = new ClusterOption();

    @Option(names = "--stop", description = "End the job with it.")
    boolean stop;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        return place.with(spec.commandLine(), false, false, this::savepoint);
    }

    private int savepoint(Cluster cluster) throws IOException {
        String id = cluster.job().known();
        spec.commandLine()
                .getOut()
                .println(stop ? cluster.job().stopWithSavepoint(id) : cluster.job().savepoint(id));
        return 0;
    }
}
