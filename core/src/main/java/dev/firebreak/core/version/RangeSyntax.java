package dev.firebreak.core.version;

import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Constraints as package registries write them: `^1.2`, `>=1.0 <2.0 || 3.x`, `~> 2.2`, `~=1.4.5`, `[1.0,2.0)`.
///
/// Pre-releases count by their order alone; npm would leave them out of most ranges, but a warning means them too.
final class RangeSyntax {
    private static final int MAX_LENGTH = 1_000;
    private static final int MAX_ALTERNATIVES = 100;

    private static final Pattern LOOKS_LIKE =
            Pattern.compile("^\\s*(?:[<>=!^~]|[\\[(].*[\\])]\\s*$)|\\|\\|");
    private static final Pattern HYPHEN =
            Pattern.compile("\\s*([^\\s,<>=^~|]+)\\s+-\\s+([^\\s,<>=^~|]+)\\s*");
    private static final Pattern TOKEN =
            Pattern.compile("\\G\\s*,?\\s*(\\^|~>|~=|~|>=|<=|={1,3}|!=|>|<)?\\s*([^\\s,<>=^~!|]+)");
    private static final Pattern INTERVAL =
            Pattern.compile(
                    "\\G\\s*,?\\s*([\\[(])\\s*([^\\s,\\[\\]()]*)\\s*(,?)\\s*([^\\s,\\[\\]()]*)\\s*([\\])])");

    private RangeSyntax() {}

    /// A union of intersections of ranges; null if the text is not a constraint, so that it is one version.
    static @Nullable List<List<VersionRange>> parse(VersionScheme scheme, String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        boolean hyphen = scheme == VersionScheme.NPM && HYPHEN.matcher(text).matches();
        if (!hyphen && !LOOKS_LIKE.matcher(text).find()) {
            return null;
        }
        char first = text.strip().charAt(0);
        if (first == '[' || first == '(') {
            return intervals(text);
        }
        List<List<VersionRange>> all = new ArrayList<>();
        for (String part : text.split("\\|\\|", -1)) {
            List<List<VersionRange>> alternative = alternative(scheme, part);
            if (alternative == null || all.size() + alternative.size() > MAX_ALTERNATIVES) {
                return null;
            }
            all.addAll(alternative);
        }
        return all;
    }

    private static @Nullable List<List<VersionRange>> intervals(String text) {
        List<List<VersionRange>> all = new ArrayList<>();
        Matcher m = INTERVAL.matcher(text);
        int end = 0;
        while (m.find() && all.size() < MAX_ALTERNATIVES) {
            end = m.end();
            String low = m.group(2).isBlank() ? null : m.group(2);
            String high = m.group(4).isBlank() ? null : m.group(4);
            if (m.group(3).isEmpty()) {
                if (low == null || high != null) {
                    return null;
                }
                high = low;
            }
            all.add(
                    List.of(
                            new VersionRange(
                                    low,
                                    low != null && m.group(1).equals("["),
                                    high,
                                    high != null && m.group(5).equals("]"))));
        }
        return end > 0 && text.substring(end).isBlank() ? all : null;
    }

    /// All comparators have to hold; a `!=` opens two alternatives.
    private static @Nullable List<List<VersionRange>> alternative(
            VersionScheme scheme, String text) {
        Matcher hyphen = HYPHEN.matcher(text);
        if (hyphen.matches()) {
            return List.of(List.of(new VersionRange(hyphen.group(1), true, hyphen.group(2), true)));
        }
        List<List<VersionRange>> alternatives = List.of(List.of());
        Matcher m = TOKEN.matcher(text);
        int end = 0;
        while (m.find()) {
            end = m.end();
            List<VersionRange> either =
                    comparator(scheme, m.group(1) == null ? "=" : m.group(1), m.group(2));
            if (either == null || alternatives.size() * either.size() > MAX_ALTERNATIVES) {
                return null;
            }
            List<List<VersionRange>> more = new ArrayList<>();
            for (List<VersionRange> all : alternatives) {
                for (VersionRange range : either) {
                    List<VersionRange> longer = new ArrayList<>(all);
                    longer.add(range);
                    more.add(longer);
                }
            }
            alternatives = more;
        }
        return end > 0 && text.substring(end).isBlank() ? alternatives : null;
    }

    /// Ranges of which one has to hold.
    private static @Nullable List<VersionRange> comparator(
            VersionScheme scheme, String operator, String version) {
        if (version.isBlank()) {
            return null;
        }
        if (VersionPrefix.isAll(version)) {
            return List.of(VersionRange.ALL);
        }
        return switch (operator) {
            case ">=" -> List.of(VersionRange.atLeast(version));
            case ">" -> List.of(VersionRange.above(version));
            case "<=" -> List.of(VersionRange.atMost(version));
            case "<" -> List.of(VersionRange.below(version));
            case "=", "==", "===" -> List.of(new VersionRange(version, true, version, true));
            case "!=" -> List.of(VersionRange.below(version), VersionRange.above(version));
            case "^" -> upTo(version, caretPosition(version), "-0");
            case "~" -> upTo(version, 1, "-0");
            case "~>" ->
                    upTo(
                            version,
                            Math.max(0, numbers(version).size() - 2),
                            scheme == VersionScheme.GEM ? ".a" : "");
            case "~=" ->
                    upTo(
                            version,
                            Math.max(0, numbers(version).size() - 2),
                            scheme == VersionScheme.PYPI ? ".dev0" : "");
            default -> null;
        };
    }

    /// From the version to before the next one at this position.
    private static @Nullable List<VersionRange> upTo(String version, int position, String before) {
        List<String> numbers = numbers(version);
        if (numbers.isEmpty()) {
            return null;
        }
        int at = Math.min(position, numbers.size() - 1);
        StringBuilder upper = new StringBuilder();
        for (int i = 0; i < at; i++) {
            upper.append(numbers.get(i)).append('.');
        }
        upper.append(new java.math.BigInteger(numbers.get(at)).add(java.math.BigInteger.ONE));
        boolean semantic = before.equals("-0");
        for (int i = at + 1; semantic && i < 3; i++) {
            upper.append(".0");
        }
        boolean bare = semantic && numbers.size() < 3;
        String lower = bare ? String.join(".", numbers) + ".0".repeat(3 - numbers.size()) : version;
        return List.of(new VersionRange(lower, true, upper + before, false));
    }

    /// The first number that is not zero, npm's caret; the last one if all are.
    private static int caretPosition(String version) {
        List<String> numbers = numbers(version);
        for (int i = 0; i < numbers.size(); i++) {
            if (VersionOrder.compareNumbers(numbers.get(i), "0") != 0) {
                return i;
            }
        }
        return Math.max(0, numbers.size() - 1);
    }

    private static List<String> numbers(String version) {
        GenericVersion v = GenericVersion.parse(version.replaceFirst("\\.[xX*](?:\\.[xX*])*$", ""));
        return v == null ? List.of() : v.core();
    }
}
