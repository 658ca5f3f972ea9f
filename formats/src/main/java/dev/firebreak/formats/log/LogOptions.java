package dev.firebreak.formats.log;

import dev.firebreak.formats.table.ColumnMap;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// How to read logs.
///
/// @param map columns of tables and objects of foreign logs; if absent, such logs are told as not known
/// @param zone of times that are logged without one
/// @param year of times that are logged without one; if empty, the last one in which the time is not after `latest`
/// @param latest no line of the log can be later than about this, usually now
/// @param progress called with the number of bytes read so far, after each block
public record LogOptions(
        @Nullable ColumnMap map,
        ZoneId zone,
        OptionalInt year,
        Instant latest,
        LongConsumer progress) {
    /// Times without zone are UTC.
    ///
    /// @param latest usually now
    public static LogOptions defaults(Instant latest) {
        return new LogOptions(null, ZoneOffset.UTC, OptionalInt.empty(), latest, _ -> {});
    }

    /// @param newMap from `--map`; without effect if it names nothing a log could be held against
    public LogOptions withMap(@Nullable ColumnMap newMap) {
        return new LogOptions(newMap, zone, year, latest, progress);
    }

    public LogOptions withZone(ZoneId newZone) {
        return new LogOptions(map, newZone, year, latest, progress);
    }

    public LogOptions withYear(int newYear) {
        return new LogOptions(map, zone, OptionalInt.of(newYear), latest, progress);
    }

    public LogOptions withProgress(LongConsumer newProgress) {
        return new LogOptions(map, zone, year, latest, newProgress);
    }
}
