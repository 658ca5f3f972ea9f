package dev.firebreak.bench;

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
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/// How many records of observations wait in Kafka, as of the job's last checkpoint.
final class Backlog implements AutoCloseable {
    private final Admin admin;
    private final Topics topics;
    private final Map<TopicPartition, OffsetSpec> latest = new HashMap<>();

    Backlog(ClusterRun run) throws IOException {
        topics = ClusterRun.TOPICS;
        admin = Admin.create(run.cluster().connection().client());
        try {
            String topic = topics.observations();
            for (TopicDescription one :
                    admin.describeTopics(List.of(topic)).allTopicNames().get().values()) {
                for (int i = 0; i < one.partitions().size(); i++) {
                    latest.put(new TopicPartition(topic, i), OffsetSpec.latest());
                }
            }
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /// May be called by any thread.
    long records() throws IOException {
        try {
            Map<TopicPartition, OffsetAndMetadata> taken =
                    admin.listConsumerGroupOffsets(topics.jobGroup())
                            .partitionsToOffsetAndMetadata()
                            .get();
            long waiting = 0;
            for (var end : admin.listOffsets(latest).all().get().entrySet()) {
                OffsetAndMetadata at = taken.get(end.getKey());
                waiting += end.getValue().offset() - (at == null ? 0 : at.offset());
            }
            return waiting;
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /// Forgets what an earlier job committed, so that one that begins afresh is not taken for done.
    void forget() throws IOException {
        try {
            admin.deleteConsumerGroupOffsets(topics.jobGroup(), latest.keySet()).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw new IOException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
