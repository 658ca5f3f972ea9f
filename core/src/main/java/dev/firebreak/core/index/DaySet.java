package dev.firebreak.core.index;

import dev.firebreak.core.answer.LogDays;
import java.util.BitSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Days (UTC) on which something was seen: a bit for each, since very many hosts share the same few.
final class DaySet {
    private static final int MAX_DAY = 1 << 17;

    private final BitSet days = new BitSet();
    private final TreeSet<Integer> oddDays = new TreeSet<>(); // before 1970, or centuries from now

    void add(long day) {
        if (day >= 0 && day < MAX_DAY) {
            days.set((int) day);
        } else {
            oddDays.add((int) day);
        }
    }

    void addAll(DaySet other) {
        days.or(other.days);
        oddDays.addAll(other.oddDays);
    }

    /// Adds the days of a stored value of [Table#COVERAGE].
    void addAll(ByteIn value) {
        Recode.days(value, (day, _) -> add(day));
    }

    LogDays logDays() {
        return LogDays.of(
                IntStream.concat(days.stream(), oddDays.stream().mapToInt(Integer::intValue))
                        .toArray());
    }
}
