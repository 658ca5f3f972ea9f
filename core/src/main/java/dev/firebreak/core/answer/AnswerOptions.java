package dev.firebreak.core.answer;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How an answer is to be computed.
///
/// @param asOf the moment it is about
/// @param maxInventoryAge an inventory older than this at `asOf` makes its asset unknown
/// @param from start of the period in which contacts matter, if the user says so
/// @param until its end
public record AnswerOptions(
        Instant asOf, Duration maxInventoryAge, @Nullable Instant from, @Nullable Instant until) {
    /// An inventory may be this old before it stops to count as knowledge.
    public static final Duration DEFAULT_MAX_INVENTORY_AGE = Duration.ofDays(30);
}
