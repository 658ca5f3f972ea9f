package dev.firebreak.core.version;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// NuGet versions: one to four numbers, missing ones are zero, then a SemVer pre-release compared without regard to
/// case; build metadata does not count (NuGet documentation, "Package versioning").
final class NuGetOrder implements VersionOrder {
    private static final int PARTS = 4;

    private record Parsed(String[] numbers, List<String> pre) {}

    @Override
    public OptionalInt compare(String a, String b) {
        Parsed x = parse(a);
        Parsed y = parse(b);
        if (x == null || y == null) {
            return OptionalInt.empty();
        }
        for (int i = 0; i < PARTS; i++) {
            int c = VersionOrder.compareNumbers(part(x, i), part(y, i));
            if (c != 0) {
                return OptionalInt.of(c);
            }
        }
        return OptionalInt.of(SemVerOrder.comparePre(x.pre, y.pre));
    }

    private static String part(Parsed parsed, int i) {
        return i < parsed.numbers.length ? parsed.numbers[i] : "0";
    }

    private static @Nullable Parsed parse(String text) {
        String t = text.strip().toLowerCase(Locale.ROOT);
        if (t.isEmpty() || t.length() > MAX_LENGTH) {
            return null;
        }
        t = t.charAt(0) == 'v' ? t.substring(1) : t;
        int plus = t.indexOf('+');
        t = plus < 0 ? t : t.substring(0, plus);
        int dash = t.indexOf('-');
        List<String> pre = List.of();
        if (dash >= 0) {
            pre = List.of(t.substring(dash + 1).split("\\.", -1));
            t = t.substring(0, dash);
        }
        String[] numbers = t.split("\\.", -1);
        if (numbers.length > PARTS || pre.contains("")) {
            return null;
        }
        for (String number : numbers) {
            if (!VersionOrder.isNumber(number)) {
                return null;
            }
        }
        return new Parsed(numbers, pre);
    }
}
