package dev.firebreak.flink.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;

/// Jobs that begin while this is open complete no checkpoint: as soon as the folder of one is there, a file stands in its
/// place, and every write to it fails.
final class RefusedCheckpoints implements AutoCloseable {
    private static final int LOOK_MILLIS = 10;

    private final Path checkpoints;
    private final Set<String> refused = new ConcurrentSkipListSet<>();
    private final Thread watch;
    private volatile boolean ended;

    RefusedCheckpoints(Path checkpoints) throws IOException {
        this.checkpoints = checkpoints;
        Set<String> before = names();
        watch = Thread.ofPlatform().name("refused-checkpoints").start(() -> look(before));
    }

    /// Ids of the jobs that it was done to.
    List<String> jobs() {
        return List.copyOf(refused);
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> all = Files.list(checkpoints)) {
            return new TreeSet<>(all.map(p -> p.getFileName().toString()).toList());
        }
    }

    private void look(Set<String> before) {
        try {
            while (!ended) {
                Set<String> now = names();
                now.removeAll(before);
                for (String job : now) {
                    if (!refused.contains(job)) {
                        FileUtils.deleteDirectory(checkpoints.resolve(job).toFile());
                        Files.createFile(checkpoints.resolve(job));
                        refused.add(job);
                    }
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        ended = true;
        try {
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (String job : refused) {
            Files.deleteIfExists(checkpoints.resolve(job));
        }
    }
}
