package dev.firebreak.app.stream;

import dev.firebreak.app.room.EstateAwayException;
import dev.firebreak.stream.Connection;
import dev.firebreak.stream.Feed;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// A way out to the cluster that survives its absence: after a failure the next use begins afresh.
final class Outlet implements AutoCloseable {
    /// What is sent in one go.
    interface Use<T> {
        T on(Feed feed) throws IOException;
    }

    /// Somebody waits for it, mostly before a page.
    static final Duration DELIVERY = Duration.ofSeconds(30);

    private final Connection connection;
    private final Topics topics;
    private final Duration delivery;
    private @Nullable Feed feed;

    Outlet(Connection connection, Topics topics) {
        this(connection, topics, DELIVERY);
    }

    Outlet(Connection connection, Topics topics, Duration delivery) {
        this.connection = connection;
        this.topics = topics;
        this.delivery = delivery;
    }

    /// Sends; when this returns, all of it is safe on the cluster.
    ///
    /// @throws EstateAwayException if something of it may not be
    /// @throws IOException if what is to be sent cannot be read
    synchronized <T> T send(Use<T> use) throws IOException {
        boolean done = false;
        try {
            Feed now = feed;
            if (now == null) {
                now = new Feed(connection, topics, delivery);
                feed = now;
            }
            T result = use.on(now);
            now.flush();
            done = true;
            return result;
        } catch (KafkaException e) {
            throw new EstateAwayException("Kafka did not take a record: " + e.getMessage(), e);
        } catch (IOException e) {
            if (e.getCause() instanceof KafkaException) {
                throw new EstateAwayException(String.valueOf(e.getMessage()), e);
            }
            throw e;
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
