package dev.firebreak.formats.fields;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedCollection;

/// Statements that differ only in their versions become one.
///
/// A statement without a version stays apart: joined with others it would no longer say "version unknown".
final class Statements {
    private record Key(
            String name,
            String vendor,
            Platform platform,
            Status status,
            VersionScheme scheme,
            Certainty certainty,
            boolean namesNoVersion) {}

    private static final class Group {
        final ProductStatement first;
        final LinkedHashSet<String> versions = new LinkedHashSet<>();
        final LinkedHashSet<VersionRange> ranges = new LinkedHashSet<>();
        final LinkedHashSet<Identifier> identifiers = new LinkedHashSet<>();
        final LinkedHashSet<String> aliases = new LinkedHashSet<>();
        final LinkedHashSet<dev.firebreak.core.model.Span> spans = new LinkedHashSet<>();

        Group(ProductStatement first) {
            this.first = first;
        }
    }

    private final LinkedHashMap<Key, Group> groups = new LinkedHashMap<>();

    boolean isEmpty() {
        return groups.isEmpty();
    }

    void add(ProductStatement s) {
        String vendor = s.product().vendor();
        Key key =
                new Key(
                        s.product().name().toLowerCase(Locale.ROOT),
                        vendor == null ? "" : vendor.toLowerCase(Locale.ROOT),
                        s.platform(),
                        s.status(),
                        s.scheme(),
                        s.certainty(),
                        s.namesNoVersion());
        Group group = groups.computeIfAbsent(key, k -> new Group(s));
        group.versions.addAll(s.versions());
        group.ranges.addAll(s.ranges());
        group.identifiers.addAll(s.product().identifiers());
        group.aliases.addAll(s.product().aliases());
        addBounded(group.spans, s.spans());
    }

    private static <T> void addBounded(SequencedCollection<T> to, List<T> more) {
        for (T one : more) {
            if (to.size() >= AdvisoryDraft.MAX_SPANS) {
                return;
            }
            to.add(one);
        }
    }

    List<ProductStatement> list() {
        ArrayList<ProductStatement> list = new ArrayList<>();
        for (Group g : groups.values()) {
            Product p = g.first.product();
            g.aliases.remove(p.name());
            list.add(
                    new ProductStatement(
                            new Product(
                                    p.name(),
                                    p.vendor(),
                                    List.copyOf(g.identifiers),
                                    List.copyOf(g.aliases)),
                            g.first.platform(),
                            g.first.status(),
                            g.first.scheme(),
                            List.copyOf(g.versions),
                            List.copyOf(g.ranges),
                            g.first.certainty(),
                            List.copyOf(g.spans)));
        }
        return list;
    }
}
