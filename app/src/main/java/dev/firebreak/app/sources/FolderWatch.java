package dev.firebreak.app.sources;

import dev.firebreak.app.room.Estates;
import dev.firebreak.app.store.Organisations.Organisation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes in files that are put into a folder, one subfolder per organisation (its key). A file is taken once it has not
/// changed between two looks, and then moved to `.taken` or `.quarantine` beside it.
public final class FolderWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Path root;
    private final Intake intake;
    private final Map<Path, String> seen = new HashMap<>();
    private final Thread thread;

    public FolderWatch(Path root, Intake intake) throws IOException {
        this.root = Files.createDirectories(root);
        this.intake = intake;
        this.thread = Thread.ofVirtual().name("folder-watch").start(this::run);
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                look();
                Thread.sleep(EVERY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException e) {
                LOG.warn("the watched folder could not be read: {}", e.getMessage());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Looks once; called by the thread, and by tests.
    synchronized void look() throws IOException {
        for (Path folder : list(root)) {
            Optional<Organisation> owner =
                    Files.isDirectory(folder)
                            ? intake.byKey(folder.getFileName().toString())
                            : Optional.empty();
            if (owner.isEmpty()) {
                continue;
            }
            for (Path file : list(folder)) {
                if (Files.isRegularFile(file) && isSettled(file)) {
                    take(owner.get(), file);
                }
            }
        }
    }

    private boolean isSettled(Path file) throws IOException {
        String now = Files.size(file) + " " + Files.getLastModifiedTime(file);
        return now.equals(seen.put(file, now));
    }

    private void take(Organisation owner, Path file) throws IOException {
        long source = intake.source(owner, "folder", root.getFileName().toString(), null);
        Estates.Receipt receipt;
        try (InputStream in = Files.newInputStream(file)) {
            receipt =
                    intake.take(owner, source, file.getFileName().toString(), Estates.Kind.ANY, in);
        }
        Path target =
                Files.createDirectories(
                        file.resolveSibling(
                                receipt.recognised() == null ? ".quarantine" : ".taken"));
        Files.move(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        seen.remove(file);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(p -> !p.getFileName().toString().startsWith(".")).sorted().toList();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
