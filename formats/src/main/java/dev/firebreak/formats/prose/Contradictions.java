package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.core.version.Versions;
import dev.firebreak.formats.prose.Findings.Entry;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Versions of which a warning says that they are affected and that they are not, alone or as part of a range.
final class Contradictions {
    private static final Set<String> EXCEPT =
            Set.of(
                    "außer",
                    "ausser",
                    "ausgenommen",
                    "ausnahme",
                    "except",
                    "exception",
                    "excluding");

    /// How far before a version the word stands that leaves it out of the range on purpose.
    private static final int REACH = 80;

    private final String text;

    Contradictions(String text) {
        this.text = text;
    }

    /// What both statements speak of, as it is written in a question; nothing if they agree.
    @Nullable String between(Entry affected, Entry other) {
        if (affected.status != Status.AFFECTED || !affected.group.equals(other.group)) {
            return null;
        }
        boolean same = affected.platform == other.platform;
        boolean meets = same || affected.platform == Platform.ANY || other.platform == Platform.ANY;
        return switch (other.status) {
            case NOT_AFFECTED -> same ? notAffected(affected, other) : null;
            case FIXED ->
                    meets
                            ? affected.versions.stream()
                                    .filter(other.versions::contains)
                                    .findFirst()
                                    .orElse(null)
                            : null;
            case AFFECTED, UNDER_INVESTIGATION -> null;
        };
    }

    private @Nullable String notAffected(Entry affected, Entry other) {
        for (String v : other.versions) {
            boolean inRange =
                    affected.ranges.stream().anyMatch(r -> !r.isAll() && contains(r, v))
                            && !excepted(other, v);
            if (affected.versions.contains(v) || inRange) {
                return v;
            }
        }
        for (VersionRange safe : other.ranges) {
            if (safe.isAll()) {
                continue;
            }
            for (String v : affected.versions) {
                if (contains(safe, v)) {
                    return v;
                }
            }
            for (VersionRange bad : affected.ranges) {
                if (!bad.isAll() && overlap(bad, safe)) {
                    return safe.constraints();
                }
            }
        }
        return null;
    }

    private boolean excepted(Entry other, String version) {
        for (Span s : other.spans) {
            if (s.text().contains(version)) {
                String before = text.substring(Math.max(0, s.start() - REACH), s.start());
                int stop = Math.max(before.lastIndexOf(". "), before.lastIndexOf('\n'));
                for (String word :
                        before.substring(stop + 1).toLowerCase(Locale.ROOT).split("[^\\p{L}]+")) {
                    if (EXCEPT.contains(word)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean contains(VersionRange r, String version) {
        return notBelow(version, r.lower(), r.lowerInclusive())
                && notBelow(r.upper(), version, r.upperInclusive());
    }

    private static boolean overlap(VersionRange a, VersionRange b) {
        return notBelow(a.upper(), b.lower(), a.upperInclusive() && b.lowerInclusive())
                && notBelow(b.upper(), a.lower(), b.upperInclusive() && a.lowerInclusive());
    }

    /// Whether `high` lies above `low`, or on it if `equal` counts; an absent end limits nothing, and what cannot be
    /// compared contradicts nothing.
    private static boolean notBelow(@Nullable String high, @Nullable String low, boolean equal) {
        if (high == null || low == null) {
            return true;
        }
        OptionalInt order = Versions.compare(VersionScheme.GENERIC, high, low);
        return order.isPresent() && (order.getAsInt() > 0 || equal && order.getAsInt() == 0);
    }
}
