package dev.firebreak.flink;

import dev.firebreak.stream.record.HotKey;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import org.apache.flink.util.Collector;

/// How deep hot keys are split, and how all gates hear of it.
///
/// Not by a broadcast: a task with a broadcast input gets the barriers of a checkpoint behind all that waits before it, on its other
/// inputs too, and before a gate there waits nearly a second's worth of observations (docs/decisions/098). So each level is sent
/// once to each gate.
final class Levels {
    private Levels() {}

    /// Once for each task: a key that leads to it, the hot key and the record.
    private static final class ToEach
            extends RichFlatMapFunction<Tuple2<String, byte[]>, Tuple3<String, String, byte[]>> {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("NullAway.Init")
        private transient String[] tasks;

        @Override
        public void open(OpenContext context) {
            // There are as many gates. One that is left out, after a rescaling, splits nothing:
            // slower and not wrong.
            TaskInfo task = getRuntimeContext().getTaskInfo();
            tasks =
                    Marks.keys(
                            task.getMaxNumberOfParallelSubtasks(),
                            task.getNumberOfParallelSubtasks());
        }

        @Override
        public void flatMap(
                Tuple2<String, byte[]> hot, Collector<Tuple3<String, String, byte[]>> out) {
            for (String to : tasks) {
                out.collect(Tuple3.of(to, hot.f0, hot.f1));
            }
        }
    }

    /// The levels for each of the tasks behind.
    static KeyedStream<Tuple3<String, String, byte[]>, String> toEach(
            DataStream<Tuple2<String, byte[]>> hotKeys) {
        return hotKeys.flatMap(new ToEach())
                .returns(Shapes.PART)
                .uid("hot-keys-each")
                .keyBy(t -> t.f0);
    }

    /// A result that Flink's own builders make for broadcasts only.
    private static final class Gate<T> extends SingleOutputStreamOperator<T> {
        Gate(StreamExecutionEnvironment env, TwoInputTransformation<?, ?, T> made) {
            super(env, made);
        }
    }

    /// @param levels from [#toEach]
    static <I> SingleOutputStreamOperator<Tuple2<String, byte[]>> connect(
            KeyedStream<I, String> keyed,
            KeyedStream<Tuple3<String, String, byte[]>, String> levels,
            KeyedBroadcastProcessFunction<
                            String, I, Tuple3<String, String, byte[]>, Tuple2<String, byte[]>>
                    gate,
            String name) {
        StreamExecutionEnvironment env = keyed.getExecutionEnvironment();
        TypeInformation<Tuple2<String, byte[]>> type = Shapes.KEYED;
        TwoInputTransformation<I, Tuple3<String, String, byte[]>, Tuple2<String, byte[]>> made =
                new TwoInputTransformation<>(
                        keyed.getTransformation(),
                        levels.getTransformation(),
                        name,
                        SimpleOperatorFactory.of(
                                new CoBroadcastWithKeyedOperator<>(gate, List.of(Shapes.LEVELS))),
                        type,
                        env.getParallelism(),
                        false);
        made.setStateKeySelectors(keyed.getKeySelector(), null);
        made.setStateKeyType(keyed.getKeyType());
        env.addOperator(made);
        return new Gate<>(env, made).uid(name).name(name);
    }

    /// Takes a hot key in; levels only grow, so order and repetition do not matter.
    static void raise(BroadcastState<String, Integer> levels, Tuple3<String, String, byte[]> record)
            throws Exception {
        HotKey hot = HotKey.decode(record.f2);
        Integer known = levels.get(hot.key());
        if (known == null || known < hot.level()) {
            levels.put(hot.key(), hot.level());
        }
    }
}
