package dev.firebreak.core.identity;

import dev.firebreak.core.model.Component;
import java.util.List;

/// The distinct components of an estate, taken apart at most once for all warnings that are asked of it. Safe for use by several
/// threads.
public final class ReadComponents {
    /// So many are held, about 400 bytes each when taken apart; those of a larger estate are taken apart each time they are asked for.
    public static final int MAX_HELD = 500_000;

    /// How far a component of the state before is looked for where some are gone.
    private static final int LOOK_AHEAD = 32;

    public static final ReadComponents NONE = new ReadComponents(List.of(), new ReadComponent[0]);

    /// Empty if they are held.
    private final List<Component> components;

    private final ReadComponent[] held;

    private ReadComponents(List<Component> components, ReadComponent[] held) {
        this.components = components;
        this.held = held;
    }

    /// @param components a list that does not change
    public static ReadComponents of(List<Component> components) {
        return of(components, NONE);
    }

    /// The same; what is as it was before is not taken apart again.
    ///
    /// @param before of an earlier state of the estate; most components stay, in the same order
    public static ReadComponents of(List<Component> components, ReadComponents before) {
        if (components.size() > MAX_HELD) {
            return new ReadComponents(components, new ReadComponent[0]);
        }
        ReadComponent[] held = new ReadComponent[components.size()];
        int at = 0;
        for (int i = 0; i < held.length && at < before.held.length; i++) {
            int same = before.find(components.get(i), at);
            if (same >= 0) {
                held[i] = before.held[same];
                at = same + 1;
            }
        }
        for (int i = 0; i < held.length; i++) {
            held[i] = held[i] == null ? ReadComponent.of(components.get(i)) : held[i];
        }
        return new ReadComponents(List.of(), held);
    }

    private int find(Component wanted, int from) {
        for (int i = from; i < Math.min(held.length, from + LOOK_AHEAD); i++) {
            if (held[i].component().equals(wanted)) {
                return i;
            }
        }
        return -1;
    }

    public int size() {
        return held.length + components.size();
    }

    public ReadComponent get(int component) {
        return held.length == 0 ? ReadComponent.of(components.get(component)) : held[component];
    }
}
