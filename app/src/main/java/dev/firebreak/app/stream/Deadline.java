package dev.firebreak.app.stream;

import java.time.Duration;

/// Until when something is waited for.
record Deadline(long nanos) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    boolean isOver() {
        return System.nanoTime() - nanos >= 0;
    }

    /// How long to wait now, at least a millisecond.
    ///
    /// @param most milliseconds
    long millis(long most) {
        return Math.clamp((nanos - System.nanoTime()) / 1_000_000, 1, most);
    }
}
