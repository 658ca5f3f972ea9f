package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The relational tables of a Windows Installer package: strings in a pool, rows stored column by column.
final class MsiTables {
    private static final int MAX_ROWS = 500_000;
    private static final int STRING = 0x0800;
    private static final int VALID = 0x0100;
    private static final int NULLABLE = 0x1000;

    private record Column(String name, int type) {}

    private final Map<String, byte[]> streams;
    private final List<String> strings = new ArrayList<>();
    private final Map<String, List<Column>> columns = new HashMap<>();
    private int referenceSize = 2;

    /// @param streams table streams by decoded name (without the mark of tables)
    MsiTables(Map<String, byte[]> streams) throws IOException {
        this.streams = streams;
        strings();
        for (List<@Nullable Object> row :
                rows(
                        List.of(
                                new Column("Table", STRING | 64),
                                new Column("Number", 2),
                                new Column("Name", STRING | 64),
                                new Column("Type", 2)),
                        "_Columns")) {
            String table = String.valueOf(row.get(0));
            int type = row.get(3) instanceof Integer i ? i : 0;
            columns.computeIfAbsent(table, _ -> new ArrayList<>())
                    .add(new Column(String.valueOf(row.get(2)), type & 0x7fff));
        }
    }

    private void strings() throws EOFException {
        Content pool = Content.of(streams.getOrDefault("_StringPool", new byte[0]));
        byte[] data = streams.getOrDefault("_StringData", new byte[0]);
        strings.add("");
        if (pool.size() < 4) {
            return;
        }
        int codepage = pool.u16(0);
        referenceSize = (pool.u16(2) & 0x8000) != 0 ? 3 : 2;
        Charset charset =
                codepage == 65001 || codepage == 0 ? StandardCharsets.UTF_8 : charset(codepage);
        int at = 0;
        for (long p = 4; p + 4 <= pool.size(); p += 4) {
            long length = pool.u16(p);
            int references = pool.u16(p + 2);
            if (length == 0 && references != 0 && p + 8 <= pool.size()) {
                p += 4;
                length = (long) references << 16 | pool.u16(p);
            }
            int n = (int) Math.min(length, data.length - at);
            strings.add(new String(data, at, Math.max(0, n), charset));
            at += Math.max(0, n);
        }
    }

    private static Charset charset(int codepage) {
        String name = "windows-" + codepage;
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.ISO_8859_1;
    }

    private int width(Column c) {
        int type = c.type();
        if ((type & ~NULLABLE) == (STRING | VALID)) {
            return 2; // a stream
        }
        return (type & STRING) != 0 ? referenceSize : (type & 0xff) <= 2 ? 2 : 4;
    }

    private List<List<@Nullable Object>> rows(List<Column> schema, String table)
            throws EOFException {
        byte[] bytes = streams.get(table);
        List<List<@Nullable Object>> out = new ArrayList<>();
        int width = 0;
        for (Column c : schema) {
            width += width(c);
        }
        if (bytes == null || width == 0) {
            return out;
        }
        Content data = Content.of(bytes);
        int count = Math.min(MAX_ROWS, bytes.length / width);
        for (int r = 0; r < count; r++) {
            List<@Nullable Object> row = new ArrayList<>();
            long start = 0;
            for (Column c : schema) {
                int w = width(c);
                row.add(value(data, start + (long) r * w, w, c));
                start += (long) w * count;
            }
            out.add(row);
        }
        return out;
    }

    private @Nullable Object value(Content data, long at, int width, Column c) throws EOFException {
        if ((c.type() & STRING) != 0 && (c.type() & ~NULLABLE) != (STRING | VALID)) {
            int reference = data.u16(at) | (width == 3 ? data.u8(at + 2) << 16 : 0);
            return reference < strings.size() ? strings.get(reference) : "";
        }
        if (width == 4) {
            int v = data.i32(at);
            return v == 0 ? null : Integer.valueOf(v ^ 0x8000_0000);
        }
        int v = data.u16(at);
        return v == 0 ? null : Integer.valueOf(v ^ 0x8000);
    }

    /// Rows as maps by column name; integers as text, nulls left out.
    List<Map<String, String>> table(String name) throws EOFException {
        List<Map<String, String>> out = new ArrayList<>();
        List<Column> schema = columns.getOrDefault(name, List.of());
        for (List<@Nullable Object> row : rows(schema, name)) {
            Map<String, String> map = new LinkedHashMap<>();
            for (int i = 0; i < schema.size(); i++) {
                Object value = row.get(i);
                if (value != null && !value.equals("")) {
                    map.put(schema.get(i).name(), value.toString());
                }
            }
            out.add(map);
        }
        return out;
    }

    List<String> names() {
        return columns.keySet().stream().sorted().toList();
    }

    /// Stream names are packed: two characters of a 64-letter alphabet in one, tables marked by U+4840.
    static String decode(String packed) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < packed.length(); i++) {
            char ch = packed.charAt(i);
            if (ch == 0x4840) {
                out.append('!');
            } else if (ch >= 0x3800 && ch < 0x4800) {
                out.append(letter(ch - 0x3800 & 0x3f)).append(letter(ch - 0x3800 >> 6 & 0x3f));
            } else if (ch >= 0x4800 && ch < 0x4840) {
                out.append(letter(ch - 0x4800));
            } else {
                out.append(ch);
            }
        }
        return out.toString();
    }

    private static char letter(int n) {
        return n < 10
                ? (char) ('0' + n)
                : n < 36
                        ? (char) ('A' + n - 10)
                        : n < 62 ? (char) ('a' + n - 36) : n == 62 ? '.' : '_';
    }
}
