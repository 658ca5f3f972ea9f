package dev.firebreak.formats.prose;

import dev.firebreak.formats.prose.Block.Cell;
import java.util.ArrayList;
import java.util.List;

/// Puts the cells of a table drawn with blanks under the heading they stand below, for rows that leave cells empty.
final class Columns {
    private Columns() {}

    static List<List<Cell>> align(String text, List<List<Cell>> rows) {
        List<Cell> header = rows.getFirst();
        if (text.substring(header.getFirst().start(), header.getLast().end()).indexOf('\t') >= 0) {
            return rows;
        }
        List<List<Cell>> out = new ArrayList<>();
        out.add(header);
        for (List<Cell> row : rows.subList(1, rows.size())) {
            out.add(row.size() == header.size() ? row : place(text, header, row));
        }
        return out;
    }

    private static List<Cell> place(String text, List<Cell> header, List<Cell> row) {
        List<Cell> placed = new ArrayList<>();
        int next = 0;
        for (int column = 0; column < header.size(); column++) {
            int at = column(text, header.get(column).start());
            int following =
                    column + 1 < header.size()
                            ? column(text, header.get(column + 1).start())
                            : Integer.MAX_VALUE;
            if (next < row.size()
                    && Math.abs(column(text, row.get(next).start()) - at)
                            <= Math.abs(column(text, row.get(next).start()) - following)) {
                placed.add(row.get(next));
                next++;
            } else {
                int empty = row.getFirst().start();
                placed.add(new Cell(empty, empty, false));
            }
        }
        return next == row.size() ? placed : row;
    }

    private static int column(String text, int offset) {
        return offset - (text.lastIndexOf('\n', offset - 1) + 1);
    }
}
