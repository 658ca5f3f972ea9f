package dev.firebreak.core.answer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What all logs together cover.
///
/// @param sources log files that were read
/// @param lines lines that were read, [#LINES_UNKNOWN] if nobody told
/// @param first time of the earliest line, absent if no line carries a time
/// @param last time of the latest line
/// @param days days (UTC) with at least one line
public record LogSpan(
        int sources, long lines, @Nullable Instant first, @Nullable Instant last, LogDays days) {
    public static final long LINES_UNKNOWN = -1;

    public static final LogSpan NONE = new LogSpan(0, 0, null, null, LogDays.NONE);
}
