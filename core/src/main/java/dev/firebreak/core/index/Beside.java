package dev.firebreak.core.index;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Reading that goes on in a thread of its own while the caller reads something else.
final class Beside {
    private final FutureTask<Boolean> task;

    /// What is read.
    interface Reading {
        void read() throws IOException;
    }

    private Beside(FutureTask<Boolean> task) {
        this.task = task;
    }

    /// @param name of the thread
    static Beside start(String name, Reading reading) {
        FutureTask<Boolean> task =
                new FutureTask<>(
                        () -> {
                            reading.read();
                            return true;
                        });
        Thread.ofPlatform().daemon().name(name).start(task);
        return new Beside(task);
    }

    /// Waits until all is read.
    ///
    /// @throws IOException what reading failed with, or that waiting was interrupted
    void await() throws IOException {
        try {
            task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the memory was read");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case RuntimeException unchecked -> throw unchecked;
                case Error serious -> throw serious;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
