package dev.firebreak.core.identity;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.VersionScheme;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What distributions make of a project's name: Debian has `xz-utils` and `liblzma5`, Fedora `xz` and `xz-libs`.
final class PackageNames {
    /// Words that name a part of a project, at the end of a package's name.
    private static final Set<String> PARTS =
            Set.of(
                    "libs",
                    "lib",
                    "utils",
                    "tools",
                    "bin",
                    "common",
                    "data",
                    "dev",
                    "devel",
                    "doc",
                    "docs",
                    "core",
                    "full",
                    "light",
                    "minimal",
                    "extra",
                    "extras",
                    "plugins",
                    "modules",
                    "static",
                    "headers",
                    "runtime",
                    "cli",
                    "daemon",
                    "dbg",
                    "dbgsym",
                    "debuginfo");

    /// `libssl1.1`, `liblzma5`, `libssl3t64`: the number belongs to the interface, not to the name.
    private static final Pattern SONAME =
            Pattern.compile("^(lib[a-z+-]{2,}?)-?[0-9][0-9.]*(?:t64|a|b|c|v5)?$");

    private PackageNames() {}

    /// Names of the project that a package of a distribution may belong to, joined; none for other components.
    static List<String> bases(Component component) {
        if (component.scheme() != VersionScheme.DEB && component.scheme() != VersionScheme.RPM) {
            return List.of();
        }
        String folded = Words.fold(component.name());
        int architecture = folded.indexOf(':');
        folded = architecture > 0 ? folded.substring(0, architecture) : folded;
        Set<String> bases = new LinkedHashSet<>();
        List<String> words = new ArrayList<>(Words.split(folded));
        while (words.size() > 1 && PARTS.contains(words.getLast())) {
            words.removeLast();
            bases.add(String.join("", words));
        }
        String soname = SONAME.matcher(folded).replaceFirst("$1");
        if (!soname.equals(folded)) {
            bases.add(String.join("", Words.split(soname)));
        }
        return List.copyOf(bases);
    }
}
