package dev.firebreak.formats.inventory;

import dev.firebreak.core.model.Platform;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the names operating systems go by in inventories.
public final class Platforms {
    private static final List<String> LINUX =
            List.of(
                    "linux",
                    "ubuntu",
                    "debian",
                    "rhel",
                    "red hat",
                    "redhat",
                    "centos",
                    "fedora",
                    "suse",
                    "sles",
                    "alpine",
                    "arch",
                    "gentoo",
                    "amzn",
                    "amazon",
                    "rocky",
                    "almalinux",
                    "raspbian",
                    "oracle",
                    "photon",
                    "univention",
                    "manjaro",
                    "mint");

    private Platforms() {}

    /// @param name such as `Microsoft Windows 10 Pro`, `darwin`, `ubuntu 22.04`
    public static Platform of(@Nullable String name) {
        if (name == null) {
            return Platform.UNKNOWN;
        }
        String text = name.strip().toLowerCase(Locale.ROOT);
        if (text.isEmpty()) {
            return Platform.UNKNOWN;
        }
        if (text.contains("windows") || text.startsWith("win") && !text.startsWith("wine")) {
            return Platform.WINDOWS;
        }
        if (text.contains("macos")
                || text.contains("mac os")
                || text.contains("os x")
                || text.equals("osx")
                || text.equals("mac")
                || text.contains("darwin")) {
            return Platform.MACOS;
        }
        if (text.contains("android")) {
            return Platform.ANDROID;
        }
        if (text.equals("ios")
                || text.startsWith("ios ")
                || text.contains("iphone")
                || text.contains("ipados")
                || text.equals("ipad")) {
            return Platform.IOS;
        }
        for (String word : LINUX) {
            if (text.contains(word)) {
                return Platform.LINUX;
            }
        }
        return Platform.UNKNOWN;
    }
}
