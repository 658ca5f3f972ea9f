package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Status;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the headings and lead-in lines above a block say of everything in it.
///
/// @param status said by the nearest heading that says one
/// @param section what the part of the document is about
/// @param platforms of the nearest heading that names any; empty if none does
/// @param lines headings and lead-ins, outermost first
record Context(@Nullable Status status, Section section, Set<Platform> platforms, boolean versions, List<Block> lines) {
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
        boolean filled = false;
        for (Block b : blocks) {
            switch (b.kind()) {
                case HEADING -> {
                    Meaning meaning = Meaning.of(text.substring(b.start(), b.end()));
                    boolean nested = meaning.onlyPlatform() && !headings.isEmpty() && headings.getLast().level() >= b.level();
                    headings.removeIf(h -> h.level() > b.level() || (h.level() == b.level() && (!nested || Meaning.of(text.substring(h.start(), h.end())).onlyPlatform())));
                    out.add(context(text, headings, List.of()));
                    headings.add(b);
                    leads.clear();
                    items.clear();
                    filled = false;
                }
                case LEAD -> {
                    Meaning meaning = Meaning.of(text.substring(b.start(), b.end()));
                    if (filled || !leads.isEmpty()) {
                        boolean keepsFirst = meaning.onlyPlatform() || !meaning.saysSomething() && !filled;
                        leads.removeIf(l -> !keepsFirst || Meaning.of(text.substring(l.start(), l.end())).onlyPlatform());
                    }
                    items.clear();
                    out.add(context(text, headings, leads));
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
                    out.add(context(text, headings, above));
                    if (items.size() < MAX_NESTED) {
                        items.add(b);
                    }
                    filled = true;
                }
                case TABLE -> {
                    out.add(context(text, headings, leads));
                    filled = true;
                }
                case PARAGRAPH -> {
                    if (filled) {
                        leads.clear();
                    }
                    items.clear();
                    out.add(context(text, headings, leads));
                    filled = true;
                }
            }
        }
        return out;
    }

    private static Context context(String text, List<Block> headings, List<Block> leads) {
        List<Block> lines = new ArrayList<>(headings);
        lines.addAll(leads);
        Status status = null;
        Section section = Section.NONE;
        boolean versions = false;
        Set<Platform> platforms = EnumSet.noneOf(Platform.class);
        boolean first = true;
        for (Block b : lines) {
            String line = text.substring(b.start(), b.end());
            Meaning m = Meaning.of(line);
            boolean title = first && b.kind() == Block.Kind.HEADING && lines.getFirst() == b && b.level() == 1;
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
