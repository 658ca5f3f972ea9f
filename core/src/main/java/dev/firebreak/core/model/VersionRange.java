package dev.firebreak.core.model;

import org.jspecify.annotations.Nullable;

/// One interval of versions; both ends absent means every version.
///
/// @param lower the first version, or absent
/// @param lowerInclusive whether `lower` itself belongs to the range
/// @param upper the last version, or absent
/// @param upperInclusive whether `upper` itself belongs to the range
public record VersionRange(
        @Nullable String lower,
        boolean lowerInclusive,
        @Nullable String upper,
        boolean upperInclusive) {
    /// Every version.
    public static final VersionRange ALL = new VersionRange(null, false, null, false);

    public VersionRange {
        if ((lower == null && lowerInclusive) || (upper == null && upperInclusive)) {
            throw new IllegalArgumentException("an open end cannot be inclusive");
        }
        if ((lower != null && lower.isBlank()) || (upper != null && upper.isBlank())) {
            throw new IllegalArgumentException("an end of a range is blank");
        }
    }

    public static VersionRange atMost(String upper) {
        return new VersionRange(null, false, upper, true);
    }

    public static VersionRange below(String upper) {
        return new VersionRange(null, false, upper, false);
    }

    public static VersionRange atLeast(String lower) {
        return new VersionRange(lower, true, null, false);
    }

    public static VersionRange above(String lower) {
        return new VersionRange(lower, false, null, false);
    }

    public boolean isAll() {
        return lower == null && upper == null;
    }

    /// The constraints as VERS writes them after the scheme: `>=5.0|<6.0`, `<=3.4`, `*`.
    public String constraints() {
        if (isAll()) {
            return "*";
        }
        String low = lower == null ? "" : (lowerInclusive ? ">=" : ">") + lower;
        String high = upper == null ? "" : (upperInclusive ? "<=" : "<") + upper;
        return low.isEmpty() || high.isEmpty() ? low + high : low + "|" + high;
    }

    /// The range as a VERS string, `vers:generic/>=5.0|<6.0`.
    public String vers(VersionScheme scheme) {
        return "vers:" + scheme.vers() + "/" + constraints();
    }

    @Override
    public String toString() {
        return constraints();
    }
}
