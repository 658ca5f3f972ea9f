package dev.firebreak.flink;

import static dev.firebreak.core.model.InventorySink.Change.PRESENT;
import static dev.firebreak.core.model.InventorySink.Kind.SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.join.Finding;
import dev.firebreak.core.join.Join;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.stream.flow.Shelf;
import dev.firebreak.stream.record.Coverage;
import dev.firebreak.stream.record.DeadLetter;
import dev.firebreak.stream.record.FindingRecord;
import dev.firebreak.stream.record.HotKey;
import dev.firebreak.stream.record.InventoryReport;
import dev.firebreak.stream.record.LogBatch;
import dev.firebreak.stream.record.Progress;
import dev.firebreak.stream.record.Question;
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
import org.junit.jupiter.params.provider.CsvSource;
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

    /// A record that is none, one of another topic, a deletion, and a level that there is not; before each good one.
    @Test
    void recordsThatAreNoneGoToTheDeadLettersWithTheReasonAndStopNothing() throws Exception {
        Trial trial = Trial.of(7, Trial.Size.SMALL);
        List<byte[]> bad =
                List.of(
                        new byte[] {1, 2},
                        new DeadLetter("x", "y", new byte[0]).encode(),
                        new byte[0],
                        new HotKey("Dsite1.example", 9).encode());
        Inputs inputs = new Inputs(trial, List.of(new HotKey("Dsite2.example", 1)));
        List<String> origins = new ArrayList<>();
        for (List<Tuple3<String, byte[], String>> topic : inputs.all()) {
            List<Tuple3<String, byte[], String>> good = List.copyOf(topic);
            topic.clear();
            for (int i = 0; i < bad.size(); i++) {
                String origin = "topic" + origins.size() / bad.size() + "-0@" + i;
                origins.add(origin);
                String key = i == 0 ? good.getFirst().f0 : "key" + i;
                topic.add(Tuple3.of(key, bad.get(i), origin));
            }
            topic.addAll(good);
        }
        Map<String, String> dead = new TreeMap<>();
        for (Tuple2<String, byte[]> t : collect(inputs.flow(environment()).deadLetters())) {
            dead.put(t.f0, DeadLetter.decode(t.f1).reason());
        }
        assertThat(dead.keySet()).containsExactlyInAnyOrderElementsOf(origins);
        assertThat(dead.values()).allMatch(reason -> reason.startsWith("cannot be read: "));
        Map<String, FindingRecord> found = new TreeMap<>();
        for (Tuple2<String, byte[]> t : collect(inputs.flow(environment()).findings())) {
            found.put(t.f0, FindingRecord.decode(t.f1));
        }
        assertSame(7, found, trial.expected());
    }

    @Test
    void ofWhatCouldNotBeReadNothingIsCalledWhole() throws Exception {
        Trial trial = Trial.of(9, Trial.Size.SMALL);
        Inputs inputs = new Inputs(trial, List.of());
        String log = inputs.logs.getFirst().f0;
        String machine = inputs.lists.getFirst().f0;
        inputs.logs.add(Tuple3.of(log, new byte[] {1}, "logs-0@99"));
        inputs.lists.add(Tuple3.of(machine, new byte[] {1}, "lists-0@99"));
        Map<String, Coverage> told = new TreeMap<>();
        for (Tuple2<String, byte[]> t : collect(inputs.flow(environment()).coverage())) {
            told.put(t.f0, Coverage.decode(t.f1));
        }
        assertThat(told.get("L" + log))
                .isInstanceOfSatisfying(Coverage.Log.class, l -> assertThat(l.hosts()).isFalse());
        assertThat(told.get("M" + machine))
                .isInstanceOfSatisfying(
                        Coverage.Machine.class, m -> assertThat(m.complete()).isFalse());
        assertThat(told.values().stream().filter(c -> c instanceof Coverage.Log l && l.hosts()))
                .isNotEmpty();
        assertThat(
                        told.values().stream()
                                .filter(c -> c instanceof Coverage.Machine m && m.complete()))
                .isNotEmpty();
    }

    /// `x` is a record that cannot be read, a number the place in the log where a batch of ten begins.
    @ParameterizedTest
    @CsvSource({
        "0 x,false",
        "0 x 20,false",
        "0 x 20 10,true",
        "0 x 10,true",
        "x 10 20,false",
        "x 0,true",
        "0 x x 10,false",
        "0 x x 10 20,true"
    })
    void aLogOfWhichAPartWasLostIsWholeAgainWhenItLiesWithoutAGap(String order, boolean whole)
            throws Exception {
        Inputs inputs = new Inputs(new Trial(0, List.of()), List.of());
        for (String at : order.split(" ")) {
            byte[] record = at.equals("x") ? new byte[] {1} : lines(Integer.parseInt(at)).encode();
            inputs.logs.add(Tuple3.of("a log", record, "logs-0@" + inputs.logs.size()));
        }
        List<Boolean> told = new ArrayList<>();
        for (Tuple2<String, byte[]> t : collect(inputs.flow(environment()).coverage())) {
            if (Coverage.decode(t.f1) instanceof Coverage.Log l) {
                told.add(l.hosts());
            }
        }
        assertThat(told.getLast()).isEqualTo(whole);
    }

    /// Ten bytes of a log.
    private static LogBatch lines(long from) {
        return new LogBatch(
                "amt",
                "a log",
                "dns.log",
                from,
                from + 10,
                List.of(new LogBatch.Thing(ObservableType.DOMAIN, "site1.example")),
                List.of("pc1"),
                new int[] {0},
                new int[] {0},
                new long[] {1_680_000_000_000_000L},
                new long[] {from});
    }

    @Test
    void aQuestionAboutAShelfThatLacksAComponentIsNeverComplete() throws Exception {
        Inputs inputs = new Inputs(new Trial(0, List.of()), List.of());
        int each = InventoryReport.MAX_ENTRIES;
        for (int from = 0; from <= Shelf.MAX_COMPONENTS; from += each) {
            List<InventoryReport.Entry> entries = new ArrayList<>();
            for (int i = from; i < Math.min(from + each, Shelf.MAX_COMPONENTS + 1); i++) {
                entries.add(new InventoryReport.Entry(component("Example Editor", i), PRESENT, 1));
            }
            InventoryReport report =
                    new InventoryReport(
                            "amt", "pc" + from, "programs", SNAPSHOT, 1, true, "s", entries);
            inputs.lists.add(Tuple3.of(report.key(), report.encode(), "lists-0@" + from));
        }
        Question q =
                new Question(
                        "q",
                        1,
                        "me",
                        false,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        new Question.Products(
                                List.of(
                                        new ProductStatement(
                                                Product.named("Another Phone", "Example Corp"),
                                                Platform.ANY,
                                                Status.AFFECTED,
                                                VersionScheme.GENERIC,
                                                List.of("1"),
                                                List.of(),
                                                Certainty.STATED,
                                                List.of(Span.field("test", "", ""))))));
        inputs.asked.add(Tuple3.of("q", q.encode(), "questions-0@0"));
        Progress last = null;
        for (Tuple2<String, byte[]> t : collect(inputs.flow(environment()).progress())) {
            last = Progress.decode(t.f1);
        }
        assertThat(last).isNotNull();
        assertThat(last.refused()).isEqualTo(1);
        assertThat(last.complete()).isFalse();
        assertThat(last.answered()).isEqualTo(last.expected());
    }

    private static Component component(String name, int version) {
        return new Component(
                name,
                null,
                Integer.toString(version),
                VersionScheme.GENERIC,
                Platform.WINDOWS,
                List.of());
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

    /// What lies on the four topics that the job reads.
    private static final class Inputs {
        final List<Tuple3<String, byte[], String>> logs = new ArrayList<>();
        final List<Tuple3<String, byte[], String>> lists = new ArrayList<>();
        final List<Tuple3<String, byte[], String>> asked = new ArrayList<>();
        final List<Tuple3<String, byte[], String>> hot = new ArrayList<>();

        Inputs(Trial trial, List<HotKey> hotKeys) {
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
            hotKeys.forEach(h -> hot.add(Tuple3.of(h.key(), h.encode(), "hot")));
        }

        List<List<Tuple3<String, byte[], String>>> all() {
            return List.of(logs, lists, asked, hot);
        }

        Flow flow(StreamExecutionEnvironment env) {
            return Flow.of(
                    records(env, logs, "logs"),
                    records(env, lists, "lists"),
                    records(env, asked, "questions"),
                    records(env, hot, "hot"),
                    36_500);
        }
    }

    private static Map<String, FindingRecord> run(Trial trial, List<HotKey> hot) throws Exception {
        Flow flow = new Inputs(trial, hot).flow(environment());
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
