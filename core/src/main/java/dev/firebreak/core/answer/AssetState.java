package dev.firebreak.core.answer;

import dev.firebreak.core.model.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One asset and how well it is known.
///
/// @param name as reported; the address itself if only logs know it
/// @param hasInventory whether any inventory names it
/// @param inventoryAsOf time of its newest inventory, absent if it has none or none carries a time
/// @param logDays days (UTC) on which any log names it, ascending; empty if none does
/// @param addresses addresses known to be its own
public record AssetState(
        String name,
        @Nullable String organisation,
        Platform platform,
        boolean hasInventory,
        @Nullable Instant inventoryAsOf,
        LogDays logDays,
        List<String> addresses) {
    public AssetState {
        Objects.requireNonNull(name);
        Objects.requireNonNull(platform);
        Objects.requireNonNull(logDays);
        addresses = List.copyOf(addresses);
    }
}
