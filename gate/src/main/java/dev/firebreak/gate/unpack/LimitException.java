package dev.firebreak.gate.unpack;

import java.io.IOException;

/// A bound of [Limits] was reached: everything stops here and the release is held.
public final class LimitException extends IOException {
    private static final long serialVersionUID = 1;

    LimitException(String message) {
        super(message);
    }
}
