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

    /// Longest line that can be a title above a table.
    private static final int MAX_TITLE = 120;

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

    /// Whether the first row is the header.
    private final boolean header;

    /// The header if it stands in a comment; empty if not.
    private final List<String> names;

    /// @param names null if there is no header, empty if the first row is the header
    private Table(Lines lines, int start, List<Column> columns, @Nullable List<String> names) {
        this.lines = lines;
        this.start = start;
        this.columns = columns;
        this.header = names != null && names.isEmpty();
        this.names = names == null ? List.of() : names;
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
            return new Table(lines, start, named, List.of());
        }
        List<String> commented = commentedHeader(lines, start, sample.getFirst().cells().size());
        named = commented == null ? null : header(commented);
        if (commented != null && named != null && usable(sample, named)) {
            return new Table(lines, start, named, commented);
        }
        List<Column> guessed = guess(sample);
        return guessed == null ? below(lines, start) : new Table(lines, start, guessed, null);
    }

    /// The header that feeds put into their last comment: `# "first_seen_utc","ioc_value"`, `# id,dateadded,url`.
    private static @Nullable List<String> commentedHeader(Lines lines, int start, int width) {
        for (int i = start - 1; i >= 0; i--) {
            String text = lines.lines().get(i).text().strip().replaceFirst("^[#;/!\\s]+", "");
            if (text.isEmpty()) {
                continue;
            }
            ArrayList<Row> rows = new ArrayList<>();
            Lines one = new Lines(List.of(new Lines.Line(1, text, false)), false);
            rows(one, 0, null, SAMPLE, rows);
            boolean fits = !rows.isEmpty() && rows.getFirst().cells().size() == width;
            return fits ? rows.getFirst().cells() : null;
        }
        return null;
    }

    /// A table below a title, as spreadsheets have it: a few short lines, then a header and nothing but rows.
    private static @Nullable Table below(Lines lines, int from) {
        int last = Math.min(lines.lines().size() - 1, from + CsvReader.MAX_PREFACE);
        for (int start = from + 1; start < last; start++) {
            Lines.Line line = lines.lines().get(start);
            if (line.text().length() > MAX_TITLE) {
                return null;
            }
            ArrayList<Row> sample = new ArrayList<>();
            if (!line.isBlank()) {
                rows(lines, start, null, SAMPLE, sample);
            }
            List<Column> named = sample.size() < 2 ? null : header(sample.getFirst().cells());
            boolean known =
                    named != null
                            && named.stream().filter(c -> c.role() != Column.Role.OTHER).count()
                                    > 1;
            List<Row> rows = sample.subList(Math.min(1, sample.size()), sample.size());
            boolean table = rows.stream().allMatch(row -> row.cells().size() > 1);
            if (named != null && known && table && usable(rows, named)) {
                return new Table(lines, start, named, List.of());
            }
        }
        return null;
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
        boolean vendor = columns.stream().anyMatch(c -> c.role() == Column.Role.VENDOR);
        boolean cve = columns.stream().anyMatch(c -> c.role() == Column.Role.CVE);
        return known || product && (version || vendor && cve) ? columns : null;
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
            } else if (!IndicatorScanner.scan(line.text()).isEmpty()) {
                draft.partial(
                        "line " + line.number(),
                        "a line above the table names something and is not read: "
                                + PlainList.shorten(line.text()));
            }
        }
        if (lines.numbered()) {
            draft.note(
                    "",
                    "every line begins with a number; the numbers are taken as line numbers and not read");
        }
        if (!header && names.isEmpty()) {
            draft.note(
                    "line " + lines.lines().get(start).number(),
                    "no header; what the columns hold is read from their values");
        }
        ArrayList<String> unused = new ArrayList<>();
        ArrayList<Row> rows = new ArrayList<>();
        rows(lines, start, draft, Lines.MAX_LINES, rows);
        List<String> titles = header ? rows.getFirst().cells() : names;
        for (int i = 0; i < Math.min(titles.size(), columns.size()); i++) {
            String name = titles.get(i).strip();
            if (columns.get(i).role() == Column.Role.OTHER && !name.isEmpty()) {
                unused.add(name);
            }
        }
        if (!unused.isEmpty()) {
            draft.note("", "columns that are not used: " + String.join(", ", unused));
        }
        TableRows reader = new TableRows(draft, columns, titles);
        for (Row row : rows.subList(header ? 1 : 0, rows.size())) {
            String first = row.cell(0).strip();
            if (first.startsWith("#") && row.cells().stream().skip(1).allMatch(String::isBlank)) {
                continue;
            }
            reader.row(row);
        }
        reader.finish();
    }

    /// Whether a blank stands behind each comma between quoted cells, which would make the quotes part of the cells.
    private static boolean isSpaced(Lines lines, int start) {
        String first = lines.lines().get(start).text().strip();
        return first.startsWith("\"") && first.contains("\", \"") && !first.contains("\",\"");
    }

    /// Cuts the lines from `start` on into rows.
    private static void rows(
            Lines lines, int start, @Nullable AdvisoryDraft draft, int max, List<Row> into) {
        int last =
                Math.min(
                        lines.lines().size(),
                        max == SAMPLE ? start + 2 * SAMPLE : lines.lines().size());
        StringBuilder text = new StringBuilder();
        boolean spaced = isSpaced(lines, start);
        for (Lines.Line line : lines.lines().subList(start, last)) {
            text.append(spaced ? line.text().replace("\", \"", "\",\"") : line.text()).append('\n');
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
