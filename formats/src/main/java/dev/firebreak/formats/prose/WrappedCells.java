package dev.firebreak.formats.prose;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Rows of a table drawn with blanks whose cells go on in the next line: each such line is joined to its row.
final class WrappedCells {
    private static final int MAX_ROW = 400;

    private static final int NEAR = 3;

    private static final int MAX_LINES = 200_000;

    /// Words that cannot be the last of a cell.
    private static final Set<String> OPEN =
            Lexicon.words(
                    """
                    bis to through until up und and oder or sowie vor before from von ab since bitte please the der die
                    das with mit for für in on auf an as than als not nicht to <= < >= >
                    """);

    private WrappedCells() {}

    private record Cell(int column, String text) {}

    static String of(String text) {
        if (!text.contains("   ")) {
            return text;
        }
        String[] lines = text.split("\n", -1);
        if (lines.length > MAX_LINES) {
            return text;
        }
        List<String> out = new ArrayList<>();
        List<Cell> header = List.of();
        List<Cell> row = List.of();
        for (String line : lines) {
            List<Cell> cells =
                    line.indexOf('\t') >= 0 || line.indexOf('|') >= 0 ? List.of() : cells(line);
            boolean goesOn =
                    header.size() > 1
                            && row.size() == header.size()
                            && !cells.isEmpty()
                            && cells.getFirst().column() > header.getFirst().column() + NEAR
                            && below(cells, header);
            List<Cell> joined = goesOn ? joined(row, cells, header) : List.of();
            if (!joined.isEmpty()) {
                row = joined;
                out.set(out.size() - 1, written(row));
                continue;
            }
            if (cells.size() < 2) {
                header = cells.isEmpty() ? List.of() : header;
                row = List.of();
            } else {
                header = header.isEmpty() ? cells : header;
                row = cells;
            }
            out.add(line);
        }
        return String.join("\n", out);
    }

    /// The pieces of a line that two blanks set apart; none of a line that is too long to be a row.
    private static List<Cell> cells(String line) {
        List<Cell> cells = new ArrayList<>();
        int i = 0;
        while (line.length() <= MAX_ROW
                && i < line.length()
                && cells.size() < LineShapes.MAX_CELLS) {
            if (line.charAt(i) == ' ') {
                i++;
                continue;
            }
            int gap = line.indexOf("  ", i);
            int end = gap < 0 ? line.length() : gap;
            cells.add(new Cell(i, line.substring(i, end).strip()));
            i = end;
        }
        return cells;
    }

    private static boolean below(List<Cell> cells, List<Cell> header) {
        return cells.stream().allMatch(c -> column(c, header) >= 0);
    }

    /// The column a cell stands below, or -1.
    private static int column(Cell c, List<Cell> header) {
        for (int i = 0; i < header.size(); i++) {
            if (Math.abs(header.get(i).column() - c.column()) <= NEAR) {
                return i;
            }
        }
        return -1;
    }

    /// The row with what goes on below it; nothing if no cell of it is open.
    private static List<Cell> joined(List<Cell> row, List<Cell> more, List<Cell> header) {
        List<Cell> out = new ArrayList<>(row);
        boolean open = false;
        for (Cell c : more) {
            int at = column(c, header);
            String before = out.get(at).text();
            boolean hyphen = before.matches(".*\\p{Ll}-") && c.text().matches("\\p{Ll}.*");
            open |= hyphen || isOpen(before) || Character.isLowerCase(c.text().charAt(0));
            String whole =
                    hyphen
                            ? before.substring(0, before.length() - 1) + c.text()
                            : before + " " + c.text();
            out.set(at, new Cell(out.get(at).column(), whole));
        }
        return open ? out : List.of();
    }

    /// Whether a cell cannot end so.
    static boolean isOpen(String cell) {
        String last = cell.substring(cell.lastIndexOf(' ') + 1).toLowerCase(java.util.Locale.ROOT);
        return OPEN.contains(last)
                || last.endsWith(",")
                || last.equals("-")
                || last.equals("\u2013");
    }

    private static String written(List<Cell> row) {
        StringBuilder out = new StringBuilder();
        for (Cell c : row) {
            while (out.length() < c.column()) {
                out.append(' ');
            }
            out.append(out.isEmpty() || out.charAt(out.length() - 1) == ' ' ? "" : "   ")
                    .append(c.text());
        }
        return out.toString();
    }
}
