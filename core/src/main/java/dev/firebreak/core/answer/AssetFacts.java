package dev.firebreak.core.answer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How well an asset is known, without its name: what counting needs of each of millions.
///
/// @param inventoryAsOf time of its newest inventory, absent if it has none or none carries a time
/// @param inventoryComplete false if entries of its lists are known to be missing
/// @param inLogs whether any log names it
public record AssetFacts(
        @Nullable String organisation,
        boolean hasInventory,
        @Nullable Instant inventoryAsOf,
        boolean inventoryComplete,
        boolean inLogs) {}
