package dev.firebreak.formats.prose;

import java.util.List;

/// A piece of the text with its place in the structure of the document.
///
/// @param level of a heading (1 is the highest) or depth of a list item (0 is the outermost)
/// @param rows cells of a table, row by row; empty otherwise
record Block(Kind kind, int start, int end, int level, List<List<Cell>> rows) {
    enum Kind {
        HEADING,
        /// A line that ends in a colon and speaks of what follows.
        LEAD,
        PARAGRAPH,
        ITEM,
        TABLE
    }

    /// @param header marked as a heading cell by the format (`th`, the line above `|---|`)
    record Cell(int start, int end, boolean header) {
        boolean isEmpty() {
            return end <= start;
        }
    }

    Block {
        rows = List.copyOf(rows);
    }

    static Block of(Kind kind, int start, int end, int level) {
        return new Block(kind, start, end, level, List.of());
    }

    static Block table(int start, int end, List<List<Cell>> rows) {
        return new Block(Kind.TABLE, start, end, 0, rows);
    }
}
