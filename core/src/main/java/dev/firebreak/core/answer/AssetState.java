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
/// @param inventoryComplete false if entries of its lists are known to be missing, so that what is not listed may be
///     installed all the same
/// @param logDays days (UTC) on which any log names it, ascending; empty if none does
/// @param addresses addresses known to be its own
public record AssetState(
        String name,
        @Nullable String organisation,
        Platform platform,
        boolean hasInventory,
        @Nullable Instant inventoryAsOf,
        boolean inventoryComplete,
        LogDays logDays,
        List<String> addresses) {
    public AssetState {
        Objects.requireNonNull(name);
        Objects.requireNonNull(platform);
        Objects.requireNonNull(logDays);
        addresses = List.copyOf(addresses);
    }

    /// An asset whose lists are complete as far as is known.
    public AssetState(
            String name,
            @Nullable String organisation,
            Platform platform,
            boolean hasInventory,
            @Nullable Instant inventoryAsOf,
            LogDays logDays,
            List<String> addresses) {
        this(name, organisation, platform, hasInventory, inventoryAsOf, true, logDays, addresses);
    }

    /// What counting needs of it.
    public AssetFacts facts() {
        return new AssetFacts(
                organisation, hasInventory, inventoryAsOf, inventoryComplete, !logDays.isEmpty());
    }
}
