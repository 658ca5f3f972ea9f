package dev.firebreak.gate.judge;

/// What is done with a release.
public enum Verdict {
    /// Nothing in its content speaks against it; age and rings still apply where a folder is watched.
    RELEASE,
    /// A person must look first.
    HOLD,
    /// Known bad, or altered after it was signed.
    DENY
}
