package dev.firebreak.core.version;

import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Windows file and product versions: numbers between dots, missing ones are zero, so `24.09` equals `24.09.00.0`.
///
/// Resource files also write them with commas (`1, 2, 0, 1`).
final class WindowsOrder implements VersionOrder {
    private static final Pattern COMMAS = Pattern.compile("[0-9]++(?:, ?[0-9]++)++");

    @Override
    public OptionalInt compare(String a, String b) {
        String[] x = parse(a);
        String[] y = parse(b);
        if (x == null || y == null) {
            return OptionalInt.empty();
        }
        for (int i = 0; i < Math.max(x.length, y.length); i++) {
            int c =
                    VersionOrder.compareNumbers(
                            i < x.length ? x[i] : "0", i < y.length ? y[i] : "0");
            if (c != 0) {
                return OptionalInt.of(c);
            }
        }
        return OptionalInt.of(0);
    }

    static String @Nullable [] parse(String text) {
        String t = text.strip();
        if (t.length() > MAX_LENGTH) {
            return null;
        }
        if (COMMAS.matcher(t).matches()) {
            t = t.replace(" ", "").replace(',', '.');
        }
        if (t.length() > 1 && (t.charAt(0) == 'v' || t.charAt(0) == 'V')) {
            t = t.substring(1);
        }
        String[] parts = t.split("\\.", -1);
        for (String part : parts) {
            if (!VersionOrder.isNumber(part)) {
                return null;
            }
        }
        return parts;
    }
}
