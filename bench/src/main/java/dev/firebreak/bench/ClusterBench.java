package dev.firebreak.bench;

import dev.firebreak.app.cluster.Child;
import dev.firebreak.app.cluster.Cluster;
import dev.firebreak.app.cluster.ClusterLibraries;
import dev.firebreak.app.cluster.ClusterSettings;
import dev.firebreak.app.cluster.FlinkRest;
import dev.firebreak.app.cluster.JobRequest;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.stream.Feed;
import dev.firebreak.stream.Tail;
import dev.firebreak.stream.Topics;
import dev.firebreak.stream.flow.LocalRun;
import dev.firebreak.stream.record.LogBatch;
import dev.firebreak.stream.record.Progress;
import dev.firebreak.stream.record.Question;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// The join on Kafka and Flink beside the same join in one process. Arguments: folder of the cluster's libraries, folder to
/// work in, observations, TaskManagers, machines on one key, seed.
final class ClusterBench {
    private static final int LOGS = 16;
    private static final int QUESTIONS = 40;
    private static final long CHECKPOINT_MILLIS = Long.getLong("checkpoint.millis", 1000);
    private static final int LOOK_BACK_ROUNDS = 2;
    private static final Topics TOPICS = Topics.DEFAULT;

    private final Cluster cluster;
    private final Path folder;
    private final String job;

    private ClusterBench(Cluster cluster, Path folder, String job) {
        this.cluster = cluster;
        this.folder = folder;
        this.job = job;
    }

    public static void main(String[] args) throws Exception {
        long observations = Long.parseLong(args[2]);
        int taskManagers = Integer.parseInt(args[3]);
        int hot = Integer.parseInt(args[4]);
        long seed = Long.parseLong(args[5]);
        List<LogBatch> batches = new ArrayList<>();
        List<ClusterLoad> loads = new ArrayList<>();
        for (int i = 0; i < LOGS; i++) {
            loads.add(new ClusterLoad(seed + i, "load-" + i));
        }
        for (long n = 0; n < observations; n += ClusterLoad.BATCH) {
            batches.add(loads.get(batches.size() % LOGS).next());
        }
        long sent = (long) batches.size() * ClusterLoad.BATCH;
        double embedded = embedded(batches.subList(0, Math.min(batches.size(), 100)));
        ClusterLibraries libraries = ClusterLibraries.in(Path.of(args[0]));
        try (Cluster cluster =
                Cluster.open(Path.of(args[1]), libraries, (said, _) -> System.err.println(said))) {
            try {
                cluster.up(
                        ClusterSettings.small()
                                .withTaskManagers(taskManagers)
                                .withTaskManagerMemory(2048)
                                .withCheckpointMillis(CHECKPOINT_MILLIS),
                        TOPICS);
                List<String> arguments =
                        List.of(
                                "--bootstrap",
                                cluster.connection().servers(),
                                "--checkpoint-millis",
                                String.valueOf(CHECKPOINT_MILLIS));
                String job =
                        cluster.job()
                                .submit(
                                        new JobRequest(libraries.job(), null, arguments, 0),
                                        new JobRequest.Start.Afresh());
                ClusterBench bench = new ClusterBench(cluster, Path.of(args[1]), job);
                double rate = bench.throughput(batches, sent, taskManagers);
                System.out.printf(
                        "cluster : embedded, per CPU-second = 1 : %.1f%n", embedded / rate);
                if (!Boolean.getBoolean("only.hot")) {
                    for (int i = 0; i < LOOK_BACK_ROUNDS; i++) {
                        bench.lookBack(loads, seed + i, "round" + i + "-");
                    }
                }
                if (hot > 0) {
                    bench.hotKey(loads.getFirst(), hot);
                }
            } finally {
                cluster.down();
            }
        }
    }

    private static double embedded(List<LogBatch> batches) {
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

    private double taskManagerCpu() throws IOException {
        double all = 0;
        for (Child child : cluster.aliveTaskManagers()) {
            all +=
                    ProcessHandle.of(child.pid())
                            .flatMap(p -> p.info().totalCpuDuration())
                            .map(d -> d.toMillis() / 1e3)
                            .orElse(0.0);
        }
        return all;
    }

    private double throughput(List<LogBatch> batches, long sent, int taskManagers)
            throws Exception {
        double cpu = taskManagerCpu();
        long start = System.nanoTime();
        try (Feed feed = new Feed(cluster.connection(), TOPICS)) {
            for (LogBatch b : batches) {
                feed.send(b);
            }
            feed.flush();
        }
        awaitTaken();
        double wall = (System.nanoTime() - start) / 1e9;
        cpu = taskManagerCpu() - cpu;
        System.out.printf(
                "cluster, %d TaskManagers of one slot: %,d observations from Kafka in %.1f s: %,.0f/s, %,.0f a slot and second; %.1f CPU-seconds of the TaskManagers: %,.0f a CPU-second%n",
                taskManagers, sent, wall, sent / wall, sent / wall / taskManagers, cpu, sent / cpu);
        sayCheckpoint();
        System.out.printf(
                "in Kafka: %.1f bytes an observation, in records of %,d%n",
                (double) bytesInKafka() / sent, ClusterLoad.BATCH);
        return sent / cpu;
    }

    /// What the observations take on the broker's disk, compressed.
    private long bytesInKafka() throws IOException {
        try (var all = Files.walk(folder.resolve("kafka"))) {
            return all.filter(f -> f.toString().endsWith(".log"))
                    .filter(f -> isPartition(f.getParent()))
                    .mapToLong(f -> f.toFile().length())
                    .sum();
        }
    }

    private static boolean isPartition(@Nullable Path folder) {
        Path name = folder == null ? null : folder.getFileName();
        return name != null && name.toString().startsWith(TOPICS.observations() + "-");
    }

    private void sayCheckpoint() throws IOException {
        try (FlinkRest rest = cluster.rest()) {
            FlinkRest.Checkpoints c = rest.checkpoints(job);
            System.out.printf(
                    "last checkpoint: %d ms, %,d bytes written of %,d bytes of state; %d completed, %d failed%n",
                    c.lastMillis(), c.lastBytes(), c.lastStateBytes(), c.completed(), c.failed());
        }
    }

    /// Waits until the job has committed that it took everything in.
    private void awaitTaken() throws Exception {
        try (Admin admin = Admin.create(cluster.connection().client())) {
            Map<TopicPartition, OffsetSpec> latest = new java.util.HashMap<>();
            int partitions = 0;
            for (TopicDescription topic :
                    admin.describeTopics(List.of(TOPICS.observations()))
                            .allTopicNames()
                            .get()
                            .values()) {
                partitions = topic.partitions().size();
            }
            for (int i = 0; i < partitions; i++) {
                latest.put(new TopicPartition(TOPICS.observations(), i), OffsetSpec.latest());
            }
            var ends = admin.listOffsets(latest).all().get();
            cluster.await(
                    "the job to take everything in",
                    Duration.ofMinutes(10),
                    () -> {
                        try {
                            Map<TopicPartition, OffsetAndMetadata> taken =
                                    admin.listConsumerGroupOffsets(TOPICS.prefix() + "-join")
                                            .partitionsToOffsetAndMetadata()
                                            .get();
                            return ends.entrySet().stream()
                                    .allMatch(
                                            e -> {
                                                OffsetAndMetadata at = taken.get(e.getKey());
                                                return e.getValue().offset() == 0
                                                        || at != null
                                                                && at.offset()
                                                                        >= e.getValue().offset();
                                            });
                        } catch (java.util.concurrent.ExecutionException e) {
                            throw new IOException(e);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                            throw new IOException(e);
                        }
                    });
        }
    }

    /// New indicators while observations go on at full rate.
    private void lookBack(List<ClusterLoad> loads, long seed, String id) throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        long[] sent = {0};
        Thread load =
                new Thread(
                        () -> {
                            try (Feed feed = new Feed(cluster.connection(), TOPICS)) {
                                for (int i = 0; !ended.get(); i++) {
                                    feed.send(loads.get(i % loads.size()).next());
                                    if (i % 64 == 63) {
                                        awaitTaken(); // full rate, no queue that only grows
                                    }
                                    sent[0] += ClusterLoad.BATCH;
                                }
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        load.start();
        long begin = System.nanoTime();
        List<Double> millis = new ArrayList<>();
        List<Double> written = new ArrayList<>();
        List<Double> checkpoints = new ArrayList<>();
        try (Feed feed = new Feed(cluster.connection(), TOPICS);
                Tail tail = Tail.fromNow(cluster.connection(), TOPICS.progress());
                Written open = new Written(cluster.connection(), TOPICS.progress());
                FlinkRest rest = cluster.rest()) {
            for (int i = 0; i < QUESTIONS; i++) {
                String name = ClusterLoad.name((int) ((seed * 31 + i * 977L) % 20_000));
                Asked asked = ask(feed, tail, id + i, name);
                millis.add(asked.completeMillis());
                written.add((open.completed(id + i) - asked.start()) / 1e6);
                checkpoints.add((double) rest.checkpoints(job).lastMillis());
            }
        }
        ended.set(true);
        load.join();
        Collections.sort(millis);
        Collections.sort(written);
        Collections.sort(checkpoints);
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "new indicator to complete look-back, beside %,.0f observations/s: p50 %.0f ms, p95 %.0f ms (%d indicators)%n",
                sent[0] / seconds,
                millis.get(millis.size() / 2),
                millis.get(millis.size() * 95 / 100),
                millis.size());
        System.out.printf(
                "of it until written, not yet committed: p50 %.0f ms, p95 %.0f ms; checkpoints meanwhile: p50 %.0f ms, p95 %.0f ms, one each %d ms%n",
                written.get(written.size() / 2),
                written.get(written.size() * 95 / 100),
                checkpoints.get(checkpoints.size() / 2),
                checkpoints.get(checkpoints.size() * 95 / 100),
                CHECKPOINT_MILLIS);
    }

    private record Asked(long start, double firstMillis, double completeMillis, long machines) {}

    private static Asked ask(Feed feed, Tail tail, String id, String name) throws IOException {
        long start = System.nanoTime();
        feed.send(Question.of(id, "bench", new Question.Thing(ObservableType.DOMAIN, name)));
        feed.flush();
        double first = -1;
        while (true) {
            for (ConsumerRecord<byte[], byte[]> r : tail.poll(Duration.ofMillis(20))) {
                Progress p = Progress.decode(r.value());
                if (p.question().equals(id)) {
                    double now = (System.nanoTime() - start) / 1e6;
                    first = first < 0 && p.machines() > 0 ? now : first;
                    if (p.complete()) {
                        return new Asked(start, first < 0 ? now : first, now, p.machines());
                    }
                }
            }
        }
    }

    /// Very many machines on one key.
    private void hotKey(ClusterLoad load, int machines) throws Exception {
        int name = 1_000_000;
        long start = System.nanoTime();
        try (Feed feed = new Feed(cluster.connection(), TOPICS)) {
            for (int from = 0; from < machines; from += ClusterLoad.BATCH) {
                feed.send(load.allOnOne(name, from));
            }
            feed.flush();
        }
        awaitTaken();
        System.out.printf(
                "%,d machines on one key taken in after %.1f s%n",
                machines, (System.nanoTime() - start) / 1e9);
        System.out.println("longest single calls of the join so far: " + longestCalls());
        sayCheckpoint();
        sayOthers("before the look-back", others("quiet", new AtomicBoolean(), QUESTIONS / 4));
        AtomicBoolean ended = new AtomicBoolean();
        FutureTask<List<Double>> beside =
                new FutureTask<>(() -> others("beside", ended, Integer.MAX_VALUE));
        try (Feed feed = new Feed(cluster.connection(), TOPICS);
                Tail tail = Tail.fromNow(cluster.connection(), TOPICS.progress())) {
            new Thread(beside).start();
            Asked asked = ask(feed, tail, "hot", ClusterLoad.name(name));
            System.out.printf(
                    "asked: number of machines (%,d) known after %.0f ms, all listed after %.0f ms%n",
                    asked.machines(), asked.firstMillis(), asked.completeMillis());
        } finally {
            ended.set(true);
        }
        sayOthers("beside the look-back", beside.get());
        System.out.println("longest single calls of the join so far: " + longestCalls());
        sayCheckpoint();
    }

    /// Asks for names that few machines looked up, one after the other.
    private List<Double> others(String id, AtomicBoolean ended, int most) throws IOException {
        List<Double> millis = new ArrayList<>();
        try (Feed feed = new Feed(cluster.connection(), TOPICS);
                Tail tail = Tail.fromNow(cluster.connection(), TOPICS.progress())) {
            for (int i = 0; i < most && !ended.get(); i++) {
                String name = ClusterLoad.name(100_000 + i % 100_000);
                millis.add(ask(feed, tail, id + i, name).completeMillis());
            }
        }
        return millis;
    }

    private static void sayOthers(String when, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        System.out.printf(
                "new indicator on another key to its complete look-back, %s: p50 %.0f ms, p95 %.0f ms, longest %.0f ms (%d indicators)%n",
                when,
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 95 / 100),
                sorted.getLast(),
                sorted.size());
    }

    private List<String> longestCalls() throws Exception {
        List<String> all = new ArrayList<>();
        Pattern collected =
                Pattern.compile("_GarbageCollector_(\\w+_(?:Count|Time))\\{.* ([0-9.Ee]+)$");
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (Child child : cluster.aliveTaskManagers()) {
                URI page = URI.create("http://127.0.0.1:" + child.metricsPort() + "/metrics");
                String text =
                        http.send(
                                        HttpRequest.newBuilder(page).build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .body();
                text.lines()
                        .filter(l -> l.contains("_firebreakLongest") && l.charAt(0) != '#')
                        .filter(l -> !l.contains("LongestCall"))
                        .map(
                                l ->
                                        l.substring(l.indexOf("Longest") + 7, l.indexOf("Millis"))
                                                + l.substring(l.lastIndexOf(' '))
                                                + " ms")
                        .forEach(all::add);
                text.lines()
                        .map(collected::matcher)
                        .filter(Matcher::find)
                        .map(m -> m.group(1) + " " + m.group(2))
                        .filter(l -> !l.startsWith("All"))
                        .forEach(all::add);
            }
        }
        return all;
    }
}
