package dev.firebreak.core.cases;

/// What was done; a case closes only with one of these.
public enum Outcome {
    CLEANED,
    /// It turned out that nothing was affected.
    NOT_AFFECTED,
    /// The risk is accepted; needs a reason.
    RISK_ACCEPTED
}
