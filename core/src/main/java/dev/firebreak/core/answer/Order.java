package dev.firebreak.core.answer;

import dev.firebreak.core.model.Verdict;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/// In which order a large answer lists machines and findings: the worst first, then by organisation and name.
final class Order {
    /// Rank of a machine that is counted but not listed.
    static final byte UNLISTED = 5;

    private static final int RANKS = 5;

    private final Met met;
    private final FlatEstate flat;
    private final byte[] ranks;
    private int[] byName = new int[0];

    Order(Met met, FlatEstate flat, byte[] ranks) {
        this.met = met;
        this.flat = flat;
        this.ranks = ranks;
    }

    int listed() {
        int n = 0;
        for (byte rank : ranks) {
            n += rank < RANKS ? 1 : 0;
        }
        return n;
    }

    /// Those that are listed, in no particular order.
    IntStream anyAssets() {
        return IntStream.range(0, ranks.length).filter(i -> ranks[i] < RANKS);
    }

    private int[] byName() {
        if (byName.length != ranks.length) {
            // an estate may have come to know more of them since they were counted
            byName = IntStream.of(flat.byName()).filter(i -> i < ranks.length).toArray();
        }
        return byName;
    }

    /// The machines that are listed.
    int[] assets() {
        int[] out = new int[listed()];
        int n = 0;
        for (int rank = 0; rank < RANKS; rank++) {
            for (int asset : byName()) {
                if (ranks[asset] == rank) {
                    out[n++] = asset;
                }
            }
        }
        return out;
    }

    /// The meetings that are findings, each once: of several that are one finding the worst stays, and of equals the first.
    int[] findings() {
        int[] out = new int[met.size()];
        int n = 0;
        for (Verdict wanted : Verdict.values()) {
            if (wanted == Verdict.NOT_AFFECTED) {
                continue;
            }
            n = of(ranks.length, wanted, out, n); // of no machine
            for (int asset : byName()) {
                n = of(asset, wanted, out, n);
            }
        }
        return Arrays.copyOf(out, n);
    }

    private int of(int asset, Verdict wanted, int[] out, int from) {
        int begin = met.first(asset);
        int end = met.first(asset + 1);
        int n = from;
        if (end - begin == 1) {
            if (met.verdict(begin) == wanted) {
                out[n++] = begin;
            }
            return n;
        }
        Set<Integer> told = new HashSet<>();
        for (int i = begin; i < end; i++) {
            if (met.verdict(i).compareTo(wanted) < 0) {
                told.add(met.same(i));
            }
        }
        for (int i = begin; i < end; i++) {
            if (met.verdict(i) == wanted && told.add(met.same(i))) {
                out[n++] = i;
            }
        }
        return n;
    }
}
