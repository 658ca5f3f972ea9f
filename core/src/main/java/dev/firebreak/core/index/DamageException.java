package dev.firebreak.core.index;

import java.io.IOException;

/// A block of a file does not have the content it was written with, and the rest was not enough to restore it.
public final class DamageException extends IOException {
    private static final long serialVersionUID = 1;

    private final String file;
    private final long offset;

    DamageException(String file, long offset, String what) {
        super(file + ": damaged at offset " + offset + ": " + what);
        this.file = file;
        this.offset = offset;
    }

    public String file() {
        return file;
    }

    public long offset() {
        return offset;
    }
}
