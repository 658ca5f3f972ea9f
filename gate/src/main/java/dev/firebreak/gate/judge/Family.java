package dev.firebreak.gate.judge;

import java.util.Locale;

/// What kind of evidence a finding is. Evidence of different kinds on the same file supports each other; more of the
/// same kind does not.
public enum Family {
    /// Code can do what it could not do before.
    CAPABILITY,
    /// It talks to a place that nothing named before.
    DESTINATION,
    /// Something is hidden or made unreadable.
    CONCEALMENT,
    /// It runs by itself or with more rights.
    PLACE,
    /// It was made by other hands or tools than the rest.
    PROVENANCE,
    /// It was packed at another time than the rest.
    TIMING,
    /// Signatures.
    SIGNATURE,
    /// The package contradicts itself.
    INTEGRITY,
    /// Named in a warning or by a rule.
    KNOWN,
    /// Could not be looked at.
    OPENING,
    /// Told for the record.
    CHANGE;

    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }
}
