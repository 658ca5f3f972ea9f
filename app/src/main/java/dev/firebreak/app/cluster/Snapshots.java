package dev.firebreak.app.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The checkpoints and savepoints that a job left in the cluster's folder.
final class Snapshots {
    /// The file that Flink writes last: a folder with it is complete.
    private static final String COMPLETE = "_metadata";

    private Snapshots() {}

    /// The newest complete checkpoint of a job, or savepoint of any job of this cluster.
    static Optional<Path> newest(ClusterFolder folder, String jobId) throws IOException {
        List<Path> candidates = new ArrayList<>(children(folder.checkpoints().resolve(jobId)));
        candidates.addAll(children(folder.savepoints()));
        Path best = null;
        FileTime bestTime = null;
        for (Path candidate : candidates) {
            Path complete = candidate.resolve(COMPLETE);
            if (!Files.exists(complete)) {
                continue;
            }
            FileTime time = Files.getLastModifiedTime(complete);
            if (bestTime == null || time.compareTo(bestTime) > 0) {
                best = candidate;
                bestTime = time;
            }
        }
        return Optional.ofNullable(best);
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }
}
