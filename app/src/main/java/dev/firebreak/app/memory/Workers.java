package dev.firebreak.app.memory;

import dev.firebreak.core.model.InventorySink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Threads that read beside the one that writes. What they find reaches the memory through that one alone, in the order of the
/// files, so that a run with many threads leaves the same as a run with one.
final class Workers implements AutoCloseable {
    /// More of them than this only wait for the writer.
    private static final int MAX_THREADS = 4;

    /// Entries handed over at once.
    private static final int BATCH = 4096;

    /// Batches that wait for the writer.
    private static final int WAITING = 16;

    private static final Told END = new Told();

    private final ExecutorService threads;

    Workers() {
        int n = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MAX_THREADS);
        threads =
                Executors.newFixedThreadPool(
                        n, Thread.ofPlatform().daemon().name("read-ahead-", 0).factory());
    }

    ExecutorService threads() {
        return threads;
    }

    /// Lets a reader run on a thread of its own, while this one tells the sink what it finds.
    ///
    /// @param reader given the sink to tell
    /// @throws IOException if this thread is interrupted
    <T> T beside(Function<InventorySink, T> reader, InventorySink sink) throws IOException {
        BlockingQueue<Told> queue = new ArrayBlockingQueue<>(WAITING);
        Future<T> result =
                threads.submit(
                        () -> {
                            Handover handover = new Handover(queue);
                            try {
                                T found = reader.apply(handover);
                                handover.hand();
                                return found;
                            } finally {
                                if (!Thread.currentThread().isInterrupted()) {
                                    queue.put(END);
                                }
                            }
                        });
        try {
            for (Told told = queue.take(); told != END; told = queue.take()) {
                told.tell(sink);
            }
            return await(result);
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            result.cancel(true);
        }
    }

    /// The result of a task. What the task threw comes out here.
    static <T> T await(Future<T> task) throws IOException {
        try {
            return task.get();
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case UncheckedIOException io -> throw Memory.unwrap(io);
                case IOException io -> throw io;
                case RuntimeException programming -> throw programming;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while files were read");
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /// Hands on what a reader tells, in batches.
    private static final class Handover extends ForwardingSink {
        private final BlockingQueue<Told> queue;
        private Told batch = new Told();

        Handover(BlockingQueue<Told> queue) {
            this.queue = queue;
        }

        @Override
        InventorySink sink() {
            if (batch.size() >= BATCH) {
                hand();
            }
            return batch;
        }

        void hand() {
            try {
                queue.put(batch);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                CancellationException ended = new CancellationException("the writer has ended");
                ended.initCause(e);
                throw ended;
            }
            batch = new Told();
        }
    }
}
