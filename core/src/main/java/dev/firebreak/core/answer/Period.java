package dev.firebreak.core.answer;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The period in which contacts matter, and the days of it that no log covers.
///
/// Only the user states a period. What a warning gives as "valid from" is mostly the day it was written, so it neither
/// bounds the search nor makes an earlier log incomplete. Without a period, gaps inside the logs are named.
///
/// @param stated whether the user stated a period
/// @param missingDays at most [Coverage#MAX_DAYS]
record Period(
        @Nullable Instant from,
        @Nullable Instant until,
        boolean stated,
        List<LocalDate> missingDays) {
    static Period of(AnswerOptions options, LogSpan logs) {
        Instant from = options.from();
        Instant until = options.until();
        boolean stated = from != null || until != null;
        if (logs.days().isEmpty()) {
            return new Period(from, until, stated, List.of());
        }
        LocalDate first =
                from == null
                        ? logs.days().first().orElseThrow()
                        : LocalDate.ofInstant(from, ZoneOffset.UTC);
        LocalDate last =
                until == null ? lastDay(options, logs) : LocalDate.ofInstant(until, ZoneOffset.UTC);
        List<LocalDate> missing = new ArrayList<>();
        for (LocalDate d = first;
                !d.isAfter(last) && missing.size() < Coverage.MAX_DAYS;
                d = d.plusDays(1)) {
            if (!logs.days().contains(d)) {
                missing.add(d);
            }
        }
        return new Period(from, until, stated, List.copyOf(missing));
    }

    /// With a stated start, the period runs to the moment of the answer; else to the end of the logs.
    private static LocalDate lastDay(AnswerOptions options, LogSpan logs) {
        return options.from() != null
                ? LocalDate.ofInstant(options.asOf(), ZoneOffset.UTC)
                : logs.days().last().orElseThrow();
    }
}
