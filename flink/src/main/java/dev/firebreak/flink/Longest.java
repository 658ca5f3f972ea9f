package dev.firebreak.flink;

import org.apache.flink.metrics.MetricGroup;

/// The longest single calls of an operator since its start, by what called, as metrics in milliseconds of wall time.
final class Longest {
    enum Call {
        OBSERVATION,
        INDICATOR,
        LOOK_BACK
    }

    private static final Call[] CALLS = Call.values();

    private final long[] nanos = new long[CALLS.length];

    Longest(MetricGroup metrics) {
        metrics.gauge("firebreakLongestCallMillis", () -> millis(CALLS));
        metrics.gauge("firebreakLongestObservationMillis", () -> millis(Call.OBSERVATION));
        metrics.gauge("firebreakLongestIndicatorMillis", () -> millis(Call.INDICATOR));
        metrics.gauge("firebreakLongestLookBackMillis", () -> millis(Call.LOOK_BACK));
    }

    /// @param start as of [System#nanoTime]
    /// @return how long the call took, in nanoseconds
    long took(Call call, long start) {
        long took = System.nanoTime() - start;
        nanos[call.ordinal()] = Math.max(nanos[call.ordinal()], took);
        return took;
    }

    private long millis(Call... calls) {
        long longest = 0;
        for (Call call : calls) {
            longest = Math.max(longest, nanos[call.ordinal()]);
        }
        return longest / 1_000_000;
    }
}
