package dev.firebreak.core.version;

import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.core.version.VersionVerdict.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Judges one reported version. A match with one entry is enough; "no match" needs all entries to be comparable.
final class VersionJudge {
    private static final Set<String> PLACEHOLDERS =
            Set.of(
                    "",
                    "-",
                    "--",
                    "?",
                    "n/a",
                    "na",
                    "n.a.",
                    "none",
                    "(none)",
                    "null",
                    "nil",
                    "unknown",
                    "unbekannt",
                    "unspecified",
                    "k.a.",
                    "0.0.0.0",
                    "noassertion");

    private final VersionScheme statementScheme;
    private final VersionScheme componentScheme;

    VersionJudge(VersionScheme statementScheme, VersionScheme componentScheme) {
        this.statementScheme = statementScheme;
        this.componentScheme = componentScheme;
    }

    VersionVerdict judge(
            List<String> versions, List<VersionRange> ranges, @Nullable String reported) {
        if (versions.isEmpty() && ranges.isEmpty()) {
            return VersionVerdict.unknown(
                    "version-not-stated",
                    "The warning names no version.",
                    "Die Warnung nennt keine Version.");
        }
        if (ranges.stream().anyMatch(VersionRange::isAll)
                || versions.stream().anyMatch(VersionPrefix::isAll)) {
            return VersionVerdict.match(
                    "all-versions",
                    "The warning is about all versions.",
                    "Die Warnung betrifft alle Versionen.");
        }
        if (reported == null || PLACEHOLDERS.contains(reported.strip().toLowerCase(Locale.ROOT))) {
            return VersionVerdict.unknown(
                    "version-missing",
                    "The inventory gives no version.",
                    "Das Inventar nennt keine Version.");
        }
        VersionVerdict unknown = null;
        for (String version : versions) {
            VersionVerdict v = judgeListed(version, versions, reported);
            if (v.outcome() == Outcome.MATCH) {
                return v;
            }
            unknown = unknown == null && v.outcome() == Outcome.UNKNOWN ? v : unknown;
        }
        for (VersionRange range : ranges) {
            VersionVerdict v = judgeRange(range, reported);
            if (v.outcome() == Outcome.MATCH) {
                return v;
            }
            unknown = unknown == null && v.outcome() == Outcome.UNKNOWN ? v : unknown;
        }
        return unknown != null ? unknown : Verdicts.notNamed(reported, upstream(reported));
    }

    private @Nullable String upstream(String reported) {
        Basis basis = Basis.of(statementScheme, componentScheme, reported, "1");
        return basis == null || basis.upstreamOf() == null ? null : basis.reported();
    }

    private VersionVerdict judgeListed(String stated, List<String> all, String reported) {
        if (stated.strip().equalsIgnoreCase(reported.strip())) {
            return Verdicts.listed(stated, reported, null);
        }
        VersionPrefix prefix = VersionPrefix.parse(stated);
        if (prefix == null && statementScheme == VersionScheme.NPM) {
            prefix = VersionPrefix.shortNpm(stated);
        }
        if (prefix != null) {
            return judgePrefix(prefix, stated, reported);
        }
        List<List<VersionRange>> constraint = RangeSyntax.parse(statementScheme, stated);
        if (constraint != null) {
            return judgeConstraint(constraint, stated, reported);
        }
        Basis basis = Basis.of(statementScheme, componentScheme, reported, stated);
        if (basis == null) {
            return Verdicts.schemesDiffer(reported, stated, statementScheme, componentScheme);
        }
        if (basis.scheme() == VersionScheme.PYPI) {
            return judgePython(basis, stated);
        }
        if (basis.scheme() == VersionScheme.GENERIC || basis.scheme() == VersionScheme.WINDOWS) {
            return judgeLoose(basis, stated, all);
        }
        OptionalInt c = basis.compare(stated);
        if (c.isEmpty()) {
            return Verdicts.notComparable(reported, stated);
        }
        return c.getAsInt() == 0
                ? Verdicts.listed(stated, reported, basis.upstreamOf())
                : Verdicts.notNamed(reported, null);
    }

    /// A local label counts only where the warning writes one (PEP 440, "Version matching").
    private static VersionVerdict judgePython(Basis basis, String stated) {
        PepOrder.Parsed x = PepOrder.parse(basis.reported());
        PepOrder.Parsed y = PepOrder.parse(stated);
        if (x == null || y == null) {
            return Verdicts.notComparable(basis.reported(), stated);
        }
        return PepOrder.compare(y.local().isEmpty() ? x.withoutLocal() : x, y) == 0
                ? Verdicts.listed(stated, basis.reported(), null)
                : Verdicts.notNamed(basis.reported(), null);
    }

    /// Versions whose scheme nobody states: one may be written more exactly than the other.
    private static VersionVerdict judgeLoose(Basis basis, String stated, List<String> all) {
        GenericVersion x = GenericVersion.parse(basis.reported());
        GenericVersion y = GenericVersion.parse(stated);
        if (x == null || y == null) {
            return Verdicts.notComparable(basis.reported(), stated);
        }
        x = y.hasBuild() ? x : x.withoutBuild();
        OptionalInt c = x.compareTo(y);
        if (c.isPresent() && c.getAsInt() == 0) {
            return Verdicts.listed(stated, basis.reported(), basis.upstreamOf());
        }
        if (y.isRefinedBy(x)) {
            return namesLonger(all, y)
                    ? Verdicts.notNamed(basis.reported(), null)
                    : Verdicts.statedLessExact(basis.reported(), stated);
        }
        if (x.isRefinedBy(y)) {
            return Verdicts.reportedLessExact(basis.reported(), stated);
        }
        if (c.isEmpty() || x.differsByOneZero(y)) {
            return Verdicts.notComparable(basis.reported(), stated);
        }
        return Verdicts.notNamed(basis.reported(), null);
    }

    /// A list with both `9.0` and `9.0.1` means 9.0 itself.
    private static boolean namesLonger(List<String> all, GenericVersion stated) {
        return all.stream()
                .map(GenericVersion::parse)
                .anyMatch(
                        v ->
                                v != null
                                        && v.core().size() > stated.core().size()
                                        && stated.isRefinedBy(v));
    }

    private VersionVerdict judgePrefix(VersionPrefix prefix, String stated, String reported) {
        Basis basis = Basis.of(statementScheme, componentScheme, reported, "1");
        if (basis == null) {
            return Verdicts.schemesDiffer(reported, stated, statementScheme, componentScheme);
        }
        OptionalInt c = prefix.compare(basis.reported());
        if (c.isEmpty()) {
            return Verdicts.notComparable(reported, stated);
        }
        return c.getAsInt() == 0
                ? Verdicts.listed(stated, reported, basis.upstreamOf())
                : Verdicts.notNamed(reported, null);
    }

    private VersionVerdict judgeConstraint(
            List<List<VersionRange>> anyOf, String stated, String reported) {
        VersionVerdict unknown = null;
        for (List<VersionRange> allOf : anyOf) {
            VersionVerdict worst =
                    Verdicts.inRange(
                            reported, stated, upstream(reported) == null ? null : reported);
            for (VersionRange range : allOf) {
                VersionVerdict v = range.isAll() ? worst : judgeRange(range, reported);
                boolean worse = v.outcome() == Outcome.NO_MATCH || worst.outcome() == Outcome.MATCH;
                worst = worse && v.outcome() != Outcome.MATCH ? v : worst;
            }
            if (worst.outcome() == Outcome.MATCH) {
                return worst;
            }
            unknown = worst.outcome() == Outcome.UNKNOWN ? worst : unknown;
        }
        return unknown != null ? unknown : Verdicts.notNamed(reported, upstream(reported));
    }

    private enum Side {
        INSIDE,
        OUTSIDE,
        /// Outside by number, but the end is written less exactly than the reported version.
        LESS_EXACT,
        /// Outside by number, but the reported version is written less exactly than the end: 7.2 and "from 7.2.1 on".
        REPORTED_LESS_EXACT,
        NOT_COMPARABLE
    }

    private VersionVerdict judgeRange(VersionRange range, String reported) {
        String lower = range.lower();
        String upper = range.upper();
        Basis common =
                Basis.of(
                        statementScheme,
                        componentScheme,
                        reported,
                        upper != null ? upper : lower != null ? lower : "1");
        if (common == null) {
            return Verdicts.schemesDiffer(
                    reported, range.toString(), statementScheme, componentScheme);
        }
        Side low =
                lower == null || isStart(range)
                        ? Side.INSIDE
                        : side(lower, range.lowerInclusive(), false, reported);
        Side high =
                upper == null ? Side.INSIDE : side(upper, range.upperInclusive(), true, reported);
        if (low == Side.OUTSIDE || high == Side.OUTSIDE) {
            return Verdicts.notNamed(reported, null);
        }
        if (low == Side.NOT_COMPARABLE || high == Side.NOT_COMPARABLE) {
            return Verdicts.notComparable(reported, range.toString());
        }
        if (low == Side.LESS_EXACT || high == Side.LESS_EXACT) {
            return Verdicts.statedLessExact(reported, range.toString());
        }
        if (low == Side.REPORTED_LESS_EXACT) {
            return Verdicts.reportedLessExact(reported, range.toString());
        }
        return Verdicts.inRange(reported, range.toString(), common.upstreamOf());
    }

    /// OSV and CVE write "from the beginning" as `0`.
    private static boolean isStart(VersionRange range) {
        return range.lowerInclusive() && "0".equals(range.lower());
    }

    /// On which side of an end of a range the reported version lies.
    private Side side(String end, boolean inclusive, boolean isUpper, String reported) {
        Basis basis = Basis.of(statementScheme, componentScheme, reported, end);
        if (basis == null) {
            return Side.NOT_COMPARABLE;
        }
        VersionPrefix prefix = prefix(end, basis);
        OptionalInt c = prefix != null ? prefix.compare(basis.reported()) : compare(basis, end);
        if (c.isEmpty()) {
            return Side.NOT_COMPARABLE;
        }
        int inwards = isUpper ? -c.getAsInt() : c.getAsInt();
        // "Up to 3.4" may or may not mean 3.4.1, and so may "after 3.4".
        boolean beyond = isUpper ? inwards < 0 && inclusive : inwards > 0 && !inclusive;
        if (beyond && prefix == null && isLoose(basis) && refines(basis, end)) {
            return Side.LESS_EXACT;
        }
        boolean before = !isUpper && inwards < 0;
        if (before && prefix == null && isLoose(basis) && mayMean(basis, end)) {
            return Side.REPORTED_LESS_EXACT;
        }
        return inwards > 0 || (inwards == 0 && inclusive) ? Side.INSIDE : Side.OUTSIDE;
    }

    private @Nullable VersionPrefix prefix(String end, Basis basis) {
        VersionPrefix prefix = VersionPrefix.parse(end);
        boolean npm = basis.scheme() == VersionScheme.NPM || statementScheme == VersionScheme.NPM;
        return prefix == null && npm ? VersionPrefix.shortNpm(end) : prefix;
    }

    private static OptionalInt compare(Basis basis, String end) {
        if (!isLoose(basis)) {
            return basis.compare(end);
        }
        GenericVersion x = GenericVersion.parse(basis.reported());
        GenericVersion y = GenericVersion.parse(end);
        return x == null || y == null
                ? OptionalInt.empty()
                : (y.hasBuild() ? x : x.withoutBuild()).compareTo(y);
    }

    private static boolean isLoose(Basis basis) {
        return basis.scheme() == VersionScheme.GENERIC || basis.scheme() == VersionScheme.WINDOWS;
    }

    /// Whether the reported version, written in full, may be the end or lie behind it.
    private static boolean mayMean(Basis basis, String end) {
        GenericVersion x = GenericVersion.parse(basis.reported());
        GenericVersion y = GenericVersion.parse(end);
        return x != null && y != null && x.isRefinedBy(y);
    }

    private static boolean refines(Basis basis, String end) {
        GenericVersion x = GenericVersion.parse(basis.reported());
        GenericVersion y = GenericVersion.parse(end);
        return x != null && y != null && y.isRefinedBy(x.withoutBuild());
    }
}
