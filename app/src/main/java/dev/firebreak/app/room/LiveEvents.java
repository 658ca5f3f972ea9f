package dev.firebreak.app.room;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tells open pages that something changed; what changed they fetch themselves, by the ordinary way and its checks.
public final class LiveEvents {
    /// Most pages that listen at once; further ones work without live hints.
    public static final int MAX_LISTENERS = 2_000;

    /// @param warning the warning whose board, cases or understanding changed
    /// @param organisation whose part changed, absent if it is all of them
    public record Change(long warning, @Nullable Long organisation, String kind) {}

    private final Set<Consumer<Change>> listeners = ConcurrentHashMap.newKeySet();

    /// @return false if too many listen already
    public boolean add(Consumer<Change> listener) {
        return listeners.size() < MAX_LISTENERS && listeners.add(listener);
    }

    public void remove(Consumer<Change> listener) {
        listeners.remove(listener);
    }

    public void publish(Change change) {
        listeners.forEach(listener -> listener.accept(change));
    }

    public int listeners() {
        return listeners.size();
    }
}
