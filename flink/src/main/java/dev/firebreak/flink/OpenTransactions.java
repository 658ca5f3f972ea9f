package dev.firebreak.flink;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Transactions of an earlier run that nobody will commit any more. Readers of committed records stop before the first open
/// transaction, so one that a killed process left would hide everything that comes after it for as long as Kafka waits.
///
/// Kafka's sink looks for them by guessing names from its restored state on, and stops at the first name that Kafka does not
/// know; after a start with no state, or from an old savepoint, it finds none.
///
/// @param prefix of names as Kafka's sink gives them: prefix, number of the part, number of the checkpoint
/// @param part whose transactions are ended; those of parts that are no more are dealt out
record OpenTransactions(String prefix, int part, int parts) {
    private static final Logger LOG = LoggerFactory.getLogger(OpenTransactions.class);

    /// Whether a transaction belongs to a checkpoint after the restored one, and so to nobody. This part's own does not exist
    /// yet when this is asked.
    boolean nobodys(String transaction, long restored) {
        if (!transaction.startsWith(prefix + "-")) {
            return false;
        }
        String[] numbers = transaction.substring(prefix.length() + 1).split("-", -1);
        try {
            return numbers.length == 2
                    && Integer.parseInt(numbers[0]) % parts == part
                    && Long.parseLong(numbers[1]) > restored;
        } catch (NumberFormatException _) {
            return false; // somebody else's
        }
    }

    /// Ends them.
    ///
    /// @param restored number of the checkpoint that the job goes on from, 0 for none
    void end(Properties client, long restored) throws IOException {
        try (Admin admin = Admin.create(client)) {
            List<String> open =
                    admin
                            .listTransactions(
                                    new ListTransactionsOptions()
                                            .filterStates(Set.of(TransactionState.ONGOING)))
                            .all()
                            .get()
                            .stream()
                            .map(TransactionListing::transactionalId)
                            .filter(id -> nobodys(id, restored))
                            .toList();
            if (!open.isEmpty()) {
                LOG.warn("Ending transactions that an earlier run left open: {}", open);
                admin.fenceProducers(open).all().get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while open transactions were ended", e);
        } catch (ExecutionException | KafkaException e) {
            throw new IOException("open transactions cannot be ended: " + e.getMessage(), e);
        }
    }
}
