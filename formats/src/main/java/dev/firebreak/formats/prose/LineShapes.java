package dev.firebreak.formats.prose;

import dev.firebreak.formats.prose.Block.Cell;
import java.util.ArrayList;
import java.util.List;

/// What single lines look like: list items, labels, rules, rows of tables, headings.
abstract class LineShapes {
    static final int MAX_HEADING = 90;

    static final int MAX_HEADING_WORDS = 10;

    static final int MAX_CELLS = 40;

    final String text;

    final List<Line> lines = new ArrayList<>();

    LineShapes(String text) {
        this.text = text;
    }

    record Line(int start, int end, int indent) {
        boolean blank() {
            return end <= start;
        }
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

    /// `Produkt: Beispiel`, at most four words before the colon.
    boolean isLabel(Line line) {
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
        int after = colon + 1;
        while (colon > 0 && after < line.end() && "*_".indexOf(text.charAt(after)) >= 0) {
            after++; // "**Affected:** 1.2"
        }
        return colon > 0
                && words <= 5
                && (after == line.end() || Character.isWhitespace(text.charAt(after)));
    }

    boolean endsWithColon(Line line) {
        int to = line.end();
        while (to > line.start() && (text.charAt(to - 1) == '*' || text.charAt(to - 1) == '_')) {
            to--;
        }
        return to > line.start() && text.charAt(to - 1) == ':';
    }

    boolean isRule(Line line) {
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

    boolean isUnderline(Line line) {
        return line.end() - line.start() >= 3
                && (text.charAt(line.start()) == '=' || text.charAt(line.start()) == '-')
                && text.substring(line.start(), line.end())
                        .chars()
                        .allMatch(c -> c == text.charAt(line.start()));
    }

    boolean isItem(Line line) {
        return markerLength(line) > 0;
    }

    int markerLength(Line line) {
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
    boolean isNumberedHeading(Line line) {
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

    boolean startsWithDigit(Line line) {
        return !line.blank() && Character.isDigit(text.charAt(line.start()));
    }

    int indexOf(Line line) {
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

    boolean isHeading(int i) {
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

    int headingLevel(Line line) {
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

    boolean isMarkdownRow(Line line) {
        return !line.blank()
                && text.charAt(line.start()) == '|'
                && text.indexOf('|', line.start() + 1) > 0
                && text.indexOf('|', line.start() + 1) < line.end();
    }

    boolean isSeparator(Line line) {
        if (line.blank() || text.indexOf('-', line.start()) < 0) {
            return false;
        }
        for (int k = line.start(); k < line.end(); k++) {
            if ("|-: +=".indexOf(text.charAt(k)) < 0) {
                return false;
            }
        }
        String s = text.substring(line.start(), line.end());
        return s.contains("--") || s.startsWith("|") && s.endsWith("|");
    }

    /// `+-----+----+` between the rows of a table drawn with signs.
    boolean isFrame(Line line) {
        return !line.blank() && text.charAt(line.start()) == '+' && isSeparator(line);
    }

    private static final int MAX_PRODUCT_LINE = 80;

    private static final java.util.regex.Pattern VERSION =
            java.util.regex.Pattern.compile(
                    "\\b[vV]?\\d{1,6}\\.[\\dxX]|\\b(?:alle|all) [Vv]ersion|[<>\u2264\u2265]=? ?\\d|\\b[Vv]ersion(?:en|s)? \\d");

    private static final java.util.Set<String> OF_SENTENCES =
            Lexicon.words(
                    """
                    ist sind is are was were wurde wurden has have hat haben contains contain enthält enthalten wird
                    werden will can kann können should sollte sollten must muss behebt fixes bitte please we wir
                    """);

    private static final java.util.Set<String> ENDS =
            Lexicon.words(
                    """
                    älter ältere früher frühere neuer neuere höher später earlier older later newer previous prior
                    above below
                    """);

    private static final java.util.regex.Pattern STATED =
            java.util.regex.Pattern.compile("[^:]*\\d[.]?[\\dxX]*[^:]*: \\S+(?: \\S+){0,5}[.]?");

    /// "Beispiel Viewer: not affected": few words on both sides of the colon.
    private static final java.util.regex.Pattern SHORT =
            java.util.regex.Pattern.compile("\\S+(?: [^:\\s]+){0,5}: \\S+(?: \\S+){0,4}");

    /// Whether the words before the colon hold a name of their own.
    private boolean named(int start, int colon) {
        List<Token> t = Tokens.of(text, start, start + colon, List.of());
        return t.stream().anyMatch(Names::strong)
                && t.stream().noneMatch(x -> Lexicon.AFFECTED.contains(x.lower()));
    }

    /// "Beispiel 1.4 bis 1.4.2: betroffen": a product with its versions, and behind a colon what is said of them.
    boolean isStatedLine(Line line) {
        if (line.blank() || line.end() - line.start() > MAX_PRODUCT_LINE + MAX_PRODUCT_LINE / 2) {
            return false;
        }
        String s = text.substring(line.start(), line.end());
        int colon = s.indexOf(':');
        if (colon <= 0
                || !Character.isUpperCase(s.charAt(0))
                || VERSION.matcher(s.substring(colon)).find()) {
            return false;
        }
        boolean versions =
                VERSION.matcher(s.substring(0, colon)).find() && STATED.matcher(s).matches();
        return (versions || SHORT.matcher(s).matches() && named(line.start(), colon))
                && Cues.statusOf(Tokens.of(text, line.start() + colon + 1, line.end(), List.of()))
                        != null;
    }

    /// A line that names one product with its versions, without the grammar of a sentence.
    boolean isProductLine(Line line) {
        if (isStatedLine(line)) {
            return true;
        }
        if (line.blank() || line.end() - line.start() > MAX_PRODUCT_LINE || endsWithColon(line)) {
            return false;
        }
        String s = text.substring(line.start(), line.end());
        char first = s.charAt(0);
        char last = s.charAt(s.length() - 1);
        boolean opens =
                Character.isUpperCase(first)
                        || first == '@'
                        || s.matches("[a-z0-9][\\w.@/:-]*[-_/@:0-9][^ ]*( .*)?")
                        || s.matches("[a-z][\\w.-]+ *(?:\\(|[<>=]=?|[vV]?\\d).*");
        if (!opens || ",-.!?".indexOf(last) >= 0 || !VERSION.matcher(s).find()) {
            return false;
        }
        String[] words = s.split("[\\s(),;:]+");
        for (String w : words) {
            if (OF_SENTENCES.contains(w)) {
                return false;
            }
        }
        String end = words[words.length - 1].toLowerCase(java.util.Locale.ROOT);
        return (words.length > 1 || s.matches("[^=<>@]+[=<>@].*"))
                && !Lexicon.AND.contains(end)
                && (ENDS.contains(end)
                        || Lexicon.AFFECTED.contains(end)
                        || !Lexicon.STOP.contains(end));
    }

    List<Cell> cells(Line line, char separator) {
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

    Cell trimmed(int from, int to) {
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

    List<Cell> spacedCells(Line line) {
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
