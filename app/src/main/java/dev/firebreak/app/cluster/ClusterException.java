package dev.firebreak.app.cluster;

import dev.firebreak.app.text.Language;
import java.io.IOException;

/// Something of the cluster did not work, said for the person who runs it.
public final class ClusterException extends IOException {
    private static final long serialVersionUID = 2;

    private final String german;

    public ClusterException(String message) {
        this(message, message);
    }

    /// One that people meet when they use the commands as they should; the others speak of what broke, in English.
    public ClusterException(String english, String german) {
        super(english);
        this.german = german;
    }

    public ClusterException(String message, Throwable cause) {
        super(message, cause);
        this.german = message;
    }

    public String message(Language language) {
        return language.of(String.valueOf(getMessage()), german);
    }
}
