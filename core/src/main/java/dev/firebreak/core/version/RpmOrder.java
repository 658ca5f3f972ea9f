package dev.firebreak.core.version;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// RPM's `epoch:version-release` with rpmvercmp, rpm-version(7): `~` sorts before the end, `^` just after it.
///
/// An absent release on either side is not compared, as rpm itself does for dependencies; an absent epoch is 0.
final class RpmOrder implements VersionOrder {
    record Parsed(String epoch, String version, @Nullable String release) {}

    @Override
    public OptionalInt compare(String a, String b) {
        Parsed x = parse(a);
        Parsed y = parse(b);
        if (x == null || y == null) {
            return OptionalInt.empty();
        }
        int c = VersionOrder.compareNumbers(x.epoch, y.epoch);
        c = c != 0 ? c : compareParts(x.version, y.version);
        if (c == 0 && x.release != null && y.release != null) {
            c = compareParts(x.release, y.release);
        }
        return OptionalInt.of(c);
    }

    static @Nullable Parsed parse(String text) {
        String t = text.strip();
        if (t.isEmpty() || t.length() > MAX_LENGTH) {
            return null;
        }
        String epoch = "0";
        int colon = t.indexOf(':');
        if (colon >= 0) {
            epoch = t.substring(0, colon).equals("(none)") ? "0" : t.substring(0, colon);
            t = t.substring(colon + 1);
            if (!VersionOrder.isNumber(epoch)) {
                return null;
            }
        }
        int dash = t.lastIndexOf('-');
        String version = dash < 0 ? t : t.substring(0, dash);
        String release = dash < 0 ? null : t.substring(dash + 1);
        boolean ok = allowed(version) && (release == null || allowed(release));
        return ok ? new Parsed(epoch, version, release) : null;
    }

    private static boolean allowed(String part) {
        boolean seen = false;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean word = VersionOrder.isDigit(c) || VersionOrder.isLetter(c);
            if (!word && "._+~^-".indexOf(c) < 0) {
                return false;
            }
            seen |= word;
        }
        return seen;
    }

    /// rpmvercmp.
    static int compareParts(String a, String b) {
        int i = 0;
        int j = 0;
        while (true) {
            i = separators(a, i);
            j = separators(b, j);
            char x = i < a.length() ? a.charAt(i) : 0;
            char y = j < b.length() ? b.charAt(j) : 0;
            if (x == '~' || y == '~') {
                if (x != y) {
                    return x == '~' ? -1 : 1;
                }
                i++;
                j++;
                continue;
            }
            if (x == '^' || y == '^') {
                if (x == y) {
                    i++;
                    j++;
                    continue;
                }
                // A caret beats the end and loses to anything else.
                return x == '^' ? (y == 0 ? 1 : -1) : (x == 0 ? -1 : 1);
            }
            if (x == 0 || y == 0) {
                return x == y ? 0 : (x == 0 ? -1 : 1);
            }
            boolean numeric = VersionOrder.isDigit(x);
            if (numeric != VersionOrder.isDigit(y)) {
                return numeric ? 1 : -1;
            }
            int k = run(a, i, numeric);
            int l = run(b, j, numeric);
            String m = a.substring(i, k);
            String n = b.substring(j, l);
            int c = numeric ? VersionOrder.compareNumbers(m, n) : Integer.signum(m.compareTo(n));
            if (c != 0) {
                return c;
            }
            i = k;
            j = l;
        }
    }

    private static int separators(String s, int i) {
        int k = i;
        while (k < s.length()
                && !VersionOrder.isDigit(s.charAt(k))
                && !VersionOrder.isLetter(s.charAt(k))
                && s.charAt(k) != '~'
                && s.charAt(k) != '^') {
            k++;
        }
        return k;
    }

    private static int run(String s, int i, boolean numeric) {
        int k = i;
        while (k < s.length()
                && (numeric
                        ? VersionOrder.isDigit(s.charAt(k))
                        : VersionOrder.isLetter(s.charAt(k)))) {
            k++;
        }
        return k;
    }
}
