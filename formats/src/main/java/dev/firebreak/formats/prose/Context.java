package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Status;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the headings and lead-in lines above a block say of everything in it.
///
/// @param status said by the nearest heading that says one
/// @param section what the part of the document is about
/// @param platforms of the nearest heading that names any; empty if none does
/// @param lines headings and lead-ins, outermost first
record Context(
        @Nullable Status status,
        Section section,
        Set<Platform> platforms,
        boolean versions,
        List<Block> lines) {
    enum Section {
        NONE,
        INDICATORS,
        REFERENCES,
        MEASURES,
        /// The history of the document itself.
        HISTORY
    }

    /// Lead-in lines and list levels above a block that count.
    private static final int MAX_NESTED = 6;

    private static final int MAX_LABEL = 60;

    Context {
        platforms = Set.copyOf(platforms);
        lines = List.copyOf(lines);
    }

    /// The context of every block, by its index.
    static List<Context> of(String text, List<Block> blocks) {
        List<Context> out = new ArrayList<>();
        List<Block> headings = new ArrayList<>();
        List<Block> leads = new ArrayList<>();
        List<Block> items = new ArrayList<>();
        Map<Block, Meaning> cache = new HashMap<>();
        boolean filled = false;
        for (Block b : blocks) {
            switch (b.kind()) {
                case HEADING -> {
                    Meaning meaning = meaning(text, b, cache);
                    boolean nested =
                            meaning.onlyPlatform()
                                    && !headings.isEmpty()
                                    && headings.getLast().level() >= b.level();
                    headings.removeIf(
                            h ->
                                    h.level() > b.level()
                                            || (h.level() == b.level()
                                                    && (!nested
                                                            || meaning(text, h, cache)
                                                                    .onlyPlatform())));
                    out.add(context(text, headings, List.of(), cache));
                    headings.add(b);
                    leads.clear();
                    items.clear();
                    filled = false;
                }
                case LEAD -> {
                    Meaning meaning = meaning(text, b, cache);
                    if (filled || !leads.isEmpty()) {
                        boolean keepsFirst =
                                meaning.onlyPlatform() || !meaning.saysSomething() && !filled;
                        leads.removeIf(l -> !keepsFirst || meaning(text, l, cache).onlyPlatform());
                    }
                    items.clear();
                    out.add(context(text, headings, leads, cache));
                    if (leads.size() == MAX_NESTED) {
                        leads.removeFirst();
                    }
                    leads.add(b);
                    filled = false;
                }
                case ITEM -> {
                    items.removeIf(parent -> parent.level() >= b.level());
                    List<Block> above = new ArrayList<>(leads);
                    above.addAll(items);
                    out.add(context(text, headings, above, cache));
                    if (items.size() < MAX_NESTED) {
                        items.add(b);
                    }
                    filled = true;
                }
                case TABLE -> {
                    out.add(context(text, headings, leads, cache));
                    filled = true;
                }
                case PARAGRAPH -> {
                    if (filled && !goesOn(text, blocks, out.size())) {
                        leads.clear();
                    }
                    items.clear();
                    out.add(context(text, headings, leads, cache));
                    filled = true;
                }
            }
        }
        return out;
    }

    /// "Windows: 1.2" and, on the next line, "macOS: 1.3": the lead-in above the first speaks of the second as well.
    private static boolean goesOn(String text, List<Block> blocks, int i) {
        Block b = blocks.get(i);
        Block before = blocks.get(i - 1);
        boolean next =
                before.kind() == Block.Kind.PARAGRAPH
                        && text.substring(before.end(), b.start())
                                        .chars()
                                        .filter(c -> c == '\n')
                                        .count()
                                < 2;
        return next && ofSystem(text, before) && ofSystem(text, b);
    }

    /// Whether the block begins with a system as its label.
    private static boolean ofSystem(String text, Block b) {
        int colon = text.indexOf(':', b.start());
        return colon > 0
                && colon < Math.min(b.end(), b.start() + MAX_LABEL)
                && Pieces.onlyPlatforms(Tokens.of(text, b.start(), colon, List.of()));
    }

    private static Meaning meaning(String text, Block b, Map<Block, Meaning> cache) {
        return cache.computeIfAbsent(b, x -> Meaning.of(text.substring(x.start(), x.end())));
    }

    private static Context context(
            String text, List<Block> headings, List<Block> leads, Map<Block, Meaning> cache) {
        List<Block> lines = new ArrayList<>(headings);
        lines.addAll(leads);
        Status status = null;
        Section section = Section.NONE;
        boolean versions = false;
        Set<Platform> platforms = EnumSet.noneOf(Platform.class);
        boolean first = true;
        for (Block b : lines) {
            Meaning m = meaning(text, b, cache);
            boolean title =
                    first
                            && b.kind() == Block.Kind.HEADING
                            && lines.getFirst() == b
                            && b.level() == 1;
            first = false;
            if (title) {
                continue;
            }
            if (m.section() != Section.NONE) {
                section = m.section();
                status = m.status();
            } else if (m.status() != null) {
                status = m.status();
                section = Section.NONE;
            }
            versions |= m.versions();
            if (!m.platforms().isEmpty()) {
                platforms = m.platforms();
            }
        }
        return new Context(status, section, platforms, versions, lines);
    }
}
