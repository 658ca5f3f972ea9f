package dev.firebreak.app.check;

import dev.firebreak.formats.table.ColumnMap;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What `check` was asked.
///
/// @param inventories files and folders
/// @param logs files and folders
/// @param hosts files that say which address is which machine
/// @param aliases files with kept decisions about names
/// @param inventoryMap columns of foreign inventories
/// @param logMap columns of foreign logs
/// @param organisation who owns everything, unless a file says otherwise
/// @param byFolder whether the first folder below an inventory path names the organisation
/// @param forced indicator values used although an allow-list names them
/// @param asOf the moment the answer is about; absent: the latest publication date of the warnings, else now
/// @param zone of log times that are written without one
public record CheckInput(
        List<Path> warnings,
        List<Path> inventories,
        List<Path> logs,
        List<Path> hosts,
        List<Path> aliases,
        @Nullable ColumnMap inventoryMap,
        @Nullable ColumnMap logMap,
        @Nullable String organisation,
        boolean byFolder,
        Set<String> forced,
        Duration maxInventoryAge,
        @Nullable Instant asOf,
        @Nullable Instant from,
        @Nullable Instant until,
        ZoneId zone) {
    public CheckInput {
        warnings = List.copyOf(warnings);
        inventories = List.copyOf(inventories);
        logs = List.copyOf(logs);
        hosts = List.copyOf(hosts);
        aliases = List.copyOf(aliases);
        forced = Set.copyOf(forced);
    }
}
