package dev.firebreak.core.model;

import java.util.Objects;

/// The place in a log that proves a sighting; it can be found again as long as the source exists.
///
/// @param source the log as the user named it
/// @param offset of the line's first byte after decompression
/// @param line the line itself, cut at 2,000 characters; empty when only the place is kept
public record Evidence(String source, long offset, String line) {
    public Evidence {
        Objects.requireNonNull(source);
        Objects.requireNonNull(line);
    }
}
