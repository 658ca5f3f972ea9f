package dev.firebreak.core.version;

import java.util.List;
import java.util.OptionalInt;

/// Semantic Versioning 2.0.0, section 11; build metadata does not count.
///
/// A leading `v` or `=` is taken as npm takes it. Missing minor and patch numbers are no semantic version.
final class SemVerOrder implements VersionOrder {
    record Parsed(String major, String minor, String patch, List<String> pre) {}

    @Override
    public OptionalInt compare(String a, String b) {
        Parsed x = parse(a);
        Parsed y = parse(b);
        return x == null || y == null ? OptionalInt.empty() : OptionalInt.of(compare(x, y));
    }

    static int compare(Parsed x, Parsed y) {
        int c = VersionOrder.compareNumbers(x.major, y.major);
        c = c != 0 ? c : VersionOrder.compareNumbers(x.minor, y.minor);
        c = c != 0 ? c : VersionOrder.compareNumbers(x.patch, y.patch);
        return c != 0 ? c : comparePre(x.pre, y.pre);
    }

    static int comparePre(List<String> x, List<String> y) {
        if (x.isEmpty() || y.isEmpty()) {
            return Boolean.compare(x.isEmpty(), y.isEmpty());
        }
        for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
            int c = compareIdentifiers(x.get(i), y.get(i));
            if (c != 0) {
                return c;
            }
        }
        return Integer.compare(x.size(), y.size());
    }

    private static int compareIdentifiers(String x, String y) {
        boolean m = VersionOrder.isNumber(x);
        boolean n = VersionOrder.isNumber(y);
        if (m && n) {
            return VersionOrder.compareNumbers(x, y);
        }
        return m != n ? (m ? -1 : 1) : Integer.signum(x.compareTo(y));
    }

    static @org.jspecify.annotations.Nullable Parsed parse(String text) {
        String t = text.strip();
        if (t.length() > MAX_LENGTH) {
            return null;
        }
        while (!t.isEmpty() && (t.charAt(0) == 'v' || t.charAt(0) == 'V' || t.charAt(0) == '=')) {
            t = t.substring(1).strip();
        }
        int plus = t.indexOf('+');
        if (plus >= 0) {
            if (!identifiers(t.substring(plus + 1))) {
                return null;
            }
            t = t.substring(0, plus);
        }
        int dash = t.indexOf('-');
        List<String> pre = List.of();
        if (dash >= 0) {
            if (!identifiers(t.substring(dash + 1))) {
                return null;
            }
            pre = List.of(t.substring(dash + 1).split("\\.", -1));
            t = t.substring(0, dash);
        }
        String[] core = t.split("\\.", -1);
        if (core.length != 3) {
            return null;
        }
        for (String part : core) {
            if (!VersionOrder.isNumber(part)) {
                return null;
            }
        }
        return new Parsed(core[0], core[1], core[2], pre);
    }

    /// Dot-separated, none empty, of letters, digits and hyphens.
    private static boolean identifiers(String text) {
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (run == 0) {
                    return false;
                }
                run = 0;
            } else if (VersionOrder.isDigit(c) || VersionOrder.isLetter(c) || c == '-') {
                run++;
            } else {
                return false;
            }
        }
        return run > 0;
    }
}
