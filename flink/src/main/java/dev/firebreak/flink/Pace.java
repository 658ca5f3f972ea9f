package dev.firebreak.flink;

/// Spreads long look-backs over time: after each one at least as long a pause, in which other keys have the task for
/// themselves.
final class Pace {
    private static final long MIN_MILLIS = 2;
    private static final long MAX_MILLIS = 400;

    private long step = 10;
    private long free;
    private long notBefore;

    /// When the next look-back may run, in milliseconds since 1970.
    long next() {
        long now = System.currentTimeMillis();
        free = Math.max(now + 1, free + step);
        return free;
    }

    boolean isTooSoon() {
        return System.currentTimeMillis() < notBefore;
    }

    void took(long nanos) {
        long millis = nanos / 1_000_000 + 1;
        step = Math.clamp((3 * step + 2 * millis) / 4, MIN_MILLIS, MAX_MILLIS);
        notBefore = System.currentTimeMillis() + Math.min(millis, MAX_MILLIS);
    }
}
