package dev.firebreak.core.answer;

import dev.firebreak.core.model.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts over all assets while the answer walks them.
final class CoverageCount {
    private final Lacks lacks;
    private int assets;
    private int withInventory;
    private int stale;
    private int inLogs;
    private @Nullable Instant oldest;
    private @Nullable Instant newest;

    CoverageCount(Lacks lacks) {
        this.lacks = lacks;
    }

    /// @param first of assets that are known equally well, the one with the oldest inventory
    /// @param last the one with the newest
    void add(AssetFacts first, AssetFacts last, int n) {
        assets += n;
        inLogs += first.inLogs() ? n : 0;
        if (!first.hasInventory()) {
            return;
        }
        withInventory += n;
        stale += lacks.stale(first) ? n : 0;
        Instant from = first.inventoryAsOf();
        Instant until = last.inventoryAsOf();
        if (from != null && until != null) {
            oldest = oldest == null || from.isBefore(oldest) ? from : oldest;
            newest = newest == null || until.isAfter(newest) ? until : newest;
        }
    }

    Coverage coverage(LogSpan logs, List<Reason> notes) {
        Period period = lacks.period();
        return new Coverage(
                assets,
                withInventory,
                stale,
                inLogs,
                oldest,
                newest,
                logs,
                period.missingDays(),
                period.from(),
                period.until(),
                notes);
    }
}
