package dev.firebreak.flink;

import dev.firebreak.stream.flow.Node;
import dev.firebreak.stream.flow.NodeSum;
import dev.firebreak.stream.record.Progress;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/// Keyed by question: adds up how far its answer is. Tells the end at once, what lies before it at most ten times a second.
final class ProgressFold extends KeyedProcessFunction<String, byte[], Tuple2<String, byte[]>> {
    private static final long serialVersionUID = 1;

    private static final long EVERY_MILLIS = 100;

    @SuppressWarnings("NullAway.Init")
    private transient MapState<String, byte[]> nodes;

    @SuppressWarnings("NullAway.Init")
    private transient ValueState<byte[]> sum;

    @SuppressWarnings("NullAway.Init")
    private transient ValueState<Long> timer;

    @Override
    public void open(OpenContext context) {
        nodes =
                getRuntimeContext()
                        .getMapState(new MapStateDescriptor<>("nodes", Types.STRING, Shapes.BYTES));
        sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", Shapes.BYTES));
        timer = getRuntimeContext().getState(new ValueStateDescriptor<>("timer", Types.LONG));
    }

    @Override
    public void processElement(
            byte[] record, Context context, Collector<Tuple2<String, byte[]>> out)
            throws Exception {
        Node node = Node.decode(record);
        byte @Nullable [] known = sum.value();
        NodeSum before = known == null ? NodeSum.begin(node) : NodeSum.decode(known);
        if (node.revision() < before.revision()) {
            return;
        }
        if (node.revision() > before.revision()) {
            nodes.clear();
            before = NodeSum.begin(node);
        }
        byte @Nullable [] told = nodes.get(node.id());
        Node last = told == null ? null : Node.decode(told);
        Node now = node.after(last);
        if (now.equals(last)) {
            return;
        }
        NodeSum after = before.plus(now, last);
        nodes.put(node.id(), now.encode());
        sum.update(after.encode());
        Progress progress = after.progress(node.question());
        if (progress.ended()) {
            out.collect(Tuple2.of(node.question(), progress.encode()));
        } else if (timer.value() == null) {
            long at = context.timerService().currentProcessingTime() + EVERY_MILLIS;
            context.timerService().registerProcessingTimeTimer(at);
            timer.update(at);
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Tuple2<String, byte[]>> out)
            throws Exception {
        timer.clear();
        byte @Nullable [] known = sum.value();
        if (known != null) {
            String question = context.getCurrentKey();
            Progress progress = NodeSum.decode(known).progress(question);
            if (!progress.ended()) {
                out.collect(Tuple2.of(question, progress.encode()));
            }
        }
    }
}
