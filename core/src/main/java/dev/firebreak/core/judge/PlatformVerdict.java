package dev.firebreak.core.judge;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Platform;

/// Whether a statement speaks of the component's platform.
public enum PlatformVerdict {
    SAME,
    OTHER,
    /// The statement names a platform, the inventory does not.
    UNKNOWN;

    /// A statement for [Platform#ANY] fits every component. Where the inventory does not tell the platform, the kind of
    /// package or id may: a deb or rpm package is Linux, a product code Windows.
    public static PlatformVerdict of(Platform statement, Component component) {
        if (statement == Platform.ANY) {
            return SAME;
        }
        Platform platform = platform(component);
        if (platform == Platform.UNKNOWN || platform == Platform.ANY) {
            return UNKNOWN;
        }
        return platform == statement ? SAME : OTHER;
    }

    private static Platform platform(Component component) {
        if (component.platform() != Platform.UNKNOWN) {
            return component.platform();
        }
        for (Identifier id : component.identifiers()) {
            boolean windows =
                    switch (id.type()) {
                        case PRODUCT_CODE, UPGRADE_CODE, WINGET_ID -> true;
                        case PURL, CPE, BUNDLE_ID, EXTENSION_ID, SWID, MD5, SHA1, SHA256, SHA512 ->
                                false;
                    };
            if (windows) {
                return Platform.WINDOWS;
            }
        }
        return switch (component.scheme()) {
            case DEB, RPM -> Platform.LINUX;
            case WINDOWS -> Platform.WINDOWS;
            case GENERIC, SEMVER, NPM, MAVEN, PYPI, NUGET, GEM -> Platform.UNKNOWN;
        };
    }
}
