package dev.firebreak.bench;

import dev.firebreak.stream.Connection;
import dev.firebreak.stream.record.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// When questions were answered in full on the broker, in transactions that may still be open.
final class Written implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Map<String, Long> completed = new ConcurrentHashMap<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    Written(Connection connection, String topic) {
        Properties p = connection.client();
        p.setProperty("isolation.level", "read_uncommitted");
        p.setProperty("enable.auto.commit", "false");
        consumer = new KafkaConsumer<>(p, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var partitions =
                consumer.partitionsFor(topic).stream()
                        .map(i -> new TopicPartition(topic, i.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread = Thread.ofPlatform().start(this::read);
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofMillis(20))) {
                    Progress p = Progress.decode(r.value());
                    if (p.complete()) {
                        completed.putIfAbsent(p.question(), System.nanoTime());
                    }
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /// @return as [System#nanoTime]; the question must have been seen complete in a committed record
    /// @throws IOException if reading ended, or it is not seen here either
    long completed(String question) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            Long at = completed.get(question);
            if (at != null) {
                return at;
            }
            RuntimeException e = failure;
            if (e != null || System.nanoTime() > end) {
                throw new IOException("no open record completes " + question, e);
            }
            Thread.sleep(1);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
