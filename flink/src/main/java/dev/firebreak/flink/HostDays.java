package dev.firebreak.flink;

import dev.firebreak.stream.record.Coverage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/// Keyed by machine as logs name it: tells on which days they do, so that "no contact" can be told from "not in the logs".
///
/// A day is forgotten as sightings are: so long after it was learned, that nothing seen on it may be left.
final class HostDays
        extends KeyedProcessFunction<
                String, Tuple3<String, String, Integer>, Tuple2<String, byte[]>> {
    private static final long serialVersionUID = 1;

    private final int retentionDays;

    @SuppressWarnings("NullAway.Init")
    private transient ValueState<byte[]> days;

    HostDays(int retentionDays) {
        this.retentionDays = retentionDays;
    }

    static String key(Tuple3<String, String, Integer> named) {
        return named.f0 + '\0' + named.f1;
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<byte[]> expiring = new ValueStateDescriptor<>("host", Shapes.BYTES);
        expiring.enableTimeToLive(
                StateTtlConfig.newBuilder(Duration.ofDays(retentionDays + 1L))
                        .cleanupInRocksdbCompactFilter(BucketState.COMPACTION_EVERY)
                        .build());
        days = getRuntimeContext().getState(expiring);
    }

    @Override
    public void processElement(
            Tuple3<String, String, Integer> named,
            Context context,
            Collector<Tuple2<String, byte[]>> out)
            throws Exception {
        byte @Nullable [] known = days.value();
        Coverage.Host before =
                known == null || !(Coverage.decode(known) instanceof Coverage.Host host)
                        ? new Coverage.Host(named.f0, named.f1, retentionDays, List.of())
                        : host;
        int today =
                (int) TimeUnit.MILLISECONDS.toDays(context.timerService().currentProcessingTime());
        Coverage.Host after = before.withKept(retentionDays, today).plus(named.f2, today);
        if (known == null || !after.equals(before)) {
            byte[] now = after.encode();
            days.update(now);
            out.collect(Tuple2.of(after.key(), now));
        }
    }
}
