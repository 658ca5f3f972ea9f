package dev.firebreak.core.net;

import java.util.Locale;
import java.util.Optional;

/// Host and path of a URL, read as leniently as logs and warnings write them.
///
/// @param scheme in lower case, empty if the text has none
/// @param host in lower case, without user, port and brackets
/// @param path from the first slash on, with the query, without the fragment; empty if there is none
public record UrlParts(String scheme, String host, String path) {
    /// Longer texts are not read.
    private static final int MAX_URL = 8192;

    /// Reads `https://user@host:port/path?query#fragment` or `host/path`.
    public static Optional<UrlParts> parse(String text) {
        String t = text.strip();
        if (t.isEmpty() || t.length() > MAX_URL) {
            return Optional.empty();
        }
        int colon = t.indexOf("://");
        String scheme = colon < 0 ? "" : t.substring(0, colon).toLowerCase(Locale.ROOT);
        t = colon < 0 ? t : t.substring(colon + 3);
        int end = t.length();
        for (char c : new char[] {'/', '?', '#', '\\'}) {
            int i = t.indexOf(c);
            end = i >= 0 && i < end ? i : end;
        }
        String authority = t.substring(t.lastIndexOf('@', end - 1) + 1, end);
        String path = t.substring(end);
        int hash = path.indexOf('#');
        path = hash < 0 ? path : path.substring(0, hash);
        if (authority.startsWith("[")) {
            int close = authority.indexOf(']');
            authority = close < 0 ? "" : authority.substring(1, close);
        } else if (authority.indexOf(':') >= 0) {
            authority = authority.substring(0, authority.indexOf(':'));
        }
        String host = authority.toLowerCase(Locale.ROOT);
        while (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        return host.isEmpty() ? Optional.empty() : Optional.of(new UrlParts(scheme, host, path));
    }

    /// Whether it names no more than the host.
    public boolean isRoot() {
        return path.isEmpty() || path.equals("/");
    }
}
