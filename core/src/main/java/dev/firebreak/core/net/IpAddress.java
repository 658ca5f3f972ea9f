package dev.firebreak.core.net;

import java.util.Optional;

/// An IPv4 or IPv6 address as 128 bits; IPv4 is kept in its mapped form, so `::ffff:192.0.2.1` equals `192.0.2.1`.
///
/// @param high the first 64 bits
/// @param low the last 64 bits
public record IpAddress(long high, long low) implements Comparable<IpAddress> {
    private static final long MAPPED = 0xFFFFL << 32;
    private static final int MAX_TEXT = 45;

    /// Reads an address. IPv4 needs four decimal numbers without leading zeros (they would be octal to some programs);
    /// IPv6 as in RFC 4291 section 2.2, brackets and a zone (`%eth0`) are dropped.
    public static Optional<IpAddress> parse(String text) {
        String t = text.strip();
        if (t.startsWith("[") && t.endsWith("]")) {
            t = t.substring(1, t.length() - 1);
        }
        int zone = t.indexOf('%');
        t = zone > 0 ? t.substring(0, zone) : t;
        if (t.isEmpty() || t.length() > MAX_TEXT) {
            return Optional.empty();
        }
        if (t.indexOf(':') < 0) {
            long v4 = parseV4(t);
            return v4 < 0 ? Optional.empty() : Optional.of(ofV4((int) v4));
        }
        return parseV6(t);
    }

    public static IpAddress ofV4(int bits) {
        return new IpAddress(0, MAPPED | (bits & 0xFFFFFFFFL));
    }

    public boolean isV4() {
        return high == 0 && (low >>> 32) == 0xFFFF;
    }

    private static long parseV4(String t) {
        long value = 0;
        int parts = 0;
        int start = 0;
        for (int i = 0; i <= t.length(); i++) {
            if (i < t.length() && t.charAt(i) != '.') {
                if (t.charAt(i) < '0' || t.charAt(i) > '9') {
                    return -1;
                }
                continue;
            }
            int length = i - start;
            if (length < 1 || length > 3 || (length > 1 && t.charAt(start) == '0')) {
                return -1;
            }
            int part = Integer.parseInt(t, start, i, 10);
            if (part > 255 || ++parts > 4) {
                return -1;
            }
            value = value << 8 | part;
            start = i + 1;
        }
        return parts == 4 ? value : -1;
    }

    private static Optional<IpAddress> parseV6(String t) {
        int gap = t.indexOf("::");
        if (gap >= 0 && t.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        int[] head = groups(gap < 0 ? t : t.substring(0, gap));
        int[] tail = groups(gap < 0 ? "" : t.substring(gap + 2));
        if (head == null || tail == null) {
            return Optional.empty();
        }
        int n = head.length + tail.length;
        if (gap < 0 ? n != 8 : n > 7) {
            return Optional.empty();
        }
        int[] all = new int[8];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, 8 - tail.length, tail.length);
        long high = 0;
        long low = 0;
        for (int i = 0; i < 4; i++) {
            high = high << 16 | all[i];
            low = low << 16 | all[4 + i];
        }
        return Optional.of(new IpAddress(high, low));
    }

    /// Groups of 16 bits; the last may be an IPv4 address. Null if malformed.
    private static int @org.jspecify.annotations.Nullable [] groups(String t) {
        if (t.isEmpty()) {
            return new int[0];
        }
        String[] parts = t.split(":", -1);
        if (parts.length > 8) {
            return null;
        }
        boolean dotted = parts[parts.length - 1].indexOf('.') >= 0;
        int[] groups = new int[parts.length + (dotted ? 1 : 0)];
        for (int i = 0; i < parts.length; i++) {
            if (dotted && i == parts.length - 1) {
                long v4 = parseV4(parts[i]);
                if (v4 < 0) {
                    return null;
                }
                groups[i] = (int) (v4 >>> 16);
                groups[i + 1] = (int) (v4 & 0xFFFF);
            } else {
                if (parts[i].isEmpty()
                        || parts[i].length() > 4
                        || !parts[i].chars().allMatch(IpAddress::isHex)) {
                    return null;
                }
                groups[i] = Integer.parseInt(parts[i], 16);
            }
        }
        return groups;
    }

    private static boolean isHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    /// Canonical text: dotted for IPv4 (mapped or not), RFC 5952 for IPv6.
    @Override
    public String toString() {
        if (isV4()) {
            return (low >>> 24 & 255)
                    + "."
                    + (low >>> 16 & 255)
                    + "."
                    + (low >>> 8 & 255)
                    + "."
                    + (low & 255);
        }
        int[] g = new int[8];
        for (int i = 0; i < 4; i++) {
            g[i] = (int) (high >>> (48 - 16 * i) & 0xFFFF);
            g[4 + i] = (int) (low >>> (48 - 16 * i) & 0xFFFF);
        }
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int j = i;
            while (j < 8 && g[j] == 0) {
                j++;
            }
            if (j - i > bestLength) {
                bestStart = i;
                bestLength = j - i;
            }
            i = Math.max(i, j - 1);
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
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

    @Override
    public int compareTo(IpAddress o) {
        int c = Long.compareUnsigned(high, o.high);
        return c != 0 ? c : Long.compareUnsigned(low, o.low);
    }
}
