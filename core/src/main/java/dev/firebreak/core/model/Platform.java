package dev.firebreak.core.model;

import java.util.Locale;

/// The operating system a statement or a component is about.
///
/// [#ANY] in a statement means that it names no platform or all of them; [#UNKNOWN] in a component means that its
/// report does not tell. The two are never mixed up: an unknown platform gives the verdict "unknown", not "same".
public enum Platform {
    WINDOWS,
    MACOS,
    LINUX,
    ANDROID,
    IOS,
    ANY,
    UNKNOWN;

    /// The word used in JSON: `windows`, `macos`, `linux`, `android`, `ios`, `any`, `unknown`.
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }
}
