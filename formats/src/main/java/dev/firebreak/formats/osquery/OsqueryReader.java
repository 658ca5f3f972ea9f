package dev.firebreak.formats.osquery;

import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.InventorySink.Change;
import dev.firebreak.core.model.InventorySink.Kind;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.net.IpAddress;
import dev.firebreak.formats.input.BoundedLines;
import dev.firebreak.formats.inventory.InventoryRun;
import dev.firebreak.formats.inventory.Json;
import dev.firebreak.formats.inventory.Platforms;
import dev.firebreak.formats.inventory.Values;
import dev.firebreak.formats.table.CsvReader;
import dev.firebreak.formats.table.FixedColumns;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads results of osquery.
///
/// Sources: osquery documentation, "Logging" (results log in event, batch and snapshot format, decorations) and the
/// table schema. Values are texts or, with `--log_numerics_as_numbers`, numbers.
public final class OsqueryReader {
    /// The longest line of a results log, in bytes: a snapshot of a large server with all its columns is a few MB.
    public static final int MAX_LINE = 64 << 20;

    private static final int MAX_BOX_LINE = 1 << 20;

    /// `          name = 7-Zip`
    private static final Pattern PAIR = Pattern.compile("\\s*([a-z][a-z0-9_]*) =(| .*)");

    /// `Mon May  2 22:27:32 2016 UTC`, with runs of spaces made one.
    private static final DateTimeFormatter CALENDAR =
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy z", Locale.ENGLISH);

    private final InventoryRun run;
    private final Software software;
    private final Event event = new Event();
    private final EventParser parser;
    private final Hosts hosts = new Hosts();
    private final @Nullable Table tableOfFile;
    private @Nullable String bareHost;
    private @Nullable String lastQuery;
    private @Nullable Table lastNamed;
    private @Nullable String lastScopeQuery;
    private String lastScope = "";
    private @Nullable String lastUnix;
    private @Nullable Instant lastTime;
    private boolean bareRowsRead;

    public OsqueryReader(InventoryRun run) {
        this.run = run;
        this.software = new Software(run);
        this.parser = new EventParser(run.interner());
        String source = run.source().replace('\\', '/');
        this.tableOfFile = Table.byName(source.substring(source.lastIndexOf('/') + 1));
    }

    /// Whether columns of these names are those of a table of software or machine facts, told by more than a name and a
    /// version.
    public static boolean isHeader(List<String> names) {
        Row row = new Row();
        row.clear(0);
        for (String name : names) {
            Column column = Column.of(name.strip());
            if (column != null) {
                row.put(column, "");
            }
        }
        Table table = Table.of(row, null);
        return table != null && table != Table.OTHER;
    }

    /// Reads a results log line by line; a broken line costs that line.
    public void readLog(InputStream in) throws IOException {
        BoundedLines lines = new BoundedLines(in, MAX_LINE);
        while (lines.next()) {
            String where = "line " + lines.line();
            if (lines.tooLong() >= 0) {
                run.partial(where, "a line longer than " + (MAX_LINE >> 20) + " MiB is left out");
                continue;
            }
            if (isBlank(lines)) {
                continue;
            }
            try (JsonParser json =
                    Json.parser(lines.array(), lines.start(), lines.end() - lines.start())) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    run.partial(where, "a line that is not a JSON object is left out");
                    continue;
                }
                parser.read(json, event, lines.line());
                if (json.nextToken() != null) {
                    run.flaw(
                            where, "something follows the JSON object on its line and is left out");
                }
            } catch (JacksonException e) {
                run.partial(where, "a line is left out, it is " + Json.reason(e));
                continue;
            }
            take();
        }
        onlyChanges();
    }

    /// Says of which lists the log never told all rows: what is not among the changes may be installed all the same.
    private void onlyChanges() {
        for (Hosts.Host host : hosts.all()) {
            for (String scope : host.onlyChanges()) {
                run.changesOnly(
                        host.asset(),
                        scope,
                        "the log tells changes only, not what was installed before");
            }
        }
    }

    private static boolean isBlank(BoundedLines lines) {
        for (int i = lines.start(); i < lines.end(); i++) {
            if (lines.array()[i] > ' ') {
                return false;
            }
        }
        return true;
    }

    /// Reads arrays of rows, or a log whose entries span lines; several arrays may follow each other.
    public void readRows(InputStream in) {
        try (JsonParser json = Json.parser(in)) {
            JsonToken token;
            while ((token = json.nextToken()) != null) {
                if (token == JsonToken.START_OBJECT) {
                    parser.read(json, event, 0);
                    take();
                } else if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
                    run.partial("line " + Json.line(json), "a value that is no row is left out");
                }
            }
        } catch (JacksonException e) {
            run.lost(Json.where(e), "the rest is left out, it is " + Json.reason(e));
        }
    }

    /// Reads `osqueryi --csv`.
    public void readCsv(InputStream in) throws IOException {
        try (CsvReader csv = CsvReader.open(in, this::csvFault)) {
            if (!csv.next()) {
                return;
            }
            @Nullable Column[] columns = columns(csv);
            while (csv.next()) {
                if (Column.of(csv.field(0).strip().toLowerCase(Locale.ROOT)) != null
                        && isHeader(csv.record())) {
                    run.headerAgain(csv.line(), hasHost(columns));
                    columns = columns(csv);
                    continue;
                }
                if (csv.fields() != columns.length) {
                    run.flaw(
                            "line " + csv.line(),
                            "a row has more or fewer fields than the header; it is read as far as it goes");
                }
                event.clear(csv.line());
                for (int i = 0; i < columns.length; i++) {
                    Column column = columns[i];
                    if (column != null) {
                        event.bare.put(column, csv.field(i));
                    }
                }
                take();
            }
        }
    }

    private static boolean hasHost(@Nullable Column[] columns) {
        return Arrays.stream(columns)
                .anyMatch(
                        column ->
                                column == Column.HOST_NAME
                                        || column == Column.HOSTNAME
                                        || column == Column.COMPUTER_NAME
                                        || column == Column.HOST_IDENTIFIER);
    }

    private static @Nullable Column[] columns(CsvReader csv) {
        @Nullable Column[] columns = new @Nullable Column[csv.fields()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = Column.of(csv.field(i).strip().toLowerCase(Locale.ROOT));
        }
        return columns;
    }

    /// Reads the box that `osqueryi` draws when it is asked for nothing else.
    public void readBox(InputStream in) throws IOException {
        BoundedLines lines = new BoundedLines(in, MAX_BOX_LINE);
        String before = "";
        FixedColumns box = null;
        while (lines.next()) {
            String where = "line " + lines.line();
            if (lines.tooLong() >= 0) {
                run.partial(
                        where, "a line longer than " + (MAX_BOX_LINE >> 20) + " MiB is left out");
                continue;
            }
            String text = lines.text();
            if (FixedColumns.isBorder(text)) {
                FixedColumns begun = FixedColumns.of(before, text);
                box =
                        begun != null && box == null
                                ? begun
                                : begun == null && before.isEmpty() ? null : box;
                before = "";
            } else if (box != null && text.strip().startsWith("|")) {
                event.clear(lines.line());
                List<String> cells = box.cells(text);
                for (int i = 0; i < cells.size(); i++) {
                    Column column = Column.of(box.names().get(i));
                    if (column != null) {
                        event.bare.put(column, cells.get(i));
                    }
                }
                take();
            } else if (!text.isBlank()) {
                before = text;
            }
        }
    }

    /// Reads blocks of `name = value` lines, as `osqueryi --line` prints them.
    public void readLines(InputStream in) throws IOException {
        BoundedLines lines = new BoundedLines(in, MAX_BOX_LINE);
        boolean open = false;
        while (lines.next()) {
            String where = "line " + lines.line();
            if (lines.tooLong() >= 0) {
                run.partial(
                        where, "a line longer than " + (MAX_BOX_LINE >> 20) + " MiB is left out");
                continue;
            }
            String text = lines.text();
            if (text.isBlank()) {
                if (open) {
                    take();
                }
                open = false;
                continue;
            }
            Matcher pair = PAIR.matcher(text);
            if (!pair.matches()) {
                run.partial(where, "a line that is no 'name = value' is left out");
                continue;
            }
            if (!open) {
                event.clear(lines.line());
                open = true;
            }
            Column column = Column.of(pair.group(1));
            if (column != null) {
                event.bare.put(column, pair.group(2).strip());
            }
        }
        if (open) {
            take();
        }
    }

    /// Whether lines begin with such a block; its names stand flush at their right, but for the first line, which may have lost
    /// the blanks in front of it.
    ///
    /// @param sure whether its names must be those of a table of software
    public static boolean isLines(List<String> lines, boolean sure) {
        List<String> names = new ArrayList<>();
        int equals = -1;
        for (String line : lines) {
            Matcher pair = PAIR.matcher(line);
            if (line.isBlank()) {
                if (names.isEmpty()) {
                    continue;
                }
                break;
            }
            if (!pair.matches() || equals >= 0 && pair.end(1) != equals) {
                return false;
            }
            equals = names.isEmpty() ? -1 : pair.end(1);
            names.add(pair.group(1));
        }
        return isHeader(names) || !sure && names.contains("name") && names.contains("version");
    }

    private void csvFault(long line, long offset, String reason, boolean lost) {
        if (lost) {
            run.partial("line " + line, reason);
        } else {
            run.flaw("line " + line, reason);
        }
    }

    /// Passes on the event just read.
    private void take() {
        if (event.tooMany) {
            run.partial(
                    "line " + event.bare.line(),
                    "more than "
                            + Event.MAX_ROWS
                            + " rows in one entry, the rest of them is left out");
        }
        switch (event.shape) {
            case BARE -> takeBare();
            case ROW, BATCH, SNAPSHOT -> takeEntry();
        }
    }

    private void takeBare() {
        Row row = event.bare;
        Table told = Table.of(row, null);
        // A file's name is a weak hint: it may hold the results of several queries.
        Table table = told == null || told == Table.OTHER ? Table.of(row, tableOfFile) : told;
        if (table == null) {
            run.partial(
                    "line " + row.line(),
                    "a row that is of no table of software that is read is left out");
            return;
        }
        String named = nameIn(row);
        if (table == Table.SYSTEM_INFO) {
            if (bareRowsRead) {
                run.note(
                        "line " + row.line(),
                        "system_info comes after other rows: those before it stand under the file's name");
            }
            bareHost = named;
        }
        bareRowsRead |= !table.isFacts();
        if (hosts.isFull()) {
            hosts.clear();
        }
        String name = run.assetName(named != null ? named : bareHost);
        Hosts.Host host = hosts.get(name);
        host.organisation(run.organisation(row.get(Column.ORGANISATION)));
        row(row, table, host, Kind.SNAPSHOT, false, null, table.scope());
    }

    private @Nullable String nameIn(Row row) {
        String name =
                first(
                        row,
                        Column.HOST_NAME,
                        Column.HOSTNAME,
                        Column.COMPUTER_NAME,
                        Column.HOST_IDENTIFIER);
        return name == null ? null : Values.orNull(name);
    }

    private void takeEntry() {
        String name = Values.orNull(event.decoratedHost);
        name = name != null ? name : Values.orNull(event.hostIdentifier);
        if (hosts.isFull()) {
            onlyChanges();
            hosts.clear();
        }
        Hosts.Host host = hosts.get(run.assetName(name != null ? name : event.hostname));
        host.organisation(run.organisation(event.decoratedOrganisation));
        host.platform(Platforms.of(event.decoratedPlatform));
        // A counter of 0 marks the first results of a query or an epoch: all rows, as in a
        // snapshot.
        boolean first = "0".equals(event.counter) && !"removed".equals(event.action);
        boolean snapshot =
                first || event.shape == Event.Shape.SNAPSHOT || "snapshot".equals(event.action);
        Kind kind = snapshot ? Kind.SNAPSHOT : Kind.DIFFERENTIAL;
        Instant time = time();
        Table named = named(event.query);
        if (snapshot && event.rows() == 0 && named != null && !named.isFacts()) {
            host.told(scope(named), true);
            run.machine(host.asset(), kind, scope(named), time, event.bare.line());
            return;
        }
        // Removed first: an update is a removal of the old and an addition of the new version.
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < event.rows(); i++) {
                boolean removed = event.isRemoved(i);
                if (removed == (pass == 0)) {
                    Row row = event.row(i);
                    Table table = Table.of(row, named);
                    if (table == null) {
                        run.note(
                                "line " + row.line(),
                                "results of a query that lists no software are not read: "
                                        + event.query);
                    } else {
                        row(row, table, host, kind, removed, time, scope(table));
                    }
                }
            }
        }
    }

    /// The table a query is named after; a log repeats few names.
    private @Nullable Table named(@Nullable String query) {
        if (!Objects.equals(query, lastQuery)) {
            lastQuery = query;
            lastNamed = Table.byName(query);
        }
        return lastNamed;
    }

    /// A query's results replace its own older ones only: another query may ask for a part of the same table.
    private String scope(Table table) {
        String query = event.query;
        if (query == null) {
            return table.scope();
        }
        if (!query.equals(lastScopeQuery)) {
            lastScopeQuery = query;
            lastScope = "osquery:" + query;
        }
        return lastScope;
    }

    private void row(
            Row row,
            Table table,
            Hosts.Host host,
            Kind kind,
            boolean removed,
            @Nullable Instant time,
            String scope) {
        if (table.isFacts()) {
            if (!removed) {
                facts(row, table, host);
            }
            return;
        }
        if (table == Table.OTHER) {
            run.note(
                    "line " + row.line(),
                    "rows with name and version of no known table are read as software of no particular kind: "
                            + scope);
        }
        Component component = software.of(row, table, host.platform());
        if (component == null) {
            return;
        }
        if (component.platform() != Platform.UNKNOWN && table != Table.OTHER) {
            host.platform(component.platform());
        }
        if (kind == Kind.SNAPSHOT || event.counter != null) {
            host.told(scope, kind == Kind.SNAPSHOT);
        }
        run.machine(host.asset(), kind, scope, time, row.line());
        run.add(component, removed ? Change.REMOVED : Change.PRESENT, row.line());
    }

    private void facts(Row row, Table table, Hosts.Host host) {
        Asset before = host.asset();
        if (table == Table.OS_VERSION) {
            Platform told = Platforms.of(row.get(Column.PLATFORM));
            told = told != Platform.UNKNOWN ? told : Platforms.of(row.get(Column.PLATFORM_LIKE));
            host.platform(told != Platform.UNKNOWN ? told : Platforms.of(row.get(Column.NAME)));
        } else if (table == Table.INTERFACE_ADDRESSES) {
            address(row, host);
        }
        Asset after = host.asset();
        if (after != before || table != Table.INTERFACE_ADDRESSES) {
            run.facts(after, row.line());
        }
    }

    private void address(Row row, Hosts.Host host) {
        String text = row.get(Column.ADDRESS);
        if (text == null) {
            return;
        }
        String address = IpAddress.parse(text).map(IpAddress::toString).orElse(null);
        if (address == null) {
            run.flaw("line " + row.line(), "an address cannot be read and is left out: " + text);
        } else if (!isOfEveryMachine(address) && !host.address(address)) {
            run.note(
                    "line " + row.line(),
                    "only the first " + Hosts.MAX_ADDRESSES + " addresses of a machine are kept");
        }
    }

    /// Loopback and link-local addresses, which name no machine.
    private static boolean isOfEveryMachine(String address) {
        return address.startsWith("127.")
                || address.startsWith("169.254.")
                || address.equals("0.0.0.0")
                || address.equals("::")
                || address.equals("::1")
                || address.matches("fe[89ab].:.*");
    }

    private static @Nullable String first(Row row, Column... columns) {
        for (Column column : columns) {
            String value = row.get(column);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private @Nullable Instant time() {
        String unix = event.unixTime;
        if (unix != null && unix.equals(lastUnix)) {
            return lastTime;
        }
        if (unix != null) {
            try {
                long seconds = (long) Double.parseDouble(unix);
                if (seconds > 0 && seconds < 1L << 40) {
                    lastUnix = unix;
                    lastTime = Instant.ofEpochSecond(seconds);
                    return lastTime;
                }
            } catch (NumberFormatException e) {
                run.flaw("line " + event.bare.line(), "unixTime is no number: " + unix);
            }
        }
        if (event.calendarTime != null) {
            try {
                String text = event.calendarTime.strip().replaceAll("\\s+", " ");
                return CALENDAR.parse(text, Instant::from);
            } catch (DateTimeException e) {
                run.flaw(
                        "line " + event.bare.line(),
                        "calendarTime cannot be read: " + event.calendarTime);
            }
        }
        return null;
    }
}
