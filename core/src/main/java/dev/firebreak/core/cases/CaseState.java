package dev.firebreak.core.cases;

/// How far the work on a case is.
public enum CaseState {
    /// The organisation was not told yet.
    OPEN,
    TOLD,
    ACKNOWLEDGED,
    ACTING,
    DONE
}
