package dev.firebreak.formats.log;

import dev.firebreak.formats.table.ColumnMap;
import dev.firebreak.formats.table.ColumnMap.Field;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Objects, one a line, read by the user's column map; the columns are dotted paths.
final class MappedJsonParser extends LineParser {
    private static final Field[] FIELDS = Field.values();

    /// Objects whose keys are looked at.
    private static final int MAX_GUESSED = 100;

    private final JsonScanner scanner;
    private final MappedMeaning meaning;

    /// @param guessed whether the keys were understood by their names
    MappedJsonParser(Output out, Times times, ColumnMap map, boolean guessed) {
        super(out);
        scanner = scanner(map);
        meaning = new MappedMeaning(out, times, guessed);
    }

    /// The map that the keys of the first objects make by their names; empty if they do not make a log.
    static Optional<ColumnMap> guess(byte[] head) {
        Set<String> keys = new LinkedHashSet<>();
        int from = 0;
        for (int n = 0; n < MAX_GUESSED && from < head.length; n++) {
            int newline = Bytes.indexOf(head, from, head.length, (byte) '\n');
            int to = newline < 0 ? head.length : newline;
            int at = from;
            while (at < to && (head[at] == '[' || head[at] == ',' || head[at] == ' ')) {
                at++;
            }
            if (at < to && head[at] == '{') {
                JsonKeys.collect(head, at, to, keys);
            }
            from = to + 1;
        }
        return LogColumns.guess(List.copyOf(keys));
    }

    private static JsonScanner scanner(ColumnMap map) {
        JsonPaths paths = new JsonPaths();
        map.columns().forEach((field, path) -> paths.add(path, field.ordinal()));
        return new JsonScanner(paths.build(), FIELDS.length);
    }

    /// Whether an object has at least one of the mapped things.
    static boolean fits(ColumnMap map, byte[] line, int start, int end) {
        JsonScanner scanner = scanner(map);
        byte[] padded = java.util.Arrays.copyOfRange(line, start, end + BlockParser.SLACK);
        return scanner.scan(padded, 0, end - start) && scanner.count() > 0;
    }

    @Override
    void line(byte[] a, int start, int end) {
        int from = start;
        while (from < end && (a[from] == '[' || a[from] == ',' || a[from] == ' ')) {
            from++;
        }
        if (from == end || a[from] == ']') {
            return;
        }
        if (!scanner.scan(a, from, end)) {
            out.broken("is no whole JSON object");
            return;
        }
        if (scanner.count() == 0) {
            out.unused();
            return;
        }
        meaning.clear();
        for (Field field : FIELDS) {
            int value = scanner.first(field.ordinal());
            if (value >= 0) {
                scanner.value(value, meaning.value(field));
            }
        }
        meaning.tell();
    }
}
