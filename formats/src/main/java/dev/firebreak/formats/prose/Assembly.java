package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts what the sentences say together: which product is meant where none is named, what "beide Versionen" are, what
/// the more exact statement says in place of the general one, and what has to be asked.
final class Assembly extends Findings {

    private static final double SAID = 0.5;
    private static final int MAX_MENTIONS = 5000;

    /// Statements of sentences that are put together; a warning has dozens.
    static final int MAX_RAWS = 2000;

    private final List<Pieces.Piece> pieces;
    private final List<Block> blocks;
    private final List<Context> contexts;
    private final KnownNames known;
    private final String text;
    private final @Nullable String main;
    private final List<Mention> mentions = new ArrayList<>();

    /// Products named behind a label ("Product:"), in order: each opens a record.
    private final List<Mention> labelled = new ArrayList<>();

    private record Mention(int offset, int block, String key) {}

    Assembly(
            String text,
            List<Block> blocks,
            List<Context> contexts,
            List<Pieces.Piece> pieces,
            KnownNames known,
            List<Raw> raws,
            String title) {
        super(products(known, raws));
        this.text = text;
        this.blocks = blocks;
        this.contexts = contexts;
        this.pieces = pieces;
        this.known = known;
        this.main = products.main(raws);
        for (Pieces.Piece p : pieces) {
            note(p);
        }
    }

    private static Products products(KnownNames known, List<Raw> raws) {
        raws.forEach(r -> known.add(r.name(), SAID));
        return new Products(known, raws);
    }

    private void note(Pieces.Piece p) {
        boolean first = Meaning.of(p.label()).product() && !Pieces.isPlatformLabel(p.label());
        for (Names.Name n : known.in(p.tokens(), text)) {
            known.spelled(n);
            if (first && labelled.size() < MAX_MENTIONS) {
                labelled.add(new Mention(n.start(), p.block(), n.key()));
                first = false;
            }
            if (mentions.size() < MAX_MENTIONS) {
                mentions.add(new Mention(n.start(), p.block(), n.key()));
            }
        }
    }

    void vendor(String name) {
        if (main != null) {
            products.vendor(main, name);
        }
    }

    void platforms(Set<Platform> platforms) {
        this.defaultPlatforms = platforms;
    }

    List<ProductStatement> statements(List<Raw> raws) {
        List<Raw> ordered = new ArrayList<>(raws);
        ordered.sort(Comparator.comparingInt(r -> r.spans().getFirst().start()));
        List<Raw> undecided = new ArrayList<>();
        Raw lastVersions = null;
        for (Raw raw : ordered) {
            Raw r = raw.anaphora() ? resolved(raw, lastVersions) : raw;
            if (r == null) {
                continue;
            }
            boolean every = r.ranges().stream().anyMatch(VersionRange::isAll);
            if (!r.namesNoVersion()
                    && !every
                    && r.status() != Status.FIXED
                    && r.status() != Status.NOT_AFFECTED
                    && !raw.anaphora()) {
                lastVersions = r;
            }
            boolean all = raw.anaphora() && raw.name() == null && !undecided.isEmpty();
            if (all && raw.status() != null) {
                undecided.forEach(u -> enter(u, raw.status()));
                undecided.clear();
            } else if (r.status() == null) {
                undecided.add(r);
            } else {
                enter(r, r.status());
            }
        }
        settle(undecided);
        refine();
        doubtDenials();
        dropEmpty();
        findVendors();
        ask();
        return entries.values().stream().map(this::statement).toList();
    }

    private static @Nullable Raw resolved(Raw r, @Nullable Raw before) {
        if (before == null || r.status() == Status.FIXED) {
            return null;
        }
        return new Raw(
                r.name() == null ? before.name() : r.name(),
                r.platforms(),
                r.status(),
                before.versions(),
                before.ranges(),
                Certainty.INFERRED,
                false,
                false,
                before.softUpper(),
                r.weakStatus(),
                r.block(),
                r.spans());
    }

    /// The product a raw statement is about.
    private @Nullable String group(Raw r) {
        Names.Name n = r.name();
        if (n != null && !n.weak()) {
            return products.group(n.key());
        }
        if (n != null && r.status() == Status.NOT_AFFECTED && standsAlone(n)) {
            String key = n.key();
            weakProducts.putIfAbsent(key, Product.named(n.name(), null));
            return key;
        }
        if (n != null && Names.isUnclear(n)) {
            return null;
        }
        boolean phrase = n != null && n.last() - n.first() > 1;
        String longer = phrase && n != null ? endingWith(n.key()) : null;
        if (longer != null) {
            return longer;
        }
        Set<String> owners = new LinkedHashSet<>();
        for (Entry e : entries.values()) {
            if (!r.versions().isEmpty() && e.versions.containsAll(r.versions())) {
                owners.add(e.group);
            }
        }
        if (owners.size() == 1 && !phrase) {
            return owners.iterator().next();
        }
        String above = above(r);
        if (above != null) {
            return above;
        }
        boolean spoken = main != null && (!phrase || before(main, r));
        if (spoken && (!listed(r.block()) || outsideLists(main))) {
            return main;
        }
        if (phrase && n != null) {
            weakProducts.putIfAbsent(n.key(), Product.named(n.name(), null));
            return n.key();
        }
        return null;
    }

    /// The product whose name ends with these words ("Desktop App" of "Beispiel Desktop App"), if there is one.
    private @Nullable String endingWith(String key) {
        for (String longer : known.keys()) {
            if (longer.length() > key.length() && longer.endsWith(key)) {
                return products.group(longer);
            }
        }
        return null;
    }

    /// The product named before it in the same block, in the record or in a heading above it: the nearest of them.
    private @Nullable String above(Raw r) {
        int at = r.spans().getFirst().start();
        Mention nearest = null;
        for (Mention m : mentions) {
            boolean here = m.block() == r.block() && m.offset() < at && carries(m.key());
            nearest = here ? m : nearest;
        }
        if (nearest != null) {
            return products.group(nearest.key());
        }
        for (Mention m : labelled) {
            nearest = m.offset() < at ? m : nearest;
        }
        for (Block line : contexts.get(r.block()).lines().reversed()) {
            for (Mention m : mentions) {
                if (m.offset() >= line.start() && m.offset() < line.end() && carries(m.key())) {
                    Mention record = nearest;
                    return products.group(
                            record == null || m.offset() > record.offset()
                                    ? m.key()
                                    : record.key());
                }
            }
        }
        return nearest == null ? null : products.group(nearest.key());
    }

    /// Whether the product is named before these versions: a form of it ("Desktop App") can mean it then.
    private boolean before(String group, Raw r) {
        int at = r.spans().getFirst().start();
        return mentions.stream()
                .anyMatch(m -> m.offset() < at && products.group(m.key()).equals(group));
    }

    private boolean listed(int block) {
        return blocks.get(block).kind() == Block.Kind.ITEM
                || blocks.get(block).kind() == Block.Kind.TABLE;
    }

    /// Whether the product is named anywhere but in list items and tables.
    private boolean outsideLists(String group) {
        return mentions.stream()
                .anyMatch(m -> products.group(m.key()).equals(group) && !listed(m.block()));
    }

    private boolean carries(String key) {
        return known.weight(key) >= KnownNames.ANNOUNCED;
    }

    private static boolean standsAlone(Names.Name n) {
        String k = n.key();
        return k.contains("web")
                || k.contains("pwa")
                || k.contains("mobil")
                || k.contains("cloud")
                || k.contains("smartphone")
                || k.contains("browser")
                || k.contains("server");
    }

    private void enter(Raw r, Status status) {
        String group = group(r);
        if (group == null) {
            if (!r.namesNoVersion()) {
                questions.add(Questions.productMissing(said(r), r.spans()));
            }
            return;
        }
        Set<Platform> where = r.platforms().isEmpty() ? Set.of(Platform.ANY) : r.platforms();
        for (Platform p : where.stream().sorted().toList()) {
            Entry e =
                    entries.computeIfAbsent(
                            new Key(group, p, status),
                            k -> new Entry(k.group(), k.platform(), k.status()));
            boolean all = r.ranges().stream().anyMatch(VersionRange::isAll);
            if (!(all && !e.empty()) || status != Status.NOT_AFFECTED) {
                e.versions.addAll(r.versions());
                e.ranges.addAll(r.ranges());
            }
            e.spans.addAll(r.spans());
            e.soft |= r.softUpper();
            e.certainty = e.certainty.compareTo(r.certainty()) >= 0 ? e.certainty : r.certainty();
        }
    }

    private static String said(Raw r) {
        List<String> all = new ArrayList<>(r.versions());
        r.ranges().forEach(x -> all.add(x.constraints()));
        return String.join(", ", all);
    }

    /// Versions that nothing was said of: known already, or the only ones there are, or a question.
    private void settle(List<Raw> undecided) {
        boolean anyAffected =
                entries.values().stream().anyMatch(e -> e.status == Status.AFFECTED && !e.empty());
        for (Raw r : undecided) {
            String group = group(r);
            boolean known =
                    entries.values().stream()
                            .anyMatch(
                                    e ->
                                            e.group.equals(group)
                                                    && e.versions.containsAll(r.versions())
                                                    && e.ranges.containsAll(r.ranges()));
            if (known || r.namesNoVersion()) {
                continue;
            }
            Status said = recordStatus(r);
            if (said != null) {
                enter(r, said);
                continue;
            }
            String name = group == null ? "?" : name(group);
            questions.add(Questions.statusUndecided(name, said(r), r.spans()));
            if (!anyAffected && group != null) {
                Raw guess =
                        new Raw(
                                r.name(),
                                r.platforms(),
                                Status.AFFECTED,
                                r.versions(),
                                r.ranges(),
                                Certainty.UNSURE,
                                false,
                                r.doubtful(),
                                r.softUpper(),
                                true,
                                r.block(),
                                r.spans());
                enter(guess, Status.AFFECTED);
            }
        }
    }

    /// What "Status: affected" says in the same record of labels.
    private @Nullable Status recordStatus(Raw r) {
        int at = r.spans().getFirst().start();
        int from = 0;
        int to = Integer.MAX_VALUE;
        for (Mention m : labelled) {
            from = m.offset() <= at ? m.offset() : from;
            to = m.offset() > at ? Math.min(to, m.offset()) : to;
        }
        for (Pieces.Piece p : pieces) {
            String label = p.label().strip().toLowerCase(java.util.Locale.ROOT);
            boolean inRecord = p.start() >= from && p.start() < to;
            Status said =
                    inRecord && Pieces.STATUS_LABEL.contains(label)
                            ? Cues.statusOf(p.tokens())
                            : null;
            if (said != null) {
                return said;
            }
        }
        return null;
    }

    /// A product without versions matters only if nothing else is said of it.
    private void dropEmpty() {
        for (Entry e : List.copyOf(entries.values())) {
            if (!e.empty()) {
                continue;
            }
            boolean refined =
                    entries.values().stream()
                            .anyMatch(
                                    o ->
                                            !o.empty()
                                                    && o.status == e.status
                                                    && name(o.group)
                                                            .startsWith(name(e.group) + " "));
            if (refined) {
                entries.remove(new Key(e.group, e.platform, e.status));
                continue;
            }
            boolean said =
                    entries.values().stream()
                            .anyMatch(
                                    o ->
                                            o != e
                                                    && o.group.equals(e.group)
                                                    && (!o.empty()
                                                                    && (o.status == e.status
                                                                            || e.status
                                                                                    != Status
                                                                                            .AFFECTED)
                                                                    && (e.platform == Platform.ANY
                                                                            || o.platform
                                                                                    == Platform.ANY
                                                                            || o.platform
                                                                                    == e.platform)
                                                            || o.status == e.status
                                                                    && e.platform == Platform.ANY
                                                                    && o.platform != Platform.ANY));
            if (said) {
                entries.remove(new Key(e.group, e.platform, e.status));
            }
        }
        boolean nothingAffected =
                entries.values().stream()
                        .noneMatch(
                                e ->
                                        e.status == Status.AFFECTED
                                                || e.status == Status.UNDER_INVESTIGATION);
        if (nothingAffected
                && main != null
                && entries.keySet().stream()
                        .noneMatch(
                                k -> k.group().equals(main) && k.status() == Status.NOT_AFFECTED)) {
            Mention first =
                    mentions.stream()
                            .filter(m -> products.group(m.key()).equals(main))
                            .findFirst()
                            .orElse(null);
            if (first != null) {
                Entry e = new Entry(main, Platform.ANY, Status.AFFECTED);
                int end = Math.min(text.length(), first.offset() + name(main).length());
                e.spans.add(
                        Span.text(
                                source(),
                                first.offset(),
                                end,
                                text.substring(first.offset(), end)));
                e.certainty = Certainty.UNSURE;
                entries.put(new Key(main, Platform.ANY, Status.AFFECTED), e);
            }
        }
    }

    private String source = "";

    void source(String name) {
        source = name;
    }

    private String source() {
        return source;
    }

    private void findVendors() {
        Set<String> groups = new LinkedHashSet<>();
        entries.values().forEach(e -> groups.add(e.group));
        products.findVendors(pieces, groups);
    }

    private void ask() {
        Contradictions contradictions = new Contradictions(text);
        for (Entry e : entries.values()) {
            String name = name(e.group);
            List<Span> spans = List.copyOf(e.spans);
            if (e.empty() && e.status != Status.NOT_AFFECTED) {
                questions.add(Questions.versionMissing(name, spans));
            }
            e.versions.stream()
                    .filter(v -> v.matches("\\d{1,6} Update \\d{1,6}"))
                    .forEach(v -> questions.add(Questions.notComparable(name, v, spans)));
            for (Entry o : entries.values()) {
                boolean meets =
                        o.group.equals(e.group)
                                && (o.platform == e.platform
                                        || o.platform == Platform.ANY
                                        || e.platform == Platform.ANY);
                if (e.status == Status.AFFECTED && o.status == Status.FIXED && meets) {
                    e.ranges.stream()
                            .filter(
                                    x ->
                                            x.upper() != null
                                                    && x.upperInclusive()
                                                    && o.versions.contains(x.upper()))
                            .findFirst()
                            .ifPresent(
                                    x ->
                                            questions.add(
                                                    Questions.bound(
                                                            name,
                                                            String.valueOf(x.upper()),
                                                            spans)));
                }
                String both = contradictions.between(e, o);
                if (both != null) {
                    questions.add(Questions.contradiction(name, both, spans));
                }
            }
        }
    }

    private ProductStatement statement(Entry e) {
        Product weak = weakProducts.get(e.group);
        return new ProductStatement(
                weak != null ? weak : products.product(e.group),
                e.platform,
                e.status,
                VersionScheme.GENERIC,
                List.copyOf(e.versions),
                List.copyOf(e.ranges),
                e.certainty,
                List.copyOf(e.spans));
    }
}
