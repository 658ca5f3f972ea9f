package dev.firebreak.core.version;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Python versions, PEP 440 (now the "Version specifiers" packaging specification), with its normalisations.
final class PepOrder implements VersionOrder {
    // Linear: every repetition starts with a separator or a letter that the one before cannot take.
    private static final Pattern VERSION =
            Pattern.compile(
                    "v?(?:([0-9]++)!)?([0-9]++(?:\\.[0-9]++)*+)"
                            + "(?:[-_.]?(alpha|beta|preview|pre|rc|a|b|c)[-_.]?([0-9]*+))?"
                            + "(?:-([0-9]++)|[-_.]?(post|rev|r)[-_.]?([0-9]*+))?"
                            + "(?:[-_.]?(dev)[-_.]?([0-9]*+))?"
                            + "(?:\\+([a-z0-9]++(?:[-_.][a-z0-9]++)*+))?");

    /// @param pre -1 before any pre-release (a bare dev release), 0 a, 1 b, 2 rc, 3 none
    /// @param post number, or null without
    /// @param dev number, or null without
    record Parsed(
            String epoch,
            List<String> release,
            int pre,
            String preNumber,
            @Nullable String post,
            @Nullable String dev,
            List<String> local) {
        Parsed withoutLocal() {
            return new Parsed(epoch, release, pre, preNumber, post, dev, List.of());
        }
    }

    @Override
    public OptionalInt compare(String a, String b) {
        Parsed x = parse(a);
        Parsed y = parse(b);
        return x == null || y == null ? OptionalInt.empty() : OptionalInt.of(compare(x, y));
    }

    static int compare(Parsed x, Parsed y) {
        int c = VersionOrder.compareNumbers(x.epoch, y.epoch);
        for (int i = 0; c == 0 && i < Math.max(x.release.size(), y.release.size()); i++) {
            c = VersionOrder.compareNumbers(part(x.release, i), part(y.release, i));
        }
        c = c != 0 ? c : Integer.compare(x.pre, y.pre);
        c = c != 0 ? c : VersionOrder.compareNumbers(x.preNumber, y.preNumber);
        c = c != 0 ? c : compareOptional(x.post, y.post, -1);
        c = c != 0 ? c : compareOptional(x.dev, y.dev, 1);
        return c != 0 ? c : compareLocal(x.local, y.local);
    }

    private static String part(List<String> release, int i) {
        return i < release.size() ? release.get(i) : "0";
    }

    private static int compareOptional(@Nullable String x, @Nullable String y, int absent) {
        if (x == null || y == null) {
            return x == null && y == null ? 0 : (x == null ? absent : -absent);
        }
        return VersionOrder.compareNumbers(x, y);
    }

    private static int compareLocal(List<String> x, List<String> y) {
        for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
            boolean m = VersionOrder.isNumber(x.get(i));
            boolean n = VersionOrder.isNumber(y.get(i));
            int c =
                    m && n
                            ? VersionOrder.compareNumbers(x.get(i), y.get(i))
                            : m != n ? (m ? 1 : -1) : Integer.signum(x.get(i).compareTo(y.get(i)));
            if (c != 0) {
                return c;
            }
        }
        return Integer.compare(x.size(), y.size());
    }

    static @Nullable Parsed parse(String text) {
        String t = text.strip().toLowerCase(Locale.ROOT);
        if (t.length() > MAX_LENGTH) {
            return null;
        }
        Matcher m = VERSION.matcher(t);
        if (!m.matches()) {
            return null;
        }
        String post =
                m.group(5) != null ? m.group(5) : m.group(6) == null ? null : number(m.group(7));
        String dev = m.group(8) == null ? null : number(m.group(9));
        int pre = rank(m.group(3), post, dev);
        List<String> local =
                m.group(10) == null ? List.of() : Arrays.asList(m.group(10).split("[-_.]"));
        List<String> release = Arrays.asList(m.group(2).split("\\."));
        String epoch = m.group(1) == null ? "0" : m.group(1);
        return new Parsed(epoch, release, pre, number(m.group(4)), post, dev, local);
    }

    private static int rank(@Nullable String word, @Nullable String post, @Nullable String dev) {
        if (word == null) {
            return post == null && dev != null ? -1 : 3;
        }
        return switch (word.charAt(0)) {
            case 'a' -> 0;
            case 'b' -> 1;
            default -> 2;
        };
    }

    private static String number(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? "0" : digits;
    }
}
