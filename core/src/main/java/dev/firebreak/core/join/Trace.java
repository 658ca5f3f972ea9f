package dev.firebreak.core.join;

import java.util.ArrayList;
import java.util.List;

/// All that one owner did under one key.
///
/// @param tallies one for each value and period, in no particular order
/// @param overflow lines that found no room because the owner touched more than [Join#MAX_TALLIES] values; while it is not
///     zero, no answer for this owner is sure to be complete
public record Trace(List<Tally> tallies, long overflow) {
    /// Nothing seen.
    public static final Trace EMPTY = new Trace(List.of(), 0);

    public Trace {
        tallies = List.copyOf(tallies);
    }

    /// Folds tallies, of which several may be of one value and period.
    public static Trace of(List<Tally> tallies) {
        Trace all = EMPTY;
        for (Tally t : tallies) {
            all = all.plus(t);
        }
        return all;
    }

    Trace plus(Tally t) {
        List<Tally> next = new ArrayList<>(tallies.size() + 1);
        boolean folded = false;
        for (Tally old : tallies) {
            if (!folded && old.sameRow(t.value(), t.period())) {
                next.add(old.fold(t));
                folded = true;
            } else {
                next.add(old);
            }
        }
        if (!folded) {
            if (next.size() >= Join.MAX_TALLIES) {
                return new Trace(tallies, overflow + t.count());
            }
            next.add(t);
        }
        return new Trace(next, overflow);
    }

    Trace since(long micros) {
        List<Tally> kept = new ArrayList<>();
        for (Tally t : tallies) {
            long latest = Math.max(t.last(), t.removed());
            if (t.present() && t.period() == Tally.NO_PERIOD || latest >= micros) {
                kept.add(t);
            }
        }
        return kept.size() == tallies.size() ? this : new Trace(kept, overflow);
    }
}
