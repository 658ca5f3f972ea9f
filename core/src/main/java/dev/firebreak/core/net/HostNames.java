package dev.firebreak.core.net;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/// Host names in the one form they are compared in: lower case, punycode, no trailing dot.
public final class HostNames {
    /// RFC 1035 section 2.3.4.
    private static final int MAX_NAME = 253;

    private static final int MAX_LABEL = 63;

    private HostNames() {}

    /// The canonical form; empty if the text is no host name (an address is none either). Underscores are allowed, as
    /// they are in DNS; a name may have a single label.
    public static Optional<String> canonical(String text) {
        String t = text.strip();
        while (t.endsWith(".")) {
            t = t.substring(0, t.length() - 1);
        }
        if (t.isEmpty() || t.length() > 4 * MAX_NAME) {
            return Optional.empty();
        }
        if (!isAscii(t)) {
            try {
                t = IDN.toASCII(t.replace('。', '.'), IDN.ALLOW_UNASSIGNED);
            } catch (IllegalArgumentException notIdn) {
                return Optional.empty();
            }
        }
        t = t.toLowerCase(Locale.ROOT);
        return isValid(t) && IpAddress.parse(t).isEmpty() ? Optional.of(t) : Optional.empty();
    }

    /// Whether `host` is the domain itself or lies below it; never true for a name that merely ends alike. Both in
    /// canonical form.
    public static boolean isSameOrBelow(String host, String domain) {
        int cut = host.length() - domain.length();
        return cut == 0
                ? host.equals(domain)
                : cut > 1
                        && !domain.isEmpty()
                        && host.charAt(cut - 1) == '.'
                        && host.endsWith(domain);
    }

    /// The name without its first label, or empty if it has only one.
    public static Optional<String> parent(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(host.substring(dot + 1));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static boolean isValid(String name) {
        if (name.length() > MAX_NAME) {
            return false;
        }
        int label = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.') {
                if (label == 0) {
                    return false;
                }
                label = 0;
                continue;
            }
            boolean ok = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
            if (!ok || ++label > MAX_LABEL) {
                return false;
            }
        }
        return label > 0;
    }
}
