package dev.firebreak.stream.wire;

/// A record is not what its topic holds: damaged, foreign, or of a newer version. The message says what and where.
public final class MalformedRecordException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MalformedRecordException(String message) {
        super(message);
    }
}
