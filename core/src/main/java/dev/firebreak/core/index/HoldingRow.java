package dev.firebreak.core.index;

import java.util.Arrays;

/// When a station had a component.
final class HoldingRow {
    /// The end of an interval that still lasts.
    static final long OPEN = Long.MAX_VALUE;

    int station;

    /// Since the station's first report and still: nothing more is stored, which is why the memory of an estate is small.
    boolean always;

    /// from, until, from, until ... in microseconds, ascending; empty if `always`, or if the station lost the row.
    long[] times = new long[0];

    boolean now() {
        return always || (times.length > 0 && times[times.length - 1] == OPEN);
    }

    boolean sameTimes(HoldingRow o) {
        return always == o.always && Arrays.equals(times, o.times);
    }
}
