package dev.firebreak.app.room;

import java.io.IOException;

/// What keeps the estate does not answer at the moment, or refuses: perhaps not all was taken in, nothing can be said. Tried
/// again later it may work; what was taken in does not count twice.
public final class EstateAwayException extends IOException {
    private static final long serialVersionUID = 1;

    public EstateAwayException(String message) {
        super(message);
    }

    public EstateAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
