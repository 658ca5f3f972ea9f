package dev.firebreak.formats.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The columns of a table printed for people: a header line, a line of dashes, and rows aligned beneath.
///
/// Widths are counted in screen columns, where Chinese, Japanese and Korean characters take two and combining marks
/// none, since that is how the tools align.
public final class FixedColumns {
    private final List<String> names;
    private final int[] starts;

    private FixedColumns(List<String> names, int[] starts) {
        this.names = List.copyOf(names);
        this.starts = starts;
    }

    /// Understands a header by the line of dashes below it: one run of dashes per column (PowerShell, pip), or one run
    /// under all of them (winget), in which case every word of the header begins a column.
    ///
    /// @return null if `dashes` is no such line
    public static @Nullable FixedColumns of(String header, String dashes) {
        if (isBorder(dashes)) {
            return bordered(header, dashes.strip());
        }
        if (!isDashes(dashes)) {
            return null;
        }
        List<Integer> starts = new ArrayList<>();
        String ruler = dashes.stripTrailing();
        boolean several = ruler.indexOf(' ') > 0;
        String from = several ? ruler : header;
        boolean inWord = false;
        int column = 0;
        for (int i = 0; i < from.length(); ) {
            int c = from.codePointAt(i);
            boolean space = c == ' ';
            if (!space && !inWord) {
                starts.add(column);
            }
            inWord = !space;
            column += width(c);
            i += Character.charCount(c);
        }
        int[] at = starts.stream().mapToInt(Integer::intValue).toArray();
        if (at.length == 0) {
            return null;
        }
        FixedColumns unnamed = new FixedColumns(List.of(), at);
        return new FixedColumns(unnamed.cells(header), at);
    }

    /// Columns between the bars of a box, as osqueryi and database tools draw it; their bounds are the border's plus signs.
    private static @Nullable FixedColumns bordered(String header, String border) {
        int[] starts =
                java.util.stream.IntStream.range(0, border.length() - 1)
                        .filter(i -> border.charAt(i) == '+')
                        .toArray();
        FixedColumns unnamed = new FixedColumns(List.of(), starts);
        return header.strip().startsWith("|")
                ? new FixedColumns(unnamed.cells(header), starts)
                : null;
    }

    /// Whether a line is a border of such a box: `+------+---------+`.
    public static boolean isBorder(String line) {
        String border = line.strip();
        if (border.length() < 5
                || border.charAt(0) != '+'
                || border.charAt(border.length() - 1) != '+') {
            return false;
        }
        return border.indexOf("---") > 0 && border.chars().allMatch(c -> c == '+' || c == '-');
    }

    /// Whether a line consists of dashes in runs, and of enough of them to be a ruler.
    public static boolean isDashes(String line) {
        int dashes = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '-' || c == '\u2500') {
                dashes++;
            } else if (c != ' ') {
                return false;
            }
        }
        return dashes >= 4;
    }

    public List<String> names() {
        return names;
    }

    /// The cells of a row, stripped, as many as there are columns.
    public List<String> cells(String row) {
        List<String> cells = new ArrayList<>(starts.length);
        int i = 0;
        int column = 0;
        for (int k = 0; k < starts.length; k++) {
            int end = k + 1 < starts.length ? starts[k + 1] : Integer.MAX_VALUE;
            int from = i;
            while (i < row.length() && column < end) {
                int c = row.codePointAt(i);
                column += width(c);
                i += Character.charCount(c);
            }
            cells.add(withoutBars(row.substring(from, i).strip()));
        }
        return cells;
    }

    /// A cell of a box begins with its bar, and the last one ends with one too.
    private static String withoutBars(String cell) {
        String text = cell.startsWith("|") ? cell.substring(1) : cell;
        return (text.endsWith("|") && cell.startsWith("|")
                        ? text.substring(0, text.length() - 1)
                        : text)
                .strip();
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || c == 0x200b
                || c == 0x200d) {
            return 0;
        }
        boolean wide =
                c >= 0x1100 && c <= 0x115f
                        || c >= 0x2e80 && c <= 0xa4cf
                        || c >= 0xac00 && c <= 0xd7a3
                        || c >= 0xf900 && c <= 0xfaff
                        || c >= 0xfe30 && c <= 0xfe4f
                        || c >= 0xff00 && c <= 0xff60
                        || c >= 0xffe0 && c <= 0xffe6
                        || c >= 0x1f300 && c <= 0x1faff
                        || c >= 0x20000 && c <= 0x3fffd;
        return wide ? 2 : 1;
    }
}
