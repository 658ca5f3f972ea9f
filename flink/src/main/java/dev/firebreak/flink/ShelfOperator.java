package dev.firebreak.flink;

import dev.firebreak.stream.flow.Expansion;
import dev.firebreak.stream.flow.KeptJudges;
import dev.firebreak.stream.flow.RouteKey;
import dev.firebreak.stream.flow.Shelf;
import dev.firebreak.stream.record.Question;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/// Keyed by shelf: the dictionary of distinct components, see [Shelf].
final class ShelfOperator
        extends KeyedCoProcessFunction<
                Integer,
                Tuple3<Integer, String, byte[]>,
                Tuple2<Integer, byte[]>,
                Tuple2<String, byte[]>> {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("NullAway.Init")
    private transient ShelfState state;

    @SuppressWarnings("NullAway.Init")
    private transient Shelf shelf;

    @Override
    public void open(OpenContext context) {
        Turns.take(getRuntimeContext());
        state = new ShelfState(getRuntimeContext());
        shelf = new Shelf(new KeptJudges());
    }

    @Override
    public void processElement1(
            Tuple3<Integer, String, byte[]> component,
            Context context,
            Collector<Tuple2<String, byte[]>> out) {
        boolean wasLacking = state.isLacking();
        boolean room =
                shelf.component(
                        state,
                        component.f1,
                        component.f2,
                        w ->
                                out.collect(
                                        Tuple2.of(RouteKey.text(w.indicator().key()), w.encode())));
        if (!room && !wasLacking) {
            // What was told before no longer holds: this one may be what was asked for.
            state.eachQuestion(q -> context.output(Shapes.NODES, shelf(q, component.f0, 0, true)));
        }
        if (!room) {
            String reason = "more than " + Shelf.MAX_COMPONENTS + " components of similar names";
            context.output(Shapes.DEAD, Shapes.dead("shelf " + component.f0, reason, component.f2));
        }
    }

    @Override
    public void processElement2(
            Tuple2<Integer, byte[]> question,
            Context context,
            Collector<Tuple2<String, byte[]>> out) {
        Question q = Question.decode(question.f1);
        int[] made = {0};
        shelf.question(
                state,
                q,
                w -> {
                    made[0]++;
                    out.collect(Tuple2.of(RouteKey.text(w.indicator().key()), w.encode()));
                });
        context.output(Shapes.NODES, shelf(q, question.f0, made[0], state.isLacking()));
    }

    private static byte[] shelf(Question q, int shelf, int made, boolean lacking) {
        return Expansion.shelf(q, shelf, made, lacking).encode();
    }
}
