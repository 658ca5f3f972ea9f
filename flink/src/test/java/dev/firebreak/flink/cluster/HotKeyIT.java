package dev.firebreak.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.cluster.Cluster;
import dev.firebreak.app.cluster.ClusterLibraries;
import dev.firebreak.app.cluster.ClusterSettings;
import dev.firebreak.app.cluster.JobRequest;
import dev.firebreak.app.cluster.Says;
import dev.firebreak.app.text.Language;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.stream.Feed;
import dev.firebreak.stream.Tail;
import dev.firebreak.stream.Topics;
import dev.firebreak.stream.flow.RouteKey;
import dev.firebreak.stream.record.FindingRecord;
import dev.firebreak.stream.record.HotKey;
import dev.firebreak.stream.record.LogBatch;
import dev.firebreak.stream.record.Progress;
import dev.firebreak.stream.record.Question;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A name that so many machines look up that its key is split twice; and the job goes on with fewer and with more tasks while
/// it looks back over them.
class HotKeyIT {
    private static final String NAME = "many.example";

    /// More than all buckets of the first level hold before they are split again.
    private static final int MACHINES = RouteKey.MAX_OWNERS * (RouteKey.buckets(1) + 12);

    private static final int BATCH = 4096;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(100);

    @TempDir Path folder;

    @Test
    void aKeyIsSplitAndEachOfItsMachinesIsFoundOnceWhateverTheNumberOfTasks() throws Exception {
        ClusterLibraries libraries = ClusterLibraries.in(Path.of("target", "cluster"));
        try (Cluster cluster =
                Cluster.open(folder, libraries, Says.in(Language.EN, System.out::println))) {
            try {
                cluster.up(
                        ClusterSettings.small().withTaskManagers(2).withCheckpointMillis(1_000),
                        Topics.DEFAULT);
                play(cluster, libraries.job());
            } finally {
                cluster.down();
            }
        }
    }

    private static void play(Cluster cluster, Path jar) throws IOException {
        String job = cluster.job().submit(request(cluster, jar, 0), new JobRequest.Start.Afresh());
        try (Feed feed = new Feed(cluster.connection(), Topics.DEFAULT);
                Seen seen = new Seen(cluster)) {
            send(feed, 0, MACHINES);
            cluster.await("the key to be split twice", LIMIT, () -> seen.poll().level == 2);
            feed.send(
                    new Question(
                            "who",
                            1,
                            "me",
                            false,
                            Long.MIN_VALUE,
                            Long.MAX_VALUE,
                            new Question.Thing(ObservableType.DOMAIN, NAME)));
            feed.flush();
            cluster.await("the number", LIMIT, () -> seen.poll().most > 0);
            assertThat(seen.complete).as("told before all were looked at").isFalse();
            assertThat(seen.most).isGreaterThan(RouteKey.MAX_OWNERS).isLessThanOrEqualTo(MACHINES);
            cluster.await("the first of them", LIMIT, () -> !seen.poll().findings.isEmpty());
            job = goOn(cluster, jar, job, 1);
            assertThat(seen.poll().complete).as("interrupted on the way").isFalse();
            seen.awaitAll(cluster, MACHINES);
            goOn(cluster, jar, job, 2);
            send(feed, MACHINES, MACHINES + BATCH);
            seen.awaitAll(cluster, MACHINES + BATCH);
            assertThat(seen.doubled).isZero();
        }
    }

    private static String goOn(Cluster cluster, Path jar, String job, int parallelism)
            throws IOException {
        String savepoint = cluster.job().stopWithSavepoint(job);
        return cluster.job()
                .submit(request(cluster, jar, parallelism), new JobRequest.Start.From(savepoint));
    }

    private static JobRequest request(Cluster cluster, Path jar, int parallelism) {
        return new JobRequest(
                jar,
                null,
                List.of(
                        "--bootstrap",
                        cluster.connection().servers(),
                        "--checkpoint-millis",
                        "1000",
                        "--retention-days",
                        "36500"),
                parallelism);
    }

    private static void send(Feed feed, int from, int to) throws IOException {
        for (int at = from; at < to; at += BATCH) {
            int first = at;
            int n = Math.min(BATCH, to - at);
            long[] micros = new long[n];
            Arrays.fill(micros, 1_680_000_000_000_000L);
            feed.send(
                    new LogBatch(
                            "Amt",
                            "a log",
                            "dns.log",
                            at,
                            at + (long) n,
                            List.of(new LogBatch.Thing(ObservableType.DOMAIN, NAME)),
                            IntStream.range(0, n).mapToObj(i -> "pc" + (first + i)).toList(),
                            new int[n],
                            IntStream.range(0, n).toArray(),
                            micros,
                            IntStream.range(0, n).mapToLong(i -> first + i).toArray()));
        }
        feed.flush();
    }

    /// What the job has told, as its readers see it.
    private static final class Seen implements AutoCloseable {
        private final Tail tail;
        private final Map<String, byte[]> findings = new HashMap<>();
        private int level;
        private int doubled;
        private long most;
        private boolean complete;

        Seen(Cluster cluster) throws IOException {
            Topics t = Topics.DEFAULT;
            tail =
                    Tail.fromBeginning(
                            cluster.connection(), t.hotKeys(), t.findings(), t.progress());
        }

        Seen poll() throws IOException {
            for (ConsumerRecord<byte[], byte[]> r : tail.poll(POLL)) {
                if (r.topic().equals(Topics.DEFAULT.hotKeys())) {
                    level = Math.max(level, HotKey.decode(r.value()).level());
                } else if (r.topic().equals(Topics.DEFAULT.progress())) {
                    Progress p = Progress.decode(r.value());
                    most = Math.max(most, p.machines());
                    complete = p.complete();
                } else {
                    String id = FindingRecord.decode(r.value()).finding().id();
                    doubled += Arrays.equals(findings.put(id, r.value()), r.value()) ? 1 : 0;
                }
            }
            return this;
        }

        void awaitAll(Cluster cluster, int machines) throws IOException {
            cluster.await(
                    "all " + machines + " machines",
                    LIMIT,
                    () -> poll().complete && findings.size() >= machines);
            assertThat(findings).hasSize(machines);
        }

        @Override
        public void close() {
            tail.close();
        }
    }
}
