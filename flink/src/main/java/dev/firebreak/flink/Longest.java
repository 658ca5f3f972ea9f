package dev.firebreak.flink;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import org.apache.flink.metrics.MetricGroup;

/// The longest single calls of an operator since its start, by what called, as metrics in milliseconds: of wall time, and of
/// the processor's time, which leaves out waiting for a processor, for the disk and for the garbage collector.
///
/// Of the longest call of each kind it is also told how much the garbage collector took, all tasks of the process standing still.
///
/// Asking for the processor's time costs more than most calls. It is asked before every so many calls only, so that of a
/// call it is what it and what ran before it since then took together, and never more than its wall time.
final class Longest {
    private static final int SAMPLE = 64;

    /// Of shorter calls the processor's time is not asked.
    private static final long SLOW_NANOS = 5_000_000;

    enum Call {
        OBSERVATION,
        INDICATOR,
        LOOK_BACK
    }

    private static final Call[] CALLS = Call.values();

    private final long[] nanos = new long[CALLS.length];
    private final long[] processor = new long[CALLS.length];

    /// What the garbage collector took of the longest call, in milliseconds.
    private final long[] collector = new long[CALLS.length];

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final List<GarbageCollectorMXBean> collectors =
            ManagementFactory.getGarbageCollectorMXBeans();
    private long before;
    private long collectedBefore;
    private int calls;

    Longest(MetricGroup metrics) {
        metrics.gauge("firebreakLongestCallMillis", () -> millis(nanos, CALLS));
        metrics.gauge("firebreakLongestProcessorMillis", () -> millis(processor, CALLS));
        metrics.gauge("firebreakLongestObservationMillis", () -> millis(nanos, Call.OBSERVATION));
        metrics.gauge("firebreakLongestIndicatorMillis", () -> millis(nanos, Call.INDICATOR));
        metrics.gauge("firebreakLongestLookBackMillis", () -> millis(nanos, Call.LOOK_BACK));
        metrics.gauge(
                "firebreakLongestObservationCollectorMillis",
                () -> collector[Call.OBSERVATION.ordinal()]);
        metrics.gauge(
                "firebreakLongestIndicatorCollectorMillis",
                () -> collector[Call.INDICATOR.ordinal()]);
        metrics.gauge(
                "firebreakLongestLookBackCollectorMillis",
                () -> collector[Call.LOOK_BACK.ordinal()]);
    }

    /// To be called at the begin of each call.
    ///
    /// @return as [System#nanoTime]
    long begin() {
        if (calls++ % SAMPLE == 0) {
            before = threads.getCurrentThreadCpuTime();
            collectedBefore = collected();
        }
        return System.nanoTime();
    }

    private long collected() {
        long millis = 0;
        for (GarbageCollectorMXBean one : collectors) {
            millis += one.getCollectionTime();
        }
        return millis;
    }

    /// @param start as of [#begin]
    /// @return how long the call took, in nanoseconds
    long took(Call call, long start) {
        long took = System.nanoTime() - start;
        int of = call.ordinal();
        boolean longest = took > nanos[of];
        nanos[of] = Math.max(nanos[of], took);
        if (took > SLOW_NANOS) {
            long all = collected();
            if (longest) {
                collector[of] = Math.min(all - collectedBefore, took / 1_000_000);
            }
            collectedBefore = all;
            long now = threads.getCurrentThreadCpuTime();
            processor[of] = Math.max(processor[of], Math.min(took, now - before));
            before = now;
        }
        return took;
    }

    private static long millis(long[] nanos, Call... calls) {
        long longest = 0;
        for (Call call : calls) {
            longest = Math.max(longest, nanos[call.ordinal()]);
        }
        return longest / 1_000_000;
    }
}
