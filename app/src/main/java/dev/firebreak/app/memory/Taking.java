package dev.firebreak.app.memory;

import dev.firebreak.app.check.Progress;
import dev.firebreak.core.index.IndexWriter;
import dev.firebreak.core.index.InventoryIntake;
import dev.firebreak.core.model.InventorySink;
import dev.firebreak.core.model.Problem;
import dev.firebreak.formats.Inventories;
import dev.firebreak.formats.InventoryOptions;
import dev.firebreak.formats.input.Inputs;
import dev.firebreak.formats.input.Utf8Input;
import dev.firebreak.formats.log.LogInput;
import dev.firebreak.formats.log.LogOptions;
import dev.firebreak.formats.log.Logs;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A turn of taking in. Nothing is promised before [#commit].
public final class Taking implements Closeable {
    private final IndexWriter writer;
    private final Consumer<Problem> problems;
    private @Nullable Workers workers;

    Taking(IndexWriter writer, Consumer<Problem> problems) {
        this.writer = writer;
        this.problems = problems;
    }

    /// Takes in one file; what it is, its content tells.
    TakeResult file(Path file, TakeOptions options, Progress progress) throws IOException {
        String name = name(file);
        try {
            byte[] head;
            try (InputStream in = LogInput.open(file)) {
                head = in.readNBytes(Inventories.HEAD);
            }
            LogOptions logs = logOptions(options, progress);
            boolean inventory = Inventories.recognise(head).isPresent();
            boolean log = !inventory && Logs.recognise(head, logs).isPresent();
            if (log) {
                long limit = options.growing() && isPlain(file) ? wholeLines(file) : Long.MAX_VALUE;
                return log(name, () -> LogInput.open(file), options, progress, limit);
            }
            if (head.length == 0 && options.growing()) {
                return TakeResult.ofKnown(); // nothing in it yet
            }
            return inventory(
                    name,
                    () -> Inputs.open(file),
                    options,
                    Files.getLastModifiedTime(file).toInstant());
        } catch (java.nio.file.FileSystemException e) {
            problems.accept(
                    new Problem(
                            name, "", "cannot be read: " + e.getMessage(), Problem.Severity.LOST));
            return TakeResult.ofRefused();
        }
    }

    private static LogOptions logOptions(TakeOptions options, Progress progress) {
        return LogOptions.defaults(options.now())
                .withMap(options.logMap())
                .withZone(options.zone())
                .withProgress(progress::bytes);
    }

    private static boolean isPlain(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] b = in.readNBytes(2);
            boolean packed =
                    b.length == 2
                            && ((b[0] == 0x1f && b[1] == (byte) 0x8b)
                                    || (b[0] == 0x28 && b[1] == (byte) 0xb5));
            return !packed;
        }
    }

    /// Length of the file up to its last line end.
    private static long wholeLines(Path file) throws IOException {
        try (var channel = Files.newByteChannel(file)) {
            long end = channel.size();
            java.nio.ByteBuffer block = java.nio.ByteBuffer.allocate(1 << 16);
            while (end > 0) {
                long start = Math.max(0, end - block.capacity());
                block.clear().limit((int) (end - start));
                channel.position(start);
                while (block.hasRemaining() && channel.read(block) >= 0) {
                    continue; // until the block is there or the file was cut
                }
                for (int i = block.position() - 1; i >= 0; i--) {
                    if (block.get(i) == '\n') {
                        return start + i + 1;
                    }
                }
                end = start;
            }
            return 0;
        }
    }

    /// Takes in one log.
    ///
    /// @param opener opens it anew each time, after decompression
    /// @param limit bytes of it that may be read
    TakeResult log(String name, Opener opener, TakeOptions options, Progress progress, long limit)
            throws IOException {
        byte[] head;
        try (InputStream in = opener.open()) {
            head = in.readNBytes(64);
        }
        Opener text = isWide(head) ? () -> new Utf8Input(opener.open()) : opener;
        try {
            return new LogTaking(
                            writer,
                            options.organisation(),
                            name,
                            text,
                            logOptions(options, progress),
                            problems)
                    .take(limit);
        } catch (UncheckedIOException e) {
            throw Memory.unwrap(e);
        }
    }

    /// UTF-16, whose offsets are told by readers as those of its text in UTF-8.
    private static boolean isWide(byte[] head) {
        if (head.length < 4) {
            return false;
        }
        int mark = (head[0] & 255) << 8 | (head[1] & 255);
        return mark == 0xfffe
                || mark == 0xfeff
                || (head[1] == 0 && head[3] == 0)
                || (head[0] == 0 && head[2] == 0);
    }

    /// Takes in one inventory.
    ///
    /// @param made when its lists were made if they do not tell
    TakeResult inventory(String name, Opener opener, TakeOptions options, Instant made)
            throws IOException {
        ContentHash hash = ContentHash.of(name, options.asset(), opener);
        InventoryOptions how = inventoryOptions(options, made);
        Workers beside = workers;
        return inventory(
                name,
                hash.hash(),
                hash.bytes(),
                options,
                made,
                sink ->
                        beside == null
                                ? read(name, opener, how, sink)
                                : beside.beside(to -> readUnchecked(name, opener, how, to), sink));
    }

    /// Tells a sink what stands in an inventory.
    private interface Reading {
        Inventories.ReadResult tell(InventorySink sink) throws IOException;
    }

    private TakeResult inventory(
            String name,
            byte[] hash,
            long bytes,
            TakeOptions options,
            Instant made,
            Reading reading)
            throws IOException {
        if (writer.knownInventory(options.organisation(), hash).isPresent()) {
            return TakeResult.ofKnown();
        }
        boolean[] refused = {false};
        InventoryIntake intake =
                writer.inventory(
                        options.organisation(),
                        name,
                        hash,
                        made,
                        p -> {
                            refused[0] |= p.severity() == Problem.Severity.LOST;
                            problems.accept(p);
                        });
        try {
            Inventories.ReadResult read =
                    reading.tell(options.strict() ? new OneOwner(intake) : intake);
            if (read.kind() == null || (read.components() == 0 && refused[0])) {
                if (read.assets() > 0) {
                    // A machine was named and its list is lost: that it lacks everything is kept.
                    intake.finish(bytes);
                }
                return TakeResult.ofRefused();
            }
            return TakeResult.ofInventory(intake.finish(bytes));
        } catch (UncheckedIOException e) {
            throw Memory.unwrap(e);
        }
    }

    private static Inventories.ReadResult read(
            String name, Opener opener, InventoryOptions how, InventorySink sink)
            throws IOException {
        try (InputStream in = opener.open()) {
            return Inventories.readStream(name, in, how, sink);
        }
    }

    private static Inventories.ReadResult readUnchecked(
            String name, Opener opener, InventoryOptions how, InventorySink sink) {
        try {
            return read(name, opener, how, sink);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InventoryOptions inventoryOptions(TakeOptions options, Instant made) {
        return new InventoryOptions(
                options.inventoryMap(),
                options.asset(),
                options.organisation().isEmpty() ? null : options.organisation(),
                made);
    }

    /// What the memory calls a file.
    static String name(Path file) {
        return file.toAbsolutePath().normalize().toString();
    }

    /// Takes in many files, looking ahead on other threads.
    TakeResult files(List<ReadAhead.Wanted> files, Progress progress) throws IOException {
        try (Workers beside = new Workers()) {
            workers = beside;
            ReadAhead ahead =
                    new ReadAhead(
                            beside,
                            files.iterator(),
                            (options, hash) ->
                                    writer.knownInventory(options.organisation(), hash)
                                            .isPresent());
            TakeResult total = TakeResult.NOTHING;
            int number = 0;
            for (ReadAhead.Wanted wanted : files) {
                progress.file("file", wanted.file().toString(), ++number, files.size());
                total = total.plus(prepared(wanted, ahead.next(), progress));
            }
            return total;
        } finally {
            workers = null;
        }
    }

    private TakeResult prepared(ReadAhead.Wanted wanted, Prepared prepared, Progress progress)
            throws IOException {
        return switch (prepared) {
            case Prepared.Unread _ -> file(wanted.file(), wanted.options(), progress);
            case Prepared.Known _ -> TakeResult.ofKnown();
            case Prepared.Parsed p ->
                    inventory(
                            name(wanted.file()),
                            p.hash(),
                            p.bytes(),
                            wanted.options(),
                            p.made(),
                            sink -> {
                                p.told().tell(sink);
                                return p.result();
                            });
        };
    }

    /// From this time on an address belonged to a machine.
    public void hostName(String organisation, String address, String machine) throws IOException {
        writer.hostName(organisation, address, machine, null);
    }

    /// Makes everything so far durable and visible.
    public void commit() throws IOException {
        writer.commit();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
