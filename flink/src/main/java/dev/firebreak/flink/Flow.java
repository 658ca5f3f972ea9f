package dev.firebreak.flink;

import dev.firebreak.stream.flow.Node;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/// The operators and how they hang together, whatever feeds them.
///
/// ```
/// observations -> LogGate ------+
/// inventories  -> AssetGate ----+--> JoinOperator -> FindingFold -> findings
///                    |          |        ^    |
///               components      |        |    +-> hot keys (read again by gates and router)
///                    v          |        |        (LogGate -> HostDays -> coverage)
/// questions -> QuestionSplit -> ShelfOperator -> IndicatorRouter
/// ```
/// Every part reports to ProgressFold how far it is with a question, and puts what it cannot use to the dead letters.
record Flow(
        DataStream<Tuple2<String, byte[]>> findings,
        DataStream<Tuple2<String, byte[]>> progress,
        DataStream<Tuple2<String, byte[]>> deadLetters,
        DataStream<Tuple2<String, byte[]>> hotKeys,
        DataStream<Tuple2<String, byte[]>> coverage) {
    /// @param hot keys that became hot: what [#hotKeys] gives has to come back here
    static Flow of(
            DataStream<Tuple3<String, byte[], String>> observations,
            DataStream<Tuple3<String, byte[], String>> inventories,
            DataStream<Tuple3<String, byte[], String>> asked,
            DataStream<Tuple3<String, byte[], String>> hot,
            int retentionDays) {
        SingleOutputStreamOperator<Tuple2<String, byte[]>> hotKeys =
                hot.process(new HotKeyGate(), Shapes.KEYED).uid("hot-keys-read");
        KeyedStream<Tuple3<String, String, byte[]>, String> levels = Levels.toEach(hotKeys);

        SingleOutputStreamOperator<Tuple2<String, byte[]>> logs =
                Levels.connect(observations.keyBy(t -> t.f0), levels, new LogGate(), "logs");
        SingleOutputStreamOperator<Tuple2<String, byte[]>> machines =
                Levels.connect(inventories.keyBy(t -> t.f0), levels, new AssetGate(), "machines");
        SingleOutputStreamOperator<Tuple2<String, byte[]>> split =
                asked.process(new QuestionSplit(), Shapes.KEYED).uid("questions").name("questions");
        SingleOutputStreamOperator<Tuple2<String, byte[]>> shelves =
                machines.getSideOutput(Shapes.COMPONENTS)
                        .keyBy(t -> t.f0)
                        .connect(split.getSideOutput(Shapes.TO_SHELVES).keyBy(t -> t.f0))
                        .process(new ShelfOperator(), Shapes.KEYED)
                        .uid("dictionary")
                        .name("dictionary");
        SingleOutputStreamOperator<Tuple2<String, byte[]>> routed =
                split.union(shelves)
                        .keyBy(t -> t.f0)
                        .connect(hotKeys.keyBy(t -> t.f0))
                        .process(new IndicatorRouter(), Shapes.KEYED)
                        .uid("indicators")
                        .name("indicators");
        SingleOutputStreamOperator<Tuple3<String, String, byte[]>> joined =
                logs.union(machines)
                        .keyBy(t -> t.f0)
                        .connect(routed.keyBy(t -> t.f0))
                        .transform(
                                "join",
                                Shapes.PART,
                                new PacedOperator(new JoinOperator(retentionDays)))
                        .uid("join")
                        .name("join");
        SingleOutputStreamOperator<Tuple2<String, byte[]>> findings =
                joined.keyBy(t -> t.f0)
                        .connect(joined.getSideOutput(Shapes.IN_LINE).broadcast(Shapes.NO_STATE))
                        .process(new FindingFold(), Shapes.KEYED)
                        .uid("findings")
                        .name("findings");
        DataStream<Tuple2<String, byte[]>> progress =
                split.getSideOutput(Shapes.NODES)
                        .union(
                                shelves.getSideOutput(Shapes.NODES),
                                routed.getSideOutput(Shapes.NODES),
                                joined.getSideOutput(Shapes.NODES),
                                findings.getSideOutput(Shapes.NODES))
                        .keyBy(b -> Node.decode(b).question())
                        .process(new ProgressFold(), Shapes.KEYED)
                        .uid("progress")
                        .name("progress");
        DataStream<Tuple2<String, byte[]>> hosts =
                logs.getSideOutput(Shapes.HOSTS)
                        .keyBy(HostDays::key)
                        .process(new HostDays(retentionDays), Shapes.KEYED)
                        .uid("hosts")
                        .name("hosts");
        DataStream<Tuple2<String, byte[]>> dead =
                logs.getSideOutput(Shapes.DEAD)
                        .union(
                                machines.getSideOutput(Shapes.DEAD),
                                split.getSideOutput(Shapes.DEAD),
                                shelves.getSideOutput(Shapes.DEAD),
                                hotKeys.getSideOutput(Shapes.DEAD),
                                joined.getSideOutput(Shapes.DEAD));
        return new Flow(
                findings,
                progress,
                dead,
                joined.getSideOutput(Shapes.HOT),
                logs.getSideOutput(Shapes.COVERAGE)
                        .union(machines.getSideOutput(Shapes.COVERAGE), hosts));
    }
}
