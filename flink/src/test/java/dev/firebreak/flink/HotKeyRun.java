package dev.firebreak.flink;

import dev.firebreak.core.join.JoinKey;
import dev.firebreak.core.join.KeyedIndicator;
import dev.firebreak.core.join.Owner;
import dev.firebreak.stream.flow.Node;
import dev.firebreak.stream.flow.RouteKey;
import dev.firebreak.stream.flow.Seen;
import dev.firebreak.stream.flow.Watch;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;

/// Measures the join alone with very many machines on one key: its operator on RocksDB in one process, without Kafka, fed
/// by made-up observations, its findings counted and thrown away. Run by bench/run-hot-key.
///
/// Arguments: folder to work in, machines on the key, sightings on other keys, slots, a free port.
final class HotKeyRun {
    private static final JoinKey HOT = new JoinKey(JoinKey.Kind.DOMAIN, "hot.example");

    /// So many come before the split of the key is known everywhere: more than its rules foresee.
    private static final int BEFORE_FIRST_SPLIT = 50_000;

    private static final int BEFORE_SECOND_SPLIT = 600_000;
    private static final int MACHINES_ON_OTHERS = 10;
    private static final int PROBES = 50;

    /// The rate is told after so many observations.
    private static final int EACH = 2_000_000;

    private static final Duration LIMIT = Duration.ofMinutes(30);

    private static final Queue<Tuple2<String, byte[]>> TO_ASK = new ConcurrentLinkedQueue<>();
    private static final Map<String, Long> ASKED = new ConcurrentHashMap<>();
    private static final Map<String, Long> MACHINES = new ConcurrentHashMap<>();
    private static final Map<String, Boolean> DONE = new ConcurrentHashMap<>();
    private static final Queue<Double> PROBED = new ConcurrentLinkedQueue<>();
    private static final AtomicLong FED = new AtomicLong();
    private static final AtomicLong FOUND = new AtomicLong();

    private HotKeyRun() {}

    private static final class Observations implements SourceFunction<Tuple2<String, byte[]>> {
        private static final long serialVersionUID = 1;
        private final int machines;
        private final int others;
        private volatile boolean ended;

        Observations(int machines, int others) {
            this.machines = machines;
            this.others = others;
        }

        @Override
        public void run(SourceContext<Tuple2<String, byte[]>> context) throws Exception {
            for (int i = 0; i < machines && !ended; i++) {
                int level = i < BEFORE_FIRST_SPLIT ? 0 : i < BEFORE_SECOND_SPLIT ? 1 : 2;
                send(context, HOT, level, i);
            }
            for (int i = 0; i < others && !ended; i++) {
                send(context, other(i / MACHINES_ON_OTHERS), 0, i % MACHINES_ON_OTHERS);
            }
            while (!ended) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }

        private static void send(
                SourceContext<Tuple2<String, byte[]>> context, JoinKey key, int level, int number) {
            Owner owner = new Owner("amt", "pc" + number);
            long micros = 1_679_443_200_000_000L + number;
            byte[] seen =
                    new Seen(owner, key.value(), micros, micros, 1, false, "dns.log", number * 80L)
                            .encode();
            synchronized (context.getCheckpointLock()) {
                context.collect(Tuple2.of(RouteKey.of(key, level, owner).text(), seen));
            }
            FED.incrementAndGet();
        }

        @Override
        public void cancel() {
            ended = true;
        }
    }

    private static JoinKey other(int number) {
        return new JoinKey(JoinKey.Kind.DOMAIN, "n" + number + ".example");
    }

    private static final class Indicators implements SourceFunction<Tuple2<String, byte[]>> {
        private static final long serialVersionUID = 1;
        private volatile boolean ended;

        @Override
        public void run(SourceContext<Tuple2<String, byte[]>> context) throws Exception {
            while (!ended) {
                Tuple2<String, byte[]> next = TO_ASK.poll();
                if (next == null) {
                    TimeUnit.MILLISECONDS.sleep(1);
                    continue;
                }
                synchronized (context.getCheckpointLock()) {
                    context.collect(next);
                }
            }
        }

        @Override
        public void cancel() {
            ended = true;
        }
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        int machines = Integer.parseInt(args[1]);
        int others = Integer.parseInt(args[2]);
        int slots = Integer.parseInt(args[3]);
        int port = Integer.parseInt(args[4]);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(
                        slots, configuration(folder, port));
        SingleOutputStreamOperator<?> joined = join(env, machines, others);
        joined.getSideOutput(Shapes.NODES)
                .map(
                        b -> {
                            report(Node.decode(b));
                            return b;
                        })
                .returns(Shapes.BYTES)
                .sinkTo(new DiscardingSink<>());
        long start = System.nanoTime();
        JobClient job = env.executeAsync("hot key");
        long all = (long) machines + others;
        long told = 0;
        long since = start;
        while (FED.get() < all) {
            TimeUnit.MILLISECONDS.sleep(20);
            if (FED.get() - told >= EACH) {
                long now = System.nanoTime();
                long fed = FED.get();
                System.out.printf("%,d: %,.0f/s%n", fed, (fed - told) * 1e9 / (now - since));
                told = fed;
                since = now;
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%,d observations taken in %.0f s: %,.0f/s%n", all, seconds, all / seconds);
        say("while the last were taken in", port);
        TimeUnit.SECONDS.sleep(12); // what is under way, and a checkpoint after it
        say("taken in", port);
        probes("quiet", Integer.MAX_VALUE);
        lookBack(machines);
        say("looked back", port);
        job.cancel().get();
    }

    private static Configuration configuration(Path folder, int port) throws Exception {
        Configuration c =
                FirebreakJob.configuration(
                        Settings.parse("--bootstrap", "none:1", "--checkpoint-millis", "10000"));
        c.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        c.setString("io.tmp.dirs", folder.resolve("working").toString());
        c.set(
                TaskManagerOptions.MANAGED_MEMORY_SIZE,
                MemorySize.ofMebiBytes(Integer.getInteger("memory", 1024)));
        more(c);
        c.setString(
                "metrics.reporter.prom.factory.class",
                "dev.firebreak.flink.metrics.LoopbackPrometheusReporterFactory");
        c.setString("metrics.reporter.prom.port", String.valueOf(port));
        return c;
    }

    /// Settings of Flink to be compared: `name=value`, separated by semicolons.
    private static void more(Configuration c) {
        for (String one : System.getProperty("settings", "").split(";")) {
            int cut = one.indexOf('=');
            if (cut > 0) {
                c.setString(one.substring(0, cut), one.substring(cut + 1));
            }
        }
    }

    private static SingleOutputStreamOperator<?> join(
            StreamExecutionEnvironment env, int machines, int others) {
        var joined =
                env.addSource(new Observations(machines, others), Shapes.KEYED)
                        .setParallelism(1)
                        .keyBy(t -> t.f0)
                        .connect(
                                env.addSource(new Indicators(), Shapes.KEYED)
                                        .setParallelism(1)
                                        .keyBy(t -> t.f0))
                        .process(new JoinOperator(548), Shapes.PART)
                        .uid("join")
                        .name("join");
        joined.map(
                        t -> {
                            if (!Marks.isMark(t)) {
                                FOUND.incrementAndGet();
                            }
                            return t;
                        })
                .returns(Shapes.PART)
                .sinkTo(new DiscardingSink<>());
        return joined;
    }

    private static void report(Node node) {
        if (node.question().equals("hot")) {
            MACHINES.put(node.id(), node.machines());
            if (node.done()) {
                DONE.put(node.id(), true);
            }
        } else if (node.done()) {
            Long since = ASKED.remove(node.question());
            if (since != null) {
                PROBED.add((System.nanoTime() - since) / 1e6);
            }
        }
    }

    private static void ask(String question, JoinKey key, int levels) {
        Watch w =
                new Watch(
                        KeyedIndicator.of(question, key, key.value()),
                        question,
                        1,
                        "asker",
                        new byte[0]);
        ASKED.put(question, System.nanoTime());
        for (int level = 0; level < levels; level++) {
            for (int b = 0; b < RouteKey.buckets(level); b++) {
                TO_ASK.add(Tuple2.of(new RouteKey(key, level, b).text(), w.encode()));
            }
        }
    }

    private static void lookBack(int machines) throws Exception {
        int buckets = 1 + RouteKey.buckets(1) + RouteKey.buckets(2);
        long start = System.nanoTime();
        ask("hot", HOT, RouteKey.MAX_LEVEL + 1);
        await(() -> MACHINES.size() == buckets);
        System.out.printf(
                "number of machines (%,d) known after %.0f ms%n",
                MACHINES.values().stream().mapToLong(Long::longValue).sum(),
                (System.nanoTime() - start) / 1e6);
        while (DONE.size() < buckets) {
            probes("beside " + DONE.size(), buckets);
        }
        await(() -> FOUND.get() >= machines);
        System.out.printf(
                "all %,d findings of %,d machines after %.1f s%n",
                FOUND.get(), machines, (System.nanoTime() - start) / 1e9);
    }

    /// Indicators on other keys, one after the other.
    ///
    /// @param until so many buckets of the hot key are done
    private static void probes(String when, int until) throws Exception {
        PROBED.clear();
        for (int i = 0; i < PROBES && DONE.size() < until; i++) {
            ask("probe " + when + i, other(i), 1);
            await(() -> ASKED.keySet().stream().noneMatch(k -> k.startsWith("probe")));
            TimeUnit.MILLISECONDS.sleep(100);
        }
        List<Double> sorted = new ArrayList<>(PROBED.stream().sorted().toList());
        if (!sorted.isEmpty()) {
            System.out.printf(
                    "another key, %s: p50 %.0f ms, p95 %.0f ms, longest %.0f ms (%d)%n",
                    when,
                    sorted.get(sorted.size() / 2),
                    sorted.get(sorted.size() * 95 / 100),
                    sorted.getLast(),
                    sorted.size());
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("not within " + LIMIT);
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static void say(String when, int port) throws Exception {
        System.out.println(when + ":");
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(
                            HttpRequest.newBuilder(
                                            URI.create("http://127.0.0.1:" + port + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(l -> l.charAt(0) != '#')
                    .filter(l -> l.contains("firebreakLongest") || l.contains("job_lastCheckpoint"))
                    .map(l -> l.substring(0, l.indexOf('{')) + l.substring(l.lastIndexOf(' ')))
                    .filter(l -> !l.contains("ExternalPath"))
                    .forEach(l -> System.out.println("  " + l));
        }
    }
}
