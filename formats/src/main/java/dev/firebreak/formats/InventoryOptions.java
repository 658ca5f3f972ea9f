package dev.firebreak.formats;

import dev.firebreak.formats.table.ColumnMap;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the user says about an inventory beyond what stands in it.
///
/// @param map how to read the columns of a foreign CSV or NDJSON; other formats do not need it
/// @param asset the machine's name, over whatever the document says; not for files that hold several machines
/// @param organisation who owns what is in the file, unless an entry itself says otherwise
/// @param fallbackCollected when the list was made if it does not tell; the file's own time if absent (a stream has none)
public record InventoryOptions(
        @Nullable ColumnMap map,
        @Nullable String asset,
        @Nullable String organisation,
        @Nullable Instant fallbackCollected) {
    /// Nothing said.
    public static final InventoryOptions NONE = new InventoryOptions(null, null, null, null);
}
