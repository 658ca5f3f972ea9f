package dev.firebreak.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.join.Finding;
import dev.firebreak.core.join.Join;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.stream.record.Coverage;
import dev.firebreak.stream.record.FindingRecord;
import dev.firebreak.stream.record.HotKey;
import dev.firebreak.stream.record.LogBatch;
import dev.firebreak.stream.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The job beside the same flow in one process, on made-up input.
class FlowTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theJobFindsWhatOneProcessFinds(long seed) throws Exception {
        Trial trial = Trial.of(seed, Trial.Size.SMALL);
        Map<String, FindingRecord> expected = trial.expected();
        assertSame(seed, run(trial, List.of()), expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void splittingHotKeysChangesNothingThatIsFound(long seed) throws Exception {
        Trial trial = Trial.of(seed, Trial.Size.SMALL);
        List<HotKey> hot = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            hot.add(new HotKey("Dsite" + i + ".example", 1));
        }
        hot.add(new HotKey("B10.0.0.0/16", 1));
        assertSame(seed, run(trial, hot), trial.expected());
    }

    private static void assertSame(
            long seed, Map<String, FindingRecord> found, Map<String, FindingRecord> expected) {
        Map<String, Finding> is = Trial.settled(found);
        Map<String, Finding> should = Trial.settled(expected);
        List<String> differences = new ArrayList<>();
        TreeMap<String, Finding> all = new TreeMap<>(should);
        all.putAll(is);
        for (String id : all.keySet()) {
            if (!Objects.equals(is.get(id), should.get(id))) {
                differences.add("found " + is.get(id) + ", expected " + should.get(id));
            }
        }
        assertThat(differences).as("seed " + seed).isEmpty();
        assertThat(should).as("a trial of seed " + seed + " finds something").isNotEmpty();
    }

    @Test
    void aRecordThatIsNoneGoesToTheDeadLettersAndStopsNothing() throws Exception {
        StreamExecutionEnvironment env = environment();
        Flow flow =
                Flow.of(
                        records(env, List.of(Tuple3.of("x", new byte[] {1, 2}, "o-0@7")), "logs"),
                        records(env, List.of(), "lists"),
                        records(env, List.of(), "questions"),
                        records(env, List.of(), "hot"),
                        30);
        List<Tuple2<String, byte[]>> dead = collect(flow.deadLetters());
        assertThat(dead).singleElement().extracting(t -> t.f0).isEqualTo("o-0@7");
    }

    @Test
    void theMachinesThatLogsNameAreToldWithTheirDays() throws Exception {
        Trial trial = Trial.of(3, Trial.Size.SMALL);
        Map<String, Set<Integer>> expected = new TreeMap<>();
        List<Tuple3<String, byte[], String>> logs = new ArrayList<>();
        for (Trial.Step step : trial.steps()) {
            if (step instanceof Trial.Batch(LogBatch b)) {
                logs.add(Tuple3.of(b.log(), b.encode(), "logs"));
                for (int i = 0; i < b.size(); i++) {
                    String host = b.hosts().get(b.host()[i]);
                    if (!host.isEmpty() && b.micros()[i] != ObservationSink.NO_TIME) {
                        expected.computeIfAbsent(
                                        b.organisation() + "/" + host, _ -> new TreeSet<>())
                                .add((int) Math.floorDiv(b.micros()[i], Join.PERIOD_MICROS));
                    }
                }
            }
        }
        StreamExecutionEnvironment env = environment();
        Flow flow =
                Flow.of(
                        records(env, logs, "logs"),
                        records(env, List.of(), "lists"),
                        records(env, List.of(), "questions"),
                        records(env, List.of(), "hot"),
                        36_500);
        Map<String, Set<Integer>> told = new TreeMap<>();
        for (Tuple2<String, byte[]> t : collect(flow.coverage())) {
            switch (Coverage.decode(t.f1)) {
                case Coverage.Host h -> {
                    Set<Integer> days = new TreeSet<>();
                    for (int day : h.each()) {
                        days.add(day);
                    }
                    told.put(h.organisation() + "/" + h.host(), days);
                }
                case Coverage.Log l -> assertThat(l.hosts()).isTrue();
                case Coverage.Machine m -> throw new AssertionError(m);
                case Coverage.Name n -> throw new AssertionError(n);
            }
        }
        assertThat(told).isEqualTo(expected).isNotEmpty();
    }

    private static Map<String, FindingRecord> run(Trial trial, List<HotKey> hot) throws Exception {
        StreamExecutionEnvironment env = environment();
        List<Tuple3<String, byte[], String>> logs = new ArrayList<>();
        List<Tuple3<String, byte[], String>> lists = new ArrayList<>();
        List<Tuple3<String, byte[], String>> asked = new ArrayList<>();
        for (Trial.Step step : trial.steps()) {
            switch (step) {
                case Trial.Batch b ->
                        logs.add(Tuple3.of(b.batch().log(), b.batch().encode(), "logs"));
                case Trial.Report r ->
                        lists.add(Tuple3.of(r.report().key(), r.report().encode(), "lists"));
                case Trial.Ask a ->
                        asked.add(Tuple3.of(a.question().id(), a.question().encode(), "asked"));
            }
        }
        List<Tuple3<String, byte[], String>> keys = new ArrayList<>();
        hot.forEach(h -> keys.add(Tuple3.of(h.key(), h.encode(), "hot")));
        Flow flow =
                Flow.of(
                        records(env, logs, "logs"),
                        records(env, lists, "lists"),
                        records(env, asked, "questions"),
                        records(env, keys, "hot"),
                        36_500);
        Map<String, FindingRecord> found = new TreeMap<>();
        for (Tuple2<String, byte[]> t : collect(flow.findings())) {
            found.put(t.f0, FindingRecord.decode(t.f1));
        }
        return found;
    }

    private static List<Tuple2<String, byte[]>> collect(DataStream<Tuple2<String, byte[]>> stream)
            throws Exception {
        List<Tuple2<String, byte[]>> all = new ArrayList<>();
        try (CloseableIterator<Tuple2<String, byte[]>> each = stream.executeAndCollect()) {
            each.forEachRemaining(all::add);
        }
        return all;
    }

    private static StreamExecutionEnvironment environment() {
        Configuration c = new Configuration();
        c.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, c);
        return env;
    }

    private static DataStream<Tuple3<String, byte[], String>> records(
            StreamExecutionEnvironment env, List<Tuple3<String, byte[], String>> all, String name) {
        if (all.isEmpty()) {
            return env.fromData(Shapes.TAKEN, Tuple3.of("", new byte[0], ""))
                    .filter(_ -> false)
                    .uid(name + "-source");
        }
        return env.fromData(all, Shapes.TAKEN).setParallelism(1).uid(name + "-source");
    }
}
