package dev.firebreak.core.net;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// An immutable set of blocks with look-up by binary search; overlapping and nested blocks are merged.
public final class CidrSet {
    private final IpAddress[] firsts;
    private final IpAddress[] lasts;

    private CidrSet(List<IpAddress> firsts, List<IpAddress> lasts) {
        this.firsts = firsts.toArray(IpAddress[]::new);
        this.lasts = lasts.toArray(IpAddress[]::new);
    }

    public static CidrSet of(Collection<Cidr> blocks) {
        List<Cidr> sorted = blocks.stream().sorted(Comparator.comparing(Cidr::first)).toList();
        List<IpAddress> firsts = new ArrayList<>();
        List<IpAddress> lasts = new ArrayList<>();
        for (Cidr block : sorted) {
            if (!lasts.isEmpty() && block.first().compareTo(lasts.getLast()) <= 0) {
                if (block.last().compareTo(lasts.getLast()) > 0) {
                    lasts.set(lasts.size() - 1, block.last());
                }
            } else {
                firsts.add(block.first());
                lasts.add(block.last());
            }
        }
        return new CidrSet(firsts, lasts);
    }

    public boolean contains(IpAddress address) {
        return containsAll(address, address);
    }

    /// Whether the whole block lies in one merged run of this set.
    public boolean contains(Cidr block) {
        return containsAll(block.first(), block.last());
    }

    private boolean containsAll(IpAddress first, IpAddress last) {
        int low = 0;
        int high = firsts.length - 1;
        while (low <= high) {
            int mid = (low + high) >>> 1;
            if (firsts[mid].compareTo(first) > 0) {
                high = mid - 1;
            } else if (lasts[mid].compareTo(first) < 0) {
                low = mid + 1;
            } else {
                return lasts[mid].compareTo(last) >= 0;
            }
        }
        return false;
    }
}
