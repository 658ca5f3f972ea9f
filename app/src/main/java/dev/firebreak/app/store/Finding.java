package dev.firebreak.app.store;

import dev.firebreak.core.model.Verdict;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A machine that an answer names.
///
/// @param machine its name, empty if a log names none
/// @param since when the answer named it first
public record Finding(
        String machine,
        Verdict verdict,
        boolean contacted,
        @Nullable Instant firstContact,
        @Nullable Instant lastContact,
        long contacts,
        List<Proof> proofs,
        Instant since) {
    public Finding {
        proofs = List.copyOf(proofs);
    }

    /// Why a machine is named.
    ///
    /// @param kind `installed`, `contact` or `unknown`
    /// @param subject the installed program and version, or what was contacted
    /// @param meets the statement or indicator of the warning
    /// @param source inventory or log
    /// @param place line of the inventory, or offset in the log
    public record Proof(
            String kind,
            String subject,
            String meets,
            String source,
            long place,
            String line,
            @Nullable Instant first,
            @Nullable Instant last,
            long count,
            String german,
            String english) {
        /// Between the name of a report and the moment when it was handed in.
        public static final String HANDED_IN = " @ ";

        /// When the report it stands in was handed in, if that is known.
        public @Nullable Instant handedIn() {
            int at = source.lastIndexOf(HANDED_IN);
            try {
                return at < 0 ? null : Instant.parse(source.substring(at + HANDED_IN.length()));
            } catch (DateTimeParseException e) {
                return null; // a name that has the sign in it
            }
        }

        public String text(String language) {
            return language.equals("de") ? german : english;
        }
    }

    /// Whether it is affected or was contacted.
    public boolean hit() {
        return verdict != Verdict.UNKNOWN;
    }

    /// Whether the same is said of it as before, whenever that was said first.
    boolean saysTheSameAs(Finding before) {
        return verdict == before.verdict
                && contacted == before.contacted
                && contacts == before.contacts
                && java.util.Objects.equals(firstContact, before.firstContact)
                && java.util.Objects.equals(lastContact, before.lastContact)
                && proofs.equals(before.proofs);
    }

    Finding since(Instant moment) {
        return new Finding(
                machine, verdict, contacted, firstContact, lastContact, contacts, proofs, moment);
    }

    /// Its name as it is sorted and searched by.
    String key() {
        return key(machine);
    }

    static String key(String name) {
        // PostgreSQL's texts hold no NUL.
        return name.toLowerCase(Locale.ROOT).replace("\0", "");
    }
}
