package dev.firebreak.flink;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commits as Kafka's sink does, but a transaction that Kafka has ended meanwhile fails the job: Flink's own committer
/// writes a line to its log and goes on, and what was in the transaction is never told again (docs/decisions/102).
final class CertainCommitter implements Committer<KafkaCommittable> {
    private static final Logger LOG = LoggerFactory.getLogger(CertainCommitter.class);

    private final Committer<KafkaCommittable> kafka;
    private final Properties client;
    private final boolean acceptLost;

    /// @param client how to reach Kafka
    /// @param acceptLost whether to go on without what is lost
    CertainCommitter(Committer<KafkaCommittable> kafka, Properties client, boolean acceptLost) {
        this.kafka = kafka;
        this.client = client;
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

    /// Whether it was committed before. Kafka gives a transaction's producer another epoch when it ends, so to commit once more
    /// after a failure is refused in the same words, whether it was committed or dropped.
    private boolean isCommitted(KafkaCommittable committable) {
        String id = committable.getTransactionalId();
        try (Admin admin = Admin.create(client)) {
            TransactionDescription now =
                    admin.describeTransactions(List.of(id)).description(id).get();
            int later = now.producerEpoch() - committable.getEpoch();
            return (now.state() == TransactionState.COMPLETE_COMMIT
                            || now.state() == TransactionState.PREPARE_COMMIT)
                    && now.producerId() == committable.getProducerId()
                    && (later == 0 || later == 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for transaction " + id, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TransactionalIdNotFoundException) {
                return true; // as below, where Kafka has forgotten it
            }
            throw new IllegalStateException("Kafka does not tell of transaction " + id, e);
        }
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
            if (isCommitted(request.getCommittable())) {
                LOG.info("Transaction {} had been committed before.", transaction());
                request.signalAlreadyCommitted();
                return;
            }
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
                // committed, unless the job was away for longer than Kafka waits at all.
                LOG.warn(
                        "Kafka does not know transaction {} any more. It was committed, unless the job was"
                                + " away for longer than the transaction's timeout: then what it told is lost.",
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
