package dev.firebreak.formats.prose;

import dev.firebreak.formats.prose.Names.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Headings and lead-ins that are nothing but a name, with versions right below them: one product each.
final class HeadingNames {
    private static final int MAX_LENGTH = 60;

    /// Headings of one document that are taken for names; a warning has a few. As many fill the names that are known.
    private static final int MAX_CANDIDATES = KnownNames.MAX_NAMES + 1;

    /// How far into an item its versions start ("Version 3.4", "vor 2.8").
    private static final int AT_START = 3;

    private static final Set<String> FOR =
            Set.of("for", "für", "on", "unter", "auf", "and", "und", ",");

    private final String text;
    private final List<Block> blocks;
    private final List<Mask> masks;

    private HeadingNames(String text, List<Block> blocks, List<Mask> masks) {
        this.text = text;
        this.blocks = blocks;
        this.masks = masks;
    }

    static void collect(
            String text,
            List<Block> blocks,
            List<Pieces.Piece> pieces,
            List<Mask> masks,
            KnownNames known) {
        HeadingNames h = new HeadingNames(text, blocks, masks);
        List<Block> candidates = new ArrayList<>();
        for (int k = 0; k + 1 < blocks.size() && candidates.size() < MAX_CANDIDATES; k++) {
            Block b = blocks.get(k);
            if (h.name(b, h.parent(k)) != null && h.versionsBelow(k + 1, known)) {
                candidates.add(b);
            }
        }
        int named = firstNamed(text, pieces, known, candidates);
        List<Name> found = new ArrayList<>();
        for (Block b : candidates) {
            boolean parent = b.kind() == Block.Kind.ITEM;
            Name n = b.start() > named && !parent ? null : h.name(b, parent);
            if (n != null) {
                found.add(n);
            }
        }
        for (int k = 0;
                k + 1 < blocks.size() && !found.isEmpty() && found.size() < MAX_CANDIDATES;
                k++) {
            Block b = blocks.get(k);
            boolean sibling =
                    candidates.stream()
                            .anyMatch(c -> c.kind() == b.kind() && c.level() == b.level());
            Name n = sibling && !candidates.contains(b) ? h.form(b, h.parent(k)) : null;
            if (n != null && h.versionsBelow(k + 1, known)) {
                found.add(n);
            }
        }
        found.forEach(n -> known.add(n, KnownNames.BESIDE_VERSION));
    }

    /// Where the first product that is known already stands: a heading below it is one of its parts.
    private static int firstNamed(
            String text, List<Pieces.Piece> pieces, KnownNames known, List<Block> candidates) {
        for (Pieces.Piece p : pieces) {
            for (Name n : known.in(p.tokens(), text)) {
                boolean candidate =
                        candidates.stream()
                                .anyMatch(b -> n.start() >= b.start() && n.end() <= b.end());
                if (!candidate && known.weight(n) >= KnownNames.ANNOUNCED) {
                    return n.start();
                }
            }
        }
        return Integer.MAX_VALUE;
    }

    /// An item with a list of its own below it.
    private boolean parent(int k) {
        return blocks.get(k).kind() == Block.Kind.ITEM
                && blocks.get(k + 1).kind() == Block.Kind.ITEM
                && blocks.get(k + 1).level() > blocks.get(k).level();
    }

    private @Nullable Name name(Block b, boolean parent) {
        Name n = whole(b, parent);
        return n == null || n.weak() ? null : n;
    }

    /// A heading such as "Desktop Client" beside others that are names.
    private @Nullable Name form(Block b, boolean parent) {
        Name n = whole(b, parent);
        return n == null || n.last() - n.first() < 2 ? null : n.named();
    }

    private @Nullable Name whole(Block b, boolean parent) {
        boolean line = parent || b.kind() == Block.Kind.HEADING || b.kind() == Block.Kind.LEAD;
        if (!line || b.end() - b.start() > MAX_LENGTH) {
            return null;
        }
        Meaning m = Meaning.of(text.substring(b.start(), b.end()));
        if (m.saysSomething() || m.versions()) {
            return null;
        }
        List<Token> t = new ArrayList<>(Tokens.of(text, b.start(), b.end(), masks));
        t.removeIf(x -> x.sign(":") || x.sign("*") || x.sign("#"));
        while (t.size() > 1
                && (Platforms.of(t.getLast()).isPresent()
                        || FOR.contains(t.getLast().lower())
                        || t.getLast().sign("(")
                        || t.getLast().sign(")"))) {
            t.removeLast();
        }
        if (t.isEmpty() || t.size() > NameRun.MAX_TOKENS || !t.getFirst().word()) {
            return null;
        }
        for (int i = 0; i < t.size(); i++) {
            boolean model = i > 0 && t.get(i).kind() == Token.Kind.NUMBER;
            if (!NameRun.part(t, i) && !model && !t.get(i).sign("&")) {
                return null;
            }
        }
        Name n = NameRun.of(t, 0, t.size());
        boolean kind = m.product() && t.size() == 1;
        return n == null || kind || Greetings.opens(t) ? null : n;
    }

    private boolean versionsBelow(int k, KnownNames known) {
        Block b = blocks.get(k);
        if (b.kind() == Block.Kind.LEAD && k + 1 < blocks.size()) {
            Meaning m = Meaning.of(text.substring(b.start(), b.end()));
            return (m.status() != null || m.versions() || m.onlyPlatform())
                    && blocks.get(k + 1).kind() == Block.Kind.ITEM
                    && versionsBelow(k + 1, known);
        }
        if (b.kind() != Block.Kind.ITEM && b.kind() != Block.Kind.PARAGRAPH) {
            return false;
        }
        int colon = text.indexOf(':', b.start(), Math.min(b.end(), b.start() + MAX_LENGTH));
        boolean label = colon > 0;
        Meaning m = label ? Meaning.of(text.substring(b.start(), colon)) : null;
        boolean said =
                m != null
                        && (m.status() != null || m.versions() || m.onlyPlatform())
                        && !m.product();
        List<Token> t = Tokens.of(text, said ? colon + 1 : b.start(), b.end(), masks);
        List<VersionPhrase> phrases = VersionPhrases.find(t, true, true);
        return !phrases.isEmpty()
                && phrases.getFirst().first()
                        <= (b.kind() == Block.Kind.PARAGRAPH && !said ? 0 : AT_START)
                && NameBefore.of(t, phrases.getFirst().first(), 0) == null
                && NameFinder.after(t, phrases.getFirst().last()) == null;
    }

    /// Salutations and farewells of mails, which are capitalised and no names.
    static final class Greetings {
        private static final Set<String> WORDS =
                Lexicon.words(
                        """
                        liebe lieber liebes sehr hallo guten moin servus grüß grüezi dear hi hello hey greetings
                        mit freundlichen viele beste freundliche herzliche regards kind best sincerely yours cheers
                        thanks danke gruß grüße vg lg mfg
                        """);

        private Greetings() {}

        static boolean opens(List<Token> t) {
            return !t.isEmpty() && WORDS.contains(t.getFirst().lower());
        }
    }
}
