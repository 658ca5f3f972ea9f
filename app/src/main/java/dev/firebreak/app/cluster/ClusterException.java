package dev.firebreak.app.cluster;

import java.io.IOException;

/// Something of the cluster did not work, said for the person who runs it.
public final class ClusterException extends IOException {
    private static final long serialVersionUID = 1;

    public ClusterException(String message) {
        super(message);
    }

    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
