package dev.firebreak.core.index;

/// Bytes with a right checksum that are not what the format says.
final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
        super(message);
    }
}
