package dev.firebreak.formats.prose;

import dev.firebreak.formats.prose.Block.Cell;
import dev.firebreak.formats.prose.Block.Kind;
import java.util.ArrayList;
import java.util.List;

/// Finds the structure of plain text and Markdown: headings, lead-in lines, list items, tables, paragraphs.
final class Lines extends LineShapes {
    private final List<Block> blocks = new ArrayList<>();

    private Lines(String text) {
        super(text);
        int start = 0;
        while (start <= text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            lines.add(line(start, end));
            start = end + 1;
        }
    }

    static List<Block> blocks(String text) {
        Lines l = new Lines(text);
        int i = 0;
        while (i < l.lines.size()) {
            i = l.step(i);
        }
        l.leads();
        return l.blocks;
    }

    private static final java.util.regex.Pattern FOLLOWING =
            java.util.regex.Pattern.compile(
                    "\\b(?:following|folgenden?|nachfolgenden?|nachstehenden?|listed below|unten)\\b",
                    java.util.regex.Pattern.CASE_INSENSITIVE);

    /// "The following releases are affected." before a list or a table speaks of it as if it ended in a colon.
    private void leads() {
        for (int k = 0; k + 1 < blocks.size(); k++) {
            Block b = blocks.get(k);
            Kind next = blocks.get(k + 1).kind();
            if (b.kind() != Kind.PARAGRAPH || next != Kind.ITEM && next != Kind.TABLE) {
                continue;
            }
            int from = lastSentence(text, b.start(), b.end());
            if (FOLLOWING.matcher(text.substring(from, b.end())).find()) {
                blocks.set(k, Block.of(Kind.LEAD, from, b.end(), 0));
                if (from > b.start()) {
                    blocks.add(k, Block.of(Kind.PARAGRAPH, b.start(), from, 0));
                    k++;
                }
            }
        }
    }

    private Line line(int start, int end) {
        int from = start;
        int indent = 0;
        while (from < end
                && (Character.isWhitespace(text.charAt(from))
                        || text.charAt(from) == '>'
                        || text.charAt(from) == '\u00a0')) {
            indent += text.charAt(from) == '\t' ? 4 : text.charAt(from) == '>' ? 0 : 1;
            from++;
        }
        int to = end;
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        return new Line(from, to, indent);
    }

    private int step(int i) {
        Line line = lines.get(i);
        if (line.blank() || isRule(line) || isFrame(line)) {
            return i + 1;
        }
        int table = markdownTable(i);
        if (table > i) {
            return table;
        }
        if (text.charAt(line.start()) == '#') {
            return markdownHeading(i);
        }
        if (i + 1 < lines.size() && isUnderline(lines.get(i + 1)) && !isItem(line)) {
            blocks.add(
                    Block.of(
                            Kind.HEADING,
                            line.start(),
                            line.end(),
                            text.charAt(lines.get(i + 1).start()) == '=' ? 1 : 2));
            return i + 2;
        }
        table = spacedTable(i);
        if (table > i) {
            return table;
        }
        if (isItem(line)) {
            return item(i);
        }
        if (endsWithColon(line)) {
            blocks.add(Block.of(Kind.LEAD, line.start(), line.end(), line.indent()));
            return i + 1;
        }
        int list = productLines(i);
        if (list > i) {
            return list;
        }
        if (isHeading(i)) {
            blocks.add(Block.of(Kind.HEADING, line.start(), line.end(), headingLevel(line)));
            return i + 1;
        }
        return paragraph(i);
    }

    private int markdownHeading(int i) {
        Line line = lines.get(i);
        int from = line.start();
        while (from < line.end() && text.charAt(from) == '#') {
            from++;
        }
        int level = from - line.start();
        if (from < line.end() && text.charAt(from) != ' ' || level > 6) {
            return paragraph(i);
        }
        int to = line.end();
        while (to > from && (text.charAt(to - 1) == '#' || text.charAt(to - 1) == ' ')) {
            to--;
        }
        while (from < to && text.charAt(from) == ' ') {
            from++;
        }
        if (from < to) {
            blocks.add(Block.of(Kind.HEADING, from, to, level));
        }
        return i + 1;
    }

    private int item(int i) {
        Line line = lines.get(i);
        int from = line.start() + markerLength(line);
        int end = line.end();
        int next = i + 1;
        while (next < lines.size()) {
            Line l = lines.get(next);
            if (l.blank()
                    || isItem(l)
                    || l.indent() <= line.indent() && startsBlock(next)
                    || isRule(l)
                    || l.indent() < line.indent() + 2 && (endsWithColon(l) || end - from < 50)) {
                break;
            }
            end = l.end();
            next++;
        }
        if (from < end) {
            blocks.add(Block.of(Kind.ITEM, from, end, line.indent()));
        }
        return next;
    }

    /// Lines of a paragraph that each name a product with its versions: a list without bullets. Index after it, or `i`.
    private int productLines(int i) {
        boolean alone =
                i == 0 || lines.get(i - 1).blank() || startsList() || isStatedLine(lines.get(i));
        int next = i;
        while (alone
                && next < lines.size()
                && isProductLine(lines.get(next))
                && !isLabel(lines.get(next))
                && !isItem(lines.get(next))) {
            next++;
        }
        boolean ends = next == lines.size() || lines.get(next).blank() || isItem(lines.get(next));
        boolean listed = next - i > 1 || next - i == 1 && startsList();
        if (!ends || !listed) {
            return i;
        }
        for (int k = i; k < next; k++) {
            blocks.add(
                    Block.of(
                            Kind.ITEM,
                            lines.get(k).start(),
                            lines.get(k).end(),
                            lines.get(k).indent()));
        }
        return next;
    }

    private static final int MAX_ENTRY = 60;

    private static final java.util.regex.Pattern ENTRY =
            java.util.regex.Pattern.compile("[\\p{Lu}\\d@][^:;!?]{1,59}[^.,:;!?]");

    /// Short lines right behind a line that says what they are ("Nicht betroffen:"): a list without bullets. Index after
    /// it, or `i`.
    private int entries(int i) {
        if (!startsList() || i > 1 && lines.get(i - 1).blank() && lines.get(i - 2).blank()) {
            return i;
        }
        Meaning meaning =
                Meaning.of(text.substring(blocks.getLast().start(), blocks.getLast().end()));
        boolean platforms =
                Pieces.isPlatformLabel(
                        text.substring(blocks.getLast().start(), blocks.getLast().end()));
        if (meaning.status() == null && !platforms) {
            return i;
        }
        int next = i;
        while (next < lines.size() && !lines.get(next).blank()) {
            Line l = lines.get(next);
            boolean entry =
                    l.end() - l.start() <= MAX_ENTRY
                            && ENTRY.matcher(text.substring(l.start(), l.end())).matches()
                            && !isItem(l);
            if (!entry) {
                return i;
            }
            next++;
        }
        for (int k = i; k < next; k++) {
            Line l = lines.get(k);
            blocks.add(Block.of(Kind.ITEM, l.start(), l.end(), l.indent()));
        }
        return next;
    }

    /// Whether the block before is a line that speaks of what follows.
    private boolean startsList() {
        return !blocks.isEmpty() && blocks.getLast().kind() == Kind.LEAD;
    }

    private int paragraph(int i) {
        int list = productLines(i);
        list = list > i ? list : entries(i);
        if (list > i) {
            return list;
        }
        int start = lines.get(i).start();
        int end = lines.get(i).end();
        boolean label = isLabel(lines.get(i));
        int next = i + 1;
        while (next < lines.size()) {
            Line l = lines.get(next);
            if (l.blank()
                    || isItem(l)
                    || isRule(l)
                    || isStatedLine(l)
                    || isMessage(l)
                    || startsBlock(next)
                    || endsWithColon(l)
                            && text.charAt(end - 1) != ','
                            && (end - lines.get(next - 1).start() < 60
                                    || ".!?".indexOf(text.charAt(end - 1)) >= 0)
                    || label && isLabel(l)
                    || isLabel(l) && next + 1 < lines.size() && isLabel(lines.get(next + 1))
                    || isLabel(l) && text.charAt(end - 1) == '.') {
                break;
            }
            if (label && l.indent() <= lines.get(i).indent() && end - start < 60) {
                break;
            }
            end = l.end();
            next++;
        }
        int lead = text.charAt(end - 1) == ':' ? lastSentence(text, start, end) : end;
        if (lead > start) {
            blocks.add(Block.of(Kind.PARAGRAPH, start, lead, 0));
        }
        if (lead < end) {
            blocks.add(Block.of(Kind.LEAD, lead, end, 0));
        }
        return next;
    }

    private static final java.util.regex.Pattern MESSAGE =
            java.util.regex.Pattern.compile(
                    "\\[?(?:\\d{1,2}\\.\\d{1,2}\\.(?:\\d{2,4})?,?\\s)?\\d{1,2}:\\d{2}(?::\\d{2})?(?:]| ?[-\u2013|]| ).*");

    /// "[10:43] ...": the next message of a chat or the next entry of a log book.
    private boolean isMessage(Line l) {
        return MESSAGE.matcher(text.substring(l.start(), Math.max(l.start(), l.end()))).matches();
    }

    private boolean startsBlock(int i) {
        Line l = lines.get(i);
        return text.charAt(l.start()) == '#'
                        && l.start() + 1 < l.end()
                        && " #".indexOf(text.charAt(l.start() + 1)) >= 0
                || i + 1 < lines.size() && isUnderline(lines.get(i + 1))
                || isMarkdownRow(l) && i + 1 < lines.size() && isMarkdownRow(lines.get(i + 1));
    }

    private long bars(Line line) {
        return text.substring(line.start(), Math.max(line.start(), line.end()))
                .chars()
                .filter(c -> c == '|')
                .count();
    }

    /// Rows with pipes; the row above `|---|` is the heading.
    private int markdownTable(int i) {
        boolean piped = isMarkdownRow(lines.get(i));
        long bars = bars(lines.get(i));
        boolean loose =
                !piped
                        && bars > 0
                        && i + 1 < lines.size()
                        && (isSeparator(lines.get(i + 1))
                                || bars > 1 && bars(lines.get(i + 1)) == bars);
        if (!piped && !loose) {
            return i;
        }
        List<List<Cell>> rows = new ArrayList<>();
        boolean header = false;
        int next = i;
        while (next < lines.size()
                && !lines.get(next).blank()
                && (isFrame(lines.get(next))
                        || text.substring(lines.get(next).start(), lines.get(next).end())
                                .contains("|"))) {
            if (isSeparator(lines.get(next))) {
                header |= rows.size() == 1;
            } else {
                rows.add(cells(lines.get(next), '|'));
            }
            next++;
        }
        if (rows.size() < 2) {
            return i;
        }
        if (header) {
            rows.set(
                    0,
                    rows.getFirst().stream().map(c -> new Cell(c.start(), c.end(), true)).toList());
        }
        blocks.add(Block.table(lines.get(i).start(), lines.get(next - 1).end(), rows));
        return next;
    }

    /// Whether a single tab stands between the cells of a line, so that two of them mean an empty cell.
    private boolean tabbed(Line line) {
        String s = text.substring(line.start(), Math.max(line.start(), line.end()));
        return s.indexOf('\t') > 0 && !s.contains("\t\t");
    }

    /// A row whose last cells are empty.
    private static List<Cell> filled(List<Cell> row, int columns) {
        List<Cell> out = new ArrayList<>(row);
        int at = row.getLast().end();
        while (out.size() < columns) {
            out.add(new Cell(at, at, false));
        }
        return out;
    }

    /// Lines whose cells are set apart by tabs or by two and more blanks, at least two in a row with as many cells.
    private int spacedTable(int i) {
        boolean tabs = tabbed(lines.get(i));
        List<Cell> first = tabs ? cells(lines.get(i), '\t') : spacedCells(lines.get(i));
        if (first.size() < 2
                || first.size() == 2 && text.charAt(first.getFirst().end() - 1) == ':') {
            return i; // a label and its value
        }
        List<List<Cell>> rows = new ArrayList<>();
        rows.add(first);
        int next = i + 1;
        while (next < lines.size() && !lines.get(next).blank()) {
            if (isRule(lines.get(next))) {
                next++;
                continue;
            }
            List<Cell> cells =
                    tabs
                                    && text.substring(
                                                            lines.get(next).start(),
                                                            lines.get(next).end())
                                                    .indexOf('\t')
                                            > 0
                            ? filled(cells(lines.get(next), '\t'), first.size())
                            : spacedCells(lines.get(next));
            if (cells.size() < 2 || Math.abs(cells.size() - first.size()) > 1) {
                break;
            }
            rows.add(cells);
            next++;
        }
        boolean corner =
                lines.get(i).indent() > 3
                        && rows.size() > 2
                        && rows.stream().skip(1).allMatch(r -> r.size() == first.size() + 1);
        if (corner) {
            int at = first.getFirst().start();
            rows.getFirst()
                    .addFirst(
                            new Cell(at, at, false)); // nothing stands above the names of the rows
        }
        boolean uniform =
                rows.stream().filter(r -> r.size() == first.size()).count() * 2 > rows.size();
        if (rows.size() < 2 || !uniform) {
            return i;
        }
        blocks.add(
                Block.table(
                        lines.get(i).start(),
                        rows.getLast().getLast().end(),
                        Columns.align(text, rows)));
        return next;
    }
}
