package dev.firebreak.formats.log;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import java.util.function.LongConsumer;

/// How to read logs.
///
/// @param zone of times that are logged without one
/// @param year of times that are logged without one; if empty, the last one in which the time is not after `latest`
/// @param latest no line of the log can be later than about this, usually now
/// @param progress called with the number of bytes read so far, after each block
public record LogOptions(ZoneId zone, OptionalInt year, Instant latest, LongConsumer progress) {
    /// Times without zone are UTC.
    ///
    /// @param latest usually now
    public static LogOptions defaults(Instant latest) {
        return new LogOptions(ZoneOffset.UTC, OptionalInt.empty(), latest, _ -> {});
    }

    public LogOptions withZone(ZoneId newZone) {
        return new LogOptions(newZone, year, latest, progress);
    }

    public LogOptions withYear(int newYear) {
        return new LogOptions(zone, OptionalInt.of(newYear), latest, progress);
    }

    public LogOptions withProgress(LongConsumer newProgress) {
        return new LogOptions(zone, year, latest, newProgress);
    }
}
