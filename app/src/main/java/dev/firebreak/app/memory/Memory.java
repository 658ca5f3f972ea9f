package dev.firebreak.app.memory;

import dev.firebreak.app.check.InputFiles;
import dev.firebreak.app.check.Progress;
import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.index.CountsTrouble;
import dev.firebreak.core.index.FileDisk;
import dev.firebreak.core.index.Index;
import dev.firebreak.core.index.IndexStatus;
import dev.firebreak.core.index.IndexView;
import dev.firebreak.core.index.IndexWriter;
import dev.firebreak.core.index.Settings;
import dev.firebreak.core.model.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The memory in a data folder. Safe for use by several threads: questions run side by side, taking in waits its turn.
public final class Memory {
    private static final String INDEX = "memory";

    private final Index index;
    private final Path folder;
    private final Object counting = new Object();
    private @Nullable Census census;

    private Memory(Path folder, Index index) {
        this.folder = folder;
        this.index = index;
    }

    /// Opens the memory in a data folder, creating it if needed.
    ///
    /// @throws IOException if it cannot be read, is damaged beyond repair, or was written by a newer program; the message says
    ///     which
    public static Memory open(Path data, Settings settings) throws IOException {
        return new Memory(data, Index.open(FileDisk.create(data.resolve(INDEX)), settings));
    }

    /// Opens the memory in a data folder that must have one.
    ///
    /// @throws java.nio.file.NoSuchFileException if there is none
    public static Memory existing(Path data, Settings settings) throws IOException {
        return new Memory(data, Index.open(FileDisk.existing(data.resolve(INDEX)), settings));
    }

    public Path folder() {
        return folder;
    }

    /// Takes in files and folders: inventories and logs, told apart by their content. What had been taken in before, under
    /// whatever name, does not count again. When this returns, everything counted in the result is durable.
    ///
    /// @throws IOException if another process writes, or nothing more can be written (a full disk): what was durable before is
    ///     kept, and the same files may simply be taken in again
    public TakeResult take(
            List<Path> paths, TakeOptions options, Progress progress, Consumer<Problem> problems)
            throws IOException {
        try (Taking taking = begin(problems)) {
            TakeResult total = TakeResult.NOTHING;
            for (Path root : paths) {
                InputFiles files = InputFiles.of(List.of(root));
                files.problems().forEach(problems);
                List<ReadAhead.Wanted> wanted = new ArrayList<>(files.files().size());
                for (Path file : files.files()) {
                    wanted.add(
                            new ReadAhead.Wanted(
                                    file,
                                    options.withOrganisation(organisation(root, file, options))));
                }
                total = total.plus(taking.files(wanted, progress));
            }
            taking.commit();
            return total;
        }
    }

    private static String organisation(Path root, Path file, TakeOptions options) {
        if (options.byFolder() && !root.equals(file)) {
            Path below = root.relativize(file);
            if (below.getNameCount() > 1) {
                return below.getName(0).toString();
            }
        }
        return options.organisation();
    }

    /// Begins to take in several things with one commit at the end; holds the write lock until it is closed.
    public synchronized Taking begin(Consumer<Problem> problems) throws IOException {
        return new Taking(index.writer(), problems);
    }

    /// Takes in one log that is no file, such as an upload; durable when it returns.
    public TakeResult takeLog(
            String name, Opener opener, TakeOptions options, Consumer<Problem> problems)
            throws IOException {
        try (Taking taking = begin(problems)) {
            TakeResult result = taking.log(name, opener, options, Progress.NONE, Long.MAX_VALUE);
            taking.commit();
            return result;
        }
    }

    /// Takes in one inventory that is no file; durable when it returns.
    public TakeResult takeInventory(
            String name, Opener opener, TakeOptions options, Consumer<Problem> problems)
            throws IOException {
        try (Taking taking = begin(problems)) {
            TakeResult result = taking.inventory(name, opener, options, options.now());
            taking.commit();
            return result;
        }
    }

    /// The newest state for questions of any kind.
    public IndexView view() throws IOException {
        return index.view();
    }

    /// The estate of one organisation (absent: all) as of now.
    public EstateView view(@Nullable String organisation) throws IOException {
        return index.view().estate(organisation);
    }

    /// Who has how many machines now, counted once for each state of the memory.
    Census census() throws IOException {
        synchronized (counting) {
            IndexView now = index.view();
            Census known = census;
            if (known == null || known.generation() != now.generation()) {
                known = Census.of(now, known);
                census = known;
            }
            return known;
        }
    }

    public IndexStatus status() throws IOException {
        return index.view().status();
    }

    /// The same.
    ///
    /// @param troubles told if the counts kept beside the memory are of no use
    public IndexStatus status(Consumer<CountsTrouble> troubles) throws IOException {
        return index.view().status(troubles);
    }

    /// Removes everything of an organisation; afterwards no file holds anything of it.
    ///
    /// @return false if nothing was known of it
    public synchronized boolean forget(String organisation) throws IOException {
        try (IndexWriter writer = index.writer()) {
            return writer.forgetOrganisation(organisation);
        }
    }

    /// Removes everything that was last seen before a time.
    public synchronized void forgetBefore(Instant time) throws IOException {
        try (IndexWriter writer = index.writer()) {
            writer.forgetBefore(time);
        }
    }

    /// Removes everything that was last seen before a time and taken in before it as well.
    public synchronized void expire(Instant time) throws IOException {
        try (IndexWriter writer = index.writer()) {
            writer.expire(time);
        }
    }

    /// Organisations of which a machine's inventory was new enough at one moment and is too old at a later one.
    public Set<String> aged(Instant notBeforeThen, Instant notBeforeNow) throws IOException {
        return census().aged(notBeforeThen, notBeforeNow);
    }

    /// Reads and checks every byte; [#damages] then tells what was found.
    ///
    /// @return whether nothing is lost
    public boolean verify() throws IOException {
        return index.verify();
    }

    /// Writes anew what is damaged but can be restored.
    public synchronized int repair() throws IOException {
        index.verify();
        return index.repair();
    }

    /// Damaged places that were met so far.
    public Set<Index.Damage> damages() {
        return index.damages();
    }

    /// An error of reading that came through an interface without checked exceptions.
    public static IOException unwrap(UncheckedIOException e) {
        return e.getCause() == null ? new IOException(e) : e.getCause();
    }
}
