package dev.firebreak.flink;

/// Spreads long look-backs over time: after each page at least as long a pause, in which other keys have the task for
/// themselves.
final class Pace {
    private static final long MIN_MILLIS = 2;
    private static final long MAX_MILLIS = 400;

    private long step = 10;
    private long free;
    private long retry;
    private long notBefore;

    /// When a look-back that begins may run, in milliseconds since 1970: behind those that were here before.
    long next() {
        long now = System.currentTimeMillis();
        free = Math.max(now + 1, free + step);
        return free;
    }

    /// When a look-back that was due and found no place tries again: behind those that were turned away before it, one each
    /// millisecond, and not behind those whose turn has not come. So with a thousand turned away each tries once a second, and
    /// trying takes a hundredth of the processor however many there are.
    long again() {
        retry = Math.max(Math.max(System.currentTimeMillis(), notBefore), retry) + 1;
        return retry;
    }

    /// When a look-back that has begun may go on: right after the pause.
    long soon() {
        return Math.max(System.currentTimeMillis() + MIN_MILLIS, notBefore);
    }

    boolean isTooSoon() {
        return System.currentTimeMillis() < notBefore;
    }

    /// A page took so long.
    void took(long nanos) {
        long millis = nanos / 1_000_000 + 1;
        step = Math.clamp((3 * step + 2 * millis) / 4, MIN_MILLIS, MAX_MILLIS);
        pause(nanos);
    }

    /// Lets others have the task for as long as something took.
    void pause(long nanos) {
        notBefore = System.currentTimeMillis() + Math.min(nanos / 1_000_000 + 1, MAX_MILLIS);
    }
}
