package dev.firebreak.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.app.cluster.Cluster;
import dev.firebreak.app.cluster.ClusterException;
import dev.firebreak.app.cluster.FlinkRest;
import dev.firebreak.app.cluster.JobRequest;
import dev.firebreak.flink.CommitTrial;
import dev.firebreak.flink.LostTransactionException;
import dev.firebreak.stream.Connection;
import dev.firebreak.stream.Feed;
import dev.firebreak.stream.Tail;
import dev.firebreak.stream.Topics;
import dev.firebreak.stream.trial.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Kafka waits for a commit only for so long. What then comes of the results of a checkpoint, on a real broker.
@ExtendWith(OneNodeCluster.class)
class LostTransactionIT {
    private static final String TOPIC = "commits";
    private static final int SHORT_MILLIS = 1_000;
    private static final int LONG_MILLIS = 600_000;

    /// Kafka looks for transactions whose time is over every ten seconds.
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static Cluster cluster;
    private static Connection connection;

    @BeforeAll
    static void topic() throws Exception {
        cluster = OneNodeCluster.cluster();
        connection = cluster.connection();
        try (Admin admin = Admin.create(connection.client())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
                    .all()
                    .get(60, TimeUnit.SECONDS);
        }
    }

    private static List<String> open(String prefix) throws Exception {
        try (Admin admin = Admin.create(connection.client())) {
            return admin
                    .listTransactions(
                            new ListTransactionsOptions()
                                    .filterStates(Set.of(TransactionState.ONGOING)))
                    .all()
                    .get(60, TimeUnit.SECONDS)
                    .stream()
                    .map(TransactionListing::transactionalId)
                    .filter(id -> id.startsWith(prefix))
                    .toList();
        }
    }

    private static List<String> committed(int wanted) throws IOException {
        List<String> read = new ArrayList<>();
        try (Tail tail = Tail.fromBeginning(connection, TOPIC)) {
            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (read.size() < wanted && System.nanoTime() < end) {
                for (ConsumerRecord<byte[], byte[]> r : tail.poll(Duration.ofMillis(200))) {
                    read.add(new String(r.value(), StandardCharsets.UTF_8));
                }
            }
        }
        return read;
    }

    @Test
    void whatIsCommittedInTimeIsThereAndMayBeCommittedAgain() throws Exception {
        CommitTrial trial = new CommitTrial(connection, LONG_MILLIS);
        CommitTrial.Prepared prepared = trial.prepare(TOPIC, "intime-0-1", "in time");
        assertThat(trial.commit(prepared, false, false)).isEmpty();
        assertThat(trial.commit(prepared, false, false)).isEmpty();
        assertThat(committed(1)).contains("in time");
    }

    @Test
    void whatWasCommittedBeforeAFailureIsNotTakenForLost() throws Exception {
        CommitTrial trial = new CommitTrial(connection, LONG_MILLIS);
        CommitTrial.Prepared before = trial.commitAtOnce(TOPIC, "before-0-1", "before");
        assertThat(trial.commit(before, true, false)).singleElement().asString().contains("known");
        assertThat(trial.commit(before, false, false)).containsExactly("already");
        assertThat(committed(1)).contains("before");
    }

    @Test
    void whatKafkaHasEndedFailsTheJobWhereFlinkAloneWouldGoOn() throws Exception {
        CommitTrial trial = new CommitTrial(connection, SHORT_MILLIS);
        CommitTrial.Prepared prepared = trial.prepare(TOPIC, "late-0-1", "too late");
        cluster.await("the end of the transaction", LIMIT, () -> ended("late-"));
        assertThat(trial.commit(prepared, true, false))
                .singleElement()
                .asString()
                .contains("known");
        assertThatThrownBy(() -> trial.commit(prepared, false, false))
                .isInstanceOf(LostTransactionException.class)
                .hasMessageContaining("late-0-1")
                .hasMessageContaining("checkpoint before");
        assertThat(trial.commit(prepared, false, true))
                .singleElement()
                .asString()
                .contains("known");
        assertThat(committed(1)).doesNotContain("too late");
    }

    private static boolean ended(String prefix) throws IOException {
        try {
            return open(prefix).isEmpty();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Test
    void whatKafkaHasForgottenCountsAsCommittedWhereFlinkAloneWouldNeverStart() throws Exception {
        CommitTrial trial = new CommitTrial(connection, LONG_MILLIS);
        CommitTrial.Prepared unknown = CommitTrial.Prepared.unknown();
        assertThat(trial.commit(unknown, true, false))
                .containsExactly("unknown InvalidPidMappingException");
        assertThat(trial.commit(unknown, false, false)).containsExactly("already");
    }

    @Test
    void whatAKilledRunLeftOpenIsEndedAndHidesNothingAnyMore() throws Exception {
        CommitTrial trial = new CommitTrial(connection, LONG_MILLIS);
        trial.prepare(TOPIC, "killed-0-1000", "never to be committed");
        CommitTrial.Prepared mine = trial.prepare(TOPIC, "killed-1-1000", "of the checkpoint");
        CommitTrial.end(connection, "killed", 0, 2, 999);
        CommitTrial.end(connection, "killed", 1, 2, 1000);
        assertThat(open("killed-")).containsExactly("killed-1-1000");
        assertThat(trial.commit(mine, false, false)).isEmpty();
        List<String> read = committed(1);
        assertThat(read).contains("of the checkpoint").doesNotContain("never to be committed");
    }

    @Test
    void theJobIsEndedWithTheWayBackWhenItsLastResultsAreLost() throws Exception {
        Topics topics = new Topics("lost");
        Cluster.createTopics(connection, topics, 2);
        JobRequest request =
                new JobRequest(
                        OneNodeCluster.libraries().job(),
                        null,
                        List.of(
                                "--bootstrap",
                                connection.servers(),
                                "--prefix",
                                topics.prefix(),
                                "--checkpoint-millis",
                                "3600000",
                                "--retention-days",
                                "36500"),
                        0);
        String id = cluster.job().submit(request, new JobRequest.Start.Afresh());
        String savepoint;
        try {
            cluster.job().awaitCheckpoints(id, 1);
            try (Feed feed = new Feed(connection, topics)) {
                for (Trial.Step step : Trial.of(1, Trial.Size.SMALL).steps()) {
                    if (step instanceof Trial.Batch b) {
                        feed.send(b.batch());
                    }
                }
                feed.flush();
            }
            cluster.await("written results", LIMIT, () -> !ended(topics.coverage()));
        } finally {
            savepoint = cluster.job().stopWithSavepoint(id);
        }
        loseEverythingOf(topics);
        assertThatThrownBy(() -> cluster.job().submit(request, new JobRequest.Start.Newest()))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("--from PLACE")
                .hasMessageContaining("--accept-lost")
                .hasMessageContaining(savepoint.substring(savepoint.lastIndexOf('/')));
        try (FlinkRest rest = cluster.rest()) {
            assertThat(rest.job(cluster.job().known()).over()).isTrue();
        }
        try {
            String on =
                    cluster.job()
                            .submit(
                                    request,
                                    new JobRequest.Start.Newest(),
                                    List.of("--lost", "accept"));
            try (FlinkRest rest = cluster.rest()) {
                assertThat(rest.checkpoints(on).restoredFrom()).isNotNull();
            }
        } finally {
            OneNodeCluster.cancel();
        }
    }

    /// As after the time is over: Kafka takes the commit of no transaction of the past any more.
    private static void loseEverythingOf(Topics topics) throws Exception {
        try (Admin admin = Admin.create(connection.client())) {
            List<String> all =
                    admin.listTransactions().all().get(60, TimeUnit.SECONDS).stream()
                            .map(TransactionListing::transactionalId)
                            .filter(id -> id.startsWith(topics.prefix() + "."))
                            .toList();
            assertThat(all).isNotEmpty();
            admin.fenceProducers(all).all().get(60, TimeUnit.SECONDS);
        }
    }
}
