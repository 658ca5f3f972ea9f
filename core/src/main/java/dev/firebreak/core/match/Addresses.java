package dev.firebreak.core.match;

/// Reads IP addresses from bytes without allocation.
public final class Addresses {
    /// What [#parseV4] returns for bytes that are no IPv4 address.
    public static final long NO_ADDRESS = -1;

    private static final int GROUPS = 8;

    private Addresses() {}

    /// The 32 bits of a dotted quad as an unsigned value in a long, or [#NO_ADDRESS]. Parts with leading zeros are
    /// refused, since programs disagree about whether they are octal.
    public static long parseV4(byte[] a, int start, int end) {
        int length = end - start;
        if (length < 7 || length > 15) {
            return NO_ADDRESS;
        }
        long address = 0;
        int part = -1;
        int parts = 0;
        for (int i = start; i < end; i++) {
            int c = a[i];
            if (c == '.') {
                if (part < 0) {
                    return NO_ADDRESS;
                }
                address = address << 8 | part;
                part = -1;
                parts++;
            } else if (c >= '0' && c <= '9') {
                if (part == 0) {
                    return NO_ADDRESS;
                }
                part = (part < 0 ? 0 : part) * 10 + c - '0';
                if (part > 255) {
                    return NO_ADDRESS;
                }
            } else {
                return NO_ADDRESS;
            }
        }
        return parts == 3 && part >= 0 ? address << 8 | part : NO_ADDRESS;
    }

    /// Puts the 128 bits of an IPv6 address (RFC 4291 section 2.2, a zone after `%` is ignored) into `out` and says
    /// whether there was one.
    public static boolean parseV6(byte[] a, int start, int end, long[] out) {
        int groups = 0;
        int gap = -1;
        long high = 0;
        long low = 0;
        int i = start;
        if (end - i >= 2 && a[i] == ':') {
            if (a[i + 1] != ':') {
                return false;
            }
            gap = 0;
            i += 2;
        }
        while (i < end && a[i] != '%') {
            int from = i;
            int value = 0;
            while (i < end && hex(a[i]) >= 0) {
                value = value << 4 | hex(a[i]);
                i++;
                if (i - from > 4) {
                    return false;
                }
            }
            if (i < end && a[i] == '.') {
                int stop = from;
                while (stop < end && a[stop] != '%') {
                    stop++;
                }
                long v4 = parseV4(a, from, stop);
                if (v4 == NO_ADDRESS || groups > GROUPS - 2) {
                    return false;
                }
                high = high << 32 | low >>> 32;
                low = low << 32 | v4;
                groups += 2;
                i = stop;
                break;
            }
            if (i == from || groups == GROUPS) {
                return false;
            }
            high = high << 16 | low >>> 48;
            low = low << 16 | value;
            groups++;
            if (i < end && a[i] == ':') {
                i++;
                if (i < end && a[i] == ':') {
                    if (gap >= 0) {
                        return false;
                    }
                    gap = groups;
                    i++;
                } else if (i == end || a[i] == '%') {
                    return false;
                }
            } else if (i < end && a[i] != '%') {
                return false;
            }
        }
        return place(groups, gap, high, low, out);
    }

    private static boolean place(int groups, int gap, long high, long low, long[] out) {
        if (gap < 0) {
            out[0] = high;
            out[1] = low;
            return groups == GROUPS;
        }
        if (groups >= GROUPS) {
            return false;
        }
        // The groups before the gap move up by as many groups as the gap stands for.
        int tail = groups - gap;
        long tailHigh = tail > 4 ? high & mask((tail - 4) * 16) : 0;
        long tailLow = tail >= 4 ? low : low & mask(tail * 16);
        int shift = (GROUPS - groups) * 16;
        long headHigh = high & ~tailHigh;
        long headLow = low & ~tailLow;
        if (shift >= 64) {
            headHigh = shift == 64 ? headLow : headLow << (shift - 64);
            headLow = 0;
        } else {
            headHigh = headHigh << shift | headLow >>> (64 - shift);
            headLow = headLow << shift;
        }
        out[0] = headHigh | tailHigh;
        out[1] = headLow | tailLow;
        return true;
    }

    private static long mask(int bits) {
        return bits >= 64 ? -1L : (1L << bits) - 1;
    }

    private static int hex(byte c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int letter = c | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /// True for addresses that are used inside of networks only: RFC 1918, loopback, link-local, shared (RFC 6598), and
    /// for IPv6 unique local (RFC 4193), link-local and loopback.
    public static boolean isPrivate(byte[] a, int start, int end, long[] scratch) {
        long v4 = parseV4(a, start, end);
        if (v4 != NO_ADDRESS) {
            return isPrivateV4(v4);
        }
        if (!parseV6(a, start, end, scratch)) {
            return false;
        }
        long top = scratch[0];
        if (top == 0 && scratch[1] >>> 32 == 0xffff) {
            return isPrivateV4(scratch[1] & 0xffffffffL);
        }
        return top >>> 57 == 0xfc >>> 1
                || top >>> 54 == 0xfe80 >>> 6
                || top == 0 && scratch[1] == 1;
    }

    /// True for addresses that only mean something on one machine or one cable: loopback, link-local, unspecified.
    public static boolean isLocalOnly(byte[] a, int start, int end, long[] scratch) {
        long v4 = parseV4(a, start, end);
        if (v4 != NO_ADDRESS) {
            return v4 == 0 || v4 >>> 24 == 127 || v4 >>> 16 == (169 << 8 | 254);
        }
        return parseV6(a, start, end, scratch)
                && (scratch[0] >>> 54 == 0xfe80 >>> 6
                        || scratch[0] == 0 && (scratch[1] == 1 || scratch[1] == 0));
    }

    private static boolean isPrivateV4(long v4) {
        int first = (int) (v4 >>> 24);
        return first == 10
                || first == 127
                || v4 >>> 20 == (172 << 4 | 1)
                || v4 >>> 16 == (192 << 8 | 168)
                || v4 >>> 16 == (169 << 8 | 254)
                || v4 >>> 22 == (100 << 2 | 1);
    }
}
