package dev.firebreak.formats.log;

import dev.firebreak.core.model.ObservableType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The W3C extended log format (working draft WD-logfile-960323), as IIS, Blue Coat, Forefront TMG and others write it.
/// Columns are found by `#Fields`, which may change within a file. Date and time are UTC there by definition.
///
/// The client is the first address of `X-Forwarded-For` where that is logged, since then the line comes from behind
/// another proxy.
final class W3cParser extends LineParser {
    private static final int MAX_COLUMNS = 256;
    private static final byte[] CONNECT = Bytes.of("CONNECT");
    private static final byte[] HTTP = Bytes.of("http://");
    private static final byte[] SCHEME_END = Bytes.of("://");

    /// What a column can be.
    private enum Column {
        DATE("date"),
        TIME("time"),
        LOCAL_TIME("localtime", "timestamp", "x-timestamp", "datetime"),
        CLIENT("c-ip", "src-ip"),
        FORWARDED(
                "cs(x-forwarded-for)",
                "x-forwarded-for",
                "cs-x-forwarded-for",
                "x_forwarded_for",
                "originalip",
                "original-ip"),
        METHOD("cs-method"),
        SCHEME("cs-uri-scheme", "cs-protocol"),
        HOST("cs-host", "cs(host)", "r-host", "cs-uri-host", "cs-uri-hostname"),
        STEM("cs-uri-stem", "cs-uri-path"),
        QUERY("cs-uri-query"),
        PORT("cs-uri-port"),
        URL("cs-uri", "c-uri"),
        DESTINATION("r-ip", "s-supplier-ip", "cs-ip", "dst-ip"),
        SERVER("s-ip");

        private final String[] names;

        Column(String... names) {
            this.names = names;
        }
    }

    private static final Column[] COLUMNS = Column.values();

    private final Times times;
    private final Times utc;
    private final int[] columnOf = new int[COLUMNS.length];
    private final int[] starts = new int[MAX_COLUMNS];
    private final int[] ends = new int[MAX_COLUMNS];
    private byte[] url = new byte[512];
    private final byte[] stamp = new byte[64 + BlockParser.SLACK];
    private int columns;
    private boolean fieldsSeen;
    private boolean tabs;
    private boolean local;
    private boolean firewall;

    W3cParser(Output out, Times times) {
        super(out);
        this.times = times;
        utc = times.inUtc();
        Arrays.fill(columnOf, -1);
    }

    @Override
    void line(byte[] a, int start, int end) {
        if (a[start] == '#') {
            String text = new String(a, start, end - start, StandardCharsets.UTF_8);
            if (text.toLowerCase(Locale.ROOT).startsWith("#fields:")) {
                fields(text.substring("#fields:".length()).strip());
            } else if (text.toLowerCase(Locale.ROOT).startsWith("#time format: local")) {
                // The firewall of Windows says so; the format itself would mean UTC.
                local = true;
            }
            return;
        }
        if (!fieldsSeen) {
            out.broken("stands before any #Fields, so its columns have no names");
            return;
        }
        int count = split(a, start, end);
        if (count < columns) {
            out.broken("has fewer columns than #Fields names");
            return;
        }
        tell(a);
    }

    private void fields(String names) {
        fieldsSeen = true;
        tabs = names.indexOf('\t') >= 0;
        String[] list = names.split("\\s+");
        columns = Math.min(list.length, MAX_COLUMNS);
        firewall = List.of(list).contains("src-ip");
        Arrays.fill(columnOf, -1);
        for (Column column : COLUMNS) {
            for (String name : column.names) {
                for (int i = 0; i < columns && columnOf[column.ordinal()] < 0; i++) {
                    if (list[i].equalsIgnoreCase(name)) {
                        columnOf[column.ordinal()] = i;
                    }
                }
            }
        }
        if (columnOf[Column.CLIENT.ordinal()] < 0 && columnOf[Column.FORWARDED.ordinal()] < 0) {
            out.remark(
                    "#Fields names no client (c-ip); contacts of this log cannot be put to a machine");
        }
    }

    /// Columns are separated by spaces or tabs; one in quotes may hold spaces.
    private int split(byte[] a, int start, int end) {
        int n = 0;
        int at = start;
        while (at < end && n < MAX_COLUMNS) {
            if (!tabs) {
                at = Bytes.skipSpaces(a, at, end);
                if (at == end) {
                    break;
                }
            }
            int to;
            if (a[at] == '"') {
                starts[n] = at + 1;
                to = at + 1;
                while (to < end && (a[to] != '"' || to + 1 < end && a[to + 1] == '"')) {
                    to += a[to] == '"' ? 2 : 1;
                }
                ends[n++] = Math.min(to, end);
                to = Math.min(to + 1, end);
            } else {
                starts[n] = at;
                to = at;
                while (to < end && a[to] != '\t' && (tabs || a[to] != ' ')) {
                    to++;
                }
                ends[n++] = to;
            }
            at = to + 1;
        }
        return n;
    }

    private int start(Column column) {
        return starts[columnOf[column.ordinal()]];
    }

    private int end(Column column) {
        return ends[columnOf[column.ordinal()]];
    }

    /// There is such a column and it is not empty (`-`).
    private boolean has(byte[] a, Column column) {
        int index = columnOf[column.ordinal()];
        return index >= 0
                && ends[index] > starts[index]
                && !(ends[index] - starts[index] == 1 && a[starts[index]] == '-');
    }

    private void tell(byte[] a) {
        long micros = time(a);
        long before = out.observations();
        client(a, micros);
        if (has(a, Column.URL)) {
            absolute(a, start(Column.URL), end(Column.URL), micros);
        } else if (has(a, Column.HOST) && !isTunnel(a)) {
            int length = join(a);
            if (length > 0) {
                out.observe(ObservableType.URL, url, 0, length, micros);
            }
        } else if (has(a, Column.STEM)
                && Bytes.indexOf(a, start(Column.STEM), end(Column.STEM), SCHEME_END) > 0) {
            absolute(a, start(Column.STEM), end(Column.STEM), micros);
        }
        if (has(a, Column.HOST)) {
            out.server(a, start(Column.HOST), end(Column.HOST), micros);
        }
        if (has(a, Column.DESTINATION) && !isVisitor(a)) {
            out.address(a, start(Column.DESTINATION), end(Column.DESTINATION), micros);
        }
        if (out.observations() == before) {
            out.seen(micros);
        }
    }

    private boolean isTunnel(byte[] a) {
        return has(a, Column.METHOD)
                && Bytes.equal(a, start(Column.METHOD), end(Column.METHOD), CONNECT);
    }

    private void absolute(byte[] a, int start, int end, long micros) {
        if (Bytes.indexOf(a, start, end, SCHEME_END) > 0) {
            out.observe(ObservableType.URL, a, start, end, micros);
            if (!has(a, Column.HOST)) {
                out.serverOfUrl(a, start, end, micros);
            }
        } else if (!has(a, Column.HOST)) {
            // `host:443`, as TMG writes a CONNECT.
            out.server(a, start, end, micros);
        }
    }

    private int join(byte[] a) {
        if (!has(a, Column.STEM) || a[start(Column.STEM)] != '/') {
            return 0;
        }
        int used = 0;
        int needed = HTTP.length + 16;
        for (Column column : new Column[] {Column.SCHEME, Column.HOST, Column.STEM, Column.QUERY}) {
            needed += has(a, column) ? end(column) - start(column) : 0;
        }
        if (url.length < needed) {
            url = new byte[needed * 2];
        }
        System.arraycopy(HTTP, 0, url, 0, HTTP.length);
        used = HTTP.length;
        used = append(a, Column.HOST, used);
        used = append(a, Column.STEM, used);
        if (has(a, Column.QUERY)) {
            if (a[start(Column.QUERY)] != '?') {
                url[used++] = '?';
            }
            used = append(a, Column.QUERY, used);
        }
        return used;
    }

    private int append(byte[] a, Column column, int used) {
        int length = end(column) - start(column);
        System.arraycopy(a, start(column), url, used, length);
        return used + length;
    }

    /// Puts the line to a machine, and tells the visitor of a web server of ours, which is then the machine.
    private void client(byte[] a, long micros) {
        if (has(a, Column.FORWARDED)) {
            int from = start(Column.FORWARDED);
            int to = from;
            while (to < end(Column.FORWARDED) && a[to] != ',' && a[to] != ' ' && a[to] != '+') {
                to++;
            }
            int colon = Bytes.indexOf(a, from, to, (byte) ':');
            if (colon > 0 && out.isAddress(a, from, colon)) {
                to = colon;
            }
            if (out.isAddress(a, from, to)) {
                from(a, from, to, micros);
                return;
            }
        }
        if (has(a, Column.CLIENT) && isVisitor(a)) {
            // A visitor from outside: the machine is the one that was visited.
            out.host(a, start(Column.DESTINATION), end(Column.DESTINATION));
            out.address(a, start(Column.CLIENT), end(Column.CLIENT), micros);
        } else if (has(a, Column.CLIENT)) {
            from(a, start(Column.CLIENT), end(Column.CLIENT), micros);
        } else {
            out.host(a, 0, 0);
        }
    }

    private boolean isVisitor(byte[] a) {
        return firewall
                && has(a, Column.DESTINATION)
                && out.isPrivate(a, start(Column.DESTINATION), end(Column.DESTINATION))
                && !out.isPrivate(a, start(Column.CLIENT), end(Column.CLIENT));
    }

    private void from(byte[] a, int start, int end, long micros) {
        if (has(a, Column.SERVER)
                && out.isPrivate(a, start(Column.SERVER), end(Column.SERVER))
                && !out.isPrivate(a, start, end)) {
            out.host(a, start(Column.SERVER), end(Column.SERVER));
            out.address(a, start, end, micros);
        } else {
            out.host(a, start, end);
        }
    }

    private long time(byte[] a) {
        if (has(a, Column.DATE) && has(a, Column.TIME)) {
            int date = end(Column.DATE) - start(Column.DATE);
            int time = end(Column.TIME) - start(Column.TIME);
            if (date + time + 1 <= 64) {
                System.arraycopy(a, start(Column.DATE), stamp, 0, date);
                stamp[date] = ' ';
                System.arraycopy(a, start(Column.TIME), stamp, date + 1, time);
                return told((local ? times : utc).parse(stamp, 0, date + 1 + time));
            }
        }
        if (has(a, Column.LOCAL_TIME)) {
            return told(times.parse(a, start(Column.LOCAL_TIME), end(Column.LOCAL_TIME)));
        }
        return Output.NO_TIME;
    }

    private long told(long micros) {
        if (micros == Output.NO_TIME) {
            out.remark("has a time that cannot be read; the line counts without it");
        }
        return micros;
    }
}
