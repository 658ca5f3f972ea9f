package dev.firebreak.bench;

import dev.firebreak.app.cluster.FlinkRest;
import dev.firebreak.stream.Feed;
import dev.firebreak.stream.flow.LocalRun;
import dev.firebreak.stream.record.LogBatch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Observations a second and a CPU-second, in one process and from Kafka.
final class ClusterRates {
    private static final Duration LIMIT = Duration.ofMinutes(60);

    private final ClusterRun run;

    ClusterRates(ClusterRun run) {
        this.run = run;
    }

    /// @return observations a CPU-second
    static double embedded(List<LogBatch> batches) {
        var threads = ManagementFactory.getThreadMXBean();
        LocalRun run = new LocalRun();
        long keyed = 0;
        long start = threads.getCurrentThreadCpuTime();
        for (LogBatch b : batches) {
            keyed += run.logs(LogBatch.decode(b.encode()));
        }
        double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
        double rate = (double) batches.size() * ClusterLoad.BATCH / seconds;
        System.out.printf(
                "embedded: %,d observations (%,d on keys) in %.1f CPU-seconds: %,.0f a CPU-second%n",
                batches.size() * ClusterLoad.BATCH, keyed, seconds, rate);
        return rate;
    }

    interface Batches {
        LogBatch next();
    }

    void send(Batches from, long batches) throws IOException {
        long start = System.nanoTime();
        try (Feed feed = new Feed(run.cluster().connection(), ClusterRun.TOPICS)) {
            for (long i = 0; i < batches; i++) {
                feed.send(from.next());
            }
            feed.flush();
        }
        long sent = batches * ClusterLoad.BATCH;
        System.out.printf(
                "sent to Kafka before: %,d observations in %.1f s, %.1f bytes each there, in records of %,d%n",
                sent,
                (System.nanoTime() - start) / 1e9,
                (double) run.bytesInKafka() / sent,
                ClusterLoad.BATCH);
    }

    /// What a job that begins afresh makes of all that is in Kafka. Told for the whole, and for its second half, when the
    /// processes have warmed up.
    ///
    /// @return observations a CPU-second in the second half
    double fromKafka(int taskManagers) throws IOException {
        try (Backlog backlog = new Backlog(run);
                FlinkRest rest = run.cluster().rest()) {
            backlog.forget();
            long all = backlog.records();
            double cpu = run.taskManagerCpu();
            long start = System.nanoTime();
            run.submit();
            await("half to be taken in", () -> backlog.records() <= all / 2);
            long left = backlog.records();
            double cpuHalf = run.taskManagerCpu();
            long half = System.nanoTime();
            Checkpointed checkpointed = new Checkpointed();
            await(
                    "all to be taken in",
                    () -> {
                        checkpointed.look(rest.checkpoints(run.job()));
                        return backlog.records() == 0;
                    });
            long end = System.nanoTime();
            double cpuEnd = run.taskManagerCpu();
            String who = taskManagers + " TaskManagers of one slot";
            say(who + ", all", all, taskManagers, (end - start) / 1e9, cpuEnd - cpu);
            double rate =
                    say(
                            who + ", second half",
                            left,
                            taskManagers,
                            (end - half) / 1e9,
                            cpuEnd - cpuHalf);
            checkpointed.say();
            run.sayCheckpoint();
            return rate;
        }
    }

    /// The checkpoints that were completed while the job took in its second half.
    private static final class Checkpointed {
        private final List<Double> millis = new ArrayList<>();
        private final List<Double> bytes = new ArrayList<>();
        private long completed = -1;

        void look(FlinkRest.Checkpoints now) {
            if (completed >= 0 && now.completed() > completed) {
                millis.add((double) now.lastMillis());
                bytes.add((double) now.lastBytes());
            }
            completed = now.completed();
        }

        void say() {
            if (!millis.isEmpty()) {
                Collections.sort(millis);
                Collections.sort(bytes);
                System.out.printf(
                        "%d checkpoints looked at meanwhile: p50 %.0f ms, p95 %.0f ms; p50 %,.0f bytes written, p95 %,.0f%n",
                        millis.size(),
                        ClusterRun.percentile(millis, 50),
                        ClusterRun.percentile(millis, 95),
                        ClusterRun.percentile(bytes, 50),
                        ClusterRun.percentile(bytes, 95));
            }
        }
    }

    private static double say(
            String what, long records, int taskManagers, double seconds, double cpu) {
        long n = records * ClusterLoad.BATCH;
        System.out.printf(
                "%s: %,d observations from Kafka in %.1f s: %,.0f/s, %,.0f a slot and second; %.1f CPU-seconds of the TaskManagers: %,.0f a CPU-second%n",
                what, n, seconds, n / seconds, n / seconds / taskManagers, cpu, n / cpu);
        return n / cpu;
    }

    void await(String what, dev.firebreak.app.cluster.Cluster.Condition condition)
            throws IOException {
        run.cluster().await(what, LIMIT, condition);
    }

    /// A TaskManager is killed in mid-stream and started again at once.
    void recovery(Batches from) throws Exception {
        try (Backlog backlog = new Backlog(run);
                Stream stream = new Stream(run, from);
                FlinkRest rest = run.cluster().rest()) {
            await("full load", stream::isFull);
            run.cluster()
                    .job()
                    .awaitCheckpoints(run.job(), rest.checkpoints(run.job()).completed() + 3);
            long start = System.nanoTime();
            run.cluster().aliveTaskManagers().getFirst().kill();
            run.cluster().startTaskManager();
            await("the job to be restored", () -> rest.allTasksRun(run.job()));
            double running = (System.nanoTime() - start) / 1e9;
            long completed = rest.checkpoints(run.job()).completed();
            await("a checkpoint", () -> rest.checkpoints(run.job()).completed() > completed);
            System.out.printf(
                    "a TaskManager killed with -9 under full load and started again at once: the job runs in all its parts after %.1f s, its next checkpoint is complete (findings are visible again) after %.1f s; %,d observations waited then%n",
                    running,
                    (System.nanoTime() - start) / 1e9,
                    backlog.records() * ClusterLoad.BATCH);
        }
    }
}
