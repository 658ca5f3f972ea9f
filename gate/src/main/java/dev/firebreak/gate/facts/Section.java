package dev.firebreak.gate.facts;

/// A section or segment of an executable.
///
/// @param offset in the file, in bytes
/// @param size in the file, in bytes
/// @param virtualSize in memory, in bytes
/// @param entropy Shannon entropy in bits per byte, 0 to 8
/// @param flags `r`, `w`, `x` as far as set
public record Section(
        String name, long offset, long size, long virtualSize, double entropy, String flags) {}
