package dev.firebreak.flink;

import dev.firebreak.stream.flow.RouteKey;
import dev.firebreak.stream.record.HotKey;
import dev.firebreak.stream.wire.MalformedRecordException;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/// Lets through what says how far a hot key is split, under that key. All else would stop every part of the job that heeds it.
final class HotKeyGate
        extends ProcessFunction<Tuple3<String, byte[], String>, Tuple2<String, byte[]>> {
    private static final long serialVersionUID = 1;

    @Override
    public void processElement(
            Tuple3<String, byte[], String> taken,
            Context context,
            Collector<Tuple2<String, byte[]>> out) {
        try {
            HotKey hot = HotKey.decode(taken.f1);
            RouteKey.parseKey(hot.key());
            if (hot.level() > RouteKey.MAX_LEVEL) {
                throw new MalformedRecordException(
                        "level " + hot.level() + ", the deepest is " + RouteKey.MAX_LEVEL);
            }
            out.collect(Tuple2.of(hot.key(), taken.f1));
        } catch (MalformedRecordException | IllegalArgumentException e) {
            String reason = "cannot be read: " + e.getMessage();
            context.output(Shapes.DEAD, Shapes.dead(taken.f2, reason, taken.f1));
        }
    }
}
