package dev.firebreak.app.stream;

import dev.firebreak.stream.Connection;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// What was sent to the cluster and is not taken in yet, as of the job's last checkpoint.
final class Backlog implements AutoCloseable {
    private final Admin admin;
    private final Topics topics;

    Backlog(Connection connection, Topics topics) throws IOException {
        this.topics = topics;
        try {
            admin = Admin.create(connection.client());
        } catch (KafkaException e) {
            throw new IOException("Kafka cannot be reached: " + e.getMessage(), e);
        }
    }

    /// Where the topics of logs and inventories end now.
    Map<TopicPartition, Long> ends() throws IOException {
        return get(
                () -> {
                    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
                    for (TopicDescription t :
                            admin.describeTopics(
                                            List.of(topics.observations(), topics.inventories()))
                                    .allTopicNames()
                                    .get()
                                    .values()) {
                        t.partitions()
                                .forEach(
                                        p ->
                                                latest.put(
                                                        new TopicPartition(t.name(), p.partition()),
                                                        OffsetSpec.latest()));
                    }
                    return offsets(latest);
                });
    }

    /// How many records before these ends are not taken in yet.
    long records(Map<TopicPartition, Long> ends) throws IOException {
        return get(
                () -> {
                    Map<TopicPartition, OffsetAndMetadata> taken =
                            admin.listConsumerGroupOffsets(topics.jobGroup())
                                    .partitionsToOffsetAndMetadata()
                                    .get();
                    Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
                    ends.keySet().forEach(p -> earliest.put(p, OffsetSpec.earliest()));
                    Map<TopicPartition, Long> begins = offsets(earliest);
                    long left = 0;
                    for (Map.Entry<TopicPartition, Long> e : ends.entrySet()) {
                        OffsetAndMetadata at = taken.get(e.getKey());
                        long from =
                                Math.max(
                                        begins.getOrDefault(e.getKey(), 0L),
                                        at == null ? 0 : at.offset());
                        left += Math.max(0, e.getValue() - from);
                    }
                    return left;
                });
    }

    private Map<TopicPartition, Long> offsets(Map<TopicPartition, OffsetSpec> wanted)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(wanted).all().get().forEach((p, info) -> offsets.put(p, info.offset()));
        return offsets;
    }

    private interface Call<T> {
        T run() throws ExecutionException, InterruptedException;
    }

    private static <T> T get(Call<T> call) throws IOException {
        try {
            return call.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | KafkaException e) {
            throw new IOException("Kafka does not tell its offsets: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        admin.close(java.time.Duration.ofSeconds(5));
    }
}
