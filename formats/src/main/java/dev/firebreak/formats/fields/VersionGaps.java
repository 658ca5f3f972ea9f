package dev.firebreak.formats.fields;

import dev.firebreak.core.model.VersionRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/// The versions that a list of ranges leaves out: "everything is affected but these" said the other way round.
public final class VersionGaps {
    private VersionGaps() {}

    /// @param order how two versions compare, empty if they cannot be compared
    /// @return nothing if the ends of the ranges cannot be put in order
    public static Optional<List<VersionRange>> outside(
            List<VersionRange> ranges, BiFunction<String, String, OptionalInt> order) {
        ArrayList<VersionRange> sorted = new ArrayList<>(ranges);
        boolean[] unordered = new boolean[1];
        Comparator<String> compare =
                (a, b) -> {
                    OptionalInt c = order.apply(a, b);
                    unordered[0] |= c.isEmpty();
                    return c.orElse(0);
                };
        sorted.sort((a, b) -> compareLower(a, b, compare));
        if (unordered[0]) {
            return Optional.empty();
        }
        ArrayList<VersionRange> gaps = new ArrayList<>();
        String low = null;
        boolean lowInclusive = false;
        boolean open = true;
        for (VersionRange range : sorted) {
            String lower = range.lower();
            boolean gap = lower != null && open;
            if (gap && low != null && lower != null) {
                int c = compare.compare(low, lower);
                gap = c < 0 || c == 0 && lowInclusive && !range.lowerInclusive();
            }
            if (gap) {
                gaps.add(
                        new VersionRange(
                                low, low != null && lowInclusive, lower, !range.lowerInclusive()));
            }
            String upper = range.upper();
            if (upper == null) {
                open = false;
            } else if (open) {
                int c = low == null ? -1 : compare.compare(low, upper);
                lowInclusive =
                        c < 0
                                ? !range.upperInclusive()
                                : lowInclusive && (c > 0 || !range.upperInclusive());
                low = c < 0 ? upper : low;
            }
        }
        if (open) {
            gaps.add(new VersionRange(low, low != null && lowInclusive, null, false));
        }
        return unordered[0] ? Optional.empty() : Optional.of(gaps);
    }

    private static int compareLower(VersionRange a, VersionRange b, Comparator<String> compare) {
        String x = a.lower();
        String y = b.lower();
        if (x == null || y == null) {
            return x == null && y == null ? 0 : x == null ? -1 : 1;
        }
        int c = compare.compare(x, y);
        return c != 0 ? c : Boolean.compare(b.lowerInclusive(), a.lowerInclusive());
    }
}
