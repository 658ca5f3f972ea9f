package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Hashes and files of releases that a warning calls fixed: they stand beside such a version, and nobody is to look for
/// them.
final class GoodReleases {
    /// Characters before a hash in which its version is looked for.
    private static final int NEAR = 220;

    private static final int MIN_VERSION = 3;

    private final String text;
    private final Set<String> versions;

    /// Whether the warning names affected versions: else a file of the fixed one may be a forgery of it.
    private final boolean told;

    private GoodReleases(String text, Set<String> versions, boolean told) {
        this.text = text;
        this.versions = versions;
        this.told = told;
    }

    static GoodReleases of(String text, List<ProductStatement> statements) {
        Set<String> good = versions(statements, Status.FIXED);
        good.removeAll(versions(statements, Status.AFFECTED));
        good.removeIf(v -> v.length() < MIN_VERSION);
        boolean told =
                statements.stream()
                        .filter(s -> s.status() == Status.AFFECTED)
                        .anyMatch(s -> !s.versions().isEmpty() || !s.ranges().isEmpty());
        return new GoodReleases(text, good, told);
    }

    /// Whether an indicator is a hash or a file of one of them.
    boolean has(Indicator i) {
        if (versions.isEmpty()) {
            return false;
        }
        return switch (i.type()) {
            case MD5, SHA1, SHA256 -> i.spans().stream().allMatch(this::beside);
            case FILENAME -> told && versions.stream().anyMatch(v -> holds(i.value(), v));
            case DOMAIN, URL, IPV4, IPV6, EMAIL -> false;
        };
    }

    /// Whether one of the versions stands before the place, on its line or, if that ends in a colon, the one above.
    private boolean beside(Span s) {
        int line = text.lastIndexOf('\n', Math.max(0, s.start() - 1));
        int above = line <= 0 ? -1 : text.lastIndexOf('\n', line - 1);
        boolean lead = line > 0 && text.charAt(line - 1) == ':' && s.start() - line <= 2;
        int from = Math.max((lead ? above : line) + 1, s.start() - NEAR);
        String before = text.substring(from, s.start());
        return versions.stream().anyMatch(v -> holds(before, v));
    }

    /// Whether a text holds a version that no further digit belongs to.
    private static boolean holds(String text, String version) {
        int at = text.indexOf(version);
        if (at < 0) {
            return false;
        }
        int end = at + version.length();
        boolean before =
                at > 0 && (Character.isDigit(text.charAt(at - 1)) || text.charAt(at - 1) == '.');
        boolean after = end < text.length() && Character.isDigit(text.charAt(end));
        return !before && !after;
    }

    private static Set<String> versions(List<ProductStatement> statements, Status status) {
        Set<String> all = new HashSet<>();
        statements.stream()
                .filter(s -> s.status() == status)
                .forEach(s -> all.addAll(s.versions()));
        return all;
    }
}
