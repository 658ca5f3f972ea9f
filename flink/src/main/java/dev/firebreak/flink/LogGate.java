package dev.firebreak.flink;

import dev.firebreak.core.join.Join;
import dev.firebreak.core.join.JoinKey;
import dev.firebreak.core.join.Keys;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.stream.flow.Covered;
import dev.firebreak.stream.flow.RouteKey;
import dev.firebreak.stream.flow.Seen;
import dev.firebreak.stream.record.Coverage;
import dev.firebreak.stream.record.LogBatch;
import dev.firebreak.stream.wire.MalformedRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/// Keyed by log: leaves out what had been taken in before, and puts the rest on its keys.
final class LogGate
        extends KeyedBroadcastProcessFunction<
                String,
                Tuple3<String, byte[], String>,
                Tuple3<String, String, byte[]>,
                Tuple2<String, byte[]>> {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("NullAway.Init")
    private transient ValueState<byte[]> covered;

    /// Days of which there are lines.
    @SuppressWarnings("NullAway.Init")
    private transient ValueState<int[]> days;

    /// Whether the machines of all its lines were told: not of a log that an earlier version began, or of which a part could not
    /// be used.
    @SuppressWarnings("NullAway.Init")
    private transient ValueState<Boolean> whole;

    /// Up to where it has to be whole again after a part could not be used.
    @SuppressWarnings("NullAway.Init")
    private transient ValueState<Long> lost;

    @SuppressWarnings("NullAway.Init")
    private transient ValueState<Integer> lostBatches;

    /// What coverage says of it.
    @SuppressWarnings("NullAway.Init")
    private transient ValueState<byte[]> told;

    @SuppressWarnings("NullAway.Init")
    private transient ToldHosts toldHosts;

    @SuppressWarnings("NullAway.Init")
    private transient Counter repeated;

    @SuppressWarnings("NullAway.Init")
    private transient Counter lines;

    @Override
    public void open(OpenContext context) {
        Turns.take(getRuntimeContext());
        covered = getRuntimeContext().getState(new ValueStateDescriptor<>("covered", Shapes.BYTES));
        days =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "days",
                                        PrimitiveArrayTypeInfo.INT_PRIMITIVE_ARRAY_TYPE_INFO));
        whole = getRuntimeContext().getState(new ValueStateDescriptor<>("whole", Types.BOOLEAN));
        lost = getRuntimeContext().getState(new ValueStateDescriptor<>("lost", Types.LONG));
        lostBatches =
                getRuntimeContext().getState(new ValueStateDescriptor<>("lost-batches", Types.INT));
        told = getRuntimeContext().getState(new ValueStateDescriptor<>("told", Shapes.BYTES));
        toldHosts = new ToldHosts();
        repeated = getRuntimeContext().getMetricGroup().counter("firebreakRepeatedBatches");
        lines = getRuntimeContext().getMetricGroup().counter("firebreakObservations");
    }

    @Override
    public void processElement(
            Tuple3<String, byte[], String> taken,
            ReadOnlyContext context,
            Collector<Tuple2<String, byte[]>> out)
            throws Exception {
        LogBatch batch;
        try {
            batch = LogBatch.decode(taken.f1);
            if (!batch.log().equals(taken.f0)) {
                throw new MalformedRecordException("the record's key is not its log");
            }
        } catch (MalformedRecordException e) {
            context.output(Shapes.DEAD, Shapes.dead(taken.f2, reason(e), taken.f1));
            lose(taken.f0, 0, context);
            return;
        }
        byte @Nullable [] known = covered.value();
        Covered before = known == null ? Covered.NOTHING : Covered.decode(known);
        List<Covered.Range> wanted = before.missing(batch.from(), batch.to());
        if (wanted.isEmpty()) {
            repeated.inc();
            return;
        }
        Covered after = before.plus(batch.from(), batch.to());
        if (after.isFull()) {
            String reason = "more than " + Covered.MAX_PARTS + " separate parts of one log";
            context.output(Shapes.DEAD, Shapes.dead(taken.f2, reason, taken.f1));
            lose(taken.f0, batch.to() - 1, context);
            return;
        }
        if (known == null) {
            whole.update(true);
        }
        covered.update(after.encode());
        mend(after, batch.to());
        lines.inc(batch.size());
        tellDays(batch, context);
        toldHosts.tell(
                batch,
                (host, day) ->
                        context.output(Shapes.HOSTS, Tuple3.of(batch.organisation(), host, day)));
        emit(batch, wanted, context.getBroadcastState(Shapes.LEVELS), out);
    }

    private void tellDays(LogBatch batch, ReadOnlyContext context) throws Exception {
        int[] known = days.value();
        TreeSet<Integer> all = new TreeSet<>();
        for (int day : known == null ? new int[0] : known) {
            all.add(day);
        }
        int before = all.size();
        for (long micros : batch.micros()) {
            if (micros != ObservationSink.NO_TIME && all.size() < Coverage.MAX_DAYS) {
                all.add((int) Math.floorDiv(micros, Join.PERIOD_MICROS));
            }
        }
        if (known == null || all.size() > before || told.value() == null) {
            int[] now = all.stream().mapToInt(Integer::intValue).toArray();
            days.update(now);
            Coverage.Log log =
                    new Coverage.Log(
                            batch.organisation(),
                            batch.log(),
                            batch.source(),
                            now,
                            whole.value() != null);
            told.update(log.encode());
            context.output(Shapes.COVERAGE, Tuple2.of(log.key(), log.encode()));
        }
    }

    /// A part of a log could not be used: that a machine is not in it may no longer be said, until the log is there without a
    /// gap and beyond that part, as when it was sent again.
    ///
    /// @param offset in the lost part, as far as known
    private void lose(String log, long offset, ReadOnlyContext context) throws Exception {
        byte @Nullable [] covers = covered.value();
        Covered taken = covers == null ? Covered.NOTHING : Covered.decode(covers);
        Long before = lost.value();
        if (covers == null || before != null || whole.value() != null) {
            lost.update(Math.max(before == null ? 0 : before, Math.max(offset, taken.end())));
            lostBatches.update(stillLost() + 1);
        }
        whole.clear();
        if (covers == null) {
            covered.update(taken.encode()); // so that it does not begin as whole
        }
        byte @Nullable [] known = told.value();
        if (known != null && Coverage.decode(known) instanceof Coverage.Log l && l.hosts()) {
            byte[] now =
                    new Coverage.Log(l.organisation(), log, l.source(), l.days(), false).encode();
            told.update(now);
            context.output(Shapes.COVERAGE, Tuple2.of(l.key(), now));
        }
    }

    private static void emit(
            LogBatch batch,
            List<Covered.Range> wanted,
            ReadOnlyBroadcastState<String, Integer> levels,
            Collector<Tuple2<String, byte[]>> out)
            throws Exception {
        List<@Nullable List<Target>> targets = new ArrayList<>();
        batch.things().forEach(_ -> targets.add(null));
        for (Seen.Numbered one : Seen.fold(batch, wanted)) {
            List<Target> to = targets.get(one.thing());
            if (to == null) {
                to = targets(batch.things().get(one.thing()), levels);
                targets.set(one.thing(), to);
            }
            byte[] seen = one.seen().encode();
            for (Target t : to) {
                String route =
                        t.level == 0
                                ? t.base
                                : RouteKey.of(t.key, t.level, one.seen().owner()).text();
                out.collect(Tuple2.of(route, seen));
            }
        }
    }

    private record Target(JoinKey key, int level, String base) {}

    private static List<Target> targets(
            LogBatch.Thing thing, ReadOnlyBroadcastState<String, Integer> levels) throws Exception {
        List<Target> targets = new ArrayList<>();
        for (JoinKey key : Keys.ofObservation(thing.type(), thing.value())) {
            Integer level = levels.get(RouteKey.text(key));
            targets.add(new Target(key, level == null ? 0 : level, new RouteKey(key, 0, 0).text()));
        }
        return targets;
    }

    @Override
    public void processBroadcastElement(
            Tuple3<String, String, byte[]> hot,
            Context context,
            Collector<Tuple2<String, byte[]>> out)
            throws Exception {
        Levels.raise(context.getBroadcastState(Shapes.LEVELS), hot);
    }

    private int stillLost() throws Exception {
        Integer n = lostBatches.value();
        return n == null ? 0 : n;
    }

    /// Each lost batch has to be made up for by one beyond where the log was whole.
    private void mend(Covered now, long to) throws Exception {
        Long beyond = lost.value();
        if (beyond == null || to <= beyond) {
            return;
        }
        int left = Math.max(0, stillLost() - 1);
        lostBatches.update(left);
        if (left == 0 && now.isWholeBeyond(beyond)) {
            lost.clear();
            lostBatches.clear();
            whole.update(true);
            told.clear(); // to be told anew
        }
    }

    static String reason(MalformedRecordException e) {
        return "cannot be read: " + e.getMessage();
    }
}
