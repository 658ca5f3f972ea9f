package dev.firebreak.app.memory;

import dev.firebreak.formats.Inventories;
import dev.firebreak.formats.input.Inputs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Reads inventories before their turn comes, on all processors: first their content, by which they are known again, and what
/// is new is parsed. Estates come as many small files, one for each machine, and these are independent of each other.
final class ReadAhead {
    /// Files that are looked at ahead of the one whose turn it is.
    private static final int WINDOW = 128;

    /// Content held at once, in bytes; less on a small heap.
    private static final long MAX_HELD = 64L << 20;

    /// A file that is compressed may become so much larger before it is left for its turn.
    private static final int RATIO = 16;

    private static final int SMALL = 1 << 20;
    private static final Prepared UNREAD = new Prepared.Unread();
    private static final Prepared KNOWN = new Prepared.Known();

    /// Asks, on the writer's thread, whether a content is known.
    interface Memoir {
        boolean knows(TakeOptions options, byte[] hash) throws IOException;
    }

    /// A file and how to take it in.
    record Wanted(Path file, TakeOptions options) {}

    private record Content(ContentHash hash, byte[] bytes, Instant made) {}

    private static final class Ahead {
        final Wanted wanted;
        final long held;
        @Nullable Future<Optional<Content>> content;
        @Nullable Future<Prepared> parsed;
        @Nullable Prepared decided;

        Ahead(Wanted wanted, long held) {
            this.wanted = wanted;
            this.held = held;
        }
    }

    private final Workers workers;
    private final Iterator<Wanted> files;
    private final Memoir memory;
    private final Deque<Ahead> window = new ArrayDeque<>();
    private final Deque<Ahead> undecided = new ArrayDeque<>();
    private final long maxHeld;
    private long held;

    ReadAhead(Workers workers, Iterator<Wanted> files, Memoir memory) {
        this.workers = workers;
        this.files = files;
        this.memory = memory;
        maxHeld = Math.clamp(Runtime.getRuntime().maxMemory() / 32, 1L << 20, MAX_HELD);
    }

    /// What is known of the next file.
    Prepared next() throws IOException {
        fill();
        while (!undecided.isEmpty() && isDone(undecided.getFirst())) {
            decide(undecided.removeFirst());
        }
        Ahead first = window.removeFirst();
        if (!undecided.isEmpty() && undecided.getFirst() == first) {
            decide(undecided.removeFirst());
        }
        held -= first.held;
        if (first.parsed != null) {
            return Workers.await(first.parsed);
        }
        return first.decided == null ? UNREAD : first.decided;
    }

    private void fill() {
        while (files.hasNext() && window.size() < WINDOW && (held < maxHeld || window.isEmpty())) {
            Wanted wanted = files.next();
            long size = size(wanted.file());
            long room = Math.max(size, Math.min(size * RATIO, SMALL));
            if (size <= 0 || room > maxHeld / 4) {
                Ahead ahead = new Ahead(wanted, 0);
                ahead.decided = UNREAD;
                window.add(ahead);
                continue;
            }
            Ahead ahead = new Ahead(wanted, room);
            held += room;
            ahead.content = workers.threads().submit(() -> content(wanted, (int) room));
            window.add(ahead);
            undecided.add(ahead);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return -1; // its turn will tell
        }
    }

    private static boolean isDone(Ahead ahead) {
        return ahead.content != null && ahead.content.isDone();
    }

    private void decide(Ahead ahead) throws IOException {
        Future<Optional<Content>> reading = ahead.content;
        ahead.content = null;
        Optional<Content> read = reading == null ? Optional.empty() : Workers.await(reading);
        if (read.isEmpty()) {
            ahead.decided = UNREAD;
            return;
        }
        Content content = read.get();
        if (memory.knows(ahead.wanted.options(), content.hash().hash())) {
            ahead.decided = KNOWN;
        } else {
            ahead.parsed = workers.threads().submit(() -> parse(ahead.wanted, content));
        }
    }

    /// The file's content after decompression; absent if it is larger than expected or cannot be read.
    private static Optional<Content> content(Wanted wanted, int room) {
        Path file = wanted.file();
        try (InputStream in = Inputs.open(file)) {
            byte[] bytes = in.readNBytes(room + 1);
            if (bytes.length == 0 || bytes.length > room) {
                return Optional.empty();
            }
            ContentHash hash = ContentHash.of(Taking.name(file), wanted.options().asset(), bytes);
            return Optional.of(
                    new Content(hash, bytes, Files.getLastModifiedTime(file).toInstant()));
        } catch (IOException e) {
            return Optional.empty(); // its turn will tell
        }
    }

    private static Prepared parse(Wanted wanted, Content content) {
        byte[] bytes = content.bytes();
        byte[] head =
                bytes.length <= Inventories.HEAD ? bytes : Arrays.copyOf(bytes, Inventories.HEAD);
        if (Inventories.recognise(head).isEmpty()) {
            return UNREAD;
        }
        Told told = new Told();
        Inventories.ReadResult result =
                Inventories.readContent(
                        Taking.name(wanted.file()),
                        bytes,
                        Taking.inventoryOptions(wanted.options(), content.made()),
                        told);
        return new Prepared.Parsed(
                content.hash().hash(), bytes.length, content.made(), told, result);
    }
}
