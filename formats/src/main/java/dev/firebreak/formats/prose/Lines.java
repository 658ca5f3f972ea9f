package dev.firebreak.formats.prose;

import dev.firebreak.formats.prose.Block.Cell;
import dev.firebreak.formats.prose.Block.Kind;
import java.util.ArrayList;
import java.util.List;

/// Finds the structure of plain text and Markdown: headings, lead-in lines, list items, tables, paragraphs.
final class Lines {
    private static final int MAX_HEADING = 90;
    private static final int MAX_HEADING_WORDS = 10;
    private static final int MAX_CELLS = 40;

    private record Line(int start, int end, int indent) {
        boolean blank() {
            return end <= start;
        }
    }

    private final String text;
    private final List<Line> lines = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();

    private Lines(String text) {
        this.text = text;
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
        return l.blocks;
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
        if (line.blank() || isRule(line)) {
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

    private int paragraph(int i) {
        int start = lines.get(i).start();
        int end = lines.get(i).end();
        boolean label = isLabel(lines.get(i));
        int next = i + 1;
        while (next < lines.size()) {
            Line l = lines.get(next);
            if (l.blank()
                    || isItem(l)
                    || isRule(l)
                    || startsBlock(next)
                    || endsWithColon(l)
                            && text.charAt(end - 1) != ','
                            && (end - lines.get(next - 1).start() < 60
                                    || ".!?".indexOf(text.charAt(end - 1)) >= 0)
                    || label && isLabel(l)
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

    /// Where the last sentence of a paragraph starts.
    static int lastSentence(String text, int start, int end) {
        int at = start;
        for (int k = start; k + 2 < end; k++) {
            boolean stop =
                    (text.charAt(k) == '.' || text.charAt(k) == '!' || text.charAt(k) == '?')
                            && Character.isWhitespace(text.charAt(k + 1))
                            && Character.isUpperCase(text.charAt(k + 2));
            at = stop ? k + 2 : at;
        }
        return at;
    }

    private boolean startsBlock(int i) {
        Line l = lines.get(i);
        return text.charAt(l.start()) == '#'
                        && l.start() + 1 < l.end()
                        && " #".indexOf(text.charAt(l.start() + 1)) >= 0
                || i + 1 < lines.size() && isUnderline(lines.get(i + 1))
                || isMarkdownRow(l) && i + 1 < lines.size() && isMarkdownRow(lines.get(i + 1));
    }

    /// `Produkt: Beispiel`, at most four words before the colon.
    private boolean isLabel(Line line) {
        int colon = -1;
        int words = 1;
        for (int k = line.start(); k < Math.min(line.end(), line.start() + 50); k++) {
            char c = text.charAt(k);
            if (c == ':') {
                colon = k;
                break;
            }
            words += c == ' ' ? 1 : 0;
            if (c == '.' || c == ',') {
                return false;
            }
        }
        return colon > 0
                && words <= 5
                && (colon + 1 == line.end() || Character.isWhitespace(text.charAt(colon + 1)));
    }

    private boolean endsWithColon(Line line) {
        int to = line.end();
        while (to > line.start() && (text.charAt(to - 1) == '*' || text.charAt(to - 1) == '_')) {
            to--;
        }
        return to > line.start() && text.charAt(to - 1) == ':';
    }

    private boolean isRule(Line line) {
        if (line.end() - line.start() < 3) {
            return false;
        }
        for (int k = line.start(); k < line.end(); k++) {
            if ("-=_*~+# |.".indexOf(text.charAt(k)) < 0) {
                return false;
            }
        }
        return true;
    }

    private boolean isUnderline(Line line) {
        return line.end() - line.start() >= 3
                && (text.charAt(line.start()) == '=' || text.charAt(line.start()) == '-')
                && text.substring(line.start(), line.end())
                        .chars()
                        .allMatch(c -> c == text.charAt(line.start()));
    }

    private boolean isItem(Line line) {
        return markerLength(line) > 0;
    }

    private int markerLength(Line line) {
        int n = line.end() - line.start();
        if (n < 3) {
            return 0;
        }
        char c = text.charAt(line.start());
        boolean blankNext =
                Character.isWhitespace(text.charAt(line.start() + 1))
                        || text.charAt(line.start() + 1) == '\u00a0';
        if ("-*•–—·‣▪◦●○■+→".indexOf(c) >= 0 && blankNext) {
            return 2;
        }
        if ("•▪◦●■→".indexOf(c) >= 0) {
            return 1;
        }
        int k = line.start();
        while (k < line.end() && k < line.start() + 3 && Character.isDigit(text.charAt(k))) {
            k++;
        }
        boolean letter = k == line.start() && Character.isLowerCase(c);
        if (letter) {
            k++;
        }
        if (k > line.start()
                && k + 1 < line.end()
                && (text.charAt(k) == ')' || (text.charAt(k) == '.' && !letter))
                && text.charAt(k + 1) == ' ') {
            return isNumberedHeading(line) ? 0 : k + 1 - line.start();
        }
        return 0;
    }

    /// `1. Sachverhalt`: short and alone between other blocks.
    private boolean isNumberedHeading(Line line) {
        int index = indexOf(line);
        boolean alone = (index == 0 || lines.get(index - 1).blank()) && index + 1 < lines.size();
        boolean followed =
                alone && (lines.get(index + 1).blank() || !startsWithDigit(lines.get(index + 1)));
        if (!followed
                || line.end() - line.start() > 60
                || ".;,".indexOf(text.charAt(line.end() - 1)) >= 0) {
            return false;
        }
        for (int k = index + 1; k < lines.size() && k < index + 3; k++) {
            if (!lines.get(k).blank()) {
                return !startsWithDigit(lines.get(k));
            }
        }
        return false;
    }

    private boolean startsWithDigit(Line line) {
        return !line.blank() && Character.isDigit(text.charAt(line.start()));
    }

    private int indexOf(Line line) {
        int low = 0;
        int high = lines.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (lines.get(middle).start() < line.start()
                    || lines.get(middle).start() == line.start()
                            && lines.get(middle).end() < line.end()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isHeading(int i) {
        Line line = lines.get(i);
        int length = line.end() - line.start();
        if (length > MAX_HEADING || isLabel(line)) {
            return false;
        }
        String s = text.substring(line.start(), line.end());
        boolean bold =
                s.startsWith("**") && s.endsWith("**") || s.startsWith("__") && s.endsWith("__");
        if (bold) {
            return true;
        }
        boolean asks =
                s.endsWith("?") && i + 1 < lines.size() && (i == 0 || lines.get(i - 1).blank());
        if (!asks && ".;,!?".indexOf(s.charAt(s.length() - 1)) >= 0
                || s.split("\\s+", MAX_HEADING_WORDS + 2).length > MAX_HEADING_WORDS) {
            return false;
        }
        boolean before = i == 0 || lines.get(i - 1).blank();
        boolean after = i + 1 < lines.size() && lines.get(i + 1).blank();
        boolean letters = s.chars().anyMatch(Character::isLetter);
        boolean caps =
                letters
                        && s.equals(s.toUpperCase(java.util.Locale.ROOT))
                        && s.chars().filter(Character::isLetter).count() > 3;
        boolean capital = Character.isUpperCase(s.charAt(0)) || Character.isDigit(s.charAt(0));
        boolean followed = i + 1 < lines.size() && !lines.get(i + 1).blank();
        boolean beforeList =
                before
                        && followed
                        && (isItem(lines.get(i + 1))
                                || lines.get(i + 1).end() - lines.get(i + 1).start() > length + 25);
        return letters
                && capital
                && (asks
                        || before && after
                        || caps && (before || followed)
                        || beforeList && length < 60);
    }

    private int headingLevel(Line line) {
        String s = text.substring(line.start(), line.end());
        int dots = 0;
        int k = 0;
        while (k < s.length() && (Character.isDigit(s.charAt(k)) || s.charAt(k) == '.')) {
            dots +=
                    s.charAt(k) == '.' && k + 1 < s.length() && Character.isDigit(s.charAt(k + 1))
                            ? 1
                            : 0;
            k++;
        }
        return 2 + dots;
    }

    private boolean isMarkdownRow(Line line) {
        return !line.blank()
                && text.charAt(line.start()) == '|'
                && text.indexOf('|', line.start() + 1) > 0
                && text.indexOf('|', line.start() + 1) < line.end();
    }

    /// Rows with pipes; the row above `|---|` is the heading.
    private int markdownTable(int i) {
        boolean piped = isMarkdownRow(lines.get(i));
        boolean loose =
                !piped
                        && i + 1 < lines.size()
                        && text.substring(lines.get(i).start(), lines.get(i).end()).contains("|")
                        && isSeparator(lines.get(i + 1));
        if (!piped && !loose) {
            return i;
        }
        List<List<Cell>> rows = new ArrayList<>();
        boolean header = false;
        int next = i;
        while (next < lines.size()
                && !lines.get(next).blank()
                && text.substring(lines.get(next).start(), lines.get(next).end()).contains("|")) {
            if (isSeparator(lines.get(next))) {
                header = rows.size() == 1;
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

    private boolean isSeparator(Line line) {
        if (line.blank() || text.indexOf('-', line.start()) < 0) {
            return false;
        }
        for (int k = line.start(); k < line.end(); k++) {
            if ("|-: +=".indexOf(text.charAt(k)) < 0) {
                return false;
            }
        }
        return text.substring(line.start(), line.end()).contains("--");
    }

    private List<Cell> cells(Line line, char separator) {
        List<Cell> cells = new ArrayList<>();
        int from = text.charAt(line.start()) == separator ? line.start() + 1 : line.start();
        while (from < line.end() && cells.size() < MAX_CELLS) {
            int to = text.indexOf(separator, from);
            to = to < 0 || to > line.end() ? line.end() : to;
            cells.add(trimmed(from, to));
            from = to + 1;
        }
        return cells;
    }

    private Cell trimmed(int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return new Cell(start, end, false);
    }

    /// Lines whose cells are set apart by tabs or by two and more blanks, at least two in a row with as many cells.
    private int spacedTable(int i) {
        List<Cell> first = spacedCells(lines.get(i));
        if (first.size() < 2) {
            return i;
        }
        List<List<Cell>> rows = new ArrayList<>();
        rows.add(first);
        int next = i + 1;
        while (next < lines.size() && !lines.get(next).blank()) {
            if (isRule(lines.get(next))) {
                next++;
                continue;
            }
            List<Cell> cells = spacedCells(lines.get(next));
            if (cells.size() < 2 || Math.abs(cells.size() - first.size()) > 1) {
                break;
            }
            rows.add(cells);
            next++;
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

    private List<Cell> spacedCells(Line line) {
        List<Cell> cells = new ArrayList<>();
        int from = line.start();
        int k = from;
        while (k < line.end() && cells.size() < MAX_CELLS) {
            boolean gap =
                    text.charAt(k) == '\t'
                            || text.charAt(k) == ' '
                                    && k + 1 < line.end()
                                    && (text.charAt(k + 1) == ' ' || text.charAt(k + 1) == '\t');
            if (!gap) {
                k++;
                continue;
            }
            cells.add(new Cell(from, k, false));
            while (k < line.end() && Character.isWhitespace(text.charAt(k))) {
                k++;
            }
            from = k;
        }
        if (from < line.end()) {
            cells.add(new Cell(from, line.end(), false));
        }
        return cells;
    }
}
