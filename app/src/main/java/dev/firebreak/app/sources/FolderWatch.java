package dev.firebreak.app.sources;

import dev.firebreak.app.room.Estates;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.app.store.Refused;
import dev.firebreak.core.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Set<Path> strangers = new HashSet<>();
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
        Set<Path> found = new HashSet<>();
        for (Path folder : list(root)) {
            Optional<Organisation> owner =
                    Files.isDirectory(folder)
                            ? intake.byKey(folder.getFileName().toString())
                            : Optional.empty();
            if (owner.isEmpty()) {
                if (strangers.add(folder)) {
                    LOG.warn("the watched folder holds an entry that is no organisation's key");
                }
                continue;
            }
            for (Path file : list(folder)) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(file);
                    if (isSettled(file)) {
                        takeOrPutAway(owner.get(), file);
                    }
                }
            }
        }
        seen.keySet().retainAll(found);
        strangers.removeIf(folder -> !Files.exists(folder));
    }

    /// One file that cannot be taken must not keep those behind it waiting.
    private void takeOrPutAway(Organisation owner, Path file) {
        try {
            take(owner, file);
        } catch (Refused e) {
            putAway(owner, file, e.code());
        } catch (IOException | RuntimeException e) {
            LOG.error("a file of the watched folder could not be taken; it stays there", e);
        }
    }

    private void putAway(Organisation owner, Path file, String reason) {
        String name = String.valueOf(file.getFileName());
        long source = intake.source(owner, "folder", String.valueOf(root.getFileName()), null);
        intake.desk()
                .refuse(
                        owner,
                        source,
                        name,
                        new Problem(name, "", reason, Problem.Severity.LOST),
                        new byte[0]);
        try {
            move(file, ".quarantine");
        } catch (IOException e) {
            LOG.error("a file of the watched folder could not be put away", e);
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
        move(file, receipt.recognised() == null ? ".quarantine" : ".taken");
        seen.remove(file);
    }

    /// Moves it beside the others of its kind; what has the same name there stays.
    private static void move(Path file, String folder) throws IOException {
        Path target = Files.createDirectories(file.resolveSibling(folder));
        String name = String.valueOf(file.getFileName());
        Path free = target.resolve(name);
        for (int i = 1; Files.exists(free, LinkOption.NOFOLLOW_LINKS); i++) {
            free = target.resolve(name + "." + i);
        }
        Files.move(file, free, StandardCopyOption.ATOMIC_MOVE);
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
