package dev.firebreak.core.model;

/// What the answer says of an asset; several can hold at once.
public enum Verdict {
    /// An affected version is installed.
    AFFECTED,
    /// It met an indicator.
    CONTACTED,
    /// Everything that was asked is known, and nothing was found.
    NOT_AFFECTED,
    /// Something that was asked is not known; the reasons say what.
    UNKNOWN
}
