package dev.firebreak.flink;

import dev.firebreak.core.join.Finding;
import dev.firebreak.core.join.FindingSink;
import dev.firebreak.core.join.Join;
import dev.firebreak.core.join.JoinKey;
import dev.firebreak.core.join.KeyedIndicator;
import dev.firebreak.core.join.ValueMatcher;
import dev.firebreak.stream.flow.Expansion;
import dev.firebreak.stream.flow.ProductMatcher;
import dev.firebreak.stream.flow.RouteKey;
import dev.firebreak.stream.flow.Seen;
import dev.firebreak.stream.flow.Watch;
import dev.firebreak.stream.record.FindingRecord;
import dev.firebreak.stream.record.HotKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/// Keyed by join key and bucket: [Join] over keyed state.
///
/// A look-back over a few owners is done at once. One over more waits for a timer, one bucket at a time with pauses between
/// them, so that other keys go on meanwhile; that many machines are concerned is reported at once.
final class JoinOperator
        extends KeyedCoProcessFunction<
                String,
                Tuple2<String, byte[]>,
                Tuple2<String, byte[]>,
                Tuple3<String, String, byte[]>> {
    private static final long serialVersionUID = 1;

    /// Up to so many owners of a key that lies in one place are looked at in the same call.
    private static final int AT_ONCE = 256;

    /// Of a bucket of a hot key only so many: the buckets come thousands in a row, and each may be small.
    private static final int AT_ONCE_OF_BUCKET = 8;

    /// How often a key that has too many owners is told again, in owners.
    private static final int TELL_AGAIN = 1024;

    /// A look-back that waited goes on for so long before it makes a pause.
    private static final long PAGE_NANOS = 40_000_000;

    private final int retentionDays;

    @SuppressWarnings("NullAway.Init")
    private transient Join join;

    @SuppressWarnings("NullAway.Init")
    private transient BucketState state;

    /// Look-backs that wait: the indicator's id, and what held before its change (empty if nothing).
    @SuppressWarnings("NullAway.Init")
    private transient MapState<String, byte[]> waiting;

    /// What held meanwhile, of indicators that changed again while their look-back waited, by id and revision: owners were
    /// judged by that too.
    @SuppressWarnings("NullAway.Init")
    private transient MapState<String, byte[]> revised;

    /// The owner up to whom the waiting look-backs have come.
    @SuppressWarnings("NullAway.Init")
    private transient ValueState<String> cursor;

    /// Of keys that lie in one place. They do not queue behind the thousands of buckets of a hot key.
    @SuppressWarnings("NullAway.Init")
    private transient Pace pace;

    /// Of the buckets of hot keys.
    @SuppressWarnings("NullAway.Init")
    private transient Pace hotPace;

    @SuppressWarnings("NullAway.Init")
    private transient Longest longest;

    @SuppressWarnings("NullAway.Init")
    private transient Marks marks;

    private transient @Nullable BooleanSupplier outlet;

    JoinOperator(int retentionDays) {
        this.retentionDays = retentionDays;
    }

    /// Look-backs that wait heed it; without one they never pause for those behind.
    ///
    /// @param isFree whether what is handed on is taken soon, see [Outlet]
    void outlet(BooleanSupplier isFree) {
        outlet = isFree;
    }

    @Override
    public void open(OpenContext context) {
        Turns.take(getRuntimeContext());
        join = new Join(new ValueMatcher(new ProductMatcher()));
        state = new BucketState(getRuntimeContext(), Duration.ofDays(retentionDays));
        waiting =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>("waiting", Types.STRING, Shapes.BYTES));
        revised =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>("revised", Types.STRING, Shapes.BYTES));
        cursor = getRuntimeContext().getState(new ValueStateDescriptor<>("cursor", Types.STRING));
        pace = new Pace();
        hotPace = new Pace();
        marks = new Marks(getRuntimeContext().getTaskInfo());
        longest = new Longest(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement1(
            Tuple2<String, byte[]> observation,
            Context context,
            Collector<Tuple3<String, String, byte[]>> out) {
        long start = longest.begin();
        RouteKey route = RouteKey.parse(observation.f0);
        state.at(route.key());
        long before = state.owners();
        join.observation(
                state,
                Seen.decode(observation.f1).on(route.key()),
                new Sink(observation.f0, context, out));
        tellIfHot(route, before, context);
        longest.took(Longest.Call.OBSERVATION, start);
    }

    private void tellIfHot(RouteKey route, long before, Context context) {
        if (route.level() == RouteKey.MAX_LEVEL || before < RouteKey.MAX_OWNERS) {
            return;
        }
        long owners = state.owners();
        if (owners != before && (owners - RouteKey.MAX_OWNERS) % TELL_AGAIN == 1) {
            String key = RouteKey.text(route.key());
            byte[] hot = new HotKey(key, route.level() + 1).encode();
            context.output(Shapes.HOT, Tuple2.of(key, hot));
        }
    }

    @Override
    public void processElement2(
            Tuple2<String, byte[]> record,
            Context context,
            Collector<Tuple3<String, String, byte[]>> out)
            throws Exception {
        long start = longest.begin();
        Watch w = Watch.decode(record.f1);
        RouteKey route = RouteKey.parse(record.f0);
        state.at(route.key());
        state.incoming(w);
        Sink sink = new Sink(record.f0, context, out);
        String id = w.indicator().id();
        Watch before = state.watch(id);
        Join.LookBack look = join.put(state, w.indicator(), sink);
        long owners = state.owners();
        boolean later = look != null && owners > (route.level() == 0 ? AT_ONCE : AT_ONCE_OF_BUCKET);
        if (later) {
            cursor.clear(); // for this one, from the beginning
            state.beginAnew(record.f0);
            if (!waiting.contains(id)) {
                waiting.put(id, before == null ? new byte[0] : before.encode());
                context.timerService().registerProcessingTimeTimer(pace(route).next());
            } else if (before != null) {
                revised.put(id + '\0' + before.indicator().revision(), before.encode());
            }
        } else if (look != null && !later) {
            state.forEachTrace((owner, trace) -> join.lookBack(look, owner, trace, sink));
        }
        if (sink.refused) {
            context.output(
                    Shapes.NODES, Expansion.bucket(w, route, owners, true, 0).refusing().encode());
        } else {
            report(w, route, owners, !waiting.contains(id), sink.emitted > 0, context, out);
        }
        longest.took(Longest.Call.INDICATOR, start);
    }

    @Override
    public void onTimer(
            long time, OnTimerContext context, Collector<Tuple3<String, String, byte[]>> out)
            throws Exception {
        String text = context.getCurrentKey();
        RouteKey route = RouteKey.parse(text);
        Pace pace = pace(route);
        String reached = cursor.value();
        boolean mayRun = reached != null || route.level() == 0 || state.mayBegin();
        if (pace.isTooSoon() || !isOutletFree() || !mayRun) {
            // After a restart all timers are due at once. One that has begun goes on before others
            // begin: only a few places are kept. One that has not keeps its turn all the same.
            long at = reached == null ? pace.again() : pace.soon();
            context.timerService().registerProcessingTimeTimer(at);
            return;
        }
        long start = longest.begin();
        state.at(route.key());
        Sink sink = new Sink(text, context, out);
        Map<String, List<byte[]>> all = waiting();
        if (all.isEmpty()) {
            return; // another timer of the key was the last one needed
        }
        List<Watch> looked = new ArrayList<>();
        List<Join.LookBack> looks = new ArrayList<>();
        for (Map.Entry<String, List<byte[]>> e : all.entrySet()) {
            Watch now = state.watch(e.getKey());
            if (now != null) {
                looked.add(now);
                looks.add(lookBack(e.getValue(), now));
            }
        }
        String last =
                state.eachTrace(
                        text,
                        reached,
                        () -> System.nanoTime() - start < PAGE_NANOS && isOutletFree(),
                        (owner, trace) -> looks.forEach(l -> join.lookBack(l, owner, trace, sink)));
        long took = longest.took(Longest.Call.LOOK_BACK, start);
        pace.took(took);
        hotPace.pause(took);
        if (last != null) {
            cursor.update(last);
            context.timerService().registerProcessingTimeTimer(pace.soon());
            return;
        }
        cursor.clear();
        waiting.clear();
        revised.clear();
        long owners = state.owners();
        for (Watch w : looked) {
            // Findings of earlier pages are on their way too.
            report(w, route, owners, true, true, context, out);
        }
    }

    private Pace pace(RouteKey route) {
        return route.level() == 0 ? pace : hotPace;
    }

    private boolean isOutletFree() {
        return outlet == null || outlet.getAsBoolean();
    }

    /// By indicator all that owners may have been judged by.
    private Map<String, List<byte[]>> waiting() throws Exception {
        Map<String, List<byte[]>> all = new TreeMap<>();
        for (Map.Entry<String, byte[]> e : waiting.entries()) {
            all.put(e.getKey(), new ArrayList<>(List.of(e.getValue())));
        }
        for (byte[] b : revised.values()) {
            List<byte[]> more = all.get(Watch.decode(b).indicator().id());
            if (more != null) {
                more.add(b);
            }
        }
        return all;
    }

    private static Join.LookBack lookBack(List<byte[]> before, Watch now) {
        List<KeyedIndicator> known =
                before.stream()
                        .filter(b -> b.length > 0)
                        .map(b -> Watch.decode(b).indicator())
                        .toList();
        return new Join.LookBack(known.size() < before.size(), known, now.indicator());
    }

    /// If there were findings, the bucket is done only when all that fold findings have handed on what came before.
    private void report(
            Watch w,
            RouteKey route,
            long owners,
            boolean done,
            boolean found,
            Context context,
            Collector<Tuple3<String, String, byte[]>> out) {
        int folds = done && found ? marks.tasks() : 0;
        byte[] node = Expansion.bucket(w, route, owners, done, folds).encode();
        context.output(Shapes.NODES, node);
        if (folds > 0) {
            marks.send(node, out);
        }
    }

    /// Hands findings on with the question they answer.
    private final class Sink implements FindingSink {
        private final String route;
        private final Context context;
        private final Collector<Tuple3<String, String, byte[]>> out;
        private long emitted;
        private boolean refused;

        Sink(String route, Context context, Collector<Tuple3<String, String, byte[]>> out) {
            this.route = route;
            this.context = context;
            this.out = out;
        }

        @Override
        public void changed(Finding finding) {
            Watch w = state.watch(finding.indicator());
            if (w == null) {
                throw new IllegalStateException("a finding of no indicator");
            }
            byte[] record = new FindingRecord(w.question(), finding, w.component()).encode();
            out.collect(Tuple3.of(finding.id(), route, record));
            emitted++;
        }

        @Override
        public void refused(JoinKey key, String reason) {
            String origin = RouteKey.text(key);
            context.output(Shapes.DEAD, Shapes.dead(origin, reason, new byte[0]));
            refused = true;
        }
    }
}
