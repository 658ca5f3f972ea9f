package dev.firebreak.stream;

import dev.firebreak.stream.record.Coverage;
import dev.firebreak.stream.record.InventoryReport;
import dev.firebreak.stream.record.LogBatch;
import dev.firebreak.stream.record.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Sends records. What was sent is safe only when [#flush] has returned.
public final class Feed implements AutoCloseable {
    /// How long a record may be under way before it is given up.
    private static final Duration DELIVERY = Duration.ofMinutes(2);

    /// Kafka's own bounds, which must not be longer than that.
    private static final int REQUEST_MILLIS = 30_000;

    private static final int MAX_BLOCK_MILLIS = 60_000;

    private static final int BUFFER_BYTES = 64 << 20;

    private final Topics topics;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /// @throws KafkaException if the settings are wrong; that the cluster answers shows only when something is sent
    public Feed(Connection connection, Topics topics) {
        this(connection, topics, DELIVERY);
    }

    /// @param delivery how long a record may be under way before it is given up
    public Feed(Connection connection, Topics topics, Duration delivery) {
        this.topics = topics;
        Properties p = connection.client();
        p.setProperty("acks", "all");
        p.setProperty("enable.idempotence", "true");
        p.setProperty("compression.type", "lz4");
        p.setProperty("linger.ms", "5");
        p.setProperty("batch.size", String.valueOf(1 << 20));
        p.setProperty("buffer.memory", String.valueOf(BUFFER_BYTES));
        p.setProperty("max.request.size", String.valueOf(Topics.MAX_RECORD));
        long millis = delivery.toMillis();
        p.setProperty("delivery.timeout.ms", String.valueOf(millis));
        p.putIfAbsent("max.block.ms", String.valueOf(Math.min(millis, MAX_BLOCK_MILLIS)));
        p.putIfAbsent("request.timeout.ms", String.valueOf(Math.min(millis / 2, REQUEST_MILLIS)));
        this.producer =
                new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public void send(LogBatch batch) throws IOException {
        send(topics.observations(), batch.log(), batch.encode());
    }

    public void send(InventoryReport report) throws IOException {
        send(topics.inventories(), report.key(), report.encode());
    }

    public void send(Question question) throws IOException {
        send(topics.questions(), question.id(), question.encode());
    }

    public void send(Coverage coverage) throws IOException {
        send(topics.coverage(), coverage.key(), coverage.encode());
    }

    /// @throws IOException if this or an earlier record could not be sent
    public void send(String topic, String key, byte[] value) throws IOException {
        check();
        try {
            producer.send(
                    new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value),
                    (_, e) -> {
                        if (e != null) {
                            failure.compareAndSet(null, e);
                        }
                    });
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /// Returns when all that was sent is safe on the cluster.
    ///
    /// @throws IOException if something is not
    public void flush() throws IOException {
        try {
            producer.flush();
        } catch (KafkaException e) {
            throw failed(e);
        }
        check();
    }

    private void check() throws IOException {
        Exception e = failure.get();
        if (e != null) {
            throw failed(e);
        }
    }

    private static IOException failed(Exception e) {
        return new IOException("Kafka did not take a record: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10));
    }
}
