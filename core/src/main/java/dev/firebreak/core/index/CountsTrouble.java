package dev.firebreak.core.index;

/// Why the counts that are kept beside a large memory were of no use, so that it was counted anew; no answer is affected.
///
/// @param file in the folder of the memory
/// @param reason in English, as the system tells it; empty if the kind says all
public record CountsTrouble(String file, Kind kind, String reason) {
    public enum Kind {
        /// Cut off, or a byte of it has changed.
        DAMAGED,
        /// Whole, but of another memory, or written by another version of the program.
        FOREIGN,
        /// The system does not let it be read.
        UNREADABLE,
        /// It could not be written, so the next one counts again.
        NOT_WRITTEN
    }
}
