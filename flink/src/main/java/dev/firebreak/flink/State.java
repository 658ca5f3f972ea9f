package dev.firebreak.flink;

import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/// Access to state behind interfaces without checked exceptions: a failure of the backend fails the task, which Flink then
/// restarts from its last checkpoint.
final class State {
    private State() {}

    interface Reading<T extends @Nullable Object> {
        @Nullable T read() throws Exception;
    }

    interface Writing {
        void write() throws Exception;
    }

    static <T> @Nullable T of(Reading<T> reading) {
        try {
            return reading.read();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new FlinkRuntimeException("state cannot be read", e);
        }
    }

    static void run(Writing writing) {
        try {
            writing.write();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new FlinkRuntimeException("state cannot be used", e);
        }
    }
}
