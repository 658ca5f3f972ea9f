package dev.firebreak.core.join;

import java.util.Objects;

/// Observations of one thing by one owner in one period, folded. Folding is commutative and associative, which is why the
/// order of arrival does not matter.
///
/// @param value the thing; empty for keys that decide alone
/// @param period number of the period of [Join#PERIOD_MICROS] it lies in, or [#NO_PERIOD]
/// @param first earliest time, [#NO_TIME] if none
/// @param last latest time
/// @param count lines
/// @param removed latest time at which it was reported gone, [#NO_TIME] if never
/// @param sample the thing as the earliest line had it
/// @param source where the earliest line stands
/// @param offset of the earliest line
public record Tally(
        String value,
        long period,
        long first,
        long last,
        long count,
        long removed,
        String sample,
        String source,
        long offset) {
    /// No time was told.
    public static final long NO_TIME = Long.MIN_VALUE;

    /// The period of what has no time, and of inventories, which are states and not events.
    public static final long NO_PERIOD = Long.MIN_VALUE;

    public Tally {
        Objects.requireNonNull(value);
        Objects.requireNonNull(sample);
        Objects.requireNonNull(source);
    }

    /// Folds two tallies of the same value and period.
    Tally fold(Tally o) {
        Tally head = earlier(this, o);
        long low =
                first == NO_TIME ? o.first : o.first == NO_TIME ? first : Math.min(first, o.first);
        return new Tally(
                value,
                period,
                low,
                Math.max(last, o.last),
                count + o.count,
                Math.max(removed, o.removed),
                head.sample,
                head.source,
                head.offset);
    }

    boolean sameRow(String otherValue, long otherPeriod) {
        return period == otherPeriod && value.equals(otherValue);
    }

    /// Whether it is still there by what was reported last; of two reports of the same moment, "there" counts.
    boolean present() {
        return removed == NO_TIME || (last != NO_TIME && last >= removed);
    }

    /// The one whose line is shown: with lines before without, earlier before later, then by place, so that the choice does
    /// not depend on the order of arrival.
    static Tally earlier(Tally a, Tally b) {
        if ((a.count == 0) != (b.count == 0)) {
            return a.count == 0 ? b : a;
        }
        if (a.first != b.first) {
            if (a.first == NO_TIME || b.first == NO_TIME) {
                return a.first == NO_TIME ? b : a;
            }
            return a.first < b.first ? a : b;
        }
        int c = a.source.compareTo(b.source);
        if (c == 0) {
            c = Long.compare(a.offset, b.offset);
        }
        if (c == 0) {
            c = a.sample.compareTo(b.sample);
        }
        return c <= 0 ? a : b;
    }
}
