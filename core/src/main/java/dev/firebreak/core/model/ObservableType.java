package dev.firebreak.core.model;

import java.util.Locale;

/// What kind of thing an indicator or an observation names. CIDR blocks are IPV4 or IPV6 with a `/length`.
public enum ObservableType {
    DOMAIN,
    URL,
    IPV4,
    IPV6,
    EMAIL,
    MD5,
    SHA1,
    SHA256,
    FILENAME;

    /// The word used in JSON, `domain`, `sha256` and so on.
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }
}
