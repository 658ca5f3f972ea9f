package dev.firebreak.app.memory;

import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.InventorySink;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Takes away what an inventory says of its machines' owner, so that they belong to whoever handed it in.
final class OneOwner extends ForwardingSink {
    private final InventorySink sink;

    OneOwner(InventorySink sink) {
        this.sink = sink;
    }

    @Override
    InventorySink sink() {
        return sink;
    }

    @Override
    public void begin(
            Asset asset, Kind kind, String scope, @Nullable Instant collected, long line) {
        sink.begin(owned(asset), kind, scope, collected, line);
    }

    @Override
    public void machine(Asset asset, long line) {
        sink.machine(owned(asset), line);
    }

    @Override
    public void incomplete(Asset asset, Kind kind, String scope, String reason) {
        sink.incomplete(owned(asset), kind, scope, reason);
    }

    private static Asset owned(Asset asset) {
        return asset.organisation() == null
                ? asset
                : new Asset(asset.name(), null, asset.platform(), asset.addresses());
    }
}
