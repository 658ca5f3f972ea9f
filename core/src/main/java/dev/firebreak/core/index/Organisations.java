package dev.firebreak.core.index;

import java.util.Locale;

/// Names of organisations: compared without letter case.
final class Organisations {
    /// Stands in place of one that was forgotten; no real name has a NUL.
    static final String FORGOTTEN = "\0";

    private Organisations() {}

    static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
