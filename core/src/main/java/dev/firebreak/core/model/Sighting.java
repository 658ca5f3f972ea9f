package dev.firebreak.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One machine met one indicator.
///
/// @param host the machine as the log names it, usually an address; empty if no log line tells
/// @param value what the log said, such as the subdomain that was looked up (that of the first line)
/// @param first time of the first line, absent if no line carried a time
/// @param last time of the last line
/// @param count lines
/// @param evidence the first line, and the last if it is another
public record Sighting(
        Indicator indicator,
        String host,
        String value,
        @Nullable Instant first,
        @Nullable Instant last,
        long count,
        List<Evidence> evidence) {
    public Sighting {
        Objects.requireNonNull(indicator);
        Objects.requireNonNull(host);
        Objects.requireNonNull(value);
        if (count < 1) {
            throw new IllegalArgumentException("a sighting without a line");
        }
        evidence = List.copyOf(evidence);
    }
}
