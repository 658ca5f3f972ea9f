package dev.firebreak.flink;

import dev.firebreak.stream.flow.Expansion;
import dev.firebreak.stream.flow.RouteKey;
import dev.firebreak.stream.flow.Shelf;
import dev.firebreak.stream.flow.Watch;
import dev.firebreak.stream.record.Question;
import dev.firebreak.stream.wire.MalformedRecordException;
import java.util.List;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/// Hands each question on to its keys, or to all shelves of the dictionary.
final class QuestionSplit
        extends ProcessFunction<Tuple3<String, byte[], String>, Tuple2<String, byte[]>> {
    private static final long serialVersionUID = 1;

    @Override
    public void processElement(
            Tuple3<String, byte[], String> taken,
            Context context,
            Collector<Tuple2<String, byte[]>> out) {
        Question q;
        try {
            q = Question.decode(taken.f1);
        } catch (MalformedRecordException e) {
            context.output(Shapes.DEAD, Shapes.dead(taken.f2, LogGate.reason(e), taken.f1));
            return;
        }
        switch (q.subject()) {
            case Question.Thing thing -> {
                List<Watch> watches = Expansion.watches(q, thing);
                if (watches.isEmpty()) {
                    String reason =
                            "cannot be asked, it is no "
                                    + thing.type().json()
                                    + " or too wide a block: "
                                    + thing.value();
                    context.output(Shapes.DEAD, Shapes.dead(taken.f2, reason, taken.f1));
                }
                for (Watch w : watches) {
                    out.collect(Tuple2.of(RouteKey.text(w.indicator().key()), w.encode()));
                }
                context.output(Shapes.NODES, Expansion.root(q, watches.size()).encode());
            }
            case Question.Products _ -> {
                for (int i = 0; i < Shelf.SHELVES; i++) {
                    context.output(Shapes.TO_SHELVES, Tuple2.of(i, taken.f1));
                }
                context.output(Shapes.NODES, Expansion.root(q, Shelf.SHELVES).encode());
            }
        }
    }
}
