package dev.firebreak.core.judge;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Platform;

/// Whether a statement speaks of the component's platform.
public enum PlatformVerdict {
    SAME,
    OTHER,
    /// The statement names a platform, the inventory does not.
    UNKNOWN;

    /// A statement for [Platform#ANY] fits every component. Where the inventory does not tell the platform, the kind of
    /// package may: a deb or rpm package is Linux.
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
        return switch (component.scheme()) {
            case DEB, RPM -> Platform.LINUX;
            case WINDOWS -> Platform.WINDOWS;
            case GENERIC, SEMVER, NPM, MAVEN, PYPI, NUGET, GEM -> Platform.UNKNOWN;
        };
    }
}
