package dev.firebreak.core.version;

import dev.firebreak.core.model.VersionScheme;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// By which order a reported version and a stated one can be compared, and what of the reported version counts.
///
/// @param reported the part of the reported version that is compared
/// @param upstreamOf the whole package version if only its upstream part is compared, else null
record Basis(VersionScheme scheme, String reported, @Nullable String upstreamOf) {
    private static final Pattern REALLY = Pattern.compile("\\+really(.+)$");

    /// Marks of repacking, not of another upstream version.
    private static final Pattern REPACK =
            Pattern.compile(
                    "[+.~](?:dfsg|ds|repack|nmu|orig|debian|deb)[0-9.+~]*$",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern DISTRIBUTION =
            Pattern.compile(
                    "^[0-9]+:|-[0-9]+(?:[.~+]?[a-z0-9.~+]*)$|\\.(?:fc|el)[0-9]+|[~+](?:deb|bpo)[0-9]|ubuntu");

    /// How to compare; null if the schemes have nothing in common.
    static @Nullable Basis of(
            VersionScheme statement, VersionScheme component, String reported, String stated) {
        if (component == VersionScheme.DEB || component == VersionScheme.RPM) {
            if (statement == component) {
                return new Basis(component, reported, null);
            }
            if (statement == VersionScheme.DEB || statement == VersionScheme.RPM) {
                return null;
            }
            boolean packageVersion =
                    statement == VersionScheme.GENERIC && DISTRIBUTION.matcher(stated).find();
            return packageVersion
                    ? new Basis(component, alignEpoch(reported, stated), null)
                    : new Basis(VersionScheme.GENERIC, upstream(reported), reported);
        }
        VersionScheme scheme = common(statement, component);
        if (scheme == null) {
            return null;
        }
        boolean fits = Versions.isVersion(scheme, reported) && Versions.isVersion(scheme, stated);
        return new Basis(
                fits || isLanguage(scheme) && isLanguage(statement)
                        ? scheme
                        : VersionScheme.GENERIC,
                reported,
                null);
    }

    private static @Nullable VersionScheme common(
            VersionScheme statement, VersionScheme component) {
        if (statement == component || statement == VersionScheme.GENERIC) {
            return component;
        }
        if (component == VersionScheme.GENERIC || component == VersionScheme.WINDOWS) {
            boolean distribution = statement == VersionScheme.DEB || statement == VersionScheme.RPM;
            return distribution ? null : statement;
        }
        boolean loose = statement == VersionScheme.SEMVER || statement == VersionScheme.WINDOWS;
        return loose ? component : component == VersionScheme.SEMVER ? statement : null;
    }

    /// Schemes of package registries, where a version is always written in full.
    static boolean isLanguage(VersionScheme scheme) {
        return switch (scheme) {
            case NPM, MAVEN, PYPI, NUGET, GEM -> true;
            case GENERIC, SEMVER, DEB, RPM, WINDOWS -> false;
        };
    }

    /// Warnings rarely write the epoch; it does not count unless they do.
    private static String alignEpoch(String reported, String stated) {
        return stated.indexOf(':') >= 0 ? reported : reported.substring(reported.indexOf(':') + 1);
    }

    /// The upstream version in `[epoch:]upstream[-revision]`. `5.6.1+really5.4.5-1` is 5.4.5 in a newer-looking coat.
    static String upstream(String reported) {
        String t = reported.strip();
        t = t.substring(t.indexOf(':') + 1);
        int dash = t.lastIndexOf('-');
        t = dash > 0 ? t.substring(0, dash) : t;
        Matcher really = REALLY.matcher(t);
        if (really.find()) {
            t = really.group(1);
        }
        return REPACK.matcher(t).replaceFirst("");
    }

    /// Sign of reported against stated.
    OptionalInt compare(String stated) {
        return Versions.compare(scheme, reported, stated);
    }
}
