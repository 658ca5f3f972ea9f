package dev.firebreak.app.memory;

import dev.firebreak.formats.Inventories;
import java.time.Instant;

/// What is known of a file before its turn to be taken in.
sealed interface Prepared {
    /// It has to be read when its turn comes: it is a log, large, or cannot be read.
    record Unread() implements Prepared {}

    /// It was taken in before and has not changed.
    record Known() implements Prepared {}

    /// An inventory that has been parsed.
    ///
    /// @param hash of its name and content
    /// @param bytes after decompression
    /// @param made when its lists were made if they do not tell
    record Parsed(byte[] hash, long bytes, Instant made, Told told, Inventories.ReadResult result)
            implements Prepared {}
}
