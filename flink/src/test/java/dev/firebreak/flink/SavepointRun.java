package dev.firebreak.flink;

import dev.firebreak.stream.trial.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;

/// The job in one process on input that does not end, so that it can be stopped with a savepoint and go on from one.
final class SavepointRun {
    /// How long nothing must come before everything is taken for done.
    private static final long QUIET_MILLIS = 3_000;

    private static final Map<String, List<Tuple2<String, byte[]>>> FOUND =
            new ConcurrentHashMap<>();

    private SavepointRun() {}

    /// Emits what it has and then waits to be ended.
    private static final class Waiting implements SourceFunction<Tuple3<String, byte[], String>> {
        private static final long serialVersionUID = 1;
        private final ArrayList<Tuple3<String, byte[], String>> records;
        private volatile boolean ended;

        Waiting(List<Tuple3<String, byte[], String>> records) {
            this.records = new ArrayList<>(records);
        }

        @Override
        public void run(SourceContext<Tuple3<String, byte[], String>> context) throws Exception {
            for (Tuple3<String, byte[], String> r : records) {
                synchronized (context.getCheckpointLock()) {
                    context.collect(r);
                }
            }
            while (!ended) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }

        @Override
        public void cancel() {
            ended = true;
        }
    }

    private static final class Keep
            extends RichMapFunction<Tuple2<String, byte[]>, Tuple2<String, byte[]>> {
        private static final long serialVersionUID = 1;
        private final String run;

        Keep(String run) {
            this.run = run;
        }

        @Override
        public Tuple2<String, byte[]> map(Tuple2<String, byte[]> record) {
            FOUND.get(run).add(record);
            return record;
        }
    }

    /// With what the job is run with everywhere, RocksDB included, but for its sources and sinks.
    ///
    /// @param from savepoint to go on from, absent for none
    /// @param parallelism tasks of each part
    /// @param dropping whether state that no operator takes may be left behind
    /// @param to folder for a savepoint at the end, absent for none
    /// @return the findings that were emitted, in order
    static List<Tuple2<String, byte[]>> run(
            String name,
            List<Trial.Step> steps,
            @org.jspecify.annotations.Nullable Path from,
            @org.jspecify.annotations.Nullable Path to,
            int parallelism,
            boolean dropping)
            throws Exception {
        FOUND.put(name, new CopyOnWriteArrayList<>());
        Configuration c =
                FirebreakJob.configuration(
                        Settings.parse(new String[] {"--bootstrap", "127.0.0.1:1"}));
        c.set(RestOptions.BIND_PORT, "0");
        if (from != null) {
            c.set(StateRecoveryOptions.SAVEPOINT_PATH, from.toUri().toString());
            c.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, dropping);
        }
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, c);
        List<Tuple3<String, byte[], String>> logs = new ArrayList<>();
        List<Tuple3<String, byte[], String>> lists = new ArrayList<>();
        List<Tuple3<String, byte[], String>> asked = new ArrayList<>();
        for (Trial.Step step : steps) {
            switch (step) {
                case Trial.Batch b -> logs.add(Tuple3.of(b.batch().log(), b.batch().encode(), ""));
                case Trial.Report r ->
                        lists.add(Tuple3.of(r.report().key(), r.report().encode(), ""));
                case Trial.Ask a ->
                        asked.add(Tuple3.of(a.question().id(), a.question().encode(), ""));
            }
        }
        Flow flow =
                Flow.of(
                        source(env, logs),
                        source(env, lists),
                        source(env, asked),
                        source(env, List.of()),
                        36_500);
        flow.findings().map(new Keep(name)).returns(Shapes.KEYED).sinkTo(new DiscardingSink<>());
        JobClient job = env.executeAsync(name);
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        int before = 0;
        while (FOUND.get(name).isEmpty() || FOUND.get(name).size() != before) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("nothing found, or no end of it");
            }
            before = FOUND.get(name).size();
            TimeUnit.MILLISECONDS.sleep(QUIET_MILLIS);
        }
        if (to == null) {
            job.cancel().get();
        } else {
            job.stopWithSavepoint(false, to.toUri().toString(), SavepointFormatType.CANONICAL)
                    .get();
        }
        return List.copyOf(FOUND.remove(name));
    }

    private static DataStream<Tuple3<String, byte[], String>> source(
            StreamExecutionEnvironment env, List<Tuple3<String, byte[], String>> records) {
        return env.addSource(new Waiting(records), Shapes.TAKEN).setParallelism(1);
    }
}
