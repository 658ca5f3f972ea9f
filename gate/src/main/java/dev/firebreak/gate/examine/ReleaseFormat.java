package dev.firebreak.gate.examine;

import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.unpack.Format;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The kind of package as people call it.
final class ReleaseFormat {
    private static final Set<String> CONTAINERS =
            Set.of(
                    "zip",
                    "jar",
                    "war",
                    "whl",
                    "nupkg",
                    "msi",
                    "msp",
                    "cab",
                    "dmg",
                    "pkg",
                    "deb",
                    "rpm",
                    "tgz",
                    "gz",
                    "xz",
                    "bz2",
                    "tar",
                    "7z",
                    "asar",
                    "crx",
                    "xpi",
                    "exe",
                    "dll",
                    "appimage",
                    "iso",
                    "apk",
                    "vsix",
                    "snap");

    private ReleaseFormat() {}

    static String of(String name, @Nullable Format format, List<FileFacts> files) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (format == Format.ZIP) {
            for (String extension :
                    List.of("whl", "nupkg", "jar", "war", "xpi", "apk", "vsix", "ear")) {
                if (lower.endsWith("." + extension)) {
                    return extension.equals("whl") ? "wheel" : extension;
                }
            }
            return has(files, "META-INF/MANIFEST.MF") ? "jar" : "zip";
        }
        if (format == Format.AR && has(files, "control/control")) {
            return "deb";
        }
        if (format == Format.COMPOUND) {
            return lower.endsWith(".msi") || lower.endsWith(".msp") ? "msi" : "compound";
        }
        if (format == Format.GZIP && has(files, "package/package.json")) {
            return "npm";
        }
        if (format == Format.PE) {
            return "exe";
        }
        return format == null ? "unknown" : format.json();
    }

    /// The name promises a package that can be opened.
    static boolean namedContainer(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return CONTAINERS.contains(lower.substring(lower.lastIndexOf('.') + 1));
    }

    private static boolean has(List<FileFacts> files, String path) {
        for (FileFacts f : files) {
            if (f.path().equals(path)) {
                return true;
            }
        }
        return false;
    }
}
