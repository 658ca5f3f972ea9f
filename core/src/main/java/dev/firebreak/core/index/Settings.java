package dev.firebreak.core.index;

/// Bounds and clock of a memory.
///
/// @param memoryBytes heap that taking in may use; questions need little beside what they answer
/// @param ledger whether lines are remembered one by one, so that overlapping logs count once; costs about five bytes a line
/// @param clock microseconds since 1970 now
public record Settings(long memoryBytes, boolean ledger, Clock clock) {
    /// Two gigabytes.
    public static final long DEFAULT_MEMORY = 2L << 30;

    /// The least that makes sense.
    public static final long LEAST_MEMORY = 4L << 20;

    /// Microseconds since 1970.
    @FunctionalInterface
    public interface Clock {
        long nowMicros();
    }

    public Settings {
        if (memoryBytes < LEAST_MEMORY) {
            throw new IllegalArgumentException(
                    "a memory of less than " + (LEAST_MEMORY >> 20) + " MB");
        }
    }

    public static Settings defaults() {
        return new Settings(
                DEFAULT_MEMORY,
                true,
                () -> {
                    java.time.Instant now = java.time.Instant.now();
                    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
                });
    }

    public Settings withMemory(long bytes) {
        return new Settings(bytes, ledger, clock);
    }

    public Settings withLedger(boolean on) {
        return new Settings(memoryBytes, on, clock);
    }

    public Settings withClock(Clock newClock) {
        return new Settings(memoryBytes, ledger, newClock);
    }
}
