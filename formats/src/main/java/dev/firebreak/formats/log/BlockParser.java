package dev.firebreak.formats.log;

/// Reads blocks of whole lines of one log.
interface BlockParser {
    /// Bytes that may be read behind the end of a block, so that eight can be looked at together.
    int SLACK = 16;

    /// @param a the block lies in it; at least [#SLACK] bytes follow `end`
    /// @param start of the first line
    /// @param end behind the last line's `\n`, which is always there
    /// @param offset of the first line in the uncompressed source
    void block(byte[] a, int start, int end, long offset);

    /// The log is at its end.
    default void finish() {}
}
