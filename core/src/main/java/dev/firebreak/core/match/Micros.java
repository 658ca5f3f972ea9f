package dev.firebreak.core.match;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Times as microseconds since 1970.
final class Micros {
    private Micros() {}

    /// @param otherwise what stands for no time
    static long of(@Nullable Instant time, long otherwise) {
        return time == null
                ? otherwise
                : Math.addExact(
                        Math.multiplyExact(time.getEpochSecond(), 1_000_000),
                        time.getNano() / 1000);
    }

    /// @param none what stands for no time
    static @Nullable Instant instant(long micros, long none) {
        if (micros == none) {
            return null;
        }
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000L);
    }
}
