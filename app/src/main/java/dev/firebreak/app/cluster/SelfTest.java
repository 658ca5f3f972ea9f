package dev.firebreak.app.cluster;

import dev.firebreak.core.join.Finding;
import dev.firebreak.stream.Feed;
import dev.firebreak.stream.Tail;
import dev.firebreak.stream.Topics;
import dev.firebreak.stream.record.FindingRecord;
import dev.firebreak.stream.trial.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The promise of the cluster, tried out: the same made-up input goes through one process and through a cluster of real
/// processes, of which a TaskManager is killed in the middle; both must find the same, each once.
public final class SelfTest {
    /// From here on a repetition of the input would show: so many findings before the kill.
    private static final double PART_BEFORE_KILL = 0.5;

    private static final Duration POLL = Duration.ofMillis(200);

    /// How long the cluster may take for what remains after everything was sent, the recovery included.
    private static final Duration LIMIT = Duration.ofMinutes(4);

    /// After everything was found, so long is waited for findings that come twice.
    private static final Duration QUIET = Duration.ofSeconds(4);

    private static final long CHECKPOINT_MILLIS = 500;

    private final Cluster cluster;
    private final ClusterLibraries libraries;
    private final Says says;

    /// @param taskManagers that ran when one of them was killed
    /// @param killed TaskManagers
    /// @param observations that were sent, repetitions included
    /// @param expected findings of one process
    /// @param found of these, in every part equal, on the cluster
    /// @param unexpected findings of the cluster that one process does not have, or has otherwise
    /// @param doubled times that a finding came again unchanged
    /// @param recoveryMillis from the kill until all parts of the job ran again
    /// @param differences the first few, in words
    public record Result(
            long seed,
            int taskManagers,
            int killed,
            long observations,
            int expected,
            int found,
            int unexpected,
            int doubled,
            long recoveryMillis,
            List<String> differences) {
        public Result {
            differences = List.copyOf(differences);
        }

        public boolean passed() {
            return killed > 0 && found == expected && unexpected == 0 && doubled == 0;
        }
    }

    /// @param cluster nothing of which runs yet
    public SelfTest(Cluster cluster, ClusterLibraries libraries, Says says) {
        this.cluster = cluster;
        this.libraries = libraries;
        this.says = says;
    }

    /// Starts the cluster, sends, kills, compares. Whoever calls ends the cluster.
    public Result run(long seed, Trial.Size size) throws IOException {
        says.say(
                "making up the input, seed " + seed,
                "Die Eingaben werden erzeugt, Startwert " + seed + ".");
        Trial trial = Trial.of(seed, size);
        Map<String, Finding> expected = Trial.settled(trial.expected());
        says.say(
                "%d observations in %d records; one process finds %d"
                        .formatted(trial.observations(), trial.steps().size(), expected.size()),
                "%d Beobachtungen in %d Sätzen; ein einzelner Prozess findet %d."
                        .formatted(trial.observations(), trial.steps().size(), expected.size()));
        cluster.up(
                ClusterSettings.small().withTaskManagers(2).withCheckpointMillis(CHECKPOINT_MILLIS),
                Topics.DEFAULT);
        String job =
                cluster.job()
                        .submit(
                                new JobRequest(
                                        libraries.job(),
                                        null,
                                        List.of(
                                                "--bootstrap",
                                                cluster.connection().servers(),
                                                "--checkpoint-millis",
                                                String.valueOf(CHECKPOINT_MILLIS),
                                                "--retention-days",
                                                "36500"),
                                        0),
                                new JobRequest.Start.Afresh());
        try (Feed feed = new Feed(cluster.connection(), Topics.DEFAULT);
                Tail tail = Tail.fromBeginning(cluster.connection(), Topics.DEFAULT.findings())) {
            return play(trial, expected, job, feed, new Seen(tail));
        }
    }

    private Result play(
            Trial trial, Map<String, Finding> expected, String job, Feed feed, Seen seen)
            throws IOException {
        List<Trial.Step> steps = trial.steps();
        int half = (int) (steps.size() * PART_BEFORE_KILL);
        for (Trial.Step step : steps.subList(0, half)) {
            send(feed, step);
        }
        feed.flush();
        cluster.await("the first findings", LIMIT, () -> seen.poll() > 0);
        int running = cluster.aliveTaskManagers().size();
        // Records go on coming while the process dies: the next part is on its way, not yet
        // flushed.
        int quarter = half + (steps.size() - half) / 2;
        for (Trial.Step step : steps.subList(half, quarter)) {
            send(feed, step);
        }
        Child victim = cluster.aliveTaskManagers().getLast();
        String which = victim.name() + " (%s " + victim.pid() + ")";
        says.say(
                "killing " + which.formatted("process"),
                "Abgebrochen wird " + which.formatted("Prozess") + ".");
        victim.kill();
        long killed = System.nanoTime();
        for (Trial.Step step : steps.subList(quarter, steps.size())) {
            send(feed, step);
        }
        feed.flush();
        cluster.startTaskManager();
        cluster.job().awaitRunning(job);
        long recovery = (System.nanoTime() - killed) / 1_000_000;
        says.say(
                "the job runs again after " + recovery + " ms",
                "Der Job läuft nach " + recovery + " ms wieder.");
        awaitFindings(expected, seen);
        return compare(trial, expected, running, recovery, seen);
    }

    private void awaitFindings(Map<String, Finding> expected, Seen seen) throws IOException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end && !Trial.settled(seen.newest).equals(expected)) {
            seen.poll();
        }
        long quiet = System.nanoTime() + QUIET.toNanos();
        while (System.nanoTime() < quiet) {
            seen.poll();
        }
    }

    private static Result compare(
            Trial trial, Map<String, Finding> expected, int running, long recovery, Seen seen) {
        Map<String, Finding> found = Trial.settled(seen.newest);
        TreeMap<String, Finding> all = new TreeMap<>(expected);
        all.putAll(found);
        List<String> differences =
                all.keySet().stream()
                        .filter(id -> !Objects.equals(expected.get(id), found.get(id)))
                        .map(id -> "expected " + expected.get(id) + ", found " + found.get(id))
                        .toList();
        long same =
                expected.entrySet().stream()
                        .filter(e -> e.getValue().equals(found.get(e.getKey())))
                        .count();
        long unexpected =
                found.entrySet().stream()
                        .filter(e -> !e.getValue().equals(expected.get(e.getKey())))
                        .count();
        return new Result(
                trial.seed(),
                running,
                1,
                trial.observations(),
                expected.size(),
                (int) same,
                (int) unexpected,
                seen.doubled,
                recovery,
                differences.stream().limit(10).toList());
    }

    private static void send(Feed feed, Trial.Step step) throws IOException {
        switch (step) {
            case Trial.Batch b -> feed.send(b.batch());
            case Trial.Report r -> feed.send(r.report());
            case Trial.Ask a -> feed.send(a.question());
        }
    }

    /// The findings topic as its readers see it.
    private static final class Seen {
        private final Tail tail;
        private final Map<String, FindingRecord> newest = new HashMap<>();
        private final Map<String, byte[]> last = new HashMap<>();
        private int doubled;

        Seen(Tail tail) {
            this.tail = tail;
        }

        /// @return findings known so far
        int poll() throws IOException {
            for (ConsumerRecord<byte[], byte[]> r : tail.poll(POLL)) {
                FindingRecord record = FindingRecord.decode(r.value());
                String id = record.finding().id();
                byte[] before = last.put(id, r.value());
                if (before != null && Arrays.equals(before, r.value())) {
                    doubled++;
                }
                newest.put(id, record);
            }
            return newest.size();
        }
    }
}
