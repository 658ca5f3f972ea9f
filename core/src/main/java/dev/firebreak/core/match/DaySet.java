package dev.firebreak.core.match;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// A set of days (UTC), for saying which days a log speaks of.
public final class DaySet {
    private final long firstDay;
    private final BitSet days;

    private DaySet(long firstDay, BitSet days) {
        this.firstDay = firstDay;
        this.days = days;
    }

    /// @param firstDay days since 1970-01-01 of the set's bit 0
    static DaySet of(long firstDay, BitSet days) {
        return new DaySet(firstDay, (BitSet) days.clone());
    }

    public boolean contains(LocalDate day) {
        long bit = day.toEpochDay() - firstDay;
        return bit >= 0 && bit < days.length() && days.get((int) bit);
    }

    public int size() {
        return days.cardinality();
    }

    public boolean isEmpty() {
        return days.isEmpty();
    }

    /// The days in order.
    public List<LocalDate> days() {
        List<LocalDate> list = new ArrayList<>(size());
        for (int bit = days.nextSetBit(0); bit >= 0; bit = days.nextSetBit(bit + 1)) {
            list.add(LocalDate.ofEpochDay(firstDay + bit));
        }
        return list;
    }

    /// How many days from `from` to `to`, both included, are not in the set.
    public long missing(LocalDate from, LocalDate to) {
        long missing = 0;
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            missing += contains(day) ? 0 : 1;
        }
        return missing;
    }

    @Override
    public String toString() {
        return days().toString();
    }
}
