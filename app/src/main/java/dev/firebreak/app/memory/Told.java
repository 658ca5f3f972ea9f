package dev.firebreak.app.memory;

import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.InventorySink;
import dev.firebreak.core.model.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a reader of inventories told, kept to be told again in the same order by another thread. Entries are kept in arrays,
/// since there are a hundred of them for each call of another kind.
final class Told implements InventorySink {
    /// A call that is no entry, and after how many entries it came.
    private record Call(int after, Consumer<InventorySink> what) {}

    private final List<Call> calls = new ArrayList<>();
    private Component[] components = new Component[16];
    private long[] lines = new long[16];
    private final BitSet removed = new BitSet();
    private int entries;

    /// Entries and other calls that are kept.
    int size() {
        return entries + calls.size();
    }

    @Override
    public void begin(
            Asset asset, Kind kind, String scope, @Nullable Instant collected, long line) {
        call(sink -> sink.begin(asset, kind, scope, collected, line));
    }

    @Override
    public void component(Component component, Change change, long line) {
        if (entries == components.length) {
            components = Arrays.copyOf(components, entries * 2);
            lines = Arrays.copyOf(lines, entries * 2);
        }
        if (change == Change.REMOVED) {
            removed.set(entries);
        }
        components[entries] = component;
        lines[entries++] = line;
    }

    @Override
    public void end() {
        call(InventorySink::end);
    }

    @Override
    public void machine(Asset asset, long line) {
        call(sink -> sink.machine(asset, line));
    }

    @Override
    public void incomplete(Asset asset, Kind kind, String scope, String reason) {
        call(sink -> sink.incomplete(asset, kind, scope, reason));
    }

    @Override
    public void problem(Problem problem) {
        call(sink -> sink.problem(problem));
    }

    private void call(Consumer<InventorySink> what) {
        calls.add(new Call(entries, what));
    }

    /// Tells everything again.
    void tell(InventorySink sink) {
        int entry = 0;
        for (Call call : calls) {
            for (; entry < call.after; entry++) {
                tell(sink, entry);
            }
            call.what.accept(sink);
        }
        for (; entry < entries; entry++) {
            tell(sink, entry);
        }
    }

    private void tell(InventorySink sink, int entry) {
        Change change = removed.get(entry) ? Change.REMOVED : Change.PRESENT;
        sink.component(components[entry], change, lines[entry]);
    }
}
