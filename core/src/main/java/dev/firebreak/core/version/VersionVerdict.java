package dev.firebreak.core.version;

import dev.firebreak.core.model.Reason;
import java.util.Objects;

/// Whether a reported version is among those a statement names.
///
/// @param reason says what was compared with what; for [Outcome#UNKNOWN] what is missing
public record VersionVerdict(Outcome outcome, Reason reason) {
    public enum Outcome {
        MATCH,
        NO_MATCH,
        /// Missing, unreadable or not comparable; never to be read as "not affected".
        UNKNOWN
    }

    public VersionVerdict {
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(reason);
    }

    static VersionVerdict match(String code, String english, String german) {
        return new VersionVerdict(Outcome.MATCH, new Reason(code, english, german));
    }

    static VersionVerdict noMatch(String code, String english, String german) {
        return new VersionVerdict(Outcome.NO_MATCH, new Reason(code, english, german));
    }

    static VersionVerdict unknown(String code, String english, String german) {
        return new VersionVerdict(Outcome.UNKNOWN, new Reason(code, english, german));
    }
}
