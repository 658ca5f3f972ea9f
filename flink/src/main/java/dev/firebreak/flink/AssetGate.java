package dev.firebreak.flink;

import dev.firebreak.core.join.JoinKey;
import dev.firebreak.core.join.Owner;
import dev.firebreak.stream.flow.AssetLedger;
import dev.firebreak.stream.flow.Installed;
import dev.firebreak.stream.flow.RouteKey;
import dev.firebreak.stream.flow.Shelf;
import dev.firebreak.stream.record.Coverage;
import dev.firebreak.stream.record.InventoryReport;
import dev.firebreak.stream.wire.MalformedRecordException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/// Keyed by machine: turns its lists of software into what came and what went, on the keys of the components.
final class AssetGate
        extends KeyedBroadcastProcessFunction<
                String,
                Tuple3<String, byte[], String>,
                Tuple3<String, String, byte[]>,
                Tuple2<String, byte[]>> {
    private static final long serialVersionUID = 1;

    /// Components that this instance has sent to the dictionary lately need not go there again.
    private static final int MAX_SENT = 200_000;

    @SuppressWarnings("NullAway.Init")
    private transient ValueState<byte[]> ledger;

    @SuppressWarnings("NullAway.Init")
    private transient Map<String, Boolean> sent;

    @Override
    public void open(OpenContext context) {
        Turns.take(getRuntimeContext());
        ledger = getRuntimeContext().getState(new ValueStateDescriptor<>("lists", Shapes.BYTES));
        sent =
                new LinkedHashMap<>(1024, 0.75f, true) {
                    private static final long serialVersionUID = 1;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                        return size() > MAX_SENT;
                    }
                };
    }

    @Override
    public void processElement(
            Tuple3<String, byte[], String> taken,
            ReadOnlyContext context,
            Collector<Tuple2<String, byte[]>> out)
            throws Exception {
        byte @Nullable [] known = ledger.value();
        AssetLedger lists = known == null ? AssetLedger.empty() : AssetLedger.decode(known);
        InventoryReport report;
        try {
            report = InventoryReport.decode(taken.f1);
            if (!report.key().equals(taken.f0)) {
                throw new MalformedRecordException("the record's key is not its machine");
            }
        } catch (MalformedRecordException e) {
            context.output(Shapes.DEAD, Shapes.dead(taken.f2, LogGate.reason(e), taken.f1));
            lists.lost();
            ledger.update(lists.encode());
            int cut = taken.f0.indexOf('\0');
            if (cut >= 0) { // else nobody can say whose list it was
                tell(lists, taken.f0.substring(0, cut), taken.f0.substring(cut + 1), context);
            }
            return;
        }
        if (!lists.hasRoomFor(report.scope())) {
            String reason = "more than " + AssetLedger.MAX_SCOPES + " kinds of lists of a machine";
            context.output(Shapes.DEAD, Shapes.dead(taken.f2, reason, taken.f1));
            lists.refused();
            ledger.update(lists.encode());
            tell(lists, report.organisation(), report.asset(), context);
            return;
        }
        long before = lists.latest();
        boolean wasComplete = lists.isComplete();
        ReadOnlyBroadcastState<String, Integer> levels = context.getBroadcastState(Shapes.LEVELS);
        Owner owner = new Owner(report.organisation(), report.asset());
        for (AssetLedger.Change change : lists.apply(report)) {
            JoinKey key = Shelf.key(change.id());
            Integer level = levels.get(RouteKey.text(key));
            String route = RouteKey.of(key, level == null ? 0 : level, owner).text();
            out.collect(Tuple2.of(route, Installed.seen(owner, change, report.source()).encode()));
            if (change.encoded().length > 0 && sent.put(change.id(), true) == null) {
                context.output(
                        Shapes.COMPONENTS,
                        Tuple3.of(Shelf.of(change.component()), change.id(), change.encoded()));
            }
        }
        ledger.update(lists.encode());
        if (lists.latest() > before || lists.isComplete() != wasComplete) {
            tell(lists, report.organisation(), report.asset(), context);
        }
    }

    private static void tell(
            AssetLedger lists, String organisation, String asset, ReadOnlyContext context) {
        Coverage.Machine machine =
                new Coverage.Machine(organisation, asset, lists.latest(), lists.isComplete());
        context.output(Shapes.COVERAGE, Tuple2.of(machine.key(), machine.encode()));
    }

    @Override
    public void processBroadcastElement(
            Tuple3<String, String, byte[]> hot,
            Context context,
            Collector<Tuple2<String, byte[]>> out)
            throws Exception {
        Levels.raise(context.getBroadcastState(Shapes.LEVELS), hot);
    }
}
