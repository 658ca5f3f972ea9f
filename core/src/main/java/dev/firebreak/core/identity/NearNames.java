package dev.firebreak.core.identity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Names that differ by a slip of the pen: one letter, or two in a long name; never in a digit or a sign.
final class NearNames {
    private static final int MIN_LENGTH = 6;

    /// From this length on two letters may differ.
    private static final int LONG = 12;

    private static final int MAX_DISTANCE = 2;

    private record Entry(String joined, String signs, int letters, Target target) {}

    /// By length, so that only lengths that can be near are looked at.
    private final Map<Integer, List<Entry>> byLength = new HashMap<>();

    void add(String joined, Target target) {
        if (joined.length() >= MIN_LENGTH) {
            byLength.computeIfAbsent(joined.length(), _ -> new ArrayList<>())
                    .add(new Entry(joined, signs(joined), letters(joined), target));
        }
    }

    /// How many letters of a wanted name may be missing in one that is near to it.
    static int slips(String joined) {
        return joined.length() < MIN_LENGTH ? 0 : joined.length() >= LONG ? MAX_DISTANCE : 1;
    }

    /// The targets whose name is nearest, if any is near; equal distances are all returned.
    Set<Target> nearest(String joined) {
        if (byLength.isEmpty() || joined.length() < MIN_LENGTH - 1) {
            return Set.of();
        }
        int letters = letters(joined);
        String signs = null;
        Set<Target> best = new LinkedHashSet<>();
        int bestDistance = MAX_DISTANCE + 1;
        for (int length = joined.length() - MAX_DISTANCE;
                length <= joined.length() + MAX_DISTANCE;
                length++) {
            for (Entry e : byLength.getOrDefault(length, List.of())) {
                int allowed = Math.min(bestDistance, length >= LONG ? MAX_DISTANCE : 1);
                if (Math.abs(length - joined.length()) > allowed
                        || Integer.bitCount(e.letters ^ letters) > 2 * allowed) {
                    continue;
                }
                signs = signs == null ? signs(joined) : signs;
                int d = e.signs.equals(signs) ? distance(e.joined, joined, allowed) : 0;
                if (d == 0 || d > allowed) {
                    continue;
                }
                if (d < bestDistance) {
                    best.clear();
                    bestDistance = d;
                }
                best.add(e.target);
            }
        }
        return best;
    }

    private static String signs(String joined) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < joined.length(); i++) {
            char c = joined.charAt(i);
            if (c == '+' || c == '#' || (c >= '0' && c <= '9')) {
                out.append(c);
            }
        }
        return out.toString();
    }

    /// One bit per letter that occurs; two names at distance d differ in at most 2d bits.
    private static int letters(String joined) {
        int bits = 0;
        for (int i = 0; i < joined.length(); i++) {
            bits |= 1 << (joined.charAt(i) & 31);
        }
        return bits;
    }

    /// Optimal string alignment distance (a swap of neighbours counts once); more than `limit` may be returned as any
    /// larger number.
    static int distance(String a, String b, int limit) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            int smallest = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int d = Math.min(Math.min(last[j] + 1, row[j - 1] + 1), last[j - 1] + same);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d = Math.min(d, before[j - 2] + 1);
                }
                row[j] = d;
                smallest = Math.min(smallest, d);
            }
            if (smallest > limit) {
                return limit + 1;
            }
            int[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
