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
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
    private final Owners owners;

    /// Where the sentences begin.
    private final NavigableSet<Integer> starts = new TreeSet<>();

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
        pieces.forEach(p -> starts.add(p.start()));
        this.known = known;
        this.main = products.main(raws);
        this.owners = new Owners(text, blocks, contexts, pieces, known, products, main, this);
    }

    private static Products products(KnownNames known, List<Raw> raws) {
        raws.forEach(r -> known.add(r.name(), SAID));
        return new Products(known, raws);
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
            Status status = raw.anaphora() && raw.name() == null ? raw.status() : null;
            Raw meant = lastVersions;
            if (status != null && undecided.stream().anyMatch(u -> u == meant)) {
                List<Raw> taken =
                        undecided.stream().filter(u -> together(u, meant, status)).toList();
                taken.forEach(u -> enter(u, status));
                undecided.removeAll(taken);
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

    /// Whether "both versions" means these besides the last ones: those below the same heading, as in a list; what is
    /// cleared has to stand in the same sentence.
    private boolean together(Raw r, @Nullable Raw last, Status status) {
        if (last == null || r == last) {
            return r == last;
        }
        if (status == Status.NOT_AFFECTED) {
            return Objects.equals(sentence(r), sentence(last));
        }
        for (int k = r.block(); k < last.block(); k++) {
            if (blocks.get(k + 1).kind() == Block.Kind.HEADING) {
                return false;
            }
        }
        return true;
    }

    /// Where the sentence begins that a statement stands in.
    private @Nullable Integer sentence(Raw r) {
        return starts.floor(r.spans().getFirst().start());
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

    private void enter(Raw r, Status said) {
        boolean whole = r.ranges().stream().anyMatch(VersionRange::isAll);
        Status status = said == Status.FIXED && whole ? Status.NOT_AFFECTED : said; // "all: clean"
        String group = owners.of(r);
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
            String group = owners.of(r);
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
            Status said = owners.recordStatus(r);
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
            int first = owners.first(main);
            if (first >= 0) {
                Entry e = new Entry(main, Platform.ANY, Status.AFFECTED);
                int end = Math.min(text.length(), first + name(main).length());
                e.spans.add(Span.text(source(), first, end, text.substring(first, end)));
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
