package dev.firebreak.core.match;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one log covers.
///
/// @param source the log as the user named it
/// @param kind of log, such as `zeek-tsv`
/// @param first time of its earliest observation, absent if none carried a time
/// @param days on which there is at least one observation (UTC)
/// @param observations it yielded
/// @param hosts it speaks of, each counted once
public record SourceCoverage(
        String source,
        String kind,
        @Nullable Instant first,
        @Nullable Instant last,
        DaySet days,
        long observations,
        long hosts) {}
