package dev.firebreak.formats.text;

import java.util.Locale;
import java.util.Optional;

/// IP addresses and blocks in canonical text: dotted decimals without leading zeros, IPv6 as RFC 5952 writes it.
final class Addresses {
    private Addresses() {}

    /// @param text an address, maybe with `/length`
    static Optional<String> canonicalV4(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        String[] parts = address.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        StringBuilder out = new StringBuilder();
        for (String part : parts) {
            int value = number(part, 255);
            if (value < 0 || part.length() > 3) {
                return Optional.empty();
            }
            out.append(out.isEmpty() ? "" : ".").append(value);
        }
        return withLength(out.toString(), slash < 0 ? null : text.substring(slash + 1), 32);
    }

    /// @param text an address, maybe in brackets, with a zone (dropped) or `/length`
    static Optional<String> canonicalV6(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (address.startsWith("[") && address.endsWith("]")) {
            address = address.substring(1, address.length() - 1);
        }
        int zone = address.indexOf('%');
        if (zone >= 0) {
            address = address.substring(0, zone);
        }
        int[] groups = groups(address.toLowerCase(Locale.ROOT));
        return groups.length != 8
                ? Optional.empty()
                : withLength(write(groups), slash < 0 ? null : text.substring(slash + 1), 128);
    }

    private static Optional<String> withLength(
            String address, @org.jspecify.annotations.Nullable String length, int max) {
        if (length == null) {
            return Optional.of(address);
        }
        int value = number(length, max);
        return value < 0
                ? Optional.empty()
                : Optional.of(value == max ? address : address + "/" + value);
    }

    /// The number, or -1 if this is none of at most `max`.
    private static int number(String digits, int max) {
        if (digits.isEmpty() || digits.length() > 3) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + c - '0';
        }
        return value <= max ? value : -1;
    }

    private static int[] groups(String address) {
        int[] none = new int[0];
        int gap = address.indexOf("::");
        if (gap >= 0 && address.indexOf("::", gap + 1) >= 0) {
            return none;
        }
        int[] head = gap < 0 ? side(address) : side(address.substring(0, gap));
        int[] tail = gap < 0 ? none : side(address.substring(gap + 2));
        if (head.length > 8 || tail.length > 8) {
            return none;
        }
        if (gap < 0) {
            return head;
        }
        if (head.length + tail.length > 7) {
            return none;
        }
        int[] all = new int[8];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, 8 - tail.length, tail.length);
        return all;
    }

    /// The groups of one side of `::`; nine zeros if it is broken.
    private static int[] side(String side) {
        int[] broken = new int[9];
        if (side.isEmpty()) {
            return new int[0];
        }
        String[] parts = side.split(":", -1);
        if (parts.length > 8) {
            return broken;
        }
        boolean dotted = parts[parts.length - 1].indexOf('.') >= 0;
        int[] out = new int[parts.length + (dotted ? 1 : 0)];
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (dotted && i == parts.length - 1) {
                Optional<String> v4 = canonicalV4(part);
                if (v4.isEmpty()) {
                    return broken;
                }
                String[] n = v4.get().split("\\.");
                out[i] = Integer.parseInt(n[0]) << 8 | Integer.parseInt(n[1]);
                out[i + 1] = Integer.parseInt(n[2]) << 8 | Integer.parseInt(n[3]);
            } else if (part.isEmpty() || part.length() > 4) {
                return broken;
            } else {
                for (int k = 0; k < part.length(); k++) {
                    int digit = Character.digit(part.charAt(k), 16);
                    if (digit < 0 || part.charAt(k) > 'f') {
                        return broken;
                    }
                    out[i] = out[i] << 4 | digit;
                }
            }
        }
        return out;
    }

    private static String write(int[] g) {
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int j = i;
            while (j < 8 && g[j] == 0) {
                j++;
            }
            if (j - i > bestLength) {
                best = i;
                bestLength = j - i;
            }
            i = Math.max(i, j - 1);
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == best) {
                out.append("::");
                i += bestLength - 1;
                continue;
            }
            if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') {
                out.append(':');
            }
            out.append(Integer.toHexString(g[i]));
        }
        return out.toString();
    }
}
