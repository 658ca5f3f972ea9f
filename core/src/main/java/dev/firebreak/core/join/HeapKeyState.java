package dev.firebreak.core.join;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The state of one key on the heap: for runs in one process, and the model that other implementations are tested against.
public final class HeapKeyState implements KeyState {
    private final boolean mayRepeat;
    private final Set<Long> marks = new HashSet<>();
    private final Map<String, KeyedIndicator> indicators = new LinkedHashMap<>();
    private final Map<Owner, Trace> traces = new LinkedHashMap<>();

    public HeapKeyState() {
        this(true);
    }

    private HeapKeyState(boolean mayRepeat) {
        this.mayRepeat = mayRepeat;
    }

    /// For input whose repetitions were left out before: marks are not remembered.
    public static HeapKeyState ofDistinctInput() {
        return new HeapKeyState(false);
    }

    @Override
    public boolean firstTime(long mark) {
        return !mayRepeat || marks.add(mark);
    }

    @Override
    public Collection<KeyedIndicator> indicators() {
        return List.copyOf(indicators.values());
    }

    @Override
    public @Nullable KeyedIndicator indicator(String id) {
        return indicators.get(id);
    }

    @Override
    public void put(KeyedIndicator indicator) {
        indicators.put(indicator.id(), indicator);
    }

    @Override
    public void removeIndicator(String id) {
        indicators.remove(id);
    }

    @Override
    public @Nullable Trace trace(Owner owner) {
        return traces.get(owner);
    }

    @Override
    public void put(Owner owner, Trace trace) {
        traces.put(owner, trace);
    }

    @Override
    public void removeTrace(Owner owner) {
        traces.remove(owner);
    }

    @Override
    public void forEachTrace(BiConsumer<Owner, Trace> visitor) {
        for (Map.Entry<Owner, Trace> e : new ArrayList<>(traces.entrySet())) {
            visitor.accept(e.getKey(), e.getValue());
        }
    }
}
