package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Span;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a warning written as prose, German or English: plain text, Markdown, HTML, PDF or a mail.
///
/// It is rules, not a model: the same text always gives the same answer, every fact carries the words it came from, and
/// what the rules cannot decide becomes a question.
public final class ProseReader {
    /// Characters of plain text that are read; the rest of a longer text is left out with a problem.
    public static final int MAX_TEXT = 4 << 20;

    private ProseReader() {}

    /// Reads a file; what it is, its content tells, never its name. Never fails: what cannot be read is a problem of
    /// the advisory.
    ///
    /// @param source the input as the user named it
    public static Advisory read(String source, byte[] bytes) {
        return analyse(source, Extraction.of(source, bytes));
    }

    /// Reads text that is no file of its own, such as the description in a CVE record.
    ///
    /// @param source the record as the user named it; the spans' offsets refer to `text`
    public static Advisory readText(String source, String text) {
        return analyse(source, Document.plain(bounded(text)));
    }

    static String bounded(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    private static Advisory analyse(String source, Document document) {
        String text = document.text();
        List<Block> blocks = document.blocks();
        List<Context> contexts = Context.of(text, blocks);
        Facts facts = Facts.find(source, text);
        Roles roles = Roles.of(source, text, blocks, contexts);
        List<Mask> masks = Masks.merge(facts.masks, roles.masks);
        List<Pieces.Piece> pieces = Pieces.of(text, blocks, contexts, masks);
        String title = Header.title(document);

        KnownNames known = new KnownNames();
        known.ordinary(Ordinary.of(pieces));
        String vendor = collect(text, pieces, known);
        collectTables(text, blocks, contexts, masks, known);
        HeadingNames.collect(text, blocks, pieces, masks, known);
        TitleNames.collect(title, known);
        if (known.keys().isEmpty()) {
            known.guess(pieces);
        }
        known.boost(title);

        SentenceReader sentences = new SentenceReader(source, text, known);
        TableReader tables = new TableReader(source, text, masks, sentences);
        List<Raw> raws = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            Pieces.Piece p = pieces.get(i);
            if (p.systems(text)) {
                continue;
            }
            List<Raw> said = sentences.read(p.tokens(), p.context(), p.block(), p.item());
            boolean retracted =
                    i + 1 < pieces.size()
                            && pieces.get(i + 1).block() == p.block()
                            && Retracted.by(pieces.get(i + 1).tokens());
            List<Token> after = i + 1 < pieces.size() ? pieces.get(i + 1).tokens() : List.of();
            boolean answered = !after.isEmpty() && after.getFirst().isAny("yes", "ja");
            retracted |= facts.longAgo(p.tokens()) || p.tokens().getLast().sign("?") && !answered;
            boolean disputed =
                    !after.isEmpty()
                            && pieces.get(i + 1).block() == p.block()
                            && Disputes.behind(after);
            if (disputed && !retracted) {
                said = said.stream().map(r -> r.good() ? r.unsaid() : r).toList();
            }
            raws.addAll(retracted ? said.stream().map(Raw::unsaid).toList() : said);
        }
        for (Pieces.Piece p : pieces) {
            if (Disputes.later(p.tokens())) {
                raws.replaceAll(r -> takenBack(r, p) ? r.unsaid() : r);
            }
        }
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).kind() == Block.Kind.TABLE
                    && contexts.get(i).section() != Context.Section.HISTORY) {
                raws.addAll(tables.read(blocks.get(i), contexts.get(i), i));
            }
        }
        List<Problem> problems = new ArrayList<>(document.problems());
        if (text.isBlank() && problems.isEmpty()) {
            problems.add(new Problem(source, "", "contains no text", Problem.Severity.LOST));
        }
        if (raws.size() > Assembly.MAX_RAWS) {
            problems.add(
                    new Problem(
                            source,
                            "",
                            "the text makes more than "
                                    + Assembly.MAX_RAWS
                                    + " statements; the rest is left out",
                            Problem.Severity.PARTIAL));
            raws = raws.subList(0, Assembly.MAX_RAWS);
        }
        Assembly assembly = new Assembly(text, blocks, contexts, pieces, known, raws, title);
        assembly.source(source);
        if (!vendor.isEmpty()) {
            assembly.vendor(vendor);
        }
        assembly.platforms(labelledPlatforms(text, pieces));
        List<ProductStatement> statements = assembly.statements(raws);
        roles.settle(statements);
        return new Advisory(
                source,
                "prose",
                facts.id,
                facts.revision,
                title,
                Header.publisher(document),
                Header.language(text),
                Header.tlp(facts.facts),
                Header.published(document, facts.dates),
                text,
                statements,
                roles.indicators(),
                allFacts(facts, roles),
                questions(assembly, roles, facts, statements, text),
                problems);
    }

    /// Whether a later sentence speaks of this good news: of its versions, or of none in particular.
    private static boolean takenBack(Raw r, Pieces.Piece later) {
        List<String> named =
                later.tokens().stream()
                        .filter(t -> t.kind() == Token.Kind.VERSION)
                        .map(Token::text)
                        .toList();
        return r.good()
                && r.spans().getFirst().start() < later.start()
                && (named.isEmpty() || r.versions().stream().anyMatch(named::contains));
    }

    /// First pass over the sentences; the maker, if a label names it.
    private static String collect(String text, List<Pieces.Piece> pieces, KnownNames known) {
        String vendor = "";
        for (Pieces.Piece p : pieces) {
            if (p.systems(text)) {
                continue;
            }
            known.collect(p.tokens(), p.context(), p.item());
            if (p.label().isEmpty()) {
                continue;
            }
            String label = p.label().toLowerCase(java.util.Locale.ROOT);
            boolean maker =
                    label.contains("hersteller")
                            || label.contains("vendor")
                            || label.contains("anbieter");
            boolean product = Meaning.of(p.label()).product() && !Pieces.isPlatformLabel(p.label());
            if (maker && vendor.isEmpty()) {
                Names.Name n = NameFinder.forward(p.tokens(), 0, true);
                vendor = n == null ? "" : n.name();
            } else if (product) {
                int first = 0;
                while (first < p.tokens().size() - 1 && !p.tokens().get(first).word()) {
                    first++;
                }
                boolean registry =
                        first + 2 < p.tokens().size()
                                && NameBefore.ECOSYSTEM.contains(p.tokens().get(first).lower())
                                && p.tokens().get(first + 1).sign("/");
                first += registry ? 2 : 0; // "PyPI / example"
                known.add(labelled(p.tokens(), first), KnownNames.LABEL);
            }
        }
        return vendor;
    }

    /// The name behind a label for products: there "Web Client" is a name as well.
    private static Names.@Nullable Name labelled(List<Token> t, int first) {
        Names.Name n = NameFinder.forward(t, first, true);
        boolean phrase = n != null && n.last() - n.first() > 1;
        return n != null && phrase ? n.named() : n;
    }

    private static void collectTables(
            String text,
            List<Block> blocks,
            List<Context> contexts,
            List<Mask> masks,
            KnownNames known) {
        for (int i = 0; i < blocks.size(); i++) {
            List<List<Block.Cell>> rows = blocks.get(i).rows();
            if (contexts.get(i).section() != Context.Section.NONE
                    && contexts.get(i).section() != Context.Section.MEASURES) {
                continue;
            }
            for (int r = 1; r < rows.size(); r++) {
                for (int c = 0; c < rows.get(r).size() && c < rows.getFirst().size(); c++) {
                    Block.Cell head = rows.getFirst().get(c);
                    Block.Cell cell = rows.get(r).get(c);
                    List<Token> t =
                            cell.isEmpty()
                                    ? List.of()
                                    : Tokens.of(text, cell.start(), cell.end(), masks);
                    if (t.isEmpty()) {
                        continue;
                    }
                    Meaning m =
                            Meaning.of(
                                    text.substring(
                                            head.start(), Math.max(head.start(), head.end())));
                    if (m.product() && !m.versions()) {
                        known.add(NameFinder.forward(t, 0, true), KnownNames.LABEL);
                    } else {
                        known.collect(t, contexts.get(i), true);
                    }
                }
            }
        }
    }

    private static Set<Platform> labelledPlatforms(String text, List<Pieces.Piece> pieces) {
        Set<Platform> platforms = EnumSet.noneOf(Platform.class);
        for (Pieces.Piece p : pieces) {
            if (Pieces.isPlatformLabel(p.label()) || p.systems(text)) {
                PlatformScope.find(p.tokens()).forEach(m -> platforms.addAll(m.platforms()));
            }
        }
        return platforms;
    }

    private static List<Fact> allFacts(Facts facts, Roles roles) {
        List<Fact> all = new ArrayList<>(facts.facts);
        all.addAll(roles.facts);
        all.sort(java.util.Comparator.comparingInt(f -> f.span().start()));
        return all;
    }

    private static List<Question> questions(
            Assembly assembly,
            Roles roles,
            Facts facts,
            List<ProductStatement> statements,
            String text) {
        List<Question> all = new ArrayList<>(assembly.questions);
        if (!roles.undecided.isEmpty()) {
            all.add(Questions.indicators(roles.undecidedValues, roles.undecided));
        }
        for (Span s : roles.versionOrAddress) {
            all.add(Questions.versionOrAddress(s.text(), List.of(s)));
        }
        if (Header.tlpUndecided(facts.facts)) {
            List<Fact> labels =
                    facts.facts.stream().filter(f -> f.type() == Fact.Type.TLP).toList();
            all.add(
                    Questions.tlp(
                            labels.stream().map(Fact::value).distinct().toList(),
                            labels.stream().map(Fact::span).toList()));
        }
        if (statements.isEmpty()
                && roles.indicators().isEmpty()
                && all.isEmpty()
                && !text.isBlank()) {
            all.add(Questions.nothing());
        }
        return all;
    }

    static Problem cut(String source) {
        return new Problem(
                source,
                "offset " + MAX_TEXT,
                "the text is longer than " + MAX_TEXT + " characters; the rest is left out",
                Problem.Severity.PARTIAL);
    }
}
