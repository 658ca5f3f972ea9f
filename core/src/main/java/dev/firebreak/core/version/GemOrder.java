package dev.firebreak.core.version;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// RubyGems versions, `Gem::Version`: a segment with letters makes a pre-release and sorts before any number; zeros
/// before such a segment and at the end do not count.
final class GemOrder implements VersionOrder {
    private static final Pattern VERSION =
            Pattern.compile(
                    "[0-9]++(?:\\.[0-9a-zA-Z]++)*+(?:-[0-9A-Za-z-]++(?:\\.[0-9A-Za-z-]++)*+)?");
    private static final Pattern SEGMENT = Pattern.compile("[0-9]++|[a-zA-Z]++");

    @Override
    public OptionalInt compare(String a, String b) {
        List<String> x = segments(a);
        List<String> y = segments(b);
        if (x == null || y == null) {
            return OptionalInt.empty();
        }
        for (int i = 0; i < Math.max(x.size(), y.size()); i++) {
            int c = compareSegments(part(x, i), part(y, i));
            if (c != 0) {
                return OptionalInt.of(c);
            }
        }
        return OptionalInt.of(0);
    }

    private static String part(List<String> segments, int i) {
        return i < segments.size() ? segments.get(i) : "0";
    }

    private static int compareSegments(String x, String y) {
        boolean m = VersionOrder.isNumber(x);
        boolean n = VersionOrder.isNumber(y);
        if (m && n) {
            return VersionOrder.compareNumbers(x, y);
        }
        return m != n ? (m ? 1 : -1) : Integer.signum(x.compareTo(y));
    }

    /// Canonical segments: trailing zeros of the release part and of the whole are dropped.
    private static @Nullable List<String> segments(String text) {
        String t = text.strip();
        if (t.length() > MAX_LENGTH || !VERSION.matcher(t).matches()) {
            return null;
        }
        List<String> release = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        Matcher m = SEGMENT.matcher(t.replace("-", ".pre."));
        while (m.find()) {
            boolean letters = !VersionOrder.isNumber(m.group());
            (letters || !rest.isEmpty() ? rest : release).add(m.group());
        }
        dropZeros(release);
        dropZeros(rest);
        release.addAll(rest);
        return release;
    }

    private static void dropZeros(List<String> segments) {
        while (!segments.isEmpty() && segments.getLast().chars().allMatch(c -> c == '0')) {
            segments.removeLast();
        }
    }
}
