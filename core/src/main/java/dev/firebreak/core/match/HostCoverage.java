package dev.firebreak.core.match;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the logs cover of one machine.
///
/// @param host as the logs name it
/// @param first time of its earliest line, absent if no line carried a time
/// @param last time of its latest line
/// @param days on which there is at least one line (UTC)
/// @param lines that speak of it
/// @param kinds of log that speak of it, such as `zeek-tsv`
public record HostCoverage(
        String host,
        @Nullable Instant first,
        @Nullable Instant last,
        DaySet days,
        long lines,
        Set<String> kinds) {
    public HostCoverage {
        kinds = Set.copyOf(kinds);
    }
}
