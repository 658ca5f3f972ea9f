package dev.firebreak.flink;

import dev.firebreak.stream.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.connector.kafka.sink.internal.KafkaCommitter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Prepares a transaction on a real broker as the sink does at a checkpoint, and commits it later as after a failure, when
/// only what the checkpoint holds is left of it.
public final class CommitTrial {
    private final Connection connection;
    private final Properties client;

    /// @param timeoutMillis how long Kafka waits for the commit
    public CommitTrial(Connection connection, int timeoutMillis) {
        this.connection = connection;
        client = connection.client();
        client.setProperty("transaction.timeout.ms", String.valueOf(timeoutMillis));
        client.setProperty("key.serializer", ByteArraySerializer.class.getName());
        client.setProperty("value.serializer", ByteArraySerializer.class.getName());
    }

    /// What a checkpoint holds of a transaction.
    public record Prepared(long producer, short epoch, String transaction) {
        /// One that Kafka has never heard of, as of one that it has forgotten.
        public static Prepared unknown() {
            return new Prepared(4711, (short) 0, "unknown-0-1");
        }
    }

    public Prepared prepare(String topic, String transaction, String text) {
        try (FlinkKafkaInternalProducer<byte[], byte[]> producer =
                new FlinkKafkaInternalProducer<>(client, transaction)) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, text.getBytes(StandardCharsets.UTF_8)));
            producer.flush();
            producer.precommitTransaction();
            return new Prepared(producer.getProducerId(), producer.getEpoch(), transaction);
        }
    }

    /// Prepares one and commits it at once, by the producer that began it, as without any failure.
    public Prepared commitAtOnce(String topic, String transaction, String text) {
        try (FlinkKafkaInternalProducer<byte[], byte[]> producer =
                new FlinkKafkaInternalProducer<>(client, transaction)) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, text.getBytes(StandardCharsets.UTF_8)));
            producer.flush();
            producer.precommitTransaction();
            Prepared prepared =
                    new Prepared(producer.getProducerId(), producer.getEpoch(), transaction);
            producer.commitTransaction();
            return prepared;
        }
    }

    /// What the committer signalled of it; empty if it was committed.
    public List<String> commit(Prepared prepared, boolean withFlinksOwn, boolean acceptLost)
            throws Exception {
        Request request = new Request(prepared);
        try (Committer<KafkaCommittable> committer = committer(withFlinksOwn, acceptLost)) {
            committer.commit(Collections.singletonList(request));
        }
        return request.signals;
    }

    private Committer<KafkaCommittable> committer(boolean flinksOwn, boolean acceptLost) {
        Committer<KafkaCommittable> flinks =
                new KafkaCommitter(client, "trial", 0, 0, false, FlinkKafkaInternalProducer::new);
        return flinksOwn ? flinks : new CertainCommitter(flinks, connection.client(), acceptLost);
    }

    /// Ends what runs before left open.
    public static void end(Connection connection, String prefix, int part, int parts, long restored)
            throws IOException {
        new OpenTransactions(prefix, part, parts).end(connection.client(), restored);
    }

    private static final class Request implements Committer.CommitRequest<KafkaCommittable> {
        private final KafkaCommittable committable;
        private final List<String> signals = new ArrayList<>();

        Request(Prepared p) {
            committable = new KafkaCommittable(p.producer(), p.epoch(), p.transaction(), null);
        }

        private void signal(String name, @Nullable Throwable t) {
            signals.add(t == null ? name : name + " " + t.getClass().getSimpleName());
        }

        @Override
        public KafkaCommittable getCommittable() {
            return committable;
        }

        @Override
        public int getNumberOfRetries() {
            return 0;
        }

        @Override
        public void signalFailedWithKnownReason(Throwable t) {
            signal("known", t);
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable t) {
            signal("unknown", t);
        }

        @Override
        public void retryLater() {
            signal("later", null);
        }

        @Override
        public void updateAndRetryLater(KafkaCommittable changed) {
            signal("later", null);
        }

        @Override
        public void signalAlreadyCommitted() {
            signal("already", null);
        }
    }
}
