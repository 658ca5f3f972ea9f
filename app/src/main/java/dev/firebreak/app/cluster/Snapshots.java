package dev.firebreak.app.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The checkpoints and savepoints that jobs left in the cluster's folder.
final class Snapshots {
    /// The file that Flink writes last: a folder with it is complete.
    private static final String COMPLETE = "_metadata";

    private static final int SHORT_ID = 6;

    private Snapshots() {}

    /// The newest complete checkpoint or savepoint of some jobs.
    ///
    /// @param jobs their ids, absent for all jobs that left anything here
    static Optional<Path> newest(ClusterFolder folder, @Nullable Set<String> jobs)
            throws IOException {
        return newestFirst(folder, jobs).stream().findFirst();
    }

    static List<Path> newestFirst(ClusterFolder folder, @Nullable Set<String> jobs)
            throws IOException {
        List<Path> candidates = new ArrayList<>();
        for (Path job : children(folder.checkpoints())) {
            if (jobs == null || jobs.contains(job.getFileName().toString())) {
                candidates.addAll(children(job));
            }
        }
        for (Path savepoint : children(folder.savepoints())) {
            if (jobs == null || jobs.stream().anyMatch(id -> isOf(savepoint, id))) {
                candidates.add(savepoint);
            }
        }
        Map<Path, FileTime> times = new HashMap<>();
        for (Path candidate : candidates) {
            Path complete = candidate.resolve(COMPLETE);
            if (Files.exists(complete)) {
                times.put(candidate, Files.getLastModifiedTime(complete));
            }
        }
        return times.entrySet().stream()
                .sorted(Map.Entry.<Path, FileTime>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    /// When a checkpoint or savepoint was complete.
    ///
    /// @param place folder or address; absent is returned if it does not lie on this machine
    static Optional<Instant> made(String place) throws IOException {
        Path folder;
        try {
            folder = place.startsWith("file:") ? Path.of(URI.create(place)) : Path.of(place);
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // an address elsewhere
        }
        Path complete = folder.resolve(COMPLETE);
        return Files.exists(complete)
                ? Optional.of(Files.getLastModifiedTime(complete).toInstant())
                : Optional.empty();
    }

    /// Flink names a savepoint by the first six letters of its job's id.
    private static boolean isOf(Path savepoint, String job) {
        return savepoint
                .getFileName()
                .toString()
                .startsWith("savepoint-" + job.substring(0, Math.min(SHORT_ID, job.length())));
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
