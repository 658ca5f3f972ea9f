package dev.firebreak.core.judge;

/// What a statement, or all statements together, mean for a component.
public enum Outcome {
    AFFECTED,
    NOT_AFFECTED,
    /// Something is missing or undecided; the reasons say what.
    UNKNOWN,
    /// The statement says nothing about this component.
    NONE
}
