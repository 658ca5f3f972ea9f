package dev.firebreak.gate.unpack;

import java.time.Duration;

/// Bounds of one examination; reaching one is an obstacle, and an obstacle holds the release.
///
/// @param files entries in all containers together
/// @param depth containers inside containers
/// @param bytes unpacked bytes of all entries together
/// @param fileBytes unpacked bytes of one entry
/// @param time wall time of the whole examination
/// @param heapFile files up to this size are held in memory, larger ones in a work file
public record Limits(
        int files, int depth, long bytes, long fileBytes, Duration time, int heapFile) {
    public static final Limits DEFAULT =
            new Limits(300_000, 10, 16L << 30, 4L << 30, Duration.ofMinutes(10), 48 << 20);

    /// The longest entry name; a longer one is an obstacle.
    public static final int NAME = 4096;
}
