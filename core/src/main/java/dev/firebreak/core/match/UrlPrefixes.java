package dev.firebreak.core.match;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// URLs by host and path. The scheme does not count (a proxy and a warning may name it differently), a port counts
/// where the warning names one that is not the scheme's own. A path matches itself and what lies under it: `/a` matches
/// `/a`, `/a/b` and `/a?x=1`, but not `/ab`.
final class UrlPrefixes {
    /// How much of an observed path is compared, in characters; longer ones are cut here.
    static final int MAX_PATH = 4096;

    private final Map<String, Map<String, List<Prefix>>> byHost = new HashMap<>();

    /// @param port as the warning names it, -1 for any
    private record Prefix(int port, boolean exact, int payload) {}

    /// The parts of a URL that are compared.
    ///
    /// @param host lower case, without brackets
    /// @param port -1 if it is not named or the usual one of the scheme
    /// @param path with its query, `/` if there is none; without a trailing slash otherwise
    record Parts(String host, int port, String path) {}

    /// @param exactRoot on a shared host a URL without path means the start page, not the whole host
    void add(Parts parts, boolean exactRoot, int payload) {
        byHost.computeIfAbsent(parts.host(), _ -> new HashMap<>())
                .computeIfAbsent(parts.path(), _ -> new ArrayList<>())
                .add(new Prefix(parts.port(), exactRoot && parts.path().equals("/"), payload));
    }

    /// Takes a URL apart; empty if it has no host.
    static Optional<Parts> parse(String url) {
        int start = url.indexOf("://");
        String scheme = start < 0 ? "" : url.substring(0, start).toLowerCase(Locale.ROOT);
        start = start < 0 ? 0 : start + 3;
        int end = start;
        while (end < url.length() && "/?#\\".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String authority = url.substring(start, end);
        authority = authority.substring(authority.lastIndexOf('@') + 1);
        int port = -1;
        int colon = authority.lastIndexOf(':');
        boolean bracketed = authority.startsWith("[");
        if (colon >= 0
                && (bracketed ? authority.indexOf(']') < colon : authority.indexOf(':') == colon)) {
            String digits = authority.substring(colon + 1);
            port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : -1;
            authority = authority.substring(0, colon);
        }
        if (bracketed && authority.endsWith("]")) {
            authority = authority.substring(1, authority.length() - 1);
        }
        String host = authority.toLowerCase(Locale.ROOT);
        host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (host.isEmpty()) {
            return Optional.empty();
        }
        boolean usual =
                port == 80 && !scheme.equals("https") || port == 443 && !scheme.equals("http");
        return Optional.of(new Parts(host, usual ? -1 : port, path(url, end)));
    }

    private static String path(String url, int from) {
        int end = url.indexOf('#', from);
        String path = url.substring(from, end < 0 ? url.length() : end);
        if (path.length() > MAX_PATH) {
            path = path.substring(0, MAX_PATH);
        }
        path = unescape(path.startsWith("/") ? path : "/" + path);
        while (path.length() > 1 && path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return path;
    }

    /// Decodes percent escapes of characters that never need one (RFC 3986 section 2.3), so that `%7e` and `~` are one.
    private static String unescape(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        StringBuilder out = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%' && i + 2 < path.length()) {
                int code =
                        Character.digit(path.charAt(i + 1), 16) * 16
                                + Character.digit(path.charAt(i + 2), 16);
                if (code > 0x20
                        && code < 0x7f
                        && (Character.isLetterOrDigit(code) || "-._~".indexOf(code) >= 0)) {
                    out.append((char) code);
                    i += 2;
                    continue;
                }
            }
            out.append(c);
        }
        return out.toString();
    }

    boolean isEmpty() {
        return byHost.isEmpty();
    }

    void match(byte[] a, int start, int end, AddressTable.Payloads out) {
        String url =
                new String(a, start, Math.min(end - start, MAX_PATH * 2), StandardCharsets.UTF_8);
        Optional<Parts> parts = parse(url);
        if (parts.isEmpty()) {
            return;
        }
        Map<String, List<Prefix>> paths = byHost.get(parts.get().host());
        if (paths == null) {
            return;
        }
        String path = parts.get().path();
        report(paths.get(path), parts.get(), false, out);
        for (int i = path.length() - 1; i > 0; i--) {
            if ("/?&;".indexOf(path.charAt(i)) >= 0) {
                report(paths.get(path.substring(0, i)), parts.get(), true, out);
            }
        }
        if (path.length() > 1) {
            report(paths.get("/"), parts.get(), true, out);
        }
    }

    private static void report(
            @org.jspecify.annotations.Nullable List<Prefix> found,
            Parts parts,
            boolean under,
            AddressTable.Payloads out) {
        if (found == null) {
            return;
        }
        for (Prefix prefix : found) {
            if ((prefix.port() < 0 || prefix.port() == parts.port())
                    && !(under && prefix.exact())) {
                out.accept(prefix.payload());
            }
        }
    }
}
