package dev.firebreak.formats.prose;

import dev.firebreak.formats.prose.Context.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Cuts the blocks of a document into pieces that are read on their own: sentences, list items, values behind a label.
final class Pieces {
    /// @param item stands alone, without the grammar of a sentence
    /// @param label the words before the colon that the piece is the value of, empty if there are none
    record Piece(List<Token> tokens, Context context, int block, boolean item, String label) {
        int start() {
            return tokens.getFirst().start();
        }

        /// Whether it only names systems, below a line that asks for them ("Betroffene Plattformen:").
        boolean systems(String text) {
            if (context.lines().isEmpty() || tokens.size() > MAX_SYSTEM) {
                return false;
            }
            Block above = context.lines().getLast();
            String line = text.substring(above.start(), above.end()).toLowerCase(Locale.ROOT);
            return SYSTEMS.stream().anyMatch(line::contains)
                    && (tokens.stream().limit(3).anyMatch(x -> Platforms.of(x).isPresent())
                            || item
                                    && tokens.size() <= 3
                                    && tokens.stream()
                                            .noneMatch(x -> x.kind() == Token.Kind.VERSION));
        }
    }

    private static final int MAX_SYSTEM = 12;

    private static final Set<String> SYSTEMS =
            Lexicon.set("plattform", "betriebssystem", "platform", "operating system");

    private static final int MAX_LABEL = 60;

    /// Words and signs of a sentence that are read together; longer ones are read in parts.
    static final int MAX_TOKENS = 400;

    private static final Set<String> PLATFORM_LABEL =
            Lexicon.set(
                    "plattform",
                    "plattformen",
                    "betriebssystem",
                    "betriebssysteme",
                    "platform",
                    "platforms",
                    "os",
                    "systeme");

    private static final Set<String> HARDWARE =
            Lexicon.words(
                    """
                    bit 64-bit 32-bit intel apple silicon arm arm64 amd64 x86 x64 x86-64 x86_64 m1 m2 client server desktop
                    oder or neuer newer only nur
                    """);

    private static final Set<String> ATTACKERS =
            Lexicon.set(
                    "malware",
                    "schadsoftware",
                    "malware-familie",
                    "malware-familien",
                    "malware family",
                    "malware families",
                    "tools",
                    "akteur",
                    "akteure",
                    "actor",
                    "actors",
                    "threat actor",
                    "gruppe",
                    "group",
                    "kampagne",
                    "campaign");

    /// What stands behind them is said beside the matter.
    private static final Set<String> REMARK =
            Lexicon.words("note hinweis anmerkung remark bemerkung n.b nb notiz notes");

    static final Set<String> STATUS_LABEL =
            Lexicon.words(
                    "status state bewertung einstufung zustand einschätzung befund assessment");

    private final String text;
    private final List<Mask> masks;
    private final List<Piece> out = new ArrayList<>();

    private Pieces(String text, List<Mask> masks) {
        this.text = text;
        this.masks = masks;
    }

    static List<Piece> of(
            String text, List<Block> blocks, List<Context> contexts, List<Mask> masks) {
        Pieces p = new Pieces(text, masks);
        for (int i = 0; i < blocks.size(); i++) {
            p.add(blocks.get(i), contexts.get(i), i);
        }
        return p.out;
    }

    /// Skips the number of a section ("3.1 Affected products").
    private int afterNumber(Block b) {
        int i = b.start();
        while (i < b.end() && (Character.isDigit(text.charAt(i)) || text.charAt(i) == '.')) {
            i++;
        }
        boolean number =
                i > b.start()
                        && i - b.start() < 6
                        && i + 1 < b.end()
                        && text.charAt(i) == ' '
                        && Character.isUpperCase(text.charAt(i + 1));
        return number ? i : b.start();
    }

    static boolean isPlatformLabel(String label) {
        for (String word : label.toLowerCase(Locale.ROOT).split("[^\\p{L}]+")) {
            if (PLATFORM_LABEL.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private void add(Block b, Context context, int index) {
        switch (b.kind()) {
            case TABLE -> {}
            case HEADING, LEAD -> sentences(afterNumber(b), b.end(), context, index, false, "");
            case PARAGRAPH, ITEM -> {
                int colon = label(b);
                boolean item = b.kind() == Block.Kind.ITEM;
                if (colon < 0) {
                    sentences(b.start(), b.end(), context, index, item, "");
                    return;
                }
                String label = text.substring(b.start(), colon);
                if (REMARK.contains(label.strip().toLowerCase(Locale.ROOT))) {
                    Context aside =
                            new Context(
                                    null,
                                    context.section(),
                                    context.platforms(),
                                    false,
                                    context.lines());
                    sentences(colon + 1, b.end(), aside, index, false, label);
                    return;
                }
                if (ATTACKERS.contains(label.strip().toLowerCase(Locale.ROOT))) {
                    return; // names of malware and of groups
                }
                Context inner = within(context, Meaning.of(label), label);
                boolean named = named(b.start(), colon, label);
                if (named) {
                    sentences(b.start(), b.end(), inner, index, item || says(b), label);
                } else if (inner == context) {
                    sentences(b.start(), b.end(), context, index, item, label);
                } else {
                    sentences(colon + 1, b.end(), inner, index, true, label);
                }
            }
        }
    }

    /// Whether a line behind a label speaks of versions at all, or is a telephone number or the like.
    private boolean says(Block b) {
        return Tokens.of(text, b.start(), b.end(), masks).stream()
                .anyMatch(
                        t ->
                                t.kind() == Token.Kind.VERSION
                                        || t.kind() == Token.Kind.NUMBER
                                        || VersionWords.ALL.contains(t.lower())
                                        || Lexicon.AFFECTED_STRONG.contains(t.lower()));
    }

    /// Whether the words before the colon are a name themselves ("Beispiel Bibliothek: 3.4").
    private boolean named(int start, int colon, String label) {
        if (STATUS_LABEL.contains(label.strip().toLowerCase(Locale.ROOT))) {
            return false;
        }
        List<Token> t = Tokens.of(text, start, colon, masks);
        if (onlyPlatforms(t)) {
            return false;
        }
        if (t.stream().anyMatch(Names::strong)) {
            return true;
        }
        boolean run = t.size() > 1;
        boolean kinds = true;
        for (int i = 0; i < t.size(); i++) {
            run &= NameRun.part(t, i) || i > 0 && t.get(i).kind() == Token.Kind.NUMBER;
            kinds &= Meaning.namesKind(t.get(i).lower());
        }
        return run && !kinds;
    }

    /// "Windows 64 Bit", "macOS (Intel und Apple Silicon)": a system and what it runs on.
    static boolean onlyPlatforms(List<Token> t) {
        boolean system = false;
        for (Token x : t) {
            boolean platform = Platforms.of(x).isPresent();
            system |= platform;
            if (!platform
                    && x.kind() != Token.Kind.NUMBER
                    && x.kind() != Token.Kind.SIGN
                    && !Lexicon.AND.contains(x.lower())
                    && !HARDWARE.contains(x.lower())) {
                return false;
            }
        }
        return system;
    }

    /// What the label says on top of what the headings say; the same object if it says nothing.
    private static Context within(Context context, Meaning m, String label) {
        boolean nothing =
                m.status() == null
                        && m.platforms().isEmpty()
                        && !m.versions()
                        && !m.product()
                        && !isPlatformLabel(label);
        if (nothing
                || m.section() == Section.INDICATORS
                        && m.status() == null
                        && !m.product()
                        && !m.versions()) {
            return context;
        }
        return new Context(
                m.status() == null ? context.status() : m.status(),
                m.status() == null ? context.section() : Section.NONE,
                m.platforms().isEmpty() ? context.platforms() : m.platforms(),
                context.versions() || m.versions() || m.status() != null,
                context.lines());
    }

    /// The colon behind a label of at most six words at the start of a block, or -1.
    private int label(Block b) {
        int words = 1;
        for (int i = b.start(); i < Math.min(b.end(), b.start() + MAX_LABEL); i++) {
            char c = text.charAt(i);
            if (c == ':') {
                boolean blank =
                        i + 1 >= b.end()
                                || Character.isWhitespace(text.charAt(i + 1))
                                || text.charAt(i + 1) == '*';
                boolean version =
                        text.substring(b.start(), i).chars().filter(Character::isDigit).count() > 3;
                return blank && i + 1 < b.end() && words <= 6 && !version ? i : -1;
            }
            words += c == ' ' ? 1 : 0;
            if (c == '.' && !(i + 1 < b.end() && text.charAt(i + 1) == ':')
                    || c == ';'
                    || c == '\n'
                    || c == ',') {
                return -1;
            }
        }
        return -1;
    }

    private void sentences(
            int start, int end, Context context, int block, boolean item, String label) {
        for (Sentences.Sentence s : Sentences.of(text, start, end, masks)) {
            List<Token> tokens = Tokens.of(text, s.start(), s.end(), masks);
            for (int from = 0; from < tokens.size(); from += MAX_TOKENS) {
                List<Token> part = tokens.subList(from, Math.min(tokens.size(), from + MAX_TOKENS));
                out.add(new Piece(part, context, block, item, label));
            }
        }
    }
}
