package dev.firebreak.core.answer;

import dev.firebreak.core.model.Verdict;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// In which order a large answer lists machines and findings: the worst first, then by organisation and name.
final class Order {
    /// Rank of a machine that is counted but not listed.
    static final byte UNLISTED = 5;

    private static final int RANKS = 5;

    private final Meetings meetings;
    private final FlatEstate flat;
    private final byte[] ranks;
    private int[] byName = new int[0];

    Order(Meetings meetings, FlatEstate flat, byte[] ranks) {
        this.meetings = meetings;
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
            byName = flat.byName();
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

    /// Whether two things that were met on one machine are one finding.
    interface Same {
        boolean same(int what, int other);
    }

    /// The meetings that are findings, each once.
    int[] findings(IntFunction<Verdict> verdict, Same same) {
        int[] out = new int[meetings.size()];
        int n = 0;
        for (Verdict wanted : Verdict.values()) {
            if (wanted == Verdict.NOT_AFFECTED) {
                continue;
            }
            n = of(ranks.length, wanted, verdict, same, out, n); // of no machine
            for (int asset : byName()) {
                n = of(asset, wanted, verdict, same, out, n);
            }
        }
        return Arrays.copyOf(out, n);
    }

    private int of(
            int asset,
            Verdict wanted,
            IntFunction<Verdict> verdict,
            Same same,
            int[] out,
            int from) {
        int n = from;
        for (int i = meetings.head(asset); i < meetings.head(asset + 1); i++) {
            int what = meetings.what(i);
            if (verdict.apply(what) == wanted) {
                boolean known = false;
                for (int j = from; j < n; j++) {
                    known |= same.same(meetings.what(out[j]), what);
                }
                if (!known) {
                    out[n++] = i;
                }
            }
        }
        return n;
    }
}
