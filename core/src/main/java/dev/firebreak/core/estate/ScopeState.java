package dev.firebreak.core.estate;

import dev.firebreak.core.model.InventorySink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one kind of list (`osquery:programs`, `dpkg`, ...) says of one asset: the newest snapshot, and the changes
/// reported since.
///
/// A snapshot replaces an older one only if both state when they were made. Lists without a time, or of the same time,
/// are parts of one whole: their union holds, so that no component is lost to a guess.
final class ScopeState {
    private @Nullable Instant collected;
    private int[] components = new int[8];
    private int[] sources = new int[8];
    private long[] lines = new long[8];
    private int size;
    private @Nullable List<Change> changes;
    private boolean anySnapshot;
    private boolean lossy;
    private boolean changesOnly;

    private record Change(
            @Nullable Instant time, int component, int source, long line, boolean removed) {}

    /// A component that the asset has now.
    interface Held {
        void component(int component, int source, long line);
    }

    /// Begins or continues a snapshot.
    ///
    /// @return false if a newer snapshot is known, so that the entries of this one do not count
    boolean snapshot(@Nullable Instant time) {
        anySnapshot = true;
        if (collected != null && time != null) {
            if (time.isBefore(collected)) {
                return false;
            }
            if (time.isAfter(collected)) {
                size = 0;
                lossy = false;
            }
        }
        if (time != null) {
            collected = time;
        }
        return true;
    }

    /// The snapshot that counts lacks entries, or only changes were told.
    void incomplete(InventorySink.Kind kind) {
        switch (kind) {
            case SNAPSHOT -> lossy = true;
            case DIFFERENTIAL -> changesOnly = true;
        }
    }

    /// Whether something that is not among the entries may be installed all the same.
    boolean isIncomplete() {
        return lossy || changesOnly && !anySnapshot;
    }

    void add(int component, int source, long line) {
        if (size == components.length) {
            int more = size * 2;
            components = Arrays.copyOf(components, more);
            sources = Arrays.copyOf(sources, more);
            lines = Arrays.copyOf(lines, more);
        }
        components[size] = component;
        sources[size] = source;
        lines[size++] = line;
    }

    void change(@Nullable Instant time, int component, int source, long line, boolean removed) {
        if (changes == null) {
            changes = new ArrayList<>();
        }
        changes.add(new Change(time, component, source, line, removed));
    }

    void held(Held each) {
        if (changes == null) {
            for (int i = 0; i < size; i++) {
                each.component(components[i], sources[i], lines[i]);
            }
            return;
        }
        Map<Integer, long[]> now = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            now.put(components[i], new long[] {sources[i], lines[i]});
        }
        changes.sort(
                Comparator.comparing(
                        Change::time, Comparator.nullsFirst(Comparator.naturalOrder())));
        for (Change change : changes) {
            boolean beforeSnapshot =
                    collected != null && change.time() != null && change.time().isBefore(collected);
            if (beforeSnapshot) {
                continue;
            }
            if (change.removed()) {
                now.remove(change.component());
            } else {
                now.put(change.component(), new long[] {change.source(), change.line()});
            }
        }
        now.forEach((component, place) -> each.component(component, (int) place[0], place[1]));
    }
}
