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

    /// What a waiver reaches.
    ///
    /// @param rings the rings it holds for, or [#EVERY] alone
    /// @param denied it holds although the file was denied
    /// @param measure later releases may be compared with this file although it was held
    public record Reach(List<String> rings, boolean denied, boolean measure) {
        /// In place of names: every ring, also one that is set up later.
        public static final String EVERY = "*";

        public Reach {
            rings = List.copyOf(rings);
        }

        /// Only to these rings, not if it was denied, and not as the measure of what comes later.
        public static Reach of(String... rings) {
            return new Reach(List.of(rings), false, false);
        }
    }

    /// Writes a waiver into the ledger.
    ///
    /// @param account who is logged in where it is written, which need not be one of the people; said in the ledger
    /// @param expires ISO date (the end of that day, UTC) or instant
    /// @throws IllegalArgumentException with a sentence for the user if a condition is not met
    public LedgerEntry grant(
            String sha256,
            String reason,
            String account,
            String expires,
            List<String> people,
            Reach reach)
            throws IOException {
        String hash = sha256.toLowerCase(Locale.ROOT);
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "A waiver names one exact file by its SHA-256 (64 hex digits).");
        }
        // The reason alone is measured, and blanks say nothing.
        String why = reason.strip();
        if (why.codePoints().filter(Character::isLetterOrDigit).count() < SHORTEST_REASON) {
            throw new IllegalArgumentException(
                    "A waiver needs a reason of at least "
                            + SHORTEST_REASON
                            + " letters or digits.");
        }
        List<String> names = people.stream().map(String::strip).filter(p -> !p.isEmpty()).toList();
        if (names.size() != 2 || names.get(0).equalsIgnoreCase(names.get(1))) {
            throw new IllegalArgumentException("A waiver needs two different people (--by twice).");
        }
        if (reach.rings().isEmpty()) {
            throw new IllegalArgumentException(
                    "A waiver names the rings it holds for (--ring), or says that it holds for every ring (--every-ring).");
        }
        for (String ring : reach.rings()) {
            if (!ring.equals(Reach.EVERY) && !Ring.named(ring)) {
                throw new IllegalArgumentException("'" + ring + "' is no name of a ring.");
            }
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
                reach.denied() ? "DENY" : "",
                String.join(",", reach.rings()),
                why + " (written by the account " + account + ")",
                why + " (eingetragen vom Konto " + account + ")",
                reach.measure(),
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
    /// @param entries of a whole chain ([Ledger#verified()])
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
                                        && reaches(e.ring(), ring)
                                        && (!verdict.equals("DENY") || e.verdict().equals("DENY")))
                .findFirst();
    }

    /// Entries of earlier versions name no ring if they hold for every one.
    private static boolean reaches(String rings, String ring) {
        return rings.isEmpty()
                || rings.equals(Reach.EVERY)
                || List.of(rings.split(",")).contains(ring);
    }
}
