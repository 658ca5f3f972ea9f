package dev.firebreak.formats.log;

import dev.firebreak.core.model.Problem;
import java.util.List;
import java.util.Optional;

/// What became of one log.
///
/// @param source as the user named it
/// @param kind empty if it was not recognised
/// @param lines read, without those left out
/// @param used lines of these that told something of a machine: no headers, no lines of kinds that name no contact
/// @param bytes after decompression
/// @param observations given to the sink
/// @param firstMicros earliest time, microseconds since 1970-01-01 UTC, or [ObservationSink#NO_TIME]
/// @param lastMicros latest time, or [ObservationSink#NO_TIME]
/// @param problems the sink was told too
public record LogResult(
        String source,
        Optional<LogKind> kind,
        long lines,
        long used,
        long bytes,
        long observations,
        long firstMicros,
        long lastMicros,
        List<Problem> problems) {
    public LogResult {
        problems = List.copyOf(problems);
    }
}
