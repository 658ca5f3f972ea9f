package dev.firebreak.flink;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commits as Kafka's sink does, but a transaction that Kafka has ended meanwhile fails the job: Flink's own committer
/// writes a line to its log and goes on, and what was in the transaction is never told again (docs/decisions/101).
final class CertainCommitter implements Committer<KafkaCommittable> {
    private static final Logger LOG = LoggerFactory.getLogger(CertainCommitter.class);

    private final Committer<KafkaCommittable> kafka;
    private final boolean acceptLost;

    /// @param acceptLost whether to go on without what is lost
    CertainCommitter(Committer<KafkaCommittable> kafka, boolean acceptLost) {
        this.kafka = kafka;
        this.acceptLost = acceptLost;
    }

    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
            throws IOException, InterruptedException {
        List<CommitRequest<KafkaCommittable>> watched =
                requests.stream().<CommitRequest<KafkaCommittable>>map(Watched::new).toList();
        kafka.commit(watched);
    }

    @Override
    public void close() throws Exception {
        kafka.close();
    }

    /// One transaction to be committed, and what came of it.
    private final class Watched implements CommitRequest<KafkaCommittable> {
        private final CommitRequest<KafkaCommittable> request;

        Watched(CommitRequest<KafkaCommittable> request) {
            this.request = request;
        }

        private String transaction() {
            return request.getCommittable().getTransactionalId();
        }

        @Override
        public void signalFailedWithKnownReason(Throwable t) {
            request.signalFailedWithKnownReason(t);
            if (!acceptLost) {
                throw new LostTransactionException(transaction(), t);
            }
            LOG.error("What transaction {} told is lost, as was accepted.", transaction(), t);
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable t) {
            if (t instanceof InvalidPidMappingException) {
                // Kafka forgets a transaction some time after its end, never an open one. So it was
                // committed, or
                // it was open for as long as Kafka waits at all.
                LOG.warn(
                        "Kafka does not know transaction {} any more: it was committed long ago.",
                        transaction());
                request.signalAlreadyCommitted();
                return;
            }
            request.signalFailedWithUnknownReason(t);
        }

        @Override
        public KafkaCommittable getCommittable() {
            return request.getCommittable();
        }

        @Override
        public int getNumberOfRetries() {
            return request.getNumberOfRetries();
        }

        @Override
        public void retryLater() {
            request.retryLater();
        }

        @Override
        public void updateAndRetryLater(KafkaCommittable committable) {
            request.updateAndRetryLater(committable);
        }

        @Override
        public void signalAlreadyCommitted() {
            request.signalAlreadyCommitted();
        }
    }
}
