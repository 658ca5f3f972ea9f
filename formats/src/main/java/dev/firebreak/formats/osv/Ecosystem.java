package dev.firebreak.formats.osv;

import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionScheme;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An ecosystem as OSV names it, such as `npm` or `Debian:12`.
///
/// @param purlType type of the package URL that an ecosystem's package has; null where the name alone does not make one
record Ecosystem(VersionScheme scheme, Platform platform, @Nullable String purlType) {
    static Ecosystem of(String name) {
        int colon = name.indexOf(':');
        String family =
                (colon < 0 ? name : name.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
        return switch (family) {
            case "npm" -> anywhere(VersionScheme.NPM, "npm");
            case "pypi" -> anywhere(VersionScheme.PYPI, "pypi");
            case "maven" -> anywhere(VersionScheme.MAVEN, "maven");
            case "nuget" -> anywhere(VersionScheme.NUGET, "nuget");
            case "rubygems" -> anywhere(VersionScheme.GEM, "gem");
            case "go" -> anywhere(VersionScheme.SEMVER, "golang");
            case "crates.io" -> anywhere(VersionScheme.SEMVER, "cargo");
            case "packagist" -> anywhere(VersionScheme.SEMVER, "composer");
            case "hex" -> anywhere(VersionScheme.SEMVER, "hex");
            case "pub" -> anywhere(VersionScheme.SEMVER, "pub");
            case "debian", "ubuntu", "echo" -> linux(VersionScheme.DEB);
            case "red hat",
                    "rocky linux",
                    "almalinux",
                    "suse",
                    "opensuse",
                    "mageia",
                    "photon os",
                    "azure linux",
                    "openeuler",
                    "amazon linux",
                    "oracle linux" ->
                    linux(VersionScheme.RPM);
            case "alpine", "wolfi", "chainguard", "linux", "minimos", "alpaquita" ->
                    linux(VersionScheme.GENERIC);
            case "android" -> new Ecosystem(VersionScheme.GENERIC, Platform.ANDROID, null);
            default -> anywhere(VersionScheme.GENERIC, null);
        };
    }

    private static Ecosystem anywhere(VersionScheme scheme, @Nullable String purlType) {
        return new Ecosystem(scheme, Platform.ANY, purlType);
    }

    private static Ecosystem linux(VersionScheme scheme) {
        return new Ecosystem(scheme, Platform.LINUX, null);
    }

    /// The package URL of a package by its name in this ecosystem, without a version.
    @Nullable String purl(String name) {
        if (purlType == null) {
            return null;
        }
        String path =
                switch (purlType) {
                    case "maven" -> name.replace(':', '/');
                    case "pypi" -> name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
                    default -> name;
                };
        StringBuilder out = new StringBuilder("pkg:").append(purlType);
        for (String part : path.split("/")) {
            if (part.isBlank()) {
                return null;
            }
            out.append('/')
                    .append(URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"));
        }
        return out.toString();
    }
}
