package dev.firebreak.formats.log;

import dev.firebreak.core.model.Slice;
import dev.firebreak.formats.table.ColumnMap;
import dev.firebreak.formats.table.ColumnMap.Field;
import dev.firebreak.formats.table.CsvReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// A table read by the user's column map. Its records may span lines, so it is read by [CsvReader], not in blocks.
final class MappedCsv {
    private static final Field[] FIELDS = Field.values();
    private static final int RECORDS_PER_PROGRESS = 10_000;

    private final Output out;
    private final Problems problems;
    private final MappedMeaning meaning;
    private final @Nullable ColumnMap map;
    private final Slice cell = new Slice();
    private int columns;

    /// @param map the user's, or null to go by the names of the columns
    MappedCsv(Output out, Problems problems, Times times, @Nullable ColumnMap map) {
        this.out = out;
        this.problems = problems;
        this.map = map;
        meaning = new MappedMeaning(out, times, map == null);
    }

    /// Whether the head's columns, perhaps below a title, are those of a log.
    static boolean isLog(byte[] head) {
        try (CsvReader reader =
                CsvReader.openAtHeader(
                        new ByteArrayInputStream(head), (_, _, _, _) -> {}, MappedCsv::isHeader)) {
            return reader.next() && isHeader(reader.record());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("reading from memory", e);
        }
    }

    private static boolean isHeader(List<String> cells) {
        return cells.size() > 2 && LogColumns.guess(cells).isPresent();
    }

    private CsvReader open(InputStream in) throws IOException {
        CsvReader.Faults faults =
                (line, at, reason, lost) -> {
                    if (lost) {
                        problems.partial("line " + line + ", offset " + at, reason, "");
                    } else {
                        problems.note("line " + line + ", offset " + at, reason);
                    }
                };
        return map == null
                ? CsvReader.openAtHeader(in, faults, MappedCsv::isHeader)
                : CsvReader.open(in, faults);
    }

    /// The columns by the user's map, else by their names.
    private ColumnMap.Bound bound(List<String> header) {
        if (map != null) {
            return map.bind(header);
        }
        columns = header.size();
        ColumnMap guessed = LogColumns.guess(header).orElseThrow();
        problems.note("", "columns understood by their names: " + LogColumns.told(guessed));
        return guessed.bind(header);
    }

    /// Whether the head's first record has all columns of the map.
    static boolean fits(ColumnMap map, byte[] head) {
        try (CsvReader reader =
                CsvReader.open(new ByteArrayInputStream(head), (_, _, _, _) -> {})) {
            return reader.next() && map.bind(reader.record()).missing().isEmpty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("reading from memory", e);
        }
    }

    /// @return bytes read, as UTF-8
    long run(InputStream in, LongConsumer progress) {
        long offset = 0;
        try (CsvReader reader = open(in)) {
            if (!reader.next()) {
                return 0;
            }
            List<String> header = reader.record();
            ColumnMap.Bound bound = bound(header);
            Slice line = new Slice();
            for (long n = 1; reader.next(); n++) {
                if (mayBeHeader(reader, bound, header)) {
                    List<String> cells = reader.record();
                    if (cells.equals(header) || map == null && isHeader(cells)) {
                        problems.note(
                                "line " + reader.line(),
                                "the header stands here again, so several lists were put together; it is no row");
                        header = cells;
                        bound = bound(cells);
                        continue;
                    }
                }
                offset = reader.offset();
                reader.line(line);
                out.line(line.array, line.start, line.end, offset);
                row(reader, bound);
                if (n % RECORDS_PER_PROGRESS == 0) {
                    progress.accept(offset);
                }
            }
            IOException failure = reader.failure();
            if (failure != null) {
                problems.lost(
                        "offset " + offset,
                        "cannot be read further ("
                                + failure.getMessage()
                                + "); what was read until here counts");
            }
        } catch (IOException e) {
            problems.lost(
                    "offset " + offset,
                    "cannot be read further ("
                            + e.getMessage()
                            + "); what was read until here counts");
        }
        return offset;
    }

    /// Whether a row is worth a look: its time has no digit, or it has none and begins as the header does.
    private boolean mayBeHeader(CsvReader reader, ColumnMap.Bound bound, List<String> header) {
        int time = bound.index(Field.TIME);
        if (time < 0) {
            return reader.field(0).equals(header.getFirst());
        }
        reader.slice(time, cell);
        for (int i = cell.start; i < cell.end; i++) {
            if (cell.array[i] >= '0' && cell.array[i] <= '9') {
                return false;
            }
        }
        return !cell.isEmpty();
    }

    private void row(CsvReader reader, ColumnMap.Bound bound) {
        if (map == null && reader.fields() * 2 < columns) {
            // A summary below the table.
            out.unused();
            return;
        }
        meaning.clear();
        for (Field field : FIELDS) {
            int column = bound.index(field);
            if (column >= 0) {
                reader.slice(column, meaning.value(field));
            }
        }
        meaning.tell();
    }
}
