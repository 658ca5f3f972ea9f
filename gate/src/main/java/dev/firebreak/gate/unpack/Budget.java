package dev.firebreak.gate.unpack;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Counts what an examination has used of its [Limits].
final class Budget {
    private final Limits limits;
    private final long deadline;
    private final AtomicInteger files = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    Budget(Limits limits, long nowNanos) {
        this.limits = limits;
        this.deadline = nowNanos + limits.time().toNanos();
    }

    Limits limits() {
        return limits;
    }

    void countFile() throws LimitException {
        if (files.incrementAndGet() > limits.files()) {
            throw new LimitException("more than " + limits.files() + " entries");
        }
        checkTime();
    }

    void countBytes(long n) throws LimitException {
        if (bytes.addAndGet(n) > limits.bytes()) {
            throw new LimitException("more than " + limits.bytes() + " unpacked bytes");
        }
        checkTime();
    }

    void checkTime() throws LimitException {
        if (System.nanoTime() - deadline > 0) {
            throw new LimitException(
                    "not finished within " + limits.time().toSeconds() + " seconds");
        }
    }
}
