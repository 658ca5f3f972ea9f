package dev.firebreak.core.match;

import static dev.firebreak.core.model.ObservationSink.NO_TIME;

import dev.firebreak.core.model.Slice;
import java.util.BitSet;
import java.util.function.Supplier;

/// What one log covers: first, last, observations, days.
final class LogTally {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    final String name;
    final String kind;
    final Supplier<Slice> line;
    long first = Long.MAX_VALUE;
    long last = NO_TIME;
    long observations;
    long hosts;
    final BitSet days = new BitSet();
    boolean ended;
    long lastDay = Long.MIN_VALUE;
    long baseDay = Long.MIN_VALUE;

    LogTally(String name, String kind, Supplier<Slice> line) {
        this.name = name;
        this.kind = kind;
        this.line = line;
    }

    void note(long micros) {
        observations++;
        if (micros == NO_TIME) {
            return;
        }
        first = Math.min(first, micros);
        last = Math.max(last, micros);
        long day = Math.floorDiv(micros, MICROS_PER_DAY);
        if (day != lastDay) {
            lastDay = day;
            baseDay = baseDay == Long.MIN_VALUE ? day - HostTable.MAX_DAYS : baseDay;
            if (day >= baseDay && day < baseDay + 2L * HostTable.MAX_DAYS) {
                days.set((int) (day - baseDay));
            }
        }
    }

    SourceCoverage coverage() {
        return new SourceCoverage(
                name,
                kind,
                Micros.instant(first, Long.MAX_VALUE),
                Micros.instant(last, NO_TIME),
                DaySet.of(baseDay == Long.MIN_VALUE ? 0 : baseDay, days),
                observations,
                hosts);
    }
}
