package dev.firebreak.core.index;

import java.io.IOException;

/// The memory was written by a version of the program that this one does not know.
public final class VersionException extends IOException {
    private static final long serialVersionUID = 1;

    VersionException(int version) {
        super(
                "the memory has format "
                        + version
                        + ", this program reads up to "
                        + Manifest.VERSION
                        + "; use a newer Firebreak");
    }
}
