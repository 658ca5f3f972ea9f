package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.formats.prose.Findings.Entry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which product versions belong to where none is named beside them: the one spoken of in the block, the record or the
/// heading above, never one that only another line names.
final class Owners {
    private static final int MAX_MENTIONS = 5000;

    private final String text;
    private final List<Block> blocks;
    private final List<Context> contexts;

    /// Values of "Status:" and the like, in order.
    private final List<Pieces.Piece> statusLabels = new ArrayList<>();

    private final KnownNames known;
    private final Products products;
    private final @Nullable String main;
    private final Findings findings;
    private final List<Mention> mentions = new ArrayList<>();

    /// Products named behind a label ("Product:"), in order: each opens a record.
    private final List<Mention> labelled = new ArrayList<>();

    private record Mention(int offset, int block, String key) {}

    Owners(
            String text,
            List<Block> blocks,
            List<Context> contexts,
            List<Pieces.Piece> pieces,
            KnownNames known,
            Products products,
            @Nullable String main,
            Findings findings) {
        this.text = text;
        this.blocks = blocks;
        this.contexts = contexts;
        this.known = known;
        this.products = products;
        this.main = main;
        this.findings = findings;
        for (Pieces.Piece p : pieces) {
            note(p);
            String label = p.label().strip().toLowerCase(java.util.Locale.ROOT);
            if (Pieces.STATUS_LABEL.contains(label) && statusLabels.size() < MAX_MENTIONS) {
                statusLabels.add(p);
            }
        }
    }

    /// Where a product is named first, or -1.
    int first(String group) {
        return mentions.stream()
                .filter(m -> products.group(m.key()).equals(group))
                .mapToInt(Mention::offset)
                .findFirst()
                .orElse(-1);
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

    /// The product a raw statement is about.
    @Nullable String of(Raw r) {
        Names.Name n = r.name();
        if (n != null && !n.weak()) {
            return products.group(n.key());
        }
        if (n != null && r.status() == Status.NOT_AFFECTED && standsAlone(n)) {
            String key = n.key();
            findings.weakProducts.putIfAbsent(key, Product.named(n.name(), null));
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
        for (Entry e : findings.entries.values()) {
            if (!r.versions().isEmpty() && e.versions.containsAll(r.versions())) {
                owners.add(e.group);
            }
        }
        if (owners.size() == 1 && !phrase) {
            return owners.iterator().next();
        }
        if (known.full()) {
            return null;
        }
        if (r.status() == Status.AFFECTED && corrects(r)) {
            return null;
        }
        String above = above(r);
        if (above != null) {
            return above;
        }
        String spoken = main;
        if (spoken != null
                && (!phrase || before(spoken, r))
                && (!listed(r.block()) || outsideLists(spoken) || n == null && onlyOne(spoken))) {
            return spoken;
        }
        if (phrase && n != null) {
            findings.weakProducts.putIfAbsent(n.key(), Product.named(n.name(), null));
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
            boolean here =
                    m.block() == r.block()
                            && m.offset() < at
                            && carries(m.key())
                            && !cleared(products.group(m.key()));
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

    /// "Beispiel ist nicht betroffen. ... sind die Versionen 3.1 und 3.2 doch betroffen": perhaps of the product just cleared.
    private boolean corrects(Raw r) {
        int at = r.spans().getFirst().start();
        String nearest = null;
        for (Mention m : mentions) {
            boolean here = m.block() == r.block() && m.offset() < at && carries(m.key());
            nearest = here ? products.group(m.key()) : nearest;
        }
        return nearest != null && cleared(nearest);
    }

    /// Whether all that was said of a product is that none of its versions is affected: nobody goes on with versions of it.
    private boolean cleared(String group) {
        boolean cleared = false;
        for (Entry e : findings.entries.values()) {
            if (e.group.equals(group)) {
                boolean whole =
                        e.status == Status.NOT_AFFECTED
                                && e.platform == Platform.ANY
                                && e.versions.isEmpty()
                                && e.ranges.stream().allMatch(VersionRange::isAll);
                if (!whole) {
                    return false;
                }
                cleared = true;
            }
        }
        return cleared;
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

    /// Whether no other product is spoken of.
    private boolean onlyOne(String group) {
        return mentions.stream()
                .filter(m -> carries(m.key()))
                .allMatch(m -> products.group(m.key()).equals(group));
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

    /// What "Status: affected" says in the same record of labels; without a labelled product there is no record.
    @Nullable Status recordStatus(Raw r) {
        int at = r.spans().getFirst().start();
        int from = -1;
        int to = Integer.MAX_VALUE;
        for (Mention m : labelled) {
            from = m.offset() <= at ? m.offset() : from;
            to = m.offset() > at ? Math.min(to, m.offset()) : to;
        }
        if (from < 0) {
            return null;
        }
        for (Pieces.Piece p : statusLabels) {
            boolean inRecord = p.start() >= from && p.start() < to;
            Status said = inRecord ? Cues.statusOf(p.tokens()) : null;
            if (said != null) {
                return said;
            }
        }
        return null;
    }
}
