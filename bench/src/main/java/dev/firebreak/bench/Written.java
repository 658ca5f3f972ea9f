package dev.firebreak.bench;

import dev.firebreak.stream.Connection;
import dev.firebreak.stream.record.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// When questions were answered in full on the broker, in transactions that may still be open.
final class Written implements AutoCloseable {
    private final Map<String, Long> completed = new ConcurrentHashMap<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private volatile boolean closed;

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
        while (!closed) {
            for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofMillis(20))) {
                Progress p = Progress.decode(r.value());
                if (p.complete()) {
                    completed.putIfAbsent(p.question(), System.nanoTime());
                }
            }
        }
        consumer.close();
    }

    /// @return as [System#nanoTime]; the question must have been seen complete in a committed record
    long completed(String question) throws InterruptedException {
        while (!completed.containsKey(question)) {
            Thread.sleep(1);
        }
        return completed.get(question);
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
