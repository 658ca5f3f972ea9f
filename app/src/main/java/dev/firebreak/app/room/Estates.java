package dev.firebreak.app.room;

import dev.firebreak.app.memory.Telling;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything the organisations have reported, kept apart by organisation, and the answers that come from it. The server
/// knows no more of how reports are kept.
public interface Estates extends AutoCloseable {
    /// What a report is taken for.
    enum Kind {
        INVENTORY,
        LOG,
        /// Its content tells.
        ANY
    }

    /// What came of a report. When it is there, the report is on disk and survives a crash.
    ///
    /// @param recognised what it was taken for, absent if it is nothing that is known
    /// @param entries components or log lines that are used
    /// @param problems everything that is not used, in plain words
    record Receipt(@Nullable String recognised, long entries, List<Problem> problems) {
        public Receipt {
            problems = List.copyOf(problems);
        }
    }

    /// How much is known of an organisation's machines.
    record Coverage(
            int machines,
            int withInventory,
            @Nullable Instant latestReport,
            @Nullable Instant logsFrom,
            @Nullable Instant logsUntil,
            boolean hasLogs) {
        public static final Coverage NONE = new Coverage(0, 0, null, null, null, false);
    }

    /// Takes a report in.
    ///
    /// @param organisation key of the organisation it belongs to, whatever the report itself says
    /// @param name of the report, usually a file name; evidence refers to it
    /// @param content may be compressed with gzip or zstd; read to its end, not closed
    /// @param received when it came in, which dates what carries no time of its own
    /// @throws IOException if it could not be kept; then nothing of it is used
    Receipt take(String organisation, String name, Kind kind, InputStream content, Instant received)
            throws IOException;

    /// One organisation's machines in numbers.
    ///
    /// @param machines all that are known
    /// @param undecided neither affected nor contacted, but something that was asked is not known
    record Counts(int machines, int affected, int contacted, int undecided) {}

    /// A warning that was asked of everybody at one moment: what it names is looked up once, and then each organisation
    /// is counted or answered by itself. Safe for use by several threads. Answers that are computed elsewhere come in
    /// here too.
    interface Asked {
        /// Numbers alone, at once.
        Counts counts(String organisation);

        /// Tells the machines that are hit, those of which something is said, and a bounded number of those of which too
        /// little is known.
        void tell(String organisation, Telling each);
    }

    /// Asks what the warning means now.
    Asked ask(Advisory understanding, Instant asOf);

    Coverage coverage(String organisation);

    /// What this engine depends on beyond the server itself, and whether it answers: `UP` or `DOWN`.
    default Map<String, String> health() {
        return Map.of();
    }

    /// Forgets observations that are from before a moment and came in before it: logs of two years ago that are handed in
    /// today are asked today.
    void forgetBefore(Instant moment) throws IOException;

    /// Whether forgetting what is before a moment may change anything.
    boolean holdsBefore(Instant moment) throws IOException;

    /// A word for what is known, after the last change that came through this interface: another one after the next, and another one if
    /// somebody else changes it. Absent if the engine cannot tell; then nothing is known to be the same as before.
    @Nullable String state();

    /// Organisations whose answers may be different only because time went by: something was new enough at one moment and is
    /// too old at a later one. All of them if the engine cannot tell.
    ///
    /// @return keys, absent for all
    @Nullable Set<String> aged(Instant then, Instant now);

    @Override
    void close() throws IOException;
}
