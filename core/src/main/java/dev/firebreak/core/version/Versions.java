package dev.firebreak.core.version;

import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Versions of every scheme: their order, and whether a reported one is among those a warning names.
///
/// All methods are pure and may be called from any thread.
public final class Versions {
    private static final VersionOrder GENERIC = new GenericOrder();
    private static final VersionOrder SEMVER = new SemVerOrder();
    private static final VersionOrder MAVEN = new MavenOrder();
    private static final VersionOrder PYPI = new PepOrder();
    private static final VersionOrder NUGET = new NuGetOrder();
    private static final VersionOrder GEM = new GemOrder();
    private static final VersionOrder DEB = new DebOrder();
    private static final VersionOrder RPM = new RpmOrder();
    private static final VersionOrder WINDOWS = new WindowsOrder();

    private Versions() {}

    /// Sign of the comparison of two versions; empty if one is no version of this scheme, or if the scheme leaves their
    /// order open. A version is at most 256 characters long.
    public static OptionalInt compare(VersionScheme scheme, String a, String b) {
        return order(scheme).compare(a, b);
    }

    /// Whether the text is a version of this scheme.
    public static boolean isVersion(VersionScheme scheme, String text) {
        return order(scheme).compare(text, text).isPresent();
    }

    /// Whether the text, in a list of versions, is read as a constraint in the syntax of a registry (`^1.2`, `[1.0,2.0)`)
    /// instead of as one version.
    public static boolean isConstraint(VersionScheme scheme, String text) {
        return RangeSyntax.parse(scheme, text) != null;
    }

    /// Whether no version at all can lie in all of these ranges: one begins above where another ends. False if the order of the ends is open.
    public static boolean isEmpty(VersionScheme scheme, List<VersionRange> allOf) {
        for (VersionRange low : allOf) {
            for (VersionRange high : allOf) {
                if (apart(scheme, low, high)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean apart(VersionScheme scheme, VersionRange low, VersionRange high) {
        String lower = low.lower();
        String upper = high.upper();
        if (lower == null || upper == null) {
            return false;
        }
        OptionalInt order = compare(scheme, lower, upper);
        boolean both = low.lowerInclusive() && high.upperInclusive();
        return order.isPresent() && (order.getAsInt() > 0 || (order.getAsInt() == 0 && !both));
    }

    /// The same of a constraint in the syntax of a registry: whether none of its alternatives can hold a version.
    public static boolean isEmptyConstraint(VersionScheme scheme, String text) {
        List<List<VersionRange>> anyOf = RangeSyntax.parse(scheme, text);
        return anyOf != null && anyOf.stream().allMatch(allOf -> isEmpty(scheme, allOf));
    }

    /// Whether the reported version is one of the listed versions or lies in one of the ranges.
    ///
    /// @param versions single versions; `7.x` and `18.12.*` name a whole line, and constraints in the syntax of the
    ///     scheme (`^1.2`, `~> 2.0`, `[1.0,2.0)`) are read as ranges
    /// @param statementScheme how the warning's versions are ordered, GENERIC if it does not tell
    /// @param componentScheme how the reported version is ordered; a package version of a distribution is compared by
    ///     its upstream part where the warning names upstream versions
    /// @param reported absent means unknown, never "not affected"
    public static VersionVerdict judge(
            List<String> versions,
            List<VersionRange> ranges,
            VersionScheme statementScheme,
            VersionScheme componentScheme,
            @Nullable String reported) {
        return new VersionJudge(statementScheme, componentScheme).judge(versions, ranges, reported);
    }

    static VersionOrder order(VersionScheme scheme) {
        return switch (scheme) {
            case GENERIC -> GENERIC;
            case SEMVER, NPM -> SEMVER;
            case MAVEN -> MAVEN;
            case PYPI -> PYPI;
            case NUGET -> NUGET;
            case GEM -> GEM;
            case DEB -> DEB;
            case RPM -> RPM;
            case WINDOWS -> WINDOWS;
        };
    }
}
