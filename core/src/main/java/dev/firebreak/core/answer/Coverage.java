package dev.firebreak.core.answer;

import dev.firebreak.core.model.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Of how many machines and of which days an answer speaks.
///
/// @param assets machines known in any way
/// @param withInventory of them, with an inventory
/// @param staleInventory of them, with one that is too old
/// @param inLogs of them, named in a log on at least one day
/// @param inventoryOldest time of the oldest inventory that counts, absent if none carries a time
/// @param logs what the logs cover together
/// @param missingDays days between the logs' first and last on which no line stands, and days of the asked period
///     outside; at most [#MAX_DAYS] are listed
/// @param periodFrom start of the period that the warning's indicators are valid for or the user asked for
/// @param notes what this answer does not speak of
public record Coverage(
        int assets,
        int withInventory,
        int staleInventory,
        int inLogs,
        @Nullable Instant inventoryOldest,
        @Nullable Instant inventoryNewest,
        LogSpan logs,
        List<LocalDate> missingDays,
        @Nullable Instant periodFrom,
        @Nullable Instant periodUntil,
        List<Reason> notes) {
    /// Most missing days listed one by one.
    public static final int MAX_DAYS = 400;

    public Coverage {
        missingDays = List.copyOf(missingDays);
        notes = List.copyOf(notes);
    }
}
