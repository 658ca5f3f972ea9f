package dev.firebreak.formats.registry;

import dev.firebreak.formats.input.BoundedLines;
import dev.firebreak.formats.inventory.InventoryRun;
import dev.firebreak.formats.table.ColumnMap.Field;
import dev.firebreak.formats.table.FixedColumns;
import dev.firebreak.formats.table.Headers;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the uninstall registry as text: PowerShell's Format-List and Format-Table, `.reg` files, and `reg query /s`.
public final class UninstallText {
    private static final int MAX_LINE = 1 << 20;

    /// So much is looked at to tell the two shapes apart, in bytes.
    private static final int HEAD = 1 << 15;

    /// What stands for the columns of an entry whose list is one of Windows by its kind.
    private static final Headers WINDOWS = Headers.of(List.of("DisplayName", "DisplayVersion"));

    private static final Pattern PAIR =
            Pattern.compile("([\\p{L}_][\\p{L}\\p{N}_ .-]{0,60}?)\\s*:(?:\\s(.*)|$)");
    private static final Pattern KEY =
            Pattern.compile("\\[?-?(HKEY_[A-Z_]+|HKLM|HKCU|HKU)\\\\(.*?)\\]?\\s*");
    private static final Pattern REG_VALUE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"=(.*)");
    private static final Pattern QUERY_VALUE =
            Pattern.compile("\\s{2,}(\\S.*?)\\s{2,}REG_([A-Z_]+)(?:\\s{2,}(.*))?");

    private final InventoryRun run;
    private final Entry entry;

    public UninstallText(InventoryRun run) {
        this.run = run;
        this.entry = new Entry(run);
    }

    private interface Line {
        void take(String text, long line);
    }

    private void lines(InputStream in, Line to) throws IOException {
        BoundedLines lines = new BoundedLines(in, MAX_LINE);
        while (lines.next()) {
            if (lines.tooLong() >= 0) {
                run.partial(
                        "line " + lines.line(),
                        "a line longer than " + (MAX_LINE >> 20) + " MiB is left out");
            } else {
                String text = lines.text();
                if (text.indexOf('\0') >= 0) {
                    run.partial("line " + lines.line(), "a line with NUL bytes is left out");
                } else {
                    to.take(text, lines.line());
                }
            }
        }
    }

    /// Reads Format-List or Format-Table, whichever it is.
    public void read(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, HEAD * 2);
        buffered.mark(HEAD + 1);
        byte[] head = buffered.readNBytes(HEAD);
        buffered.reset();
        boolean table =
                new String(head, StandardCharsets.UTF_8).lines().anyMatch(FixedColumns::isDashes);
        if (table) {
            readTable(buffered);
        } else {
            readList(buffered);
        }
    }

    /// Reads `Name : value` blocks parted by blank lines. A value that goes on is indented on its next line.
    public void readList(InputStream in) throws IOException {
        lines(
                in,
                (text, line) -> {
                    if (text.isBlank()) {
                        entry.flush(WINDOWS);
                        return;
                    }
                    boolean indented = text.charAt(0) == ' ' || text.charAt(0) == '\t';
                    Matcher pair = PAIR.matcher(text);
                    if (!indented && pair.matches()) {
                        if (entry.isEmpty()) {
                            entry.clear(line);
                        }
                        entry.put(
                                pair.group(1), pair.group(2) == null ? "" : pair.group(2).strip());
                    } else if (indented && !entry.isEmpty()) {
                        entry.continueLast(text.strip());
                    } else {
                        run.partial("line " + line, "a line that is no 'name : value' is left out");
                    }
                });
        entry.flush(WINDOWS);
    }

    /// Reads aligned columns. PowerShell ends what does not fit with dots: such a version is unknown.
    public void readTable(InputStream in) throws IOException {
        TableLines table = new TableLines();
        lines(in, table::take);
        table.flush();
        if (table.columns == null) {
            run.lost("", "the table has no header with a line of dashes below it");
        }
    }

    private final class TableLines {
        /// The line that was read last and is not used yet: the next one may tell that it is a header, also within the file.
        private @Nullable String before;

        private long beforeLine;
        private @Nullable FixedColumns columns;

        void take(String text, long line) {
            if (text.isBlank()) {
                return;
            }
            if (FixedColumns.isDashes(text) && before != null) {
                FixedColumns found = FixedColumns.of(before, text);
                if (columns != null && found != null) {
                    run.headerAgain(line, Headers.of(found.names()).index(Field.ASSET) >= 0);
                }
                columns = found;
                before = null;
                return;
            }
            flush();
            before = text;
            beforeLine = line;
        }

        void flush() {
            String text = before;
            FixedColumns known = columns;
            if (text != null && known != null) {
                row(text, known, beforeLine);
            }
            before = null;
        }

        private void row(String text, FixedColumns known, long line) {
            List<String> cells = known.cells(text);
            Headers headers = Headers.of(known.names());
            entry.clear(line);
            for (int i = 0; i < cells.size(); i++) {
                String cell = cells.get(i);
                boolean cut = cell.endsWith("...") || cell.endsWith("…");
                if (cut && i == headers.index(Field.VERSION)) {
                    run.flaw(
                            "line " + line,
                            "a version is cut off and taken as unknown; use Export-Csv");
                    cell = "";
                } else if (cut) {
                    run.flaw(
                            "line " + line,
                            "a cell is cut off and used as far as it goes; use Export-Csv");
                    cell = cell.substring(0, cell.length() - (cell.endsWith("…") ? 1 : 3)).strip();
                }
                entry.put(known.names().get(i), cell);
            }
            entry.flush(WINDOWS);
        }
    }

    /// Reads `.reg` files and the text of `reg query /s`. Keys outside `…\Uninstall\…` are not software and are skipped.
    public void readReg(InputStream in) throws IOException {
        RegLines reg = new RegLines();
        lines(in, reg::take);
        reg.finish();
    }

    private final class RegLines {
        private boolean wanted;
        private String open = "";
        private long openLine;

        void take(String text, long line) {
            String whole = text;
            if (!open.isEmpty()) {
                whole = open + text.strip();
                open = "";
            }
            if (whole.length() > MAX_LINE) {
                run.partial(
                        "line " + line, "a value over several lines is too long and is left out");
                return;
            }
            if (whole.endsWith("\\")
                    && REG_VALUE.matcher(whole).matches()
                    && !whole.endsWith("\\\\")) {
                open = whole.substring(0, whole.length() - 1);
                openLine = line;
                return;
            }
            Matcher key = KEY.matcher(whole);
            if (key.matches()) {
                entry.flush(WINDOWS);
                key(key.group(2), line);
                return;
            }
            if (wanted) {
                value(whole, line);
            }
        }

        private void key(String path, long line) {
            int at = path.toLowerCase(java.util.Locale.ROOT).indexOf("\\uninstall\\");
            wanted = at >= 0;
            entry.clear(line);
            if (wanted) {
                String child = path.substring(at + "\\uninstall\\".length());
                int more = child.indexOf('\\');
                if (more >= 0) {
                    wanted = false;
                    return;
                }
                entry.put("PSChildName", child);
            }
        }

        private void value(String text, long line) {
            Matcher reg = REG_VALUE.matcher(text.strip());
            if (reg.matches()) {
                String data = reg.group(2).strip();
                if (data.startsWith("\"") && data.endsWith("\"") && data.length() >= 2) {
                    entry.put(
                            unescaped(reg.group(1)),
                            unescaped(data.substring(1, data.length() - 1)));
                } else if (data.startsWith("hex(1):") || data.startsWith("hex(2):")) {
                    entry.put(unescaped(reg.group(1)), wide(data.substring(7), line));
                }
                return;
            }
            Matcher query = QUERY_VALUE.matcher(text);
            if (query.matches()
                    && (query.group(2).equals("SZ") || query.group(2).equals("EXPAND_SZ"))) {
                entry.put(query.group(1), query.group(3) == null ? "" : query.group(3).strip());
            }
        }

        private String wide(String hex, long line) {
            StringBuilder text = new StringBuilder();
            String[] bytes = hex.split(",");
            for (int i = 0; i + 1 < bytes.length; i += 2) {
                try {
                    int unit =
                            Integer.parseInt(bytes[i].strip(), 16)
                                    | Integer.parseInt(bytes[i + 1].strip(), 16) << 8;
                    if (unit != 0) {
                        text.append((char) unit);
                    }
                } catch (NumberFormatException e) {
                    run.flaw(
                            "line " + line,
                            "a value in hexadecimal cannot be read and is left out");
                    return "";
                }
            }
            return text.toString();
        }

        private static String unescaped(String text) {
            return text.replace("\\\\", "\\").replace("\\\"", "\"");
        }

        void finish() {
            if (!open.isEmpty()) {
                run.flaw(
                        "line " + openLine,
                        "a value that begins here is not finished and is left out");
            }
            entry.flush(WINDOWS);
        }
    }
}
