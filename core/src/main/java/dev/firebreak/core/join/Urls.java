package dev.firebreak.core.join;

import dev.firebreak.core.net.IpAddress;
import java.net.IDN;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// URLs as keys: host and path. The scheme does not count, since proxies log one and warnings another for the same thing.
final class Urls {
    private Urls() {}

    /// @param host canonical name or address
    /// @param port absent if it is the scheme's own
    /// @param rest path and query, begins with `/`; without fragment
    record Parts(String host, String port, String rest) {}

    /// Splits a URL with or without scheme; absent if it has no host.
    static @Nullable Parts split(String url) {
        String text = url.strip();
        int scheme = text.indexOf("://");
        String schemeName = scheme < 0 ? "" : text.substring(0, scheme).toLowerCase(Locale.ROOT);
        int start = scheme < 0 ? 0 : scheme + 3;
        int end = start;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String authority = text.substring(start, end);
        authority = authority.substring(authority.lastIndexOf('@') + 1);
        String port = "";
        int colon = authority.lastIndexOf(':');
        if (authority.startsWith("[")) {
            int close = authority.indexOf(']');
            if (close < 0) {
                return null;
            }
            port = close + 1 < authority.length() ? authority.substring(close + 2) : "";
            authority = authority.substring(1, close);
        } else if (colon >= 0) {
            port = authority.substring(colon + 1);
            authority = authority.substring(0, colon);
        }
        if (authority.isEmpty()) {
            return null;
        }
        if ((port.equals("80") && !schemeName.equals("https"))
                || (port.equals("443") && !schemeName.equals("http"))) {
            port = "";
        }
        int fragment = text.indexOf('#', end);
        String rest = text.substring(end, fragment < 0 ? text.length() : fragment);
        return new Parts(host(authority), port, rest.startsWith("/") ? rest : "/" + rest);
    }

    private static String host(String authority) {
        return IpAddress.parse(authority)
                .map(IpAddress::toString)
                .orElseGet(() -> domain(authority));
    }

    /// Lower case, without the dot at the end, in punycode if that is possible.
    static String domain(String name) {
        String text = name.strip();
        while (text.endsWith(".")) {
            text = text.substring(0, text.length() - 1);
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                try {
                    return IDN.toASCII(text, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
                } catch (IllegalArgumentException _) {
                    return text.toLowerCase(
                            Locale.ROOT); // no valid name; it is still equal to itself
                }
            }
        }
        return text.toLowerCase(Locale.ROOT);
    }

    /// Whether `seen` lies at or below `pattern`: same host and port, and its path is equal or goes on at a boundary.
    static boolean below(Parts pattern, Parts seen) {
        if (!pattern.host.equals(seen.host) || !pattern.port.equals(seen.port)) {
            return false;
        }
        String p = pattern.rest;
        if (!seen.rest.startsWith(p)) {
            return false;
        }
        if (seen.rest.length() == p.length() || p.endsWith("/")) {
            return true;
        }
        char next = seen.rest.charAt(p.length());
        return next == '/' || next == '?' || (p.indexOf('?') >= 0 && next == '&');
    }
}
