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
    /// How long the cluster may take to answer.
    private static final int ANSWER_MILLIS = 20_000;

    private final Properties settings;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();

    private Tail(Connection connection, Collection<String> topics) throws IOException {
        settings = connection.client();
        limit(settings);
        Properties p = connection.client();
        p.setProperty("isolation.level", "read_committed");
        p.setProperty("enable.auto.commit", "false");
        p.setProperty("auto.offset.reset", "earliest");
        p.setProperty("max.poll.records", "10000");
        p.setProperty("fetch.max.wait.ms", "50");
        p.setProperty("allow.auto.create.topics", "false");
        limit(p);
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

    private static void limit(Properties client) {
        client.putIfAbsent("default.api.timeout.ms", String.valueOf(ANSWER_MILLIS));
        client.putIfAbsent("request.timeout.ms", String.valueOf(ANSWER_MILLIS / 2));
    }

    /// From the first record that is still there.
    ///
    /// @throws IOException if the cluster does not answer or lacks a topic
    public static Tail fromBeginning(Connection connection, String... topics) throws IOException {
        Tail tail = new Tail(connection, List.of(topics));
        tail.consumer.seekToBeginning(tail.partitions);
        return tail;
    }

    /// From the places where another one was, so that nothing is read twice or left out; what had no place there is read
    /// from its first record on.
    ///
    /// @param places as [#places] gave them
    /// @throws IOException if the cluster does not answer or lacks a topic
    public static Tail fromPlaces(
            Connection connection, Map<TopicPartition, Long> places, String... topics)
            throws IOException {
        Tail tail = fromBeginning(connection, topics);
        places.forEach(
                (partition, place) -> {
                    if (tail.partitions.contains(partition)) {
                        tail.consumer.seek(partition, place);
                    }
                });
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

    /// Up to where has been polled.
    public Map<TopicPartition, Long> places() throws IOException {
        try {
            Map<TopicPartition, Long> places = new HashMap<>();
            partitions.forEach(p -> places.put(p, consumer.position(p)));
            return places;
        } catch (KafkaException e) {
            throw new IOException("Kafka cannot be read: " + e.getMessage(), e);
        }
    }

    /// Where the topics end now, records of open transactions included.
    ///
    /// May be called by any thread.
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
    public boolean isPast(Map<TopicPartition, Long> ends) throws IOException {
        Map<TopicPartition, Long> places = places();
        return ends.entrySet().stream()
                .allMatch(e -> places.getOrDefault(e.getKey(), 0L) >= e.getValue());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
