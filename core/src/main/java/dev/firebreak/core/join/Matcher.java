package dev.firebreak.core.join;

/// Decides whether a thing on an indicator's key is what the indicator looks for. Must be a pure function.
public interface Matcher {
    enum Answer {
        NO,
        YES,
        /// It cannot be told, such as a component without a version.
        UNSURE
    }

    /// Called only for kinds whose key does not decide alone ([JoinKey.Kind#decides]).
    ///
    /// @param value the observed thing as [KeyedObservation#value] had it
    Answer meets(KeyedIndicator indicator, String value);
}
