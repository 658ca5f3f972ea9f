package dev.firebreak.formats.table;

import dev.firebreak.core.model.Platform;
import dev.firebreak.formats.input.BoundedLines;
import dev.firebreak.formats.inventory.InventoryRun;
import dev.firebreak.formats.inventory.Json;
import dev.firebreak.formats.table.ColumnMap.Field;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads software lists out of CSV, JSON lines and JSON arrays, by the user's map or by their own headers.
public final class TableReader {
    /// The longest JSON line, in bytes.
    public static final int MAX_LINE = 16 << 20;

    /// Lists written with common words belong to this scope, those of Windows to `windows:uninstall`.
    static final String SCOPE = "table";

    private static final String WINDOWS_SCOPE = "windows:uninstall";
    private static final int FIELDS = Field.values().length;

    private static final String FINDINGS =
            "these are findings or statements of a warning, which name vulnerable software and not all that is installed; export"
                    + " the software of the machines instead";

    /// Characters of Excel's `sep=;`, which is cut at its end if that is the delimiter.
    private static final int SEPARATOR_LINE = 5;

    private final InventoryRun run;
    private final @Nullable ColumnMap map;
    private Platform named = Platform.UNKNOWN;

    /// @param map null to go by the header
    public TableReader(InventoryRun run, @Nullable ColumnMap map) {
        this.run = run;
        this.map = map;
    }

    /// Rows for lists whose columns were understood without a map.
    public static SoftwareRows rows(InventoryRun run, Headers headers) {
        return headers.isWindows()
                ? new SoftwareRows(run, WINDOWS_SCOPE, Platform.WINDOWS)
                : new SoftwareRows(run, SCOPE, Platform.UNKNOWN);
    }

    /// Reads delimited text with a header.
    public void readCsv(InputStream in) throws IOException {
        try (CsvReader csv =
                map == null
                        ? CsvReader.openAtHeader(in, this::fault, Headers::isHeader)
                        : CsvReader.open(in, this::fault)) {
            if (csv.preface() > 0) {
                run.note(
                        "line 1",
                        "lines above the table's header are not part of the list: "
                                + csv.preface());
            }
            if (!csv.next()) {
                run.lost("", "the table is empty");
                return;
            }
            List<String> header = csv.record();
            Headers headers = headers(header, csv.line());
            if (headers == null) {
                return;
            }
            SoftwareRows rows = rows(headers);
            @Nullable String[] values = new @Nullable String[FIELDS];
            while (csv.next()) {
                for (Field field : Field.values()) {
                    int index = headers.index(field);
                    values[field.ordinal()] = index < 0 ? null : csv.field(index);
                }
                if (isFrame(csv)) {
                    continue;
                }
                if (mayBeHeader(values, headers, header)) {
                    List<String> cells = withoutMark(csv.record());
                    if (isHeaderAgain(cells, header)) {
                        Headers again = cells.equals(header) ? headers : headers(cells, csv.line());
                        if (again == null) {
                            return;
                        }
                        run.headerAgain(csv.line(), again.index(Field.ASSET) >= 0);
                        if (again != headers) {
                            header = cells;
                            headers = again;
                            rows = rows(again);
                        }
                        continue;
                    }
                }
                if (csv.fields() != header.size() && !isPadding(csv, header.size())) {
                    run.flaw(
                            "line " + csv.line(),
                            "a row has more or fewer fields than the header; it is read as far as it goes");
                }
                if (headers.status() >= 0
                        && SoftwareRows.isAbsent(
                                csv.field(headers.status()), headers.isStatusGeneral())) {
                    run.note(
                            "line " + csv.line(),
                            "rows whose column '"
                                    + header.get(headers.status()).strip()
                                    + "' says that the product is not installed are not counted");
                    continue;
                }
                rows.take(
                        values,
                        headers.uninstall() < 0 ? null : csv.field(headers.uninstall()),
                        csv.line());
            }
        }
    }

    private SoftwareRows rows(Headers headers) {
        return named == Platform.UNKNOWN ? rows(run, headers) : new SoftwareRows(run, SCOPE, named);
    }

    /// Whether a record is a line that tools write above their header, where lists were put one behind the other.
    private static boolean isFrame(CsvReader csv) {
        String first = csv.field(0).replace("\ufeff", "");
        return first.startsWith("#TYPE ")
                || first.length() <= SEPARATOR_LINE && first.startsWith("sep=");
    }

    /// Whether a row is worth a look: the product is called as its column is, or the version has no digit.
    private static boolean mayBeHeader(
            @Nullable String[] values, Headers headers, List<String> header) {
        String name = values[Field.NAME.ordinal()];
        String version = values[Field.VERSION.ordinal()];
        return name != null && name.equals(header.get(headers.index(Field.NAME)))
                || version != null
                        && !version.isBlank()
                        && version.chars().noneMatch(Character::isDigit);
    }

    /// The byte order mark of a file that was put behind another one stands before its first cell, and before its quote.
    static List<String> withoutMark(List<String> cells) {
        if (!cells.getFirst().startsWith("\ufeff")) {
            return cells;
        }
        List<String> plain = new ArrayList<>(cells);
        plain.set(0, cells.getFirst().substring(1).replaceAll("^\"|\"$", ""));
        return plain;
    }

    /// Whether a row is a header as well: the same, or another one that names product and version.
    private boolean isHeaderAgain(List<String> cells, List<String> header) {
        if (cells.equals(header)) {
            return true;
        }
        return map == null
                ? Headers.isHeaderInside(cells)
                : map.bind(cells).missing().isEmpty() && map.has(Field.NAME);
    }

    /// Whether only empty fields are missing or too many, as spreadsheets write them.
    private static boolean isPadding(CsvReader csv, int expected) {
        for (int i = expected; i < csv.fields(); i++) {
            if (!csv.field(i).isBlank()) {
                return false;
            }
        }
        return csv.fields() > expected;
    }

    private void fault(long line, long offset, String reason, boolean lost) {
        if (lost) {
            run.partial("line " + line, reason);
        } else {
            run.flaw("line " + line, reason);
        }
    }

    private @Nullable Headers headers(List<String> header, long line) {
        if (map == null) {
            Headers headers = Headers.of(header);
            if (!headers.isUsable()) {
                run.lost(
                        "line " + line,
                        "no column names the product; say which with --map. Columns there: "
                                + String.join(", ", header));
                return null;
            }
            if (headers.isOfFindings()) {
                run.lost("line " + line, FINDINGS);
                return null;
            }
            if (headers.isOfGoods()) {
                run.lost(
                        "line " + line,
                        "these are goods with prices or quantities and no machine's software; if they are all the same, say with"
                                + " --map which columns name them (name=…,version=…)");
                return null;
            }
            if (headers.isSummary()) {
                run.lost(
                        "line " + line,
                        "this counts installations over many machines and names none; export one row per machine and"
                                + " product, or say with --map which column names the machine");
                return null;
            }
            if (!headers.isWindows()) {
                run.note("line " + line, "columns understood by their names: " + headers.told());
            }
            String unversioned = headers.withoutVersion();
            if (unversioned != null) {
                run.flaw("line " + line, unversioned);
            }
            return headers;
        }
        ColumnMap.Bound bound = map.bind(header);
        if (bound.index(Field.PLATFORM) < 0 && map.platformNamed() != Platform.UNKNOWN) {
            named = map.platformNamed();
            bound = map.without(Field.PLATFORM).bind(header);
            run.note(
                    "line " + line,
                    "no column for the platform; all of it counts as " + named.json());
        }
        if (bound.index(Field.NAME) < 0) {
            Headers own = Headers.of(header);
            if (own.isWindows()) {
                run.note(
                        "line " + line,
                        "the map does not fit this list of the uninstall registry, its own column names are used");
                return own;
            }
            run.lost(
                    "line " + line,
                    map.has(Field.NAME)
                            ? bound.complaint()
                            : "the map names no column for the product (name=…)");
            return null;
        }
        if (!bound.missing().isEmpty()) {
            run.flaw("line " + line, bound.complaint());
        }
        return Headers.of(bound, header);
    }

    /// Reads JSON lines by the map; a broken line costs that line.
    public void readJsonLines(InputStream in, ColumnMap columns) throws IOException {
        JsonColumns paths = new JsonColumns(columns);
        SoftwareRows rows = new SoftwareRows(run, SCOPE, columns.platformNamed());
        Seen seen = new Seen(columns);
        BoundedLines lines = new BoundedLines(in, MAX_LINE);
        while (lines.next()) {
            String where = "line " + lines.line();
            if (lines.tooLong() >= 0) {
                run.partial(where, "a line longer than " + (MAX_LINE >> 20) + " MiB is left out");
                continue;
            }
            try (JsonParser json =
                    Json.parser(lines.array(), lines.start(), lines.end() - lines.start())) {
                JsonToken token = json.nextToken();
                if (token == null) {
                    continue;
                }
                if (token != JsonToken.START_OBJECT) {
                    run.partial(where, "a line that is not a JSON object is left out");
                    continue;
                }
                paths.read(json);
            } catch (JacksonException e) {
                run.partial(where, "a line is left out, it is " + Json.reason(e));
                continue;
            }
            rows.take(seen.values(paths), null, lines.line());
        }
        seen.complain();
    }

    /// Reads a JSON document by the map: the objects of its arrays are the rows; if there is no array, the objects that
    /// follow each other are.
    ///
    /// @param wrapped whether the rows stand in an array inside an object
    public void readJson(InputStream in, ColumnMap columns, boolean wrapped) {
        JsonColumns paths = new JsonColumns(columns);
        SoftwareRows rows = new SoftwareRows(run, SCOPE, columns.platformNamed());
        Seen seen = new Seen(columns);
        try (JsonParser json = Json.parser(in)) {
            JsonToken token;
            int arrays = 0;
            while ((token = json.nextToken()) != null) {
                if (token == JsonToken.START_ARRAY) {
                    arrays++;
                } else if (token == JsonToken.END_ARRAY) {
                    arrays--;
                } else if (token == JsonToken.START_OBJECT && (arrays > 0 || !wrapped)) {
                    long line = Json.line(json);
                    paths.read(json);
                    rows.take(seen.values(paths), null, line);
                }
            }
        } catch (JacksonException e) {
            run.lost(Json.where(e), "the rest is left out, it is " + Json.reason(e));
        }
        seen.complain();
    }

    /// Remembers which mapped paths were never there, since JSON has no header that could tell.
    private final class Seen {
        private final ColumnMap columns;
        private final boolean[] seen = new boolean[FIELDS];
        private final @Nullable String[] values = new @Nullable String[FIELDS];
        private boolean any;

        Seen(ColumnMap columns) {
            this.columns = columns;
        }

        @Nullable String[] values(JsonColumns paths) {
            any = true;
            for (Field field : Field.values()) {
                String value = paths.value(field);
                values[field.ordinal()] = value;
                seen[field.ordinal()] |= value != null;
            }
            return values;
        }

        void complain() {
            List<String> missing = new ArrayList<>();
            for (Field field : Field.values()) {
                String column = columns.column(field);
                boolean named =
                        field == Field.PLATFORM && columns.platformNamed() != Platform.UNKNOWN;
                if (column != null && !seen[field.ordinal()] && !named) {
                    missing.add("'" + column + "' (for " + field.word() + ")");
                }
            }
            if (any && !missing.isEmpty()) {
                run.flaw("", "no entry has " + String.join(", ", missing));
            }
            Arrays.fill(seen, false);
        }
    }
}
