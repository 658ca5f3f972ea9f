package dev.firebreak.bench;

import dev.firebreak.app.cluster.Child;
import dev.firebreak.app.cluster.Cluster;
import dev.firebreak.app.cluster.ClusterLibraries;
import dev.firebreak.app.cluster.ClusterSettings;
import dev.firebreak.app.cluster.FlinkRest;
import dev.firebreak.app.cluster.JobRequest;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A cluster whose job is measured.
final class ClusterRun {
    static final Topics TOPICS = Topics.DEFAULT;

    private final Cluster cluster;
    private final ClusterLibraries libraries;
    private final Path folder;
    private final long checkpointMillis;
    private @Nullable String job;

    ClusterRun(Cluster cluster, ClusterLibraries libraries, Path folder, long checkpointMillis) {
        this.cluster = cluster;
        this.libraries = libraries;
        this.folder = folder;
        this.checkpointMillis = checkpointMillis;
    }

    Cluster cluster() {
        return cluster;
    }

    String job() {
        if (job == null) {
            throw new IllegalStateException("no job was started");
        }
        return job;
    }

    long checkpointMillis() {
        return checkpointMillis;
    }

    /// Starts what is missing. A job that ran here before goes on.
    void up(int taskManagers) throws IOException {
        cluster.up(
                ClusterSettings.small()
                        .withTaskManagers(taskManagers)
                        .withTaskManagerMemory(2048)
                        .withCheckpointMillis(checkpointMillis),
                TOPICS);
        job = cluster.job().id();
    }

    void submit() throws IOException {
        List<String> arguments =
                List.of(
                        "--bootstrap",
                        cluster.connection().servers(),
                        "--checkpoint-millis",
                        String.valueOf(checkpointMillis));
        job =
                cluster.job()
                        .submit(
                                new JobRequest(libraries.job(), null, arguments, 0),
                                new JobRequest.Start.Afresh());
    }

    void cancel() throws IOException {
        cluster.job().cancel(job());
        job = null;
    }

    /// Processor time of the TaskManagers since their start, in seconds.
    double taskManagerCpu() throws IOException {
        double all = 0;
        for (Child child : cluster.aliveTaskManagers()) {
            all +=
                    ProcessHandle.of(child.pid())
                            .flatMap(p -> p.info().totalCpuDuration())
                            .map(d -> d.toMillis() / 1e3)
                            .orElse(0.0);
        }
        return all;
    }

    void sayCheckpoint() throws IOException {
        try (FlinkRest rest = cluster.rest()) {
            FlinkRest.Checkpoints c = rest.checkpoints(job());
            System.out.printf(
                    "last checkpoint: %d ms, %,d bytes written of %,d bytes of state; %d completed, %d failed%n",
                    c.lastMillis(), c.lastBytes(), c.lastStateBytes(), c.completed(), c.failed());
        }
    }

    /// What the observations take on the broker's disk, compressed.
    long bytesInKafka() throws IOException {
        try (var all = Files.walk(folder.resolve("kafka"))) {
            return all.filter(f -> f.toString().endsWith(".log"))
                    .filter(f -> isPartition(f.getParent()))
                    .mapToLong(f -> f.toFile().length())
                    .sum();
        }
    }

    private static boolean isPartition(@Nullable Path folder) {
        Path name = folder == null ? null : folder.getFileName();
        return name != null && name.toString().startsWith(TOPICS.observations() + "-");
    }

    static double percentile(List<Double> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
