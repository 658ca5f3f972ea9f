package dev.firebreak.app.cli;

import dev.firebreak.app.cluster.Cluster;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `cluster cancel`: ends the job, not the cluster.
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Ends the job and keeps its last checkpoint; 'submit' goes on from there, 'up' does not start it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:ended", "2:wrong usage, no job, or it did not end"})
public final class ClusterCancelCommand implements Callable<Integer> {
    @Mixin ClusterOption place = new ClusterOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        return place.with(spec.commandLine(), false, false, this::cancel);
    }

    private int cancel(Cluster cluster) throws IOException {
        String id = cluster.job().known();
        cluster.job().cancel(id);
        spec.commandLine()
                .getOut()
                .println(place.language().of("job " + id + " ended", "Job " + id + " ist beendet"));
        return 0;
    }
}
