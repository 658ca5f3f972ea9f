package dev.firebreak.gate.hold;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One decision.
///
/// @param number 1-based position
/// @param by who decided: a person, or `gate` for the program itself; of a waiver both people, joined by `, `
/// @param reason in English
/// @param reasonDe the reason in German, empty where it is what a person wrote or was written by an earlier version
/// @param measure of a waiver: later releases may be compared with this file although it was held
/// @param until when a waiver ends; absent for other decisions
/// @param previous hash of the entry before, 64 zeros for the first
/// @param hash SHA-256 over the entry without this field
public record LedgerEntry(
        long number,
        Instant time,
        Action action,
        String by,
        String product,
        String file,
        String sha256,
        String verdict,
        String ring,
        String reason,
        String reasonDe,
        boolean measure,
        @Nullable Instant until,
        String previous,
        String hash) {
    public enum Action {
        /// A release was seen for the first time; its waiting time starts.
        SEEN,
        /// A release was examined; `verdict` says with what result.
        EXAMINED,
        /// A release went to a ring.
        RELEASED,
        /// Two people let one exact file pass until a date.
        WAIVED
    }
}
