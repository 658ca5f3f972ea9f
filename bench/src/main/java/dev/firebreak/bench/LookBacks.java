package dev.firebreak.bench;

import dev.firebreak.app.cluster.FlinkRest;
import dev.firebreak.stream.Feed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// New indicators: beside full load, and beside the look-back of a name that very many machines looked up.
final class LookBacks {
    private static final int QUESTIONS = 60;

    /// Batches of ordinary traffic before a key becomes hot.
    private static final int ORDINARY = 256;

    private static final int RARE_FROM = 100_000;

    private final ClusterRun run;
    private final String id;

    /// @param id begin of the ids of all questions; never used before on this cluster
    LookBacks(ClusterRun run, String id) {
        this.run = run;
        this.id = id;
    }

    /// @param load what the job has always more of than it can take in
    void besideFullLoad(ClusterRates.Batches load, long seed, String round) throws Exception {
        List<Double> millis = new ArrayList<>();
        List<Double> written = new ArrayList<>();
        List<Double> checkpoints = new ArrayList<>();
        CheckpointParts parts = new CheckpointParts();
        long taken;
        double seconds;
        long least;
        try (Stream stream = new Stream(run, load);
                Asking asking = new Asking(run);
                Written open =
                        new Written(run.cluster().connection(), ClusterRun.TOPICS.progress());
                FlinkRest rest = run.cluster().rest()) {
            run.cluster().await("full load", java.time.Duration.ofMinutes(5), stream::isFull);
            TimeUnit.SECONDS.sleep(Integer.getInteger("warm", 5));
            long before = stream.taken();
            long begin = System.nanoTime();
            for (int i = 0; i < QUESTIONS; i++) {
                String name = ClusterLoad.name((int) ((seed * 31 + i * 977L) % 20_000));
                String question = id + round + i;
                Asking.Asked asked = asking.ask(question, name);
                millis.add(asked.completeMillis());
                written.add((open.completed(question) - asked.start()) / 1e6);
                checkpoints.add((double) rest.checkpoints(run.job()).lastMillis());
                parts.look(rest, run.job());
            }
            taken = stream.taken() - before;
            seconds = (System.nanoTime() - begin) / 1e9;
            least = stream.least();
        }
        Collections.sort(millis);
        Collections.sort(written);
        Collections.sort(checkpoints);
        System.out.printf(
                "new indicator to complete look-back, beside %,.0f observations/s (at least %,d waited in Kafka all the time): p50 %.0f ms, p95 %.0f ms, longest %.0f ms (%d indicators)%n",
                taken / seconds,
                least,
                ClusterRun.percentile(millis, 50),
                ClusterRun.percentile(millis, 95),
                millis.getLast(),
                millis.size());
        System.out.printf(
                "of it until written, not yet committed: p50 %.0f ms, p95 %.0f ms; checkpoints meanwhile: p50 %.0f ms, p95 %.0f ms, one each %d ms%n",
                ClusterRun.percentile(written, 50),
                ClusterRun.percentile(written, 95),
                ClusterRun.percentile(checkpoints, 50),
                ClusterRun.percentile(checkpoints, 95),
                run.checkpointMillis());
        parts.say();
        run.sayCheckpoint();
    }

    /// Very many machines on one key, after ordinary traffic on others.
    void hotKey(ClusterRates.Batches ordinary, ClusterLoad load, int machines) throws Exception {
        try (Lateness lateness = new Lateness()) {
            hotKey(ordinary, load, machines, lateness);
        }
    }

    private void hotKey(
            ClusterRates.Batches ordinary, ClusterLoad load, int machines, Lateness lateness)
            throws Exception {
        int name = 1_000_000;
        long start;
        try (Feed feed = new Feed(run.cluster().connection(), ClusterRun.TOPICS);
                Backlog backlog = new Backlog(run)) {
            for (int i = 0; i < ORDINARY; i++) {
                feed.send(ordinary.next());
            }
            feed.flush();
            new ClusterRates(run).await("ordinary traffic", () -> backlog.records() == 0);
            start = System.nanoTime();
            for (int from = 0; from < machines; from += ClusterLoad.BATCH) {
                feed.send(load.allOnOne(name, from));
            }
            feed.flush();
            new ClusterRates(run).await("all to be taken in", () -> backlog.records() == 0);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%,d machines on one key taken in after %.1f s: %,.0f/s%n",
                machines, seconds, machines / seconds);
        sayCalls(lateness);
        sayOthers("before the look-back", others("quiet", new AtomicBoolean(), QUESTIONS / 2));
        AtomicBoolean ended = new AtomicBoolean();
        FutureTask<List<Double>> beside =
                new FutureTask<>(() -> others("beside", ended, Integer.MAX_VALUE));
        try (Asking asking = new Asking(run)) {
            Thread thread = Thread.ofPlatform().start(beside);
            try {
                Asking.Asked asked = asking.ask(id + "hot", ClusterLoad.name(name));
                System.out.printf(
                        "asked: number of machines (%,d) known after %.0f ms, all listed after %.0f ms%n",
                        asked.machines(), asked.firstMillis(), asked.completeMillis());
            } finally {
                ended.set(true);
                thread.join();
            }
        }
        sayOthers("beside the look-back", beside.get());
        sayCalls(lateness);
    }

    private void sayCalls(Lateness lateness) throws Exception {
        System.out.println("longest single calls of the join so far: " + LongestCalls.of(run));
        System.out.println("meanwhile " + lateness.told());
        run.sayCheckpoint();
    }

    /// Asks for names that few machines looked up, one after the other.
    private List<Double> others(String when, AtomicBoolean ended, int most) throws IOException {
        List<Double> millis = new ArrayList<>();
        try (Asking asking = new Asking(run)) {
            for (int i = 0; i < most && !ended.get(); i++) {
                String name = ClusterLoad.name(RARE_FROM + i % RARE_FROM);
                millis.add(asking.ask(id + when + i, name).completeMillis());
            }
        }
        return millis;
    }

    private static void sayOthers(String when, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        System.out.printf(
                "new indicator on another key to its complete look-back, %s: p50 %.0f ms, p95 %.0f ms, longest %.0f ms (%d indicators)%n",
                when,
                ClusterRun.percentile(sorted, 50),
                ClusterRun.percentile(sorted, 95),
                sorted.getLast(),
                sorted.size());
    }
}
