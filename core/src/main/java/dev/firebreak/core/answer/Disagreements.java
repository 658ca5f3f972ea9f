package dev.firebreak.core.answer;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Where two warnings about one product on one platform name different affected versions. Both statements stay and the
/// answer takes the union; this only says so.
final class Disagreements {
    private Disagreements() {}

    private record Key(String product, Platform platform) {}

    static List<Reason> of(List<Advisory> advisories) {
        Map<Key, Map<String, Set<String>>> versionsBySource = new LinkedHashMap<>();
        for (Advisory advisory : advisories) {
            for (ProductStatement statement : advisory.statements()) {
                if (statement.status() == Status.AFFECTED && !statement.namesNoVersion()) {
                    Set<String> versions =
                            versionsBySource
                                    .computeIfAbsent(key(statement), _ -> new LinkedHashMap<>())
                                    .computeIfAbsent(advisory.source(), _ -> new TreeSet<>());
                    versions.addAll(statement.versions());
                    statement.ranges().forEach(range -> versions.add(range.constraints()));
                }
            }
        }
        List<Reason> reasons = new ArrayList<>();
        versionsBySource.forEach(
                (key, bySource) -> {
                    if (Set.copyOf(bySource.values()).size() > 1) {
                        reasons.add(reason(key, bySource));
                    }
                });
        return reasons;
    }

    private static Key key(ProductStatement statement) {
        String letters =
                statement
                        .product()
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}]", "");
        return new Key(letters, statement.platform());
    }

    private static Reason reason(Key key, Map<String, Set<String>> bySource) {
        List<String> parts = new ArrayList<>();
        bySource.forEach(
                (source, versions) -> parts.add(source + ": " + String.join(", ", versions)));
        String all = String.join("; ", parts);
        String platform = key.platform() == Platform.ANY ? "" : " (" + key.platform().json() + ")";
        return new Reason(
                "sources-disagree",
                "The sources name different affected versions of "
                        + key.product()
                        + platform
                        + ": "
                        + all
                        + ". The answer takes the union.",
                "Die Quellen nennen für "
                        + key.product()
                        + platform
                        + " verschiedene betroffene Versionen: "
                        + all
                        + ". Die Auskunft geht von der Vereinigung aus.");
    }
}
