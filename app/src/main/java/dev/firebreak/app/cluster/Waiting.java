package dev.firebreak.app.cluster;

import java.time.Duration;

/// Asks again until something is so.
final class Waiting {
    private Waiting() {}

    /// A condition that may fail while a process is not up yet.
    interface Condition {
        boolean holds();
    }

    /// @return whether it came to be within the limit; false too when the thread is interrupted
    static boolean until(Duration limit, Condition condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            try {
                Thread.sleep(Limits.POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
