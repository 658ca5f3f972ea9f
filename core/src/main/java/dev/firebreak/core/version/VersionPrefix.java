package dev.firebreak.core.version;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A whole line of versions: `7.x`, `18.12.*`, and in npm's ranges `1.2`.
///
/// @param numbers the numbers before the wildcard; empty for every version
record VersionPrefix(List<String> numbers) {
    private static final Pattern WILDCARD =
            Pattern.compile("[vV]?([0-9]++(?:\\.[0-9]++)*+)\\.(?:[xX*])(?:\\.[xX*])*+");
    private static final Pattern SHORT = Pattern.compile("[vV=]?([0-9]++(?:\\.[0-9]++)?)");

    static boolean isAll(String text) {
        String t = text.strip();
        return t.equals("*") || t.equals("x.x") || t.equals("x.x.x");
    }

    static @Nullable VersionPrefix parse(String text) {
        return match(WILDCARD, text);
    }

    /// `1` and `1.2` in npm's range syntax.
    static @Nullable VersionPrefix shortNpm(String text) {
        return match(SHORT, text);
    }

    private static @Nullable VersionPrefix match(Pattern pattern, String text) {
        Matcher m = pattern.matcher(text.strip());
        return m.matches() ? new VersionPrefix(List.of(m.group(1).split("\\."))) : null;
    }

    /// Where the reported version lies: 0 inside the line, else before or after it; empty if it is no version or is
    /// written less exactly than the line.
    OptionalInt compare(String reported) {
        GenericVersion v = GenericVersion.parse(reported);
        if (v == null || v.core().isEmpty()) {
            return OptionalInt.empty();
        }
        for (int i = 0; i < numbers.size(); i++) {
            if (i >= v.core().size()) {
                return OptionalInt.empty();
            }
            int c = VersionOrder.compareNumbers(v.core().get(i), numbers.get(i));
            if (c != 0) {
                return OptionalInt.of(c);
            }
        }
        return OptionalInt.of(0);
    }
}
