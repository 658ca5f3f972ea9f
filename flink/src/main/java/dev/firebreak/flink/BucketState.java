package dev.firebreak.flink;

import dev.firebreak.core.join.JoinKey;
import dev.firebreak.core.join.KeyState;
import dev.firebreak.core.join.KeyedIndicator;
import dev.firebreak.core.join.Owner;
import dev.firebreak.core.join.Tally;
import dev.firebreak.core.join.Trace;
import dev.firebreak.stream.flow.RouteKey;
import dev.firebreak.stream.flow.Traces;
import dev.firebreak.stream.flow.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/// The join's state of one key or bucket, in Flink's keyed state: one entry for each owner, never one value for all.
///
/// Sightings expire a time after they were last renewed. What is installed does not: it stays until it is reported gone.
final class BucketState implements KeyState {
    static final int COMPACTION_EVERY = 10_000;

    /// So many owners are visited before it is asked whether to go on.
    private static final int TO_ASK = 32;

    private final MapState<String, byte[]> watches;
    private final MapState<String, byte[]> sightings;
    private final MapState<String, byte[]> installed;

    /// Twice the number of owners, and 1 if there was ever an indicator: what each observation has to know, in one look-up.
    private final ValueState<Long> head;

    /// Where the first versions kept the two: read once for each key.
    private final ValueState<Boolean> watched;

    private final ValueState<Long> owners;
    private final Pages pages = new Pages();

    /// Of buckets of hot keys.
    private final Pages hotPages = new Pages();

    private boolean product;
    private String component = "";
    private @Nullable Watch incoming;
    private @Nullable Owner absent;

    /// Of the current key; -1 before it is read.
    private long known = -1;

    BucketState(RuntimeContext context, Duration retention) {
        MapStateDescriptor<String, byte[]> expiring =
                new MapStateDescriptor<>("sightings", Types.STRING, Shapes.BYTES);
        expiring.enableTimeToLive(
                StateTtlConfig.newBuilder(retention)
                        .cleanupInRocksdbCompactFilter(COMPACTION_EVERY)
                        .build());
        sightings = context.getMapState(expiring);
        installed =
                context.getMapState(
                        new MapStateDescriptor<>("installed", Types.STRING, Shapes.BYTES));
        watches =
                context.getMapState(
                        new MapStateDescriptor<>("indicators", Types.STRING, Shapes.BYTES));
        head = context.getState(new ValueStateDescriptor<>("head", Types.LONG));
        watched = context.getState(new ValueStateDescriptor<>("watched", Types.BOOLEAN));
        owners = context.getState(new ValueStateDescriptor<>("owners", Types.LONG));
    }

    /// From now on the current key of the task is this one.
    void at(JoinKey key) {
        component = key.value();
        product = key.kind() == JoinKey.Kind.PRODUCT;
        absent = null;
        known = -1;
    }

    /// The next indicator to be put belongs to this question.
    void incoming(Watch watch) {
        incoming = watch;
    }

    /// Owners that ever left a trace here, expired ones included.
    long owners() {
        return head() >>> 1;
    }

    private long head() {
        if (known < 0) {
            Long kept = State.of(head::value);
            known = kept == null ? before() : kept;
        }
        return known;
    }

    private long before() {
        Long n = State.of(owners::value);
        return (n == null ? 0 : 2 * n) + (State.of(watched::value) == null ? 0 : 1);
    }

    private void head(long now) throws Exception {
        head.update(now);
        known = now;
    }

    @Nullable Watch watch(String indicator) {
        byte @Nullable [] known = State.of(() -> watches.get(indicator));
        return known == null ? null : Watch.decode(known);
    }

    private MapState<String, byte[]> traces() {
        return product ? installed : sightings;
    }

    @Override
    public boolean firstTime(long mark) {
        return true; // the gates let nothing through twice
    }

    @Override
    public Collection<KeyedIndicator> indicators() {
        if ((head() & 1) == 0) {
            return List.of();
        }
        List<KeyedIndicator> all = new ArrayList<>();
        State.run(
                () -> {
                    for (byte[] b : watches.values()) {
                        all.add(Watch.decode(b).indicator());
                    }
                });
        return all;
    }

    @Override
    public @Nullable KeyedIndicator indicator(String id) {
        Watch known = watch(id);
        return known == null ? null : known.indicator();
    }

    @Override
    public void put(KeyedIndicator indicator) {
        Watch w = incoming;
        if (w == null || !w.indicator().equals(indicator)) {
            throw new IllegalStateException("an indicator without its question");
        }
        State.run(
                () -> {
                    watches.put(indicator.id(), w.encode());
                    if ((head() & 1) == 0) {
                        head(head() + 1);
                    }
                });
    }

    @Override
    public void removeIndicator(String id) {
        State.run(() -> watches.remove(id));
    }

    @Override
    public @Nullable Trace trace(Owner owner) {
        byte @Nullable [] known = State.of(() -> traces().get(text(owner)));
        absent = known == null ? owner : null;
        return known == null ? null : decode(known);
    }

    @Override
    public void put(Owner owner, Trace trace) {
        boolean isNew = owner.equals(absent);
        State.run(
                () -> {
                    traces().put(text(owner), Traces.encode(trace));
                    if (isNew) {
                        head(head() + 2);
                    }
                });
        absent = null;
    }

    @Override
    public void removeTrace(Owner owner) {
        State.run(() -> traces().remove(text(owner)));
    }

    @Override
    public void forEachTrace(BiConsumer<Owner, Trace> visitor) {
        State.run(
                () -> {
                    for (Map.Entry<String, byte[]> e : traces().entries()) {
                        visitor.accept(owner(e.getKey()), decode(e.getValue()));
                    }
                });
    }

    /// The look-back over a key begins anew.
    void beginAnew(String route) {
        pages(route).drop(route);
    }

    /// Whether a look-back over one more bucket of a hot key may begin, or those that have begun should go on first.
    boolean mayBegin() {
        return hotPages.mayBegin();
    }

    private Pages pages(String route) {
        return RouteKey.parse(route).level() == 0 ? pages : hotPages;
    }

    /// Visits owners for as long as it may go on, in the order of the state backend.
    ///
    /// A state that needs several pages is not gone through from its beginning for each: with a hundred thousand owners,
    /// which a key can have before its split is known everywhere, that alone would take longer than a page. After a restart
    /// it is, once.
    ///
    /// @param route of the current key
    /// @param after the last owner visited before, absent to begin; if it is gone, all are visited again
    /// @param goOn asked now and then; at least some are visited in any case
    /// @return the last owner visited if there are more
    @Nullable String eachTrace(
            String route,
            @Nullable String after,
            BooleanSupplier goOn,
            BiConsumer<Owner, Trace> visitor)
            throws Exception {
        Pages.Place place = pages(route).take(route, after);
        if (place != null) {
            try {
                return visit(route, place.rest(), true, goOn, visitor);
            } catch (ConcurrentModificationException _) {
                // A backend on the heap cannot go on after a change; the place is searched for,
                // below.
            }
        }
        boolean skipping = after != null && traces().contains(after);
        Iterator<Map.Entry<String, byte[]>> all = traces().entries().iterator();
        while (skipping && all.hasNext()) {
            skipping = !all.next().getKey().equals(after);
        }
        return visit(route, all, false, goOn, visitor);
    }

    /// @param again whether what the iterator holds may be older than the state
    private @Nullable String visit(
            String route,
            Iterator<Map.Entry<String, byte[]>> all,
            boolean again,
            BooleanSupplier goOn,
            BiConsumer<Owner, Trace> visitor)
            throws Exception {
        int visited = 0;
        while (all.hasNext()) {
            Map.Entry<String, byte[]> e = all.next();
            byte @Nullable [] trace = again ? traces().get(e.getKey()) : e.getValue();
            if (trace != null) {
                visitor.accept(owner(e.getKey()), decode(trace));
            }
            if (++visited % TO_ASK == 0 && !goOn.getAsBoolean() && all.hasNext()) {
                pages(route).keep(route, new Pages.Place(e.getKey(), all));
                return e.getKey();
            }
        }
        return null;
    }

    /// The first version kept a product's name where its id belongs, so that what came and what went did not meet.
    private Trace decode(byte[] bytes) {
        Trace trace = Traces.decode(bytes);
        if (!product || trace.tallies().stream().allMatch(t -> t.value().equals(component))) {
            return trace;
        }
        List<Tally> mended = new ArrayList<>();
        for (Tally t : trace.tallies()) {
            mended.add(
                    new Tally(
                            component,
                            t.period(),
                            t.first(),
                            t.last(),
                            t.count(),
                            t.removed(),
                            component,
                            t.source(),
                            t.offset()));
        }
        return Trace.of(mended);
    }

    private static String text(Owner owner) {
        return owner.organisation() + '\0' + owner.asset();
    }

    private static Owner owner(String text) {
        int cut = text.indexOf('\0');
        return new Owner(text.substring(0, cut), text.substring(cut + 1));
    }
}
