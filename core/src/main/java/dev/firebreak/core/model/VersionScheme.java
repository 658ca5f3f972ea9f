package dev.firebreak.core.model;

/// How versions of a product are ordered. [#GENERIC] is for products whose scheme nobody states: numbers compare as
/// numbers, and what cannot be ordered is unknown.
public enum VersionScheme {
    GENERIC,
    SEMVER,
    NPM,
    MAVEN,
    PYPI,
    NUGET,
    GEM,
    DEB,
    RPM,
    /// Windows four-part file and product versions; missing parts are zero, so `24.09` equals `24.09.00.0`.
    WINDOWS;

    /// The name used in `vers:` strings: the purl type, or `generic`, `semver`, `intdot` for Windows.
    public String vers() {
        return switch (this) {
            case GENERIC -> "generic";
            case SEMVER -> "semver";
            case NPM -> "npm";
            case MAVEN -> "maven";
            case PYPI -> "pypi";
            case NUGET -> "nuget";
            case GEM -> "gem";
            case DEB -> "deb";
            case RPM -> "rpm";
            case WINDOWS -> "intdot";
        };
    }
}
