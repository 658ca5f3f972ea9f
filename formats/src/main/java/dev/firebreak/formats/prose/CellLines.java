package dev.firebreak.formats.prose;

import java.util.ArrayList;
import java.util.List;

/// A table that came as one cell a line, as web pages give it when they are copied: the headings first, then the cells of
/// each row. It is written back as lines of cells set apart by tabs.
final class CellLines {
    private static final int MAX_CELL = 60;

    private static final int MAX_COLUMNS = 8;

    private CellLines() {}

    static String of(String text) {
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            int columns = headings(lines, i);
            if (columns == 0) {
                continue;
            }
            List<String> cells = new ArrayList<>();
            int end = cells(lines, i, cells);
            int rows = (cells.size() - columns) / columns;
            if (rows > 0 && fits(cells, columns, rows)) {
                int last = nth(lines, i, columns * (rows + 1));
                return joined(lines, 0, i)
                        + table(cells, columns, rows)
                        + "\n"
                        + of(joined(lines, last, lines.length).stripTrailing());
            }
            i = Math.max(i, end - 1);
        }
        return text;
    }

    /// How many lines from `i` on are headings of columns, each on its own: at least two with a product and versions.
    private static int headings(String[] lines, int i) {
        boolean product = false;
        boolean versions = false;
        int columns = 0;
        for (int k = i; k < lines.length && columns < MAX_COLUMNS; k++) {
            String line = lines[k].strip();
            if (line.isEmpty()) {
                if (columns == 0) {
                    return 0;
                }
                continue;
            }
            if (!heading(line)) {
                break;
            }
            Meaning m = Meaning.of(line);
            product |= m.product() && !m.versions();
            versions |= m.versions() || m.status() != null;
            columns++;
        }
        return product && versions && columns > 1 ? columns : 0;
    }

    private static boolean heading(String line) {
        if (line.length() > MAX_CELL / 2
                || !Character.isUpperCase(line.charAt(0))
                || ".:;?!|\t".indexOf(line.charAt(line.length() - 1)) >= 0
                || line.contains("  ")
                || line.chars().anyMatch(c -> Character.isDigit(c) || c == '|' || c == '\t')
                || line.split("\\s+").length > 3) {
            return false;
        }
        Meaning m = Meaning.of(line);
        List<Token> t = Tokens.of(line, 0, line.length(), List.of());
        return m.product()
                || m.versions()
                || m.status() != null
                || Pieces.isPlatformLabel(line)
                || t.stream().allMatch(x -> Lexicon.GENERIC.contains(x.lower()));
    }

    /// Reads short lines from `i` on; the index after them.
    private static int cells(String[] lines, int i, List<String> cells) {
        int blank = 0;
        for (int k = i; k < lines.length; k++) {
            String line = lines[k].strip();
            if (line.isEmpty()) {
                blank++;
                if (blank > 2) {
                    return k;
                }
                continue;
            }
            blank = 0;
            if (line.length() > MAX_CELL || line.contains("\t") || line.contains(": ")) {
                return k;
            }
            cells.add(line);
        }
        return lines.length;
    }

    /// Whether every row has words where the products stand and versions, or a word on them, where versions do.
    private static boolean fits(List<String> cells, int columns, int rows) {
        for (int c = 0; c < columns; c++) {
            Meaning head = Meaning.of(cells.get(c));
            for (int r = 1; r <= rows; r++) {
                String cell = cells.get(r * columns + c);
                boolean number = cell.chars().anyMatch(Character::isDigit);
                boolean word = cell.chars().anyMatch(Character::isLetter);
                boolean product = head.product() && !head.versions();
                boolean versions = !product && (head.versions() || head.status() != null);
                boolean said =
                        number
                                || cell.length() < 4
                                || Cues.statusOf(Tokens.of(cell, 0, cell.length(), List.of()))
                                        != null;
                if (product && !word || versions && !said) {
                    return false;
                }
            }
        }
        return true;
    }

    private static String table(List<String> cells, int columns, int rows) {
        StringBuilder out = new StringBuilder("\n");
        for (int r = 0; r <= rows; r++) {
            out.append(String.join("\t", cells.subList(r * columns, (r + 1) * columns)))
                    .append('\n');
        }
        return out.toString();
    }

    /// The index behind the line that holds the `n`-th cell from line `i` on.
    private static int nth(String[] lines, int i, int n) {
        int seen = 0;
        int k = i;
        while (k < lines.length && seen < n) {
            seen += lines[k].isBlank() ? 0 : 1;
            k++;
        }
        return k;
    }

    private static String joined(String[] lines, int from, int to) {
        StringBuilder out = new StringBuilder();
        for (int k = from; k < to; k++) {
            out.append(lines[k]).append('\n');
        }
        return out.toString();
    }
}
