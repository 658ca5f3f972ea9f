package dev.firebreak.core.join;

import org.jspecify.annotations.Nullable;

/// IP addresses as bytes: reading, writing, cutting to a block. Written by hand because `InetAddress` would look names up
/// and accepts short forms that no log means.
final class Addresses {
    private Addresses() {}

    /// Four or sixteen bytes, absent if the text is no address. `::ffff:a.b.c.d` is the IPv4 address it stands for; a zone
    /// (`%eth0`) is left out.
    static byte @Nullable [] parse(String text) {
        if (text.indexOf(':') < 0) {
            byte[] v4 = new byte[4];
            return v4(text, v4, 0) ? v4 : null;
        }
        int zone = text.indexOf('%');
        return v6(zone < 0 ? text : text.substring(0, zone));
    }

    private static boolean v4(String text, byte[] out, int at) {
        int part = -1;
        int parts = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            if (c == '.') {
                if (part < 0 || part > 255 || parts == 4) {
                    return false;
                }
                out[at + parts++] = (byte) part;
                part = -1;
            } else if (c >= '0' && c <= '9') {
                part = part < 0 ? c - '0' : part * 10 + c - '0';
                if (part > 255) {
                    return false;
                }
            } else {
                return false;
            }
        }
        return parts == 4;
    }

    private static byte @Nullable [] v6(String text) {
        byte[] out = new byte[16];
        int at = 0;
        int gap = -1;
        int i = 0;
        if (text.startsWith("::")) {
            gap = 0;
            i = 2;
        }
        while (i < text.length()) {
            int end = text.indexOf(':', i);
            String group = text.substring(i, end < 0 ? text.length() : end);
            if (group.isEmpty()) {
                return null; // a gap is taken in with the group before it
            }
            if (group.indexOf('.') >= 0) {
                if (end >= 0 || at > 12 || !v4(group, out, at)) {
                    return null;
                }
                at += 4;
                i = text.length();
                continue;
            }
            int value = hex(group);
            if (value < 0 || at > 14) {
                return null;
            }
            out[at++] = (byte) (value >> 8);
            out[at++] = (byte) value;
            if (end == text.length() - 1) {
                return null; // ends in a single colon
            }
            i = end < 0 ? text.length() : end + 1;
            if (end >= 0 && i < text.length() && text.charAt(i) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = at;
                i++;
            }
        }
        return spread(out, at, gap);
    }

    private static byte @Nullable [] spread(byte[] out, int at, int gap) {
        if (gap < 0) {
            return at == 16 ? mapped(out) : null;
        }
        if (at > 14) {
            return null;
        }
        byte[] full = new byte[16];
        System.arraycopy(out, 0, full, 0, gap);
        System.arraycopy(out, gap, full, 16 - (at - gap), at - gap);
        return mapped(full);
    }

    private static byte[] mapped(byte[] v6) {
        for (int i = 0; i < 10; i++) {
            if (v6[i] != 0) {
                return v6;
            }
        }
        return v6[10] == -1 && v6[11] == -1 ? java.util.Arrays.copyOfRange(v6, 12, 16) : v6;
    }

    private static int hex(String group) {
        if (group.length() > 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < group.length(); i++) {
            int d = Character.digit(group.charAt(i), 16);
            if (d < 0 || group.charAt(i) > 'f') {
                return -1;
            }
            value = value * 16 + d;
        }
        return value;
    }

    /// Canonical text: dotted, or RFC 5952 (lower case, no leading zeros, the longest run of zero groups as `::`).
    static String text(byte[] a) {
        if (a.length == 4) {
            return (a[0] & 255) + "." + (a[1] & 255) + "." + (a[2] & 255) + "." + (a[3] & 255);
        }
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int n = 0;
            while (i + n < 8 && group(a, i + n) == 0) {
                n++;
            }
            if (n > bestLength) {
                best = i;
                bestLength = n;
            }
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
            out.append(Integer.toHexString(group(a, i)));
        }
        return out.toString();
    }

    private static int group(byte[] a, int i) {
        return (a[2 * i] & 255) << 8 | (a[2 * i + 1] & 255);
    }

    /// The address with all bits after the first `bits` cleared.
    static byte[] cut(byte[] address, int bits) {
        byte[] out = address.clone();
        for (int i = 0; i < out.length; i++) {
            int keep = Math.clamp(bits - 8L * i, 0, 8);
            out[i] &= (byte) (0xff00 >> keep);
        }
        return out;
    }

    /// A block `address/length`; a plain address is a block of full length.
    ///
    /// @param bits leading bits that count
    record Block(byte[] address, int bits) {
        static @Nullable Block parse(String text) {
            int slash = text.indexOf('/');
            byte[] address = Addresses.parse(slash < 0 ? text : text.substring(0, slash));
            if (address == null) {
                return null;
            }
            int full = address.length * 8;
            if (slash < 0) {
                return new Block(address, full);
            }
            String length = text.substring(slash + 1);
            if (length.isEmpty()
                    || length.length() > 3
                    || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return null;
            }
            int bits = Integer.parseInt(length);
            return bits > full ? null : new Block(cut(address, bits), bits);
        }

        boolean contains(byte[] other) {
            return other.length == address.length
                    && java.util.Arrays.equals(cut(other, bits), cut(address, bits));
        }
    }
}
