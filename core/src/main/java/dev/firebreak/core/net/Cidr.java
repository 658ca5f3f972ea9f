package dev.firebreak.core.net;

import java.util.Optional;

/// A block of addresses.
///
/// @param first its first address; host bits are zero
/// @param length prefix length in the 128-bit form (an IPv4 `/24` is 120 here)
public record Cidr(IpAddress first, int length) {
    private static final int V4_OFFSET = 96;

    public Cidr {
        if (length < 0 || length > 128) {
            throw new IllegalArgumentException("prefix length " + length);
        }
        first = mask(first, length);
    }

    /// Reads `192.0.2.0/24`, `2001:db8::/32` or a single address; host bits are dropped.
    public static Optional<Cidr> parse(String text) {
        String t = text.strip();
        int slash = t.indexOf('/');
        Optional<IpAddress> address = IpAddress.parse(slash < 0 ? t : t.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        if (slash < 0) {
            return Optional.of(new Cidr(address.get(), 128));
        }
        String digits = t.substring(slash + 1);
        if (digits.isEmpty()
                || digits.length() > 3
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        boolean dotted = t.indexOf(':') < 0;
        int length = Integer.parseInt(digits) + (dotted ? V4_OFFSET : 0);
        return length > 128 ? Optional.empty() : Optional.of(new Cidr(address.get(), length));
    }

    public boolean contains(IpAddress address) {
        return mask(address, length).equals(first);
    }

    public boolean contains(Cidr other) {
        return other.length >= length && contains(other.first);
    }

    public boolean isSingle() {
        return length == 128;
    }

    /// The last address of the block.
    public IpAddress last() {
        long high = length >= 64 ? first.high() : first.high() | -1L >>> length;
        long low =
                length <= 64
                        ? -1L
                        : length == 128 ? first.low() : first.low() | -1L >>> (length - 64);
        return new IpAddress(high, low);
    }

    /// Canonical text, `192.0.2.0/24`; a single address without a length.
    @Override
    public String toString() {
        if (isSingle()) {
            return first.toString();
        }
        boolean v4 = first.isV4() && length >= V4_OFFSET;
        return first + "/" + (v4 ? length - V4_OFFSET : length);
    }

    private static IpAddress mask(IpAddress a, int length) {
        long high = length >= 64 ? a.high() : length == 0 ? 0 : a.high() & -1L << (64 - length);
        long low = length <= 64 ? 0 : a.low() & -1L << (128 - length);
        return new IpAddress(high, low);
    }
}
