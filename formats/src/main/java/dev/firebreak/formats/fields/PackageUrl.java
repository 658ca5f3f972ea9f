package dev.firebreak.formats.fields;

import dev.firebreak.core.model.VersionScheme;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A package URL taken apart (purl-spec, ECMA-427): `pkg:type/namespace/name@version?qualifiers#subpath`.
///
/// @param namespace null if there is none
/// @param version null if there is none
public record PackageUrl(
        String type, @Nullable String namespace, String name, @Nullable String version) {
    /// Reads a package URL; null if it is none.
    public static @Nullable PackageUrl parse(String text) {
        String purl = text.strip();
        if (!purl.regionMatches(true, 0, "pkg:", 0, 4)) {
            return null;
        }
        String rest = purl.substring(4).replaceFirst("^/+", "");
        rest = before(before(rest, '#'), '?');
        int slash = rest.indexOf('/');
        if (slash < 1) {
            return null;
        }
        String type = rest.substring(0, slash).toLowerCase(Locale.ROOT);
        if (!type.matches("[a-z][a-z0-9.+-]*")) {
            return null;
        }
        rest = rest.substring(slash + 1).replaceAll("^/+|/+$", "");
        int at = rest.lastIndexOf('@');
        @Nullable String version = null;
        if (at > 0 && at > rest.lastIndexOf('/')) {
            version = decode(rest.substring(at + 1));
            rest = rest.substring(0, at);
        } else if (at == 0
                || at > 0
                        && rest.charAt(at - 1) == '/'
                        && at == rest.lastIndexOf('/') + 1
                        && !type.equals("npm")) {
            return null;
        }
        int last = rest.lastIndexOf('/');
        String name = decode(rest.substring(last + 1));
        String namespace = last < 0 ? "" : decode(rest.substring(0, last));
        if (name.isBlank() || name.startsWith("@") && !type.equals("npm")) {
            return null;
        }
        return new PackageUrl(
                type,
                namespace.isBlank() ? null : namespace,
                name,
                version == null || version.isBlank() ? null : version);
    }

    /// How versions of this type of package are ordered.
    public VersionScheme scheme() {
        return Vers.scheme(type);
    }

    private static String before(String text, char c) {
        int at = text.indexOf(c);
        return at < 0 ? text : text.substring(0, at);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
