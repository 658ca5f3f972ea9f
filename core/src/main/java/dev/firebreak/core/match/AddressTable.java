package dev.firebreak.core.match;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Addresses and blocks (CIDR). Each prefix length in use costs one look-up an address, whatever the number of blocks.
final class AddressTable {
    private static final int FILTER_BITS = 20;

    private final Map<Block, int[]> blocks = new HashMap<>();
    private final int[] v4Lengths;
    private final int[] v6Lengths;

    /// One bit for each hash of a full IPv4 address, so that most addresses are answered without building a key.
    private final long[] v4Filter = new long[1 << (FILTER_BITS - 6)];

    private final long[] scratch = new long[2];

    /// A block: the address with its host bits cleared. IPv4 has `v6` false and its bits in `low`.
    private record Block(boolean v6, long high, long low, int length) {}

    /// An address or block with what is returned for it.
    record Entry(String text, int payload) {}

    /// @param rejected receives the entries that are no address or block
    AddressTable(List<Entry> entries, List<Entry> rejected) {
        boolean[] v4 = new boolean[33];
        boolean[] v6 = new boolean[129];
        for (Entry entry : entries) {
            Block block = parse(entry.text());
            if (block == null) {
                rejected.add(entry);
                continue;
            }
            (block.v6 ? v6 : v4)[block.length] = true;
            int[] old = blocks.getOrDefault(block, new int[0]);
            int[] more = Arrays.copyOf(old, old.length + 1);
            more[old.length] = entry.payload();
            blocks.put(block, more);
            if (!block.v6 && block.length == 32) {
                int bit = filterBit(block.low);
                v4Filter[bit >>> 6] |= 1L << bit;
            }
        }
        v4Lengths = lengths(v4);
        v6Lengths = lengths(v6);
    }

    private static int[] lengths(boolean[] used) {
        List<Integer> found = new ArrayList<>();
        for (int i = used.length - 1; i >= 0; i--) {
            if (used[i]) {
                found.add(i);
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int filterBit(long v4) {
        return (int) (v4 * 0x9e3779b97f4a7c15L >>> (64 - FILTER_BITS));
    }

    private @org.jspecify.annotations.Nullable Block parse(String text) {
        int slash = text.indexOf('/');
        byte[] bytes =
                (slash < 0 ? text : text.substring(0, slash)).getBytes(StandardCharsets.UTF_8);
        long v4 = Addresses.parseV4(bytes, 0, bytes.length);
        boolean isV6 = v4 == Addresses.NO_ADDRESS;
        if (isV6 && !Addresses.parseV6(bytes, 0, bytes.length, scratch)) {
            return null;
        }
        int length = isV6 ? 128 : 32;
        if (slash >= 0) {
            String digits = text.substring(slash + 1);
            if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > length) {
                return null;
            }
            length = Integer.parseInt(digits);
        }
        if (isV6 && isMapped(scratch) && length >= 96) {
            return v4Block(scratch[1] & 0xffffffffL, length - 96);
        }
        return isV6 ? v6Block(scratch[0], scratch[1], length) : v4Block(v4, length);
    }

    /// IPv4-mapped addresses (`::ffff:192.0.2.1`, RFC 4291 section 2.5.5.2) are the IPv4 address they carry.
    private static boolean isMapped(long[] v6) {
        return v6[0] == 0 && v6[1] >>> 32 == 0xffff;
    }

    private static Block v4Block(long address, int length) {
        return new Block(false, 0, length == 0 ? 0 : address & -1L << (32 - length), length);
    }

    private static Block v6Block(long high, long low, int length) {
        long highMask = length == 0 ? 0 : length >= 64 ? -1L : -1L << (64 - length);
        long lowMask = length <= 64 ? 0 : -1L << (128 - length);
        return new Block(true, high & highMask, low & lowMask, length);
    }

    void match(byte[] a, int start, int end, Payloads out) {
        if (blocks.isEmpty()) {
            return;
        }
        long v4 = Addresses.parseV4(a, start, end);
        if (v4 != Addresses.NO_ADDRESS) {
            matchV4(v4, out);
        } else if (Addresses.parseV6(a, start, end, scratch)) {
            if (isMapped(scratch)) {
                matchV4(scratch[1] & 0xffffffffL, out);
                return;
            }
            long high = scratch[0];
            long low = scratch[1];
            for (int length : v6Lengths) {
                report(blocks.get(v6Block(high, low, length)), out);
            }
        }
    }

    private void matchV4(long v4, Payloads out) {
        for (int length : v4Lengths) {
            if (length == 32) {
                int bit = filterBit(v4);
                if ((v4Filter[bit >>> 6] & (1L << bit)) == 0) {
                    continue;
                }
            }
            report(blocks.get(v4Block(v4, length)), out);
        }
    }

    private static void report(int @org.jspecify.annotations.Nullable [] found, Payloads out) {
        if (found != null) {
            for (int payload : found) {
                out.accept(payload);
            }
        }
    }

    /// Receives what is stored with a block that contains the address.
    interface Payloads {
        void accept(int payload);
    }
}
