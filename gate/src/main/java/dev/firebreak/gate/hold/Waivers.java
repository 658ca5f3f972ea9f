package dev.firebreak.gate.hold;

import dev.firebreak.gate.hold.LedgerEntry.Action;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Exceptions: one exact file, a reason, an end, and two people. There is no other way past the gate; that a release
/// calls itself a security fix is none.
public final class Waivers {
    /// A waiver lasts at most this long.
    public static final Duration LONGEST = Duration.ofDays(90);

    private static final int SHORTEST_REASON = 10;

    private final Ledger ledger;
    private final Clock clock;

    public Waivers(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /// Writes a waiver into the ledger.
    ///
    /// @param expires ISO date (the end of that day, UTC) or instant
    /// @throws IllegalArgumentException with a sentence for the user if a condition is not met
    public LedgerEntry grant(String sha256, String reason, String expires, List<String> people)
            throws IOException {
        return grant(sha256, reason, expires, people, List.of(), false);
    }

    /// Writes a waiver into the ledger.
    ///
    /// @param expires ISO date (the end of that day, UTC) or instant
    /// @param rings the rings it holds for; empty for all
    /// @param denied it holds although the file was denied
    /// @throws IllegalArgumentException with a sentence for the user if a condition is not met
    public LedgerEntry grant(
            String sha256,
            String reason,
            String expires,
            List<String> people,
            List<String> rings,
            boolean denied)
            throws IOException {
        String hash = sha256.toLowerCase(Locale.ROOT);
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "A waiver names one exact file by its SHA-256 (64 hex digits).");
        }
        if (reason.strip().length() < SHORTEST_REASON) {
            throw new IllegalArgumentException(
                    "A waiver needs a reason of at least " + SHORTEST_REASON + " characters.");
        }
        List<String> names = people.stream().map(String::strip).filter(p -> !p.isEmpty()).toList();
        if (names.size() != 2 || names.get(0).equalsIgnoreCase(names.get(1))) {
            throw new IllegalArgumentException("A waiver needs two different people (--by twice).");
        }
        Instant until = end(expires);
        Instant now = clock.instant();
        if (!until.isAfter(now)) {
            throw new IllegalArgumentException("The waiver's end lies in the past.");
        }
        if (until.isAfter(now.plus(LONGEST).plus(Duration.ofDays(1)))) {
            throw new IllegalArgumentException(
                    "A waiver lasts " + LONGEST.toDays() + " days at most.");
        }
        return ledger.append(
                Action.WAIVED,
                String.join(", ", names),
                "",
                "",
                hash,
                denied ? "DENY" : "",
                String.join(",", rings),
                reason.strip(),
                until);
    }

    private static Instant end(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("The end must be a date such as 2026-12-31.", e);
        }
    }

    /// The waiver in force for a file and a ring, if there is one.
    ///
    /// @param verdict of the file; DENY needs a waiver that says so
    public static Optional<LedgerEntry> inForce(
            List<LedgerEntry> entries, String sha256, String ring, String verdict, Instant now) {
        return entries.stream()
                .filter(
                        e ->
                                e.action() == Action.WAIVED
                                        && e.sha256().equals(sha256)
                                        && e.until() != null
                                        && e.until().isAfter(now)
                                        && (e.ring().isEmpty()
                                                || List.of(e.ring().split(",")).contains(ring))
                                        && (!verdict.equals("DENY") || e.verdict().equals("DENY")))
                .findFirst();
    }
}
