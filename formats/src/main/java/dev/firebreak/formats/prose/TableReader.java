package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Status;
import dev.firebreak.formats.prose.Block.Cell;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a table: what the heading of the column and the first cells of the row say holds for a cell with versions.
final class TableReader {
    private static final Set<String> YES =
            Lexicon.words(
                    """
                    ja yes x ✓ ✔ ✅ true affected betroffen vulnerable verwundbar kompromittiert compromised 1 j y
                    """);
    private static final Set<String> NO =
            Lexicon.words(
                    """
                    nein no - – — ✗ ✘ ❌ false not nicht n/a keine none unaffected 0 n
                    """);

    /// Words that say in a column of affected versions that there are none; a dash says too little.
    private static final Set<String> DENIES = Lexicon.words("nein no none keine not nicht");

    private static final Meaning NOTHING =
            new Meaning(null, Context.Section.NONE, Set.of(), false, false);

    private final String source;
    private final String text;
    private final List<Mask> masks;
    private final SentenceReader reader;

    TableReader(String source, String text, List<Mask> masks, SentenceReader reader) {
        this.source = source;
        this.text = text;
        this.masks = masks;
        this.reader = reader;
    }

    /// What a column or a row is about.
    private record Head(Meaning meaning, boolean vendor, boolean other) {}

    List<Raw> read(Block table, Context context, int block) {
        List<List<Cell>> rows = table.rows();
        List<Cell> top = rows.getFirst();
        boolean header = top.stream().anyMatch(Cell::header) || looksLikeHeader(top);
        List<Head> heads = new ArrayList<>();
        for (Cell c : top) {
            heads.add(header ? head(c) : new Head(NOTHING, false, false));
        }
        List<Raw> out = new ArrayList<>();
        Names.Name above = null;
        for (List<Cell> row : header ? rows.subList(1, rows.size()) : rows) {
            Row r = new Row(header ? top : List.of(), row, heads, context, block, above);
            out.addAll(r.read());
            above = r.product == null ? above : r.product;
        }
        return out;
    }

    private boolean looksLikeHeader(List<Cell> row) {
        boolean meaningful = false;
        for (Cell c : row) {
            List<Token> t = tokens(c);
            if (t.stream().anyMatch(x -> x.kind() == Token.Kind.VERSION)) {
                return false;
            }
            Meaning m = Meaning.of(cell(c));
            meaningful |=
                    m.status() != null
                            || m.versions()
                            || m.product()
                            || !m.platforms().isEmpty()
                            || m.section() != Context.Section.NONE;
        }
        return meaningful;
    }

    private Head head(Cell c) {
        String s = cell(c).toLowerCase(java.util.Locale.ROOT);
        Meaning m = Meaning.of(cell(c));
        boolean vendor = s.contains("hersteller") || s.contains("vendor") || s.contains("anbieter");
        boolean other =
                s.contains("datum")
                        || s.contains("date")
                        || s.contains("cvss")
                        || s.contains("hash")
                        || s.contains("sha")
                        || s.contains("größe")
                        || s.contains("size")
                        || s.contains("port")
                        || s.contains("bemerkung")
                        || s.contains("autor")
                        || branch(c) && m.status() == null;
        return new Head(m, vendor, other);
    }

    /// A column that names the branch of a release, not versions that are affected.
    private boolean branch(Cell c) {
        return tokens(c).size() <= 2
                && tokens(c).stream()
                        .anyMatch(
                                x ->
                                        VersionWords.SERIES.contains(x.lower())
                                                || x.lower().endsWith("zweig")
                                                || x.lower().endsWith("reihe"));
    }

    private static final java.util.regex.Pattern END =
            java.util.regex.Pattern.compile(
                    "(?i)(?:\\bbis(?: einschl\\w*)?|\\bup to(?: and including)?|\\bthrough|\\buntil|\\u2264|<=)(?:\\s(?:build|version|release|stand))?\\s*$");

    /// One row of the table.
    private final class Row {
        private final List<Cell> top;
        private final List<Cell> cells;
        private final List<Head> heads;
        private final Context context;
        private final int block;
        private Names.@Nullable Name product;
        private boolean ownProduct;
        private Set<Platform> platforms = EnumSet.noneOf(Platform.class);
        private @Nullable Status status;
        private @Nullable Raw rowVersions;

        Row(
                List<Cell> top,
                List<Cell> cells,
                List<Head> heads,
                Context context,
                int block,
                Names.@Nullable Name above) {
            this.top = top;
            this.cells = cells;
            this.heads = heads;
            this.context = context;
            this.block = block;
            this.product = above;
        }

        List<Raw> read() {
            for (int i = 0; i < cells.size(); i++) {
                label(i);
            }
            List<Raw> out = new ArrayList<>();
            for (int i = 0; i < cells.size(); i++) {
                out.addAll(value(i));
            }
            if (out.isEmpty() && rowVersions != null) {
                out.add(rowVersions);
            }
            if (out.isEmpty()
                    && product != null
                    && ownProduct
                    && (status != null || context.status() != null)
                    && cells.stream().noneMatch(c -> hasVersion(tokens(c)))) {
                Status said = status != null ? status : context.status();
                List<dev.firebreak.core.model.VersionRange> ranges =
                        said == Status.NOT_AFFECTED
                                ? List.of(dev.firebreak.core.model.VersionRange.ALL)
                                : List.of();
                out.add(
                        new Raw(
                                product,
                                platforms,
                                said,
                                List.of(),
                                ranges,
                                dev.firebreak.core.model.Certainty.INFERRED,
                                false,
                                false,
                                false,
                                false,
                                block,
                                List.of(
                                        dev.firebreak.core.model.Span.text(
                                                source,
                                                product.start(),
                                                product.end(),
                                                text.substring(product.start(), product.end())))));
            }
            return out;
        }

        private @Nullable Head head(int i) {
            return i < heads.size() ? heads.get(i) : null;
        }

        /// Cells that say of which product and platform the row is, or that label it ("Betroffene Versionen").
        private void label(int i) {
            List<Token> t = tokens(cells.get(i));
            Head head = head(i);
            if (t.isEmpty()
                    || hasVersion(t)
                            && (head == null
                                    || !head.meaning().product()
                                    || head.meaning().versions())) {
                return;
            }
            Meaning own = Meaning.of(cell(cells.get(i)));
            boolean afterLabel =
                    i == 1
                            && status != null
                            && !cells.getFirst().isEmpty()
                            && (head == null || !head.meaning().versions());
            boolean productColumn =
                    head != null && head.meaning().product() && !head.vendor() || afterLabel;
            if (productColumn
                    || i == 0
                            && own.status() == null
                            && own.platforms().isEmpty()
                            && !own.versions()
                            && (head == null
                                    || !head.vendor()
                                            && !head.other()
                                            && !head.meaning().versions()
                                            && head.meaning().section() == Context.Section.NONE)) {
                Names.Name n = NameFinder.forward(t, firstName(t), true);
                boolean kind = own.product() && (n == null || n.weak() || t.size() == 1);
                ownProduct |= n != null && !kind;
                boolean said = kind || !own.platforms().isEmpty();
                product = n != null && !kind ? n : unread(t, productColumn, said);
            }
            boolean statusColumn = head == null || head.meaning().platforms().isEmpty();
            if (!own.platforms().isEmpty()
                    && (i == 0 || productColumn || head != null && !head.meaning().versions())) {
                platforms = own.platforms();
            }
            if (statusColumn && own.status() != null && t.size() <= 6 && !matrix()) {
                status = own.status();
                boolean good = status == Status.FIXED || status == Status.NOT_AFFECTED;
                status = good && Disputes.within(t) ? Status.UNDER_INVESTIGATION : status;
            } else if (statusColumn && t.size() > 6 && i > 0 && opening(t) != null) {
                status = opening(t);
            }
        }

        /// The product of the row as a whole.
        private Raw whole(Status said, Set<Platform> where, Cell c) {
            List<dev.firebreak.core.model.VersionRange> ranges =
                    said == Status.NOT_AFFECTED
                            ? List.of(dev.firebreak.core.model.VersionRange.ALL)
                            : List.of();
            return new Raw(
                    product,
                    where,
                    said,
                    List.of(),
                    ranges,
                    dev.firebreak.core.model.Certainty.INFERRED,
                    false,
                    false,
                    false,
                    false,
                    block,
                    List.of(
                            dev.firebreak.core.model.Span.text(
                                    source, c.start(), c.end(), cell(c))));
        }

        /// "betroffen (nur Terminalserver), Lösung folgt": what a long cell says first.
        private @Nullable Status opening(List<Token> t) {
            int end = 0;
            while (end < t.size() && end < 4 && t.get(end).word()) {
                end++;
            }
            boolean closed = end < t.size() && (t.get(end).sign("(") || t.get(end).sign(","));
            return closed && end > 0 ? Cues.statusOf(t.subList(0, end)) : null;
        }

        /// A version in front, and for each system a word or a mark.
        private boolean matrix() {
            return !cells.isEmpty()
                    && hasVersion(tokens(cells.getFirst()))
                    && heads.stream().filter(h -> h.meaning().platforms().size() == 1).count() > 1;
        }

        /// The product of the row above where this cell says nothing of its own; a name nobody can read is asked.
        private Names.@Nullable Name unread(List<Token> t, boolean productColumn, boolean kind) {
            boolean words = t.stream().anyMatch(Token::word);
            return productColumn && words && !kind
                    ? Names.unclear(Names.name(t, 0, t.size()))
                    : product;
        }

        private List<Raw> value(int i) {
            Cell c = cells.get(i);
            List<Token> t = tokens(c);
            Head head = head(i);
            if (head != null && (head.other() || head.vendor()) || t.isEmpty()) {
                return List.of();
            }
            Set<Platform> where = EnumSet.noneOf(Platform.class);
            where.addAll(platforms);
            Status said = status;
            if (head != null) {
                where = head.meaning().platforms().isEmpty() ? where : head.meaning().platforms();
                said = head.meaning().status() != null ? head.meaning().status() : said;
            }
            boolean versionLabel = i > 0 && Meaning.of(cell(cells.getFirst())).versions();
            boolean onlyVersion =
                    head == null || head.meaning().equals(NOTHING)
                            ? (product != null || i == 0 && matrix())
                                    && t.stream()
                                            .allMatch(
                                                    x ->
                                                            x.kind() == Token.Kind.VERSION
                                                                    || x.sign(","))
                            : false;
            boolean versions =
                    onlyVersion
                            || head != null
                                    && (head.meaning().versions()
                                            || head.meaning().status() != null)
                            || versionLabel
                            || said != null && i > 0;
            Status mark = mark(t);
            if (rowVersions != null && mark != null && !where.isEmpty()) {
                return List.of(marked(rowVersions, where, mark));
            }
            Status cellStatus = t.size() <= 5 ? Meaning.of(cell(c)).status() : null;
            boolean platformColumn = head != null && !head.meaning().platforms().isEmpty();
            boolean ofStatus =
                    head != null
                            && head.meaning().status() == Status.AFFECTED
                            && ownProduct
                            && product != null
                            && !hasVersion(t);
            boolean denied = ofStatus && t.size() == 1 && DENIES.contains(t.getFirst().lower());
            if (ofStatus && (denied || Pending.says(t))) {
                return List.of(
                        whole(denied ? Status.NOT_AFFECTED : Status.UNDER_INVESTIGATION, where, c));
            }
            if (!hasVersion(t)
                    && platformColumn
                    && cellStatus == Status.NOT_AFFECTED
                    && product != null) {
                return List.of(whole(Status.NOT_AFFECTED, where, c));
            }
            if (!hasVersion(t)
                    && !(versions
                            && t.stream()
                                    .anyMatch(
                                            x ->
                                                    x.kind() == Token.Kind.NUMBER
                                                            || VersionWords.ALL.contains(
                                                                    x.lower())))) {
                return List.of();
            }
            boolean productCell =
                    head != null && head.meaning().product() && !head.meaning().versions();
            Status inherited = said != null ? said : context.status();
            Context inner =
                    new Context(
                            inherited,
                            Context.Section.NONE,
                            where.isEmpty() ? context.platforms() : where,
                            versions && !productCell,
                            List.of());
            boolean end =
                    i < top.size()
                            && inherited == Status.AFFECTED
                            && END.matcher(cell(top.get(i))).find();
            List<Raw> out = new ArrayList<>();
            for (Raw raw : inParts(t, inner)) {
                boolean named =
                        raw.name() != null && (!raw.name().weak() || Names.isUnclear(raw.name()));
                Names.Name name = named ? raw.name() : product;
                Raw own =
                        new Raw(
                                name,
                                raw.platforms(),
                                raw.status(),
                                end ? List.of() : raw.versions(),
                                ranges(raw, end).stream().map(this::inBranch).toList(),
                                raw.certainty(),
                                raw.anaphora(),
                                raw.doubtful(),
                                raw.softUpper(),
                                raw.weakStatus(),
                                raw.block(),
                                raw.spans());
                if (!raw.namesNoVersion() || raw.status() == Status.NOT_AFFECTED) {
                    out.add(own);
                }
            }
            boolean decidedByMarks =
                    head != null
                            && head.meaning().platforms().isEmpty()
                            && said == null
                            && out.size() == 1
                            && marksFollow(i);
            if (decidedByMarks) {
                rowVersions = out.getFirst();
                return List.of();
            }
            return out;
        }

        /// Below "affected up to" a version is the end of a range.
        private List<dev.firebreak.core.model.VersionRange> ranges(Raw raw, boolean end) {
            List<dev.firebreak.core.model.VersionRange> all = new ArrayList<>(raw.ranges());
            if (end) {
                raw.versions()
                        .forEach(v -> all.add(dev.firebreak.core.model.VersionRange.atMost(v)));
            }
            return all;
        }

        /// A long cell is read in parts, as a long sentence is.
        private List<Raw> inParts(List<Token> t, Context inner) {
            List<Raw> out = new ArrayList<>();
            for (int from = 0; from < t.size(); from += Pieces.MAX_TOKENS) {
                int to = Math.min(t.size(), from + Pieces.MAX_TOKENS);
                out.addAll(reader.read(t.subList(from, to), inner, block, true));
            }
            return out;
        }

        /// "5.x | < 5.4.2": the row's branch is where the range starts.
        private dev.firebreak.core.model.VersionRange inBranch(
                dev.firebreak.core.model.VersionRange r) {
            for (int k = 0; k < cells.size(); k++) {
                Head head = head(k);
                if (head == null || !head.other() || r.lower() != null || r.upper() == null) {
                    continue;
                }
                List<VersionPhrase> found = VersionPhrases.find(tokens(cells.get(k)), true, true);
                if (found.size() == 1 && found.getFirst().ranges().size() == 1) {
                    String lower = found.getFirst().ranges().getFirst().lower();
                    if (lower != null && r.upper().startsWith(lower + ".")) {
                        return new dev.firebreak.core.model.VersionRange(
                                lower, true, r.upper(), r.upperInclusive());
                    }
                }
            }
            return r;
        }

        private boolean marksFollow(int i) {
            for (int k = i + 1; k < cells.size(); k++) {
                List<Token> t = tokens(cells.get(k));
                Head head = head(k);
                if (head != null && !head.meaning().platforms().isEmpty() && mark(t) != null) {
                    return true;
                }
            }
            return false;
        }

        private Raw marked(Raw raw, Set<Platform> where, Status said) {
            return new Raw(
                    raw.name() == null ? product : raw.name(),
                    where,
                    said,
                    raw.versions(),
                    raw.ranges(),
                    dev.firebreak.core.model.Certainty.INFERRED,
                    false,
                    raw.doubtful(),
                    raw.softUpper(),
                    false,
                    block,
                    raw.spans());
        }
    }

    /// What a cell below a system says of the versions of its row: a mark, or a word.
    private static @Nullable Status mark(List<Token> t) {
        if (yes(t) || no(t)) {
            return yes(t) ? Status.AFFECTED : Status.NOT_AFFECTED;
        }
        boolean clean = t.size() == 1 && CLEAN.contains(t.getFirst().lower());
        return clean ? Status.NOT_AFFECTED : t.size() <= 3 ? Cues.statusOf(t) : null;
    }

    private static final Set<String> CLEAN =
            Lexicon.words("clean sauber ok okay sicher safe unauffällig good gut");

    private static int firstName(List<Token> t) {
        int i = 0;
        while (i < t.size() - 1
                && !NameRun.part(t, i)
                && !t.get(i).text().equals(t.get(i).lower())) {
            i++;
        }
        return i;
    }

    private static boolean hasVersion(List<Token> t) {
        return t.stream().anyMatch(x -> x.kind() == Token.Kind.VERSION);
    }

    private static boolean yes(List<Token> t) {
        return !t.isEmpty() && t.size() <= 2 && YES.contains(t.getFirst().lower());
    }

    private static boolean no(List<Token> t) {
        return !t.isEmpty() && t.size() <= 3 && NO.contains(t.getFirst().lower());
    }

    private List<Token> tokens(Cell c) {
        return c.isEmpty() ? List.of() : Tokens.of(text, c.start(), c.end(), masks);
    }

    private String cell(Cell c) {
        return text.substring(c.start(), Math.max(c.start(), c.end()));
    }
}
