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

    void add(AssetFacts state) {
        assets++;
        inLogs += state.inLogs() ? 1 : 0;
        if (!state.hasInventory()) {
            return;
        }
        withInventory++;
        stale += lacks.stale(state) ? 1 : 0;
        Instant asOf = state.inventoryAsOf();
        if (asOf != null) {
            oldest = oldest == null || asOf.isBefore(oldest) ? asOf : oldest;
            newest = newest == null || asOf.isAfter(newest) ? asOf : newest;
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
