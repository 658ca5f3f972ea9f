package dev.firebreak.flink;

import dev.firebreak.stream.flow.Expansion;
import dev.firebreak.stream.flow.RouteKey;
import dev.firebreak.stream.flow.Watch;
import dev.firebreak.stream.record.HotKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/// Keyed by join key: hands each indicator on to all buckets of its key, also to those that a key gets later, when it
/// becomes hot.
final class IndicatorRouter
        extends KeyedCoProcessFunction<
                String, Tuple2<String, byte[]>, Tuple2<String, byte[]>, Tuple2<String, byte[]>> {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("NullAway.Init")
    private transient MapState<String, byte[]> watches;

    @SuppressWarnings("NullAway.Init")
    private transient ValueState<Integer> level;

    @Override
    public void open(OpenContext context) {
        Turns.take(getRuntimeContext());
        watches =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>("watches", Types.STRING, Shapes.BYTES));
        level = getRuntimeContext().getState(new ValueStateDescriptor<>("level", Types.INT));
    }

    @Override
    public void processElement1(
            Tuple2<String, byte[]> record, Context context, Collector<Tuple2<String, byte[]>> out)
            throws Exception {
        Watch w = Watch.decode(record.f1);
        byte @Nullable [] known = watches.get(w.indicator().id());
        if (known != null
                && Watch.decode(known).indicator().revision() > w.indicator().revision()) {
            return;
        }
        watches.put(w.indicator().id(), record.f1);
        send(w, record.f1, 0, level(), context, out);
    }

    @Override
    public void processElement2(
            Tuple2<String, byte[]> record, Context context, Collector<Tuple2<String, byte[]>> out)
            throws Exception {
        HotKey hot = HotKey.decode(record.f1);
        int before = level();
        if (hot.level() <= before) {
            return;
        }
        level.update(hot.level());
        List<byte[]> all = new ArrayList<>();
        watches.values().forEach(all::add);
        for (byte[] b : all) {
            send(Watch.decode(b), b, before + 1, hot.level(), context, out);
        }
    }

    private int level() throws Exception {
        Integer known = level.value();
        return known == null ? 0 : known;
    }

    private static void send(
            Watch w,
            byte[] encoded,
            int from,
            int to,
            Context context,
            Collector<Tuple2<String, byte[]>> out) {
        int all = 0;
        for (int l = 0; l <= to; l++) {
            int n = RouteKey.buckets(l);
            all += n;
            for (int b = 0; l >= from && b < n; b++) {
                String route = new RouteKey(w.indicator().key(), l, b).text();
                out.collect(Tuple2.of(route, encoded));
            }
        }
        context.output(Shapes.NODES, Expansion.key(w, all).encode());
    }
}
