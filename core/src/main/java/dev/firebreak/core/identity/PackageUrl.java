package dev.firebreak.core.identity;

import dev.firebreak.core.model.VersionScheme;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A package URL as far as identity needs it (purl specification, ECMA-427).
///
/// @param type such as `npm`, `deb`
/// @param namespace such as `debian`, `@scope`, a Maven group; empty if none
/// @param source name of the source package, from the `upstream` or `source` qualifier
record PackageUrl(
        String type,
        String namespace,
        String name,
        @Nullable String version,
        @Nullable String source) {
    private static final Set<String> NO_REGISTRIES =
            Set.of("generic", "github", "gitlab", "bitbucket", "swid", "sourceforge", "brew");

    /// Reads a purl; null if it is none.
    static @Nullable PackageUrl parse(String text) {
        String t = text.strip();
        if (!t.regionMatches(true, 0, "pkg:", 0, 4)) {
            return null;
        }
        t = t.substring(4);
        while (t.startsWith("/")) {
            t = t.substring(1);
        }
        int hash = t.indexOf('#');
        t = hash < 0 ? t : t.substring(0, hash);
        int question = t.indexOf('?');
        String source = question < 0 ? null : source(t.substring(question + 1));
        t = question < 0 ? t : t.substring(0, question);
        int at = t.lastIndexOf('@');
        String version = at > 0 && at > t.lastIndexOf('/') ? decode(t.substring(at + 1)) : null;
        t = version == null ? t : t.substring(0, at);
        int first = t.indexOf('/');
        int last = t.lastIndexOf('/');
        if (first <= 0 || last == t.length() - 1) {
            return null;
        }
        String namespace = last > first ? decode(t.substring(first + 1, last)) : "";
        return of(t.substring(0, first), namespace, decode(t.substring(last + 1)), version, source);
    }

    /// The purl that a package name means in its ecosystem; null for schemes without one, or names with blanks.
    static @Nullable PackageUrl implied(VersionScheme scheme, String name) {
        String type =
                switch (scheme) {
                    case NPM -> "npm";
                    case PYPI -> "pypi";
                    case MAVEN -> "maven";
                    case NUGET -> "nuget";
                    case GEM -> "gem";
                    case GENERIC, SEMVER, DEB, RPM, WINDOWS -> null;
                };
        if (type == null || name.isBlank() || name.strip().indexOf(' ') >= 0) {
            return null;
        }
        String n = name.strip();
        int cut = type.equals("maven") ? n.indexOf(':') : n.lastIndexOf('/');
        return of(type, cut > 0 ? n.substring(0, cut) : "", n.substring(cut + 1), null, null);
    }

    private static PackageUrl of(
            String type,
            String namespace,
            String name,
            @Nullable String version,
            @Nullable String source) {
        String ty = type.toLowerCase(Locale.ROOT);
        String na = name.toLowerCase(Locale.ROOT);
        na = ty.equals("pypi") ? na.replaceAll("[-_.]+", "-") : na;
        return new PackageUrl(ty, namespace.toLowerCase(Locale.ROOT), na, version, source);
    }

    boolean isSamePackage(PackageUrl o) {
        return type.equals(o.type) && namespace.equals(o.namespace) && name.equals(o.name);
    }

    boolean isDistribution() {
        return type.equals("deb")
                || type.equals("rpm")
                || type.equals("apk")
                || type.equals("alpm");
    }

    /// Whether a registry of its own hands out the name, so that an equal name elsewhere is another thing. A distribution
    /// packages what others make, `generic` says where nothing is from, and a place of source code (`github`) is not what is
    /// installed.
    boolean isOfRegistry() {
        return !isDistribution() && !NO_REGISTRIES.contains(type);
    }

    private static @Nullable String source(String qualifiers) {
        for (String pair : qualifiers.split("&")) {
            int eq = pair.indexOf('=');
            String key = eq < 0 ? pair : pair.substring(0, eq);
            if (eq > 0 && (key.equals("upstream") || key.equals("source"))) {
                String value = decode(pair.substring(eq + 1));
                int end = value.indexOf('@');
                value = end > 0 ? value.substring(0, end) : value;
                return value.replaceAll("-[0-9][^-]*-[^-]*\\.src\\.rpm$", "")
                        .toLowerCase(Locale.ROOT);
            }
        }
        return null;
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
