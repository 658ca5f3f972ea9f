package dev.firebreak.app.memory;

import dev.firebreak.formats.table.ColumnMap;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// How files are taken in.
///
/// @param organisation who owns them, unless a file says otherwise; empty if nobody tells
/// @param byFolder whether the first folder below a given path names the organisation
/// @param asset the machine's name, over whatever an inventory says
/// @param now logs have no later lines; also the time of inventories that tell none and are no files
/// @param growing whether logs are still being written: a last line without an end is then left for the next time
/// @param strict whether everything belongs to `organisation`, whatever a file itself says: for reports that come from an
///     organisation over the network
public record TakeOptions(
        String organisation,
        boolean byFolder,
        @Nullable String asset,
        @Nullable ColumnMap inventoryMap,
        @Nullable ColumnMap logMap,
        ZoneId zone,
        Instant now,
        boolean growing,
        boolean strict) {
    public TakeOptions(
            String organisation,
            boolean byFolder,
            @Nullable String asset,
            @Nullable ColumnMap inventoryMap,
            @Nullable ColumnMap logMap,
            ZoneId zone,
            Instant now,
            boolean growing) {
        this(organisation, byFolder, asset, inventoryMap, logMap, zone, now, growing, false);
    }

    public static TakeOptions of(String organisation, Instant now) {
        return new TakeOptions(organisation, false, null, null, null, ZoneOffset.UTC, now, false);
    }

    public TakeOptions withOrganisation(String name) {
        if (name.equals(organisation)) {
            return this;
        }
        return new TakeOptions(
                name, byFolder, asset, inventoryMap, logMap, zone, now, growing, strict);
    }

    /// Nothing in a file can give it to another organisation.
    public TakeOptions strictly() {
        return new TakeOptions(
                organisation, byFolder, asset, inventoryMap, logMap, zone, now, growing, true);
    }

    public TakeOptions whileGrowing() {
        return new TakeOptions(
                organisation, byFolder, asset, inventoryMap, logMap, zone, now, true, strict);
    }
}
