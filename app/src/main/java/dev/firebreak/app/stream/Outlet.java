package dev.firebreak.app.stream;

import dev.firebreak.stream.Connection;
import dev.firebreak.stream.Feed;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// A way out to the cluster that survives its absence: after a failure the next use begins afresh.
final class Outlet implements AutoCloseable {
    /// What is sent in one go.
    interface Use<T> {
        T on(Feed feed) throws IOException;
    }

    private final Connection connection;
    private final Topics topics;
    private @Nullable Feed feed;

    Outlet(Connection connection, Topics topics) {
        this.connection = connection;
        this.topics = topics;
    }

    /// Sends; when this returns, all of it is safe on the cluster.
    ///
    /// @throws IOException if something of it may not be
    synchronized <T> T send(Use<T> use) throws IOException {
        boolean done = false;
        try {
            Feed now = feed;
            if (now == null) {
                now = new Feed(connection, topics);
                feed = now;
            }
            T result = use.on(now);
            now.flush();
            done = true;
            return result;
        } catch (KafkaException e) {
            throw new IOException("Kafka did not take a record: " + e.getMessage(), e);
        } finally {
            if (!done) {
                close();
            }
        }
    }

    @Override
    public synchronized void close() {
        Feed now = feed;
        feed = null;
        if (now != null) {
            now.close();
        }
    }
}
