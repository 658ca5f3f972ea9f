package dev.firebreak.formats.log;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Zeek's tab-separated logs. Columns are found by the names in `#fields`, which may change within a file (rotated logs
/// that were put together). A line is scanned once: separators up to the last column that is needed, then its end.
final class ZeekTsvParser implements BlockParser {
    /// Columns beyond this number are not looked at; the widest log of Zeek has about 40.
    private static final int MAX_COLUMNS = 512;

    private final Output out;
    private final EpochTimes epochs = new EpochTimes();
    private final Times times;
    private final ZeekMeaning meaning;
    private byte separator = '\t';
    private byte[] unset = {'-'};
    private byte[] empty = "(empty)".getBytes(StandardCharsets.UTF_8);
    private String path = "";
    private boolean headerSeen;
    private ZeekTopic topic = ZeekTopic.NOTHING;
    private boolean isDns;
    private int lastColumn = -1;
    private int timeColumn = -1;
    private int hostColumn = -1;
    private int queryColumn = -1;

    /// Behind the last byte of each column of the current line; column `i` starts behind the end of `i - 1`.
    private final int[] ends = new int[MAX_COLUMNS + 1];

    private final int[] fieldColumns = new int[ZeekField.values().length];
    private int lineStart;
    private int columns;

    ZeekTsvParser(Output out, Times times) {
        this.out = out;
        this.times = times;
        meaning = new ZeekMeaning(out);
    }

    @Override
    public void block(byte[] a, int start, int end, long offset) {
        int from = start;
        while (from < end) {
            int newline;
            if (a[from] == '#') {
                newline = Swar.newline(a, from);
                out.line(a, from, newline, offset + (from - start));
                header(a, from, newline);
            } else {
                newline = split(a, from);
                out.line(a, from, trimmed(a, from, newline), offset + (from - start));
                if (newline > from) {
                    line(a);
                }
            }
            from = newline + 1;
        }
    }

    private static int trimmed(byte[] a, int from, int newline) {
        return newline > from && a[newline - 1] == '\r' ? newline - 1 : newline;
    }

    /// Notes the ends of the columns up to [#lastColumn] and returns the place of the line's end.
    private int split(byte[] a, int from) {
        lineStart = from;
        return separator == '\t' ? splitAtTabs(a, from) : splitAtOthers(a, from);
    }

    private int splitAtTabs(byte[] a, int from) {
        int[] columnEnds = ends;
        int wanted = lastColumn;
        int column = 0;
        int at = from;
        while (column <= wanted) {
            long found = Swar.tabOrNewline(Swar.load(a, at));
            while (found != 0) {
                int place = at + (Long.numberOfTrailingZeros(found) >>> 3);
                found &= found - 1;
                byte c = a[place];
                if (c == '\t') {
                    columnEnds[column++] = place;
                    if (column > wanted) {
                        columns = column;
                        return Swar.newline(a, place + 1);
                    }
                } else if (c == '\n') {
                    columnEnds[column++] = place;
                    columns = column;
                    return endsInNewline(a, column, place);
                }
            }
            at += 8;
        }
        columns = column;
        return Swar.newline(a, at);
    }

    private int splitAtOthers(byte[] a, int from) {
        int column = 0;
        int at = from;
        while (a[at] != '\n') {
            if (a[at] == separator && column <= lastColumn) {
                ends[column++] = at;
            }
            at++;
        }
        if (column <= lastColumn) {
            ends[column++] = at;
            columns = column;
            return endsInNewline(a, column, at);
        }
        columns = column;
        return at;
    }

    private int endsInNewline(byte[] a, int column, int place) {
        ends[column - 1] = trimmed(a, lineStart, place);
        return place;
    }

    private int startOf(int column) {
        return column == 0 ? lineStart : ends[column - 1] + 1;
    }

    private void line(byte[] a) {
        if (columns <= lastColumn) {
            out.broken(
                    headerSeen
                            ? "has fewer columns than #fields names"
                            : "stands before any #fields, so its columns have no names");
            return;
        }
        if (!isDns) {
            if (topic != ZeekTopic.NOTHING) {
                otherLine(a);
            }
            return;
        }
        // Nearly all lines of a DNS log end here: no detour through field objects.
        int query = startOf(queryColumn);
        int queryEnd = ends[queryColumn];
        int host = startOf(hostColumn);
        out.host(a, host, ends[hostColumn]);
        long micros =
                timeColumn < 0 ? Output.NO_TIME : time(a, startOf(timeColumn), ends[timeColumn]);
        if (isAbsent(a, query, queryEnd)) {
            out.seen(micros);
        } else {
            out.observe(ObservableType.DOMAIN, a, query, queryEnd, micros);
        }
    }

    private long time(byte[] a, int start, int end) {
        long micros = epochs.parse(a, start, end);
        if (micros == Output.NO_TIME && !isAbsent(a, start, end)) {
            micros = times.parse(a, start, end);
            if (micros == Output.NO_TIME) {
                out.remark("has a time that cannot be read; the line counts without it");
            }
        }
        return micros;
    }

    private boolean isAbsent(byte[] a, int start, int end) {
        int length = end - start;
        return length == 0
                || length == unset.length && Arrays.equals(a, start, end, unset, 0, length)
                || length == empty.length && Arrays.equals(a, start, end, empty, 0, length);
    }

    private void otherLine(byte[] a) {
        meaning.clear();
        for (ZeekField field : ZeekField.values()) {
            int column = fieldColumns[field.ordinal()];
            if (column >= 0) {
                int start = startOf(column);
                int end = ends[column];
                if (!isAbsent(a, start, end)) {
                    meaning.set(field, a, start, end);
                }
            }
        }
        Slice ts = meaning.get(ZeekField.TS);
        meaning.tell(topic, ts.isEmpty() ? Output.NO_TIME : time(ts.array, ts.start, ts.end));
    }

    private void header(byte[] a, int from, int newline) {
        String line = new String(a, from, trimmed(a, from, newline) - from, StandardCharsets.UTF_8);
        if (line.startsWith("#separator")) {
            separator(line.substring("#separator".length()).strip());
            return;
        }
        int gap = line.indexOf((char) separator);
        if (gap < 0) {
            return;
        }
        String rest = line.substring(gap + 1);
        switch (line.substring(0, gap)) {
            case "#unset_field" -> unset = rest.getBytes(StandardCharsets.UTF_8);
            case "#empty_field" -> empty = rest.getBytes(StandardCharsets.UTF_8);
            case "#set_separator" -> meaning.setSeparator(rest);
            case "#path" -> path = rest;
            case "#fields" ->
                    fields(
                            List.of(
                                    rest.split(
                                            java.util.regex.Pattern.quote(
                                                    String.valueOf((char) separator)),
                                            -1)));
            default -> {}
        }
    }

    private void separator(String text) {
        if (text.matches("\\\\x[0-9a-fA-F]{2}")) {
            separator = (byte) Integer.parseInt(text.substring(2), 16);
        } else if (text.length() == 1) {
            separator = (byte) text.charAt(0);
        } else {
            out.broken(
                    "has a separator of several characters, which is not read; a tab is assumed");
            separator = '\t';
        }
    }

    private void fields(List<String> names) {
        headerSeen = true;
        Arrays.fill(fieldColumns, -1);
        Map<String, Integer> columnOf = new HashMap<>();
        for (int i = 0; i < Math.min(names.size(), MAX_COLUMNS); i++) {
            columnOf.putIfAbsent(names.get(i), i);
        }
        for (ZeekField field : ZeekField.values()) {
            fieldColumns[field.ordinal()] = columnOf.getOrDefault(field.zeek(), -1);
        }
        topic = ZeekTopic.of(path, columnOf.keySet());
        timeColumn = fieldColumns[ZeekField.TS.ordinal()];
        hostColumn = fieldColumns[ZeekField.ORIG_H.ordinal()];
        queryColumn = fieldColumns[ZeekField.QUERY.ordinal()];
        isDns = topic == ZeekTopic.DNS && hostColumn >= 0 && queryColumn >= 0;
        lastColumn = -1;
        for (ZeekField field : ZeekField.values()) {
            if (!isDns
                    || field == ZeekField.TS
                    || field == ZeekField.ORIG_H
                    || field == ZeekField.QUERY) {
                lastColumn = Math.max(lastColumn, fieldColumns[field.ordinal()]);
            }
        }
        if (topic == ZeekTopic.NOTHING) {
            out.remark(
                    "the Zeek log \""
                            + path
                            + "\" names no contact of a machine; nothing of it is used");
        }
    }
}
