package dev.firebreak.core.version;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Debian versions, Debian Policy section 5.6.12: `[epoch:]upstream[-revision]`; `~` sorts before everything, even the
/// end.
final class DebOrder implements VersionOrder {
    record Parsed(String epoch, String upstream, String revision) {}

    @Override
    public OptionalInt compare(String a, String b) {
        Parsed x = parse(a);
        Parsed y = parse(b);
        if (x == null || y == null) {
            return OptionalInt.empty();
        }
        int c = VersionOrder.compareNumbers(x.epoch, y.epoch);
        c = c != 0 ? c : compareParts(x.upstream, y.upstream);
        return OptionalInt.of(c != 0 ? c : compareParts(x.revision, y.revision));
    }

    static @Nullable Parsed parse(String text) {
        String t = text.strip();
        if (t.isEmpty() || t.length() > MAX_LENGTH) {
            return null;
        }
        String epoch = "0";
        int colon = t.indexOf(':');
        if (colon >= 0) {
            epoch = t.substring(0, colon);
            t = t.substring(colon + 1);
            if (!VersionOrder.isNumber(epoch)) {
                return null;
            }
        }
        int dash = t.lastIndexOf('-');
        String revision = dash < 0 ? "" : t.substring(dash + 1);
        String upstream = dash < 0 ? t : t.substring(0, dash);
        if (upstream.isEmpty()
                || !VersionOrder.isDigit(upstream.charAt(0))
                || (dash >= 0 && revision.isEmpty())) {
            return null;
        }
        return allowed(upstream, "-:") && allowed(revision, "")
                ? new Parsed(epoch, upstream, revision)
                : null;
    }

    private static boolean allowed(String part, String more) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (!VersionOrder.isDigit(c)
                    && !VersionOrder.isLetter(c)
                    && ".+~".indexOf(c) < 0
                    && more.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /// Non-digit runs by modified ASCII order and digit runs by value, in turn.
    static int compareParts(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() || j < b.length()) {
            while ((i < a.length() && !VersionOrder.isDigit(a.charAt(i)))
                    || (j < b.length() && !VersionOrder.isDigit(b.charAt(j)))) {
                int c = Integer.compare(weight(a, i), weight(b, j));
                if (c != 0) {
                    return c;
                }
                i++;
                j++;
            }
            int k = digits(a, i);
            int l = digits(b, j);
            int c =
                    VersionOrder.compareNumbers(
                            a.substring(Math.min(i, k), k), b.substring(Math.min(j, l), l));
            if (c != 0) {
                return c;
            }
            i = k;
            j = l;
        }
        return 0;
    }

    private static int digits(String s, int from) {
        int i = Math.min(from, s.length());
        while (i < s.length() && VersionOrder.isDigit(s.charAt(i))) {
            i++;
        }
        return i;
    }

    private static int weight(String s, int i) {
        if (i >= s.length() || VersionOrder.isDigit(s.charAt(i))) {
            return 0;
        }
        char c = s.charAt(i);
        if (c == '~') {
            return -1;
        }
        return VersionOrder.isLetter(c) ? c : c + 256;
    }
}
