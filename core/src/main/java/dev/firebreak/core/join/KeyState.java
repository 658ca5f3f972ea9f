package dev.firebreak.core.join;

import java.util.Collection;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The state of one key, or of one bucket of a hot key. Every method but [#forEachTrace] touches a single entry.
public interface KeyState {
    /// Whether this mark was not given before. An implementation bounds what it remembers by its retention; one whose
    /// input cannot repeat may always say yes.
    boolean firstTime(long mark);

    /// All indicators on this key, withdrawn ones too; few.
    Collection<KeyedIndicator> indicators();

    @Nullable KeyedIndicator indicator(String id);

    void put(KeyedIndicator indicator);

    void removeIndicator(String id);

    /// What this owner did under this key; absent if nothing.
    @Nullable Trace trace(Owner owner);

    void put(Owner owner, Trace trace);

    void removeTrace(Owner owner);

    /// Visits every owner once, in any order. The visitor may change the entry of the owner it is given.
    void forEachTrace(BiConsumer<Owner, Trace> visitor);
}
