package dev.firebreak.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads all partitions of some topics, committed records only. Not for use by several threads.
public final class Tail implements AutoCloseable {
    private final Properties settings;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();

    private Tail(Connection connection, Collection<String> topics) throws IOException {
        settings = connection.client();
        Properties p = connection.client();
        p.setProperty("isolation.level", "read_committed");
        p.setProperty("enable.auto.commit", "false");
        p.setProperty("auto.offset.reset", "earliest");
        p.setProperty("max.poll.records", "10000");
        p.setProperty("fetch.max.wait.ms", "50");
        consumer = new KafkaConsumer<>(p, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            for (String topic : topics) {
                List<PartitionInfo> all = consumer.partitionsFor(topic);
                if (all.isEmpty()) {
                    throw new IOException("Kafka has no topic " + topic);
                }
                for (PartitionInfo one : all) {
                    partitions.add(new TopicPartition(topic, one.partition()));
                }
            }
            consumer.assign(partitions);
        } catch (KafkaException e) {
            consumer.close();
            throw new IOException("Kafka does not answer: " + e.getMessage(), e);
        } catch (IOException e) {
            consumer.close();
            throw e;
        }
    }

    /// From the first record that is still there.
    ///
    /// @throws IOException if the cluster does not answer or lacks a topic
    public static Tail fromBeginning(Connection connection, String... topics) throws IOException {
        Tail tail = new Tail(connection, List.of(topics));
        tail.consumer.seekToBeginning(tail.partitions);
        return tail;
    }

    /// Only what comes from now on.
    ///
    /// @throws IOException if the cluster does not answer or lacks a topic
    public static Tail fromNow(Connection connection, String... topics) throws IOException {
        Tail tail = new Tail(connection, List.of(topics));
        tail.consumer.seekToEnd(tail.partitions);
        tail.partitions.forEach(tail.consumer::position); // seeking is lazy; now it is done
        return tail;
    }

    /// What came, at most a bounded number of records; empty if nothing did within the time.
    public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration time) throws IOException {
        try {
            return consumer.poll(time);
        } catch (KafkaException e) {
            throw new IOException("Kafka cannot be read: " + e.getMessage(), e);
        }
    }

    /// Where the topics end now, records of open transactions included.
    public Map<TopicPartition, Long> ends() throws IOException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(p -> latest.put(p, OffsetSpec.latest()));
        try (Admin admin = Admin.create(settings)) {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all()
                    .get()
                    .forEach((p, info) -> ends.put(p, info.offset()));
            return ends;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | KafkaException e) {
            throw new IOException("Kafka does not tell its offsets: " + e.getMessage(), e);
        }
    }

    /// Whether everything before these ends has been polled.
    public boolean isPast(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(e -> consumer.position(e.getKey()) >= e.getValue());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
