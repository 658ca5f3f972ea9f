package dev.firebreak.app.room;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/// For how long observations are kept.
///
/// @param months calendar months, counted in UTC
public record Retention(int months, Clock clock) {
    /// What was seen and came in before it is forgotten.
    public Instant limit() {
        return clock.instant().atZone(ZoneOffset.UTC).minusMonths(months).toInstant();
    }
}
