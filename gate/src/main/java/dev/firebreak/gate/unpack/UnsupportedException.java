package dev.firebreak.gate.unpack;

import dev.firebreak.gate.facts.Obstacle;
import java.io.IOException;

/// The container uses a feature that cannot be opened here; nothing is wrong with it.
final class UnsupportedException extends IOException {
    private static final long serialVersionUID = 1;

    private final Obstacle.Kind kind;

    UnsupportedException(String message) {
        this(Obstacle.Kind.UNSUPPORTED, message);
    }

    UnsupportedException(Obstacle.Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    Obstacle.Kind kind() {
        return kind;
    }
}
