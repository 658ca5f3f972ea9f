package dev.firebreak.gate.inspect;

import dev.firebreak.gate.facts.SignalKind;
import java.util.Locale;
import java.util.Set;

/// URLs and addresses around a `://`.
final class Urls {
    private static final int MAX_HOST = 100;

    /// Hosts that name documents, schemas and licences, not places that code talks to.
    private static final Set<String> DOCUMENTS =
            Set.of(
                    "github.com",
                    "www.w3.org",
                    "w3.org",
                    "www.apache.org",
                    "apache.org",
                    "schemas.microsoft.com",
                    "json-schema.org",
                    "schemas.xmlsoap.org",
                    "xml.org",
                    "java.sun.com",
                    "www.gnu.org",
                    "gnu.org",
                    "opensource.org",
                    "creativecommons.org",
                    "developer.mozilla.org",
                    "tools.ietf.org",
                    "www.ietf.org",
                    "datatracker.ietf.org",
                    "www.rfc-editor.org",
                    "en.wikipedia.org",
                    "stackoverflow.com",
                    "docs.oracle.com",
                    "localhost",
                    "purl.org",
                    "ns.adobe.com",
                    "www.unicode.org",
                    "unicode.org",
                    "tc39.es",
                    "www.ecma-international.org",
                    "nodejs.org",
                    "npmjs.com",
                    "www.npmjs.com",
                    "npms.io",
                    "json.schemastore.org",
                    "bugs.debian.org",
                    "www.debian.org",
                    "www.python.org",
                    "docs.python.org",
                    "peps.python.org",
                    "pypi.org",
                    "bugs.python.org",
                    "www.opengis.net",
                    "xmlns.com",
                    "www.springframework.org",
                    "maven.apache.org",
                    "www.slf4j.org",
                    "crl.microsoft.com",
                    "www.microsoft.com",
                    "ocsp.digicert.com",
                    "crl3.digicert.com",
                    "crl4.digicert.com",
                    "cacerts.digicert.com",
                    "www.digicert.com",
                    "bugzilla.mozilla.org",
                    "bugs.chromium.org",
                    "caniuse.com",
                    "html.spec.whatwg.org",
                    "fb.me",
                    "reactjs.org",
                    "react.dev",
                    "eslint.org",
                    "docs.microsoft.com",
                    "learn.microsoft.com",
                    "msdn.microsoft.com",
                    "jcp.org",
                    "xmlpull.org");

    private Urls() {}

    /// @param start where the text begins in the array
    /// @param mark offset behind `://`
    static void at(byte[] text, int start, int mark, int limit, Signals out) {
        int i = mark - 3;
        StringBuilder scheme = new StringBuilder();
        while (--i >= start && mark - i < 20) {
            byte b = text[i];
            if (b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z') {
                scheme.insert(0, (char) b);
            } else if (b != 0 || i + 1 < mark && text[i + 1] == 0) {
                break;
            }
        }
        String name = scheme.toString().toLowerCase(Locale.ROOT);
        if (!(name.endsWith("http")
                || name.endsWith("https")
                || name.endsWith("ftp")
                || name.endsWith("ws")
                || name.endsWith("wss")
                || name.endsWith("tcp")
                || name.endsWith("udp")
                || name.endsWith("ldap")
                || name.endsWith("rmi"))) {
            return;
        }
        StringBuilder host = new StringBuilder();
        StringBuilder rest = new StringBuilder();
        boolean path = false;
        for (int j = mark; j < limit && host.length() < MAX_HOST && rest.length() < 80; j++) {
            byte b = text[j];
            if (b == 0) {
                if (j + 1 < limit
                        && text[j + 1] != 0
                        && j > mark
                        && text[j - 1] != 0
                        && wide(text, mark)) {
                    continue;
                }
                break;
            }
            if (b <= ' ' || b == '"' || b == '\'' || b == '`' || b == '<' || b == '>' || b == '\\'
                    || b < 0 || b == ')' || b == '}') {
                break;
            }
            path |= b == '/' || b == '?' || b == '#';
            (path ? rest : host).append((char) b);
        }
        add(name, host.toString().toLowerCase(Locale.ROOT), rest.toString(), out);
    }

    private static boolean wide(byte[] text, int mark) {
        return mark < text.length && text[mark] == 0 || mark >= 2 && text[mark - 2] == 0;
    }

    private static void add(String scheme, String authority, String rest, Signals out) {
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = host.lastIndexOf(':');
        String bare = colon > 0 && !host.startsWith("[") ? host.substring(0, colon) : host;
        while (bare.endsWith(".") || bare.endsWith(",") || bare.endsWith(";")) {
            bare = bare.substring(0, bare.length() - 1);
        }
        if (address(bare)) {
            if (foreign(bare)
                    || bare.chars().filter(ch -> ch == '.').count() == 3 && !local(bare)) {
                out.add(SignalKind.ADDRESS, bare, scheme + "://" + authority + rest);
            }
            return;
        }
        if (bare.length() < 4
                || bare.indexOf('.') < 1
                || bare.indexOf('$') >= 0
                || bare.indexOf('{') >= 0
                || bare.indexOf('%') >= 0
                || bare.indexOf('*') >= 0
                || !Character.isLetter(bare.charAt(bare.length() - 1))
                || DOCUMENTS.contains(bare)) {
            return;
        }
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (!(c >= 'a' && c <= 'z'
                    || c >= '0' && c <= '9'
                    || c == '.'
                    || c == '-'
                    || c == '_')) {
                return;
            }
        }
        out.add(SignalKind.URL, bare, scheme + "://" + authority + rest);
    }

    /// An address that is not one of the own machine or network, and no version number: one of its numbers is large.
    static boolean foreign(String text) {
        // `148.0.0.0` is a version: nothing answers at the first address of a network.
        if (!address(text) || local(text) || text.endsWith(".0.0.0")) {
            return false;
        }
        for (String part : text.split("\\.")) {
            if (Integer.parseInt(part) >= 64) {
                return true;
            }
        }
        return false;
    }

    private static boolean local(String text) {
        String[] p = text.split("\\.");
        int a = Integer.parseInt(p[0]);
        int b = Integer.parseInt(p[1]);
        return a == 0
                || a == 10
                || a == 127
                || a >= 224
                || a == 169 && b == 254
                || a == 192 && b == 168
                || a == 172 && b >= 16 && b < 32;
    }

    /// Addresses that stand alone in quotes.
    static void quoted(byte[] text, Signals out) {
        for (int i = 0; i + 9 < text.length; i++) {
            byte q = text[i];
            if (q != '"' && q != '\'' && q != '`' || text[i + 1] < '1' || text[i + 1] > '9') {
                continue;
            }
            int to = i + 1;
            while (to < text.length
                    && to - i < 18
                    && (text[to] == '.' || text[to] >= '0' && text[to] <= '9')) {
                to++;
            }
            if (to < text.length && (text[to] == q || text[to] == ':' || text[to] == '/')) {
                String address =
                        new String(
                                text,
                                i + 1,
                                to - i - 1,
                                java.nio.charset.StandardCharsets.ISO_8859_1);
                if (foreign(address)) {
                    out.add(SignalKind.ADDRESS, address, TextPlace.proof(text, i));
                }
            }
        }
    }

    /// An IPv4 address in dotted form.
    static boolean address(String text) {
        int dots = 0;
        int value = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (value < 0 || ++dots > 3) {
                    return false;
                }
                value = -1;
            } else if (c >= '0' && c <= '9') {
                value = Math.max(0, value) * 10 + c - '0';
                if (value > 255) {
                    return false;
                }
            } else {
                return false;
            }
        }
        return dots == 3 && value >= 0;
    }
}
