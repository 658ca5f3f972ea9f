package dev.firebreak.formats.list;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Problem;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.table.CsvReader;
import dev.firebreak.formats.text.IndicatorScanner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table: comma, semicolon, tab or bar between the columns, a header in English or German or none.
final class Table {
    /// Rows looked at to tell a table from prose.
    private static final int SAMPLE = 200;

    /// Share of the sampled rows that must hold something usable.
    private static final double SHARE = 0.5;

    /// Longest cell that can be a header.
    private static final int MAX_HEADER = 40;

    /// One row.
    ///
    /// @param where `line 12`, or a JSON pointer
    record Row(String where, List<String> cells) {
        String cell(int i) {
            return i < cells.size() ? cells.get(i) : "";
        }
    }

    private final Lines lines;
    private final int start;
    private final List<Column> columns;
    private final boolean header;

    private Table(Lines lines, int start, List<Column> columns, boolean header) {
        this.lines = lines;
        this.start = start;
        this.columns = columns;
        this.header = header;
    }

    /// The table the lines form; null if they form none.
    static @Nullable Table of(Lines lines) {
        int start = 0;
        while (start < lines.lines().size()
                && (lines.lines().get(start).isBlank() || lines.lines().get(start).isComment())) {
            start++;
        }
        if (start >= lines.lines().size()) {
            return null;
        }
        ArrayList<Row> sample = new ArrayList<>();
        rows(lines, start, null, SAMPLE, sample);
        if (sample.isEmpty()) {
            return null;
        }
        List<Column> named = header(sample.getFirst().cells());
        if (named != null && usable(sample.subList(1, sample.size()), named)) {
            return new Table(lines, start, named, true);
        }
        List<Column> guessed = guess(sample);
        return guessed == null ? null : new Table(lines, start, guessed, false);
    }

    static @Nullable List<Column> header(List<String> cells) {
        ArrayList<Column> columns = new ArrayList<>();
        boolean known = false;
        boolean product = false;
        for (String cell : cells) {
            if (cell.length() > MAX_HEADER) {
                return null;
            }
            Column column = Column.of(cell);
            known |= column.isIndicator();
            product |= column.role() == Column.Role.PRODUCT;
            columns.add(column);
        }
        boolean version = columns.stream().anyMatch(c -> c.role() == Column.Role.VERSION);
        return known || product && version ? columns : null;
    }

    static boolean usable(List<Row> rows, List<Column> columns) {
        int good = 0;
        for (Row row : rows) {
            good += isUsable(row, columns) ? 1 : 0;
        }
        return good > 0 && good >= SHARE * rows.size();
    }

    private static boolean isUsable(Row row, List<Column> columns) {
        String type = "";
        for (int i = 0; i < columns.size(); i++) {
            type = columns.get(i).role() == Column.Role.TYPE ? row.cell(i) : type;
        }
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            String cell = row.cell(i);
            boolean product =
                    column.role() == Column.Role.PRODUCT
                            && !cell.isBlank()
                            && row.cells().size() >= 2;
            boolean named =
                    column.observable() != null && !cell.isBlank() && row.cells().size() >= 2;
            ObservableType stated = TypeWord.of(type, cell);
            boolean fits = stated != null && IndicatorScanner.canonical(stated, cell).isPresent();
            if (product
                    || named
                    || column.isIndicator() && (fits || Values.classify(cell).isPresent())) {
                return true;
            }
        }
        return false;
    }

    /// Without a header: the column whose cells are indicators, the longest other one is the description.
    private static @Nullable List<Column> guess(List<Row> rows) {
        int width = rows.getFirst().cells().size();
        if (width < 2) {
            return null;
        }
        ArrayList<Column> columns = new ArrayList<>();
        int longest = -1;
        int length = 0;
        boolean found = false;
        for (int i = 0; i < width; i++) {
            int good = 0;
            int words = 0;
            int letters = 0;
            for (Row row : rows) {
                String cell = row.cell(i);
                good += Values.classify(cell).isPresent() ? 1 : 0;
                words += TypeWord.of(cell, "") != null || TypeWord.isUnused(cell) ? 1 : 0;
                letters += cell.length();
            }
            boolean value = good >= 0.8 * rows.size();
            boolean type = words >= 0.8 * rows.size();
            columns.add(
                    new Column(
                            value ? Column.Role.VALUE : type ? Column.Role.TYPE : Column.Role.OTHER,
                            null));
            found |= value;
            if (!value && !type && letters > length) {
                longest = i;
                length = letters;
            }
        }
        if (longest >= 0) {
            columns.set(longest, new Column(Column.Role.DESCRIPTION, null));
        }
        return found ? columns : null;
    }

    void read(AdvisoryDraft draft) {
        for (Lines.Line line : lines.lines().subList(0, start)) {
            if (line.isComment()) {
                PlainList.label(line.text(), line, draft);
            }
        }
        if (lines.numbered()) {
            draft.note(
                    "",
                    "every line begins with a number; the numbers are taken as line numbers and not read");
        }
        if (!header) {
            draft.note(
                    "line " + lines.lines().get(start).number(),
                    "no header; what the columns hold is read from their values");
        }
        ArrayList<String> unused = new ArrayList<>();
        ArrayList<Row> rows = new ArrayList<>();
        rows(lines, start, draft, Lines.MAX_LINES, rows);
        for (int i = 0; header && i < columns.size(); i++) {
            String name = rows.getFirst().cell(i).strip();
            if (columns.get(i).role() == Column.Role.OTHER && !name.isEmpty()) {
                unused.add(name);
            }
        }
        if (!unused.isEmpty()) {
            draft.note("", "columns that are not used: " + String.join(", ", unused));
        }
        TableRows reader =
                new TableRows(draft, columns, header ? rows.getFirst().cells() : List.of());
        for (Row row : rows.subList(header ? 1 : 0, rows.size())) {
            String first = row.cell(0).strip();
            if (first.startsWith("#") && row.cells().stream().skip(1).allMatch(String::isBlank)) {
                continue;
            }
            reader.row(row);
        }
        reader.finish();
    }

    /// Cuts the lines from `start` on into rows.
    private static void rows(
            Lines lines, int start, @Nullable AdvisoryDraft draft, int max, List<Row> into) {
        int last =
                Math.min(
                        lines.lines().size(),
                        max == SAMPLE ? start + 2 * SAMPLE : lines.lines().size());
        StringBuilder text = new StringBuilder();
        for (Lines.Line line : lines.lines().subList(start, last)) {
            text.append(line.text()).append('\n');
        }
        int offset = lines.lines().get(start).number() - 1;
        CsvReader.Faults faults =
                (line, at, reason, lost) -> {
                    if (draft != null) {
                        draft.problem(
                                "line " + (line + offset),
                                reason,
                                lost ? Problem.Severity.PARTIAL : Problem.Severity.NOTE);
                    }
                };
        try (CsvReader reader =
                CsvReader.open(
                        new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)),
                        faults)) {
            while (into.size() < max && reader.next()) {
                ArrayList<String> cells = new ArrayList<>(reader.fields());
                for (int i = 0; i < reader.fields(); i++) {
                    cells.add(reader.field(i));
                }
                if (cells.stream().anyMatch(c -> !c.isBlank())) {
                    into.add(new Row("line " + (reader.line() + offset), cells));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }
}
