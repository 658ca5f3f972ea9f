package dev.firebreak.formats.text;

import dev.firebreak.core.model.ObservableType;
import java.util.Locale;
import java.util.Optional;

/// The one spelling of each indicator under which warnings and logs meet, as [dev.firebreak.core.model.Indicator]
/// defines it.
final class Canonical {
    private static final int MAX_URL = 8192;
    private static final int MAX_LOCAL_PART = 64;

    private Canonical() {}

    static Optional<String> of(ObservableType type, String plain) {
        String text = plain.strip();
        return switch (type) {
            case DOMAIN -> Hosts.canonical(text);
            case URL -> url(text);
            case IPV4 -> Addresses.canonicalV4(text);
            case IPV6 -> Addresses.canonicalV6(text);
            case EMAIL -> email(text);
            case MD5 -> hash(text, 32);
            case SHA1 -> hash(text, 40);
            case SHA256 -> hash(text, 64);
            case FILENAME -> fileName(text);
        };
    }

    private static Optional<String> hash(String text, int length) {
        if (text.length() != length) {
            return Optional.empty();
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c > 'f' || Character.digit(c, 16) < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(text.toLowerCase(Locale.ROOT));
    }

    private static Optional<String> email(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || at > MAX_LOCAL_PART) {
            return Optional.empty();
        }
        return Hosts.canonical(text.substring(at + 1))
                .map(host -> text.substring(0, at).toLowerCase(Locale.ROOT) + "@" + host);
    }

    /// The last part of a path; a bare name stays as it is.
    private static Optional<String> fileName(String text) {
        String name =
                text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1).strip();
        return name.isEmpty() || name.length() > FileNames.MAX_NAME
                ? Optional.empty()
                : Optional.of(name);
    }

    /// Scheme and host in lower case; user, port, path and query as written. A source that gives no scheme
    /// (`files.example/stage2`) leaves the value without one.
    private static Optional<String> url(String text) {
        if (text.isEmpty() || text.length() > MAX_URL) {
            return Optional.empty();
        }
        int colon = text.indexOf("://");
        boolean hasScheme = colon > 0 && colon < 16;
        int authority = hasScheme ? colon + 3 : 0;
        int end = authority;
        while (end < text.length() && "/?#\\".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String rest = text.substring(end);
        String host = text.substring(authority, end);
        int at = host.lastIndexOf('@');
        String user = host.substring(0, at + 1);
        host = host.substring(at + 1);
        int portAt = host.endsWith("]") ? -1 : host.lastIndexOf(':');
        String port = portAt < 0 ? "" : host.substring(portAt);
        if (!port.chars().skip(1).allMatch(Character::isDigit)) {
            return Optional.empty();
        }
        String name = portAt < 0 ? host : host.substring(0, portAt);
        Optional<String> canonical =
                name.startsWith("[")
                        ? Addresses.canonicalV6(name).map(a -> "[" + a + "]")
                        : Addresses.canonicalV4(name).or(() -> Hosts.canonical(name));
        String scheme = hasScheme ? text.substring(0, colon).toLowerCase(Locale.ROOT) + "://" : "";
        return canonical.map(h -> scheme + user + h + port + rest);
    }
}
