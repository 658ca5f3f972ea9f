package dev.firebreak.flink.cluster;

import dev.firebreak.app.cluster.Cluster;
import dev.firebreak.app.cluster.ClusterLibraries;
import dev.firebreak.app.cluster.ClusterSettings;
import dev.firebreak.app.cluster.FlinkRest;
import dev.firebreak.app.cluster.JobRequest;
import dev.firebreak.stream.Connection;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// One real cluster of one TaskManager for all classes that ask for it: its start is what costs. Each class has topics and
/// a job of its own on it, so that none finds what another left.
final class OneNodeCluster implements BeforeAllCallback {
    static final ClusterSettings SETTINGS =
            ClusterSettings.small()
                    .withTaskManagers(1)
                    .withTaskManagerMemory(900)
                    .withCheckpointMillis(500);

    private static @Nullable Cluster running;

    /// Ends the cluster when the last class is through.
    private record Ending(Cluster cluster, Path folder) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            cluster.down();
            cluster.close();
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (running != null) {
            return;
        }
        Path folder = Files.createTempDirectory("one-node-cluster");
        Cluster cluster = Cluster.open(folder, libraries(), (_, _) -> {});
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(OneNodeCluster.class))
                .put("cluster", new Ending(cluster, folder));
        cluster.up(SETTINGS, Topics.DEFAULT);
        running = cluster;
    }

    static Cluster cluster() {
        return Objects.requireNonNull(running);
    }

    static ClusterLibraries libraries() throws IOException {
        return ClusterLibraries.in(Path.of("target", "cluster"));
    }

    /// Makes the topics if they are not there, and starts the product's job on them.
    ///
    /// @param more arguments of the job
    static void submit(Connection connection, Topics topics, String... more) throws IOException {
        Cluster.createTopics(connection, topics, SETTINGS.partitions());
        submit(connection.servers(), topics, more);
    }

    /// Starts the product's job on topics that are there.
    ///
    /// @param more arguments of the job
    static void submit(String servers, Topics topics, String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("--bootstrap", servers, "--prefix", topics.prefix()));
        arguments.addAll(List.of(more));
        cluster()
                .job()
                .submit(
                        new JobRequest(libraries().job(), null, arguments, 0),
                        new JobRequest.Start.Afresh());
    }

    /// Ends the job that runs, if one does.
    static void cancel() throws IOException {
        String id = cluster().job().id();
        if (id == null) {
            return;
        }
        try (FlinkRest rest = cluster().rest()) {
            FlinkRest.Job job = rest.job(id);
            if (job != null && !job.over()) {
                cluster().job().cancel(id);
            }
        }
    }
}
