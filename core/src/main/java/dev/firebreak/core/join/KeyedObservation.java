package dev.firebreak.core.join;

import java.util.Objects;

/// What was seen on one key: lines of a log folded together, or an entry of an inventory.
///
/// @param value the thing itself: the address in the block, the URL, the subdomain, the component
/// @param first microseconds since 1970 of the first line, or [Tally#NO_TIME]
/// @param last of the last line; equal to `first` for a single one
/// @param count lines folded into this, at least 1
/// @param removal the component is gone from `last` on (inventories only)
/// @param source where it was read
/// @param offset of the first line in its source
/// @param mark identifies this very observation so that a repetition is known, such as [Keys#mark] of source and offset
public record KeyedObservation(
        JoinKey key,
        String value,
        Owner owner,
        long first,
        long last,
        long count,
        boolean removal,
        String source,
        long offset,
        long mark) {
    public KeyedObservation {
        Objects.requireNonNull(key);
        Objects.requireNonNull(value);
        Objects.requireNonNull(owner);
        Objects.requireNonNull(source);
        if (count < 1) {
            throw new IllegalArgumentException("an observation without a line");
        }
        if ((first == Tally.NO_TIME) != (last == Tally.NO_TIME) || last < first) {
            throw new IllegalArgumentException("observation from " + first + " to " + last);
        }
    }
}
