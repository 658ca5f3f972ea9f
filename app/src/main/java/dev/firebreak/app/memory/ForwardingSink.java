package dev.firebreak.app.memory;

import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.InventorySink;
import dev.firebreak.core.model.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Passes everything on.
abstract class ForwardingSink implements InventorySink {
    /// Who gets the next call.
    abstract InventorySink sink();

    @Override
    public void begin(
            Asset asset, Kind kind, String scope, @Nullable Instant collected, long line) {
        sink().begin(asset, kind, scope, collected, line);
    }

    @Override
    public void component(Component component, Change change, long line) {
        sink().component(component, change, line);
    }

    @Override
    public void end() {
        sink().end();
    }

    @Override
    public void machine(Asset asset, long line) {
        sink().machine(asset, line);
    }

    @Override
    public void incomplete(Asset asset, Kind kind, String scope, String reason) {
        sink().incomplete(asset, kind, scope, reason);
    }

    @Override
    public void problem(Problem problem) {
        sink().problem(problem);
    }
}
