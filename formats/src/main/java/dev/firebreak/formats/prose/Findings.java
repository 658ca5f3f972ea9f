package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The statements in the making, and what follows from several of them together.
abstract class Findings {
    /// A statement in the making.
    static final class Entry {
        final String group;
        final Platform platform;
        final Status status;
        final Set<String> versions = new LinkedHashSet<>();
        final Set<VersionRange> ranges = new LinkedHashSet<>();
        final Set<Span> spans = new LinkedHashSet<>();
        Certainty certainty = Certainty.STATED;
        boolean soft;

        Entry(String group, Platform platform, Status status) {
            this.group = group;
            this.platform = platform;
            this.status = status;
        }

        boolean empty() {
            return versions.isEmpty() && ranges.isEmpty();
        }
    }

    final Products products;

    final Map<Key, Entry> entries = new LinkedHashMap<>();

    final List<Question> questions = new ArrayList<>();

    Findings(Products products) {
        this.products = products;
    }

    record Key(String group, Platform platform, Status status) {}

    final Map<String, Product> weakProducts = new LinkedHashMap<>();

    Set<Platform> defaultPlatforms = Set.of();

    /// Versions said in general and then again per platform belong to the platforms.
    void refine() {
        for (Entry general : List.copyOf(entries.values())) {
            if (general.platform != Platform.ANY || general.empty()) {
                continue;
            }
            List<Entry> exact =
                    entries.values().stream()
                            .filter(
                                    e ->
                                            e.group.equals(general.group)
                                                    && e.status == general.status
                                                    && e.platform != Platform.ANY
                                                    && !e.empty())
                            .toList();
            if (exact.isEmpty()
                    && general.status == Status.AFFECTED
                    && !defaultPlatforms.isEmpty()) {
                for (Platform p : defaultPlatforms) {
                    Entry e =
                            entries.computeIfAbsent(
                                    new Key(general.group, p, general.status),
                                    k -> new Entry(k.group(), k.platform(), k.status()));
                    e.versions.addAll(general.versions);
                    e.ranges.addAll(general.ranges);
                    e.spans.addAll(general.spans);
                    e.soft |= general.soft;
                    e.certainty = Certainty.INFERRED;
                }
                entries.remove(new Key(general.group, Platform.ANY, general.status));
                continue;
            }
            boolean had = !general.empty();
            general.versions.removeIf(v -> exact.stream().anyMatch(e -> e.versions.contains(v)));
            general.ranges.removeIf(v -> exact.stream().anyMatch(e -> e.ranges.contains(v)));
            if (had && general.empty()) {
                entries.remove(new Key(general.group, Platform.ANY, general.status));
            }
        }
        for (Entry e : List.copyOf(entries.values())) {
            boolean doubtfulOnly = e.versions.stream().allMatch(Findings::bareUpdate);
            boolean others =
                    entries.values().stream()
                            .anyMatch(
                                    o ->
                                            o != e
                                                    && o.group.equals(e.group)
                                                    && o.status == e.status
                                                    && !o.empty());
            if (!e.empty() && doubtfulOnly && e.ranges.isEmpty() && others) {
                entries.remove(new Key(e.group, e.platform, e.status));
            } else if (e.versions.stream().anyMatch(v -> !bareUpdate(v))) {
                e.versions.removeIf(Findings::bareUpdate);
            }
        }
    }

    /// "Nothing of it is affected" cannot stand beside affected versions: the safe side is kept, and it is asked.
    void doubtDenials() {
        for (Entry e : List.copyOf(entries.values())) {
            boolean denied =
                    e.status == Status.NOT_AFFECTED
                            && e.ranges.stream().anyMatch(VersionRange::isAll);
            boolean affected =
                    entries.values().stream()
                            .anyMatch(
                                    o ->
                                            o.group.equals(e.group)
                                                    && o.status == Status.AFFECTED
                                                    && (e.platform == Platform.ANY
                                                            || e.platform == o.platform));
            if (denied && affected) {
                entries.remove(new Key(e.group, e.platform, e.status));
                questions.add(Questions.contradiction(name(e.group), "*", List.copyOf(e.spans)));
            }
        }
    }

    /// "18 Update 7": no number as programs report it.
    static boolean bareUpdate(String version) {
        return version.matches("\\d{1,6} Update \\d{1,6}");
    }

    String name(String group) {
        Product weak = weakProducts.get(group);
        return weak != null ? weak.name() : products.product(group).name();
    }
}
