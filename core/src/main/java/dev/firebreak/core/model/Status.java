package dev.firebreak.core.model;

/// What a statement says of the versions it names.
public enum Status {
    AFFECTED,
    NOT_AFFECTED,
    FIXED,
    UNDER_INVESTIGATION
}
