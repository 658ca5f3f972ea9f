package dev.firebreak.core.answer;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/// A set of days (UTC), kept small: ascending distinct epoch days.
public final class LogDays {
    public static final LogDays NONE = new LogDays(new int[0]);

    private final int[] epochDays;

    private LogDays(int[] epochDays) {
        this.epochDays = epochDays;
    }

    /// @param epochDays days since 1970-01-01, in any order, doubles allowed
    public static LogDays of(int... epochDays) {
        return epochDays.length == 0
                ? NONE
                : new LogDays(Arrays.stream(epochDays).sorted().distinct().toArray());
    }

    /// The days of both.
    public LogDays plus(LogDays other) {
        if (isEmpty() || equals(other)) {
            return other;
        }
        int[] both = Arrays.copyOf(epochDays, epochDays.length + other.epochDays.length);
        System.arraycopy(other.epochDays, 0, both, epochDays.length, other.epochDays.length);
        return of(both);
    }

    public int size() {
        return epochDays.length;
    }

    public boolean isEmpty() {
        return epochDays.length == 0;
    }

    public boolean contains(LocalDate day) {
        return Arrays.binarySearch(epochDays, Math.toIntExact(day.toEpochDay())) >= 0;
    }

    public Optional<LocalDate> first() {
        return isEmpty() ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(epochDays[0]));
    }

    public Optional<LocalDate> last() {
        return isEmpty()
                ? Optional.empty()
                : Optional.of(LocalDate.ofEpochDay(epochDays[epochDays.length - 1]));
    }

    /// The days as epoch days, ascending; a copy.
    public int[] toArray() {
        return epochDays.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogDays days && Arrays.equals(epochDays, days.epochDays);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(epochDays);
    }

    @Override
    public String toString() {
        return isEmpty()
                ? "no day"
                : epochDays.length
                        + " days from "
                        + first().orElseThrow()
                        + " to "
                        + last().orElseThrow();
    }
}
