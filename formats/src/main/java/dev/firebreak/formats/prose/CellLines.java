package dev.firebreak.formats.prose;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table that came as one cell a line, as web pages give it when they are copied: the headings first, then the cells of
/// each row. It is written back as lines of cells set apart by tabs.
final class CellLines {
    private static final int MAX_CELL = 60;

    private static final int MAX_COLUMNS = 8;

    /// Cells and tables of one text; what is beyond stays as it is.
    private static final int MAX_CELLS = 2_000;

    private static final int MAX_TABLES = 50;

    private static final int MAX_LINES = 20_000;

    /// "nein", "all", "n/a": a cell of versions that holds none.
    private static final int SHORT = 5;

    private CellLines() {}

    static String of(String text) {
        String[] lines = text.split("\n", -1);
        StringBuilder out = new StringBuilder();
        int done = 0;
        int tables = 0;
        for (int i = 0; i < lines.length && i < MAX_LINES && tables < MAX_TABLES; i++) {
            int columns = headings(lines, i);
            if (columns == 0) {
                continue;
            }
            Found found = found(lines, i, columns);
            if (found != null) {
                append(out, lines, done, i);
                out.append(table(found.cells(), columns)).append('\n');
                done = found.end();
                i = done - 1;
                tables++;
            }
        }
        if (tables == 0) {
            return text;
        }
        append(out, lines, done, lines.length);
        return out.substring(0, out.length() - 1);
    }

    /// @param cells the headings and all whole rows
    /// @param end the index behind the last line that was used
    private record Found(List<String> cells, int end) {}

    private static @Nullable Found found(String[] lines, int i, int columns) {
        List<String> records = new ArrayList<>();
        int after = records(lines, i, columns, records);
        if (records.size() > 2 * columns && fits(records, columns)) {
            return new Found(records, after);
        }
        List<String> cells = new ArrayList<>();
        cells(lines, i, cells);
        int rows = cells.size() / columns;
        List<String> whole = cells.subList(0, rows * columns);
        return rows > 1 && fits(whole, columns)
                ? new Found(List.copyOf(whole), nth(lines, i, columns * rows))
                : null;
    }

    /// Reads headings without blank lines between them, and behind them groups of lines that each are a row; cells may go
    /// on in the next line, and the last ones may be missing. The index behind what was read.
    private static int records(String[] lines, int i, int columns, List<String> out) {
        int k = i;
        for (int c = 0; c < columns; c++, k++) {
            if (k >= lines.length || lines[k].isBlank()) {
                return i;
            }
            out.add(lines[k].strip());
        }
        int end = k;
        while (k < lines.length && out.size() < MAX_CELLS) {
            if (lines[k].isBlank()) {
                k++;
                continue;
            }
            int from = k;
            while (k < lines.length && !lines[k].isBlank()) {
                k++;
            }
            List<String> row = row(lines, from, k, columns);
            if (from == i + columns || row.size() != columns) {
                break;
            }
            out.addAll(row);
            end = k;
        }
        return end;
    }

    /// The cells of one group of lines; nothing if it is none.
    private static List<String> row(String[] lines, int from, int to, int columns) {
        List<String> row = new ArrayList<>();
        for (int k = from; k < to; k++) {
            String line = lines[k].strip();
            if (line.length() > MAX_CELL || line.contains("\t") || line.contains(": ")) {
                return List.of();
            }
            String before = row.isEmpty() ? "" : row.getLast();
            boolean parted = before.endsWith("-") && Character.isLowerCase(line.charAt(0));
            if (parted) {
                row.set(row.size() - 1, before.substring(0, before.length() - 1) + line);
            } else if (!row.isEmpty() && (WrappedCells.isOpen(before) || row.size() == columns)) {
                row.set(row.size() - 1, before + " " + line);
            } else {
                row.add(line);
            }
        }
        if (row.size() < 2 || to - from > columns + MAX_COLUMNS) {
            return List.of();
        }
        while (row.size() < columns) {
            row.add("");
        }
        return row;
    }

    /// How many lines from `i` on are headings of columns, each on its own: at least two with a product and versions.
    private static int headings(String[] lines, int i) {
        boolean product = false;
        boolean versions = false;
        int columns = 0;
        int last = i;
        int apart = 0;
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
            if (columns > 1 && k - last != apart) {
                return 0; // a heading above them
            }
            apart = k - last;
            last = k;
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
                || t.stream()
                        .allMatch(x -> Lexicon.GENERIC.contains(x.lower()) || Nouns.is(x.lower()));
    }

    /// Reads short lines from `i` on.
    private static void cells(String[] lines, int i, List<String> cells) {
        int blank = 0;
        for (int k = i; k < lines.length && cells.size() < MAX_CELLS; k++) {
            String line = lines[k].strip();
            if (line.isEmpty()) {
                blank++;
                if (blank > 2) {
                    return;
                }
                continue;
            }
            blank = 0;
            if (line.length() > MAX_CELL || line.contains("\t") || line.contains(": ")) {
                return;
            }
            cells.add(line);
        }
    }

    /// Whether every row has words where the products stand and versions, or a word on them, where versions do.
    private static boolean fits(List<String> cells, int columns) {
        int rows = cells.size() / columns - 1;
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
                                || cell.length() <= SHORT
                                || Cues.statusOf(Tokens.of(cell, 0, cell.length(), List.of()))
                                        != null;
                if (product && !word || versions && !said) {
                    return false;
                }
            }
        }
        return true;
    }

    private static String table(List<String> cells, int columns) {
        StringBuilder out = new StringBuilder("\n");
        for (int r = 0; r < cells.size() / columns; r++) {
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

    private static void append(StringBuilder out, String[] lines, int from, int to) {
        for (int k = from; k < to; k++) {
            out.append(lines[k]).append('\n');
        }
    }
}
