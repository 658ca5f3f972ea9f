package dev.firebreak.flink;

import dev.firebreak.core.join.JoinKey;
import dev.firebreak.core.join.KeyState;
import dev.firebreak.core.join.KeyedIndicator;
import dev.firebreak.core.join.Owner;
import dev.firebreak.core.join.Trace;
import dev.firebreak.stream.flow.Traces;
import dev.firebreak.stream.flow.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
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
    private static final int COMPACTION_EVERY = 10_000;

    private final MapState<String, byte[]> watches;
    private final MapState<String, byte[]> sightings;
    private final MapState<String, byte[]> installed;

    /// Whether there is an indicator: one bloom filter says for most keys that there is none.
    private final ValueState<Boolean> watched;

    private final ValueState<Long> owners;
    private boolean product;
    private @Nullable Watch incoming;
    private @Nullable Owner absent;

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
        watched = context.getState(new ValueStateDescriptor<>("watched", Types.BOOLEAN));
        owners = context.getState(new ValueStateDescriptor<>("owners", Types.LONG));
    }

    /// From now on the current key of the task is this one.
    void at(JoinKey key) {
        product = key.kind() == JoinKey.Kind.PRODUCT;
        absent = null;
    }

    /// The next indicator to be put belongs to this question.
    void incoming(Watch watch) {
        incoming = watch;
    }

    /// Owners that ever left a trace here, expired ones included.
    long owners() {
        Long n = State.of(owners::value);
        return n == null ? 0 : n;
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
        if (State.of(watched::value) == null) {
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
                    watched.update(true);
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
        return known == null ? null : Traces.decode(known);
    }

    @Override
    public void put(Owner owner, Trace trace) {
        boolean isNew = owner.equals(absent);
        State.run(
                () -> {
                    traces().put(text(owner), Traces.encode(trace));
                    if (isNew) {
                        owners.update(owners() + 1);
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
                        visitor.accept(owner(e.getKey()), Traces.decode(e.getValue()));
                    }
                });
    }

    private static String text(Owner owner) {
        return owner.organisation() + '\0' + owner.asset();
    }

    private static Owner owner(String text) {
        int cut = text.indexOf('\0');
        return new Owner(text.substring(0, cut), text.substring(cut + 1));
    }
}
