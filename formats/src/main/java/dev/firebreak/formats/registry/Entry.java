package dev.firebreak.formats.registry;

import dev.firebreak.formats.inventory.InventoryRun;
import dev.firebreak.formats.table.ColumnMap.Field;
import dev.firebreak.formats.table.Headers;
import dev.firebreak.formats.table.SoftwareRows;
import dev.firebreak.formats.table.TableReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of the registry as pairs of name and value, whatever they were written in.
final class Entry {
    /// Pairs kept per entry; real ones have about 30.
    static final int MAX_PAIRS = 500;

    private static final int FIELDS = Field.values().length;

    private final InventoryRun run;
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private @Nullable SoftwareRows rows;
    private long line;

    Entry(InventoryRun run) {
        this.run = run;
    }

    void clear(long newLine) {
        names.clear();
        values.clear();
        line = newLine;
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    void put(String name, @Nullable String value) {
        if (names.size() < MAX_PAIRS) {
            names.add(name);
            values.add(value == null ? "" : value);
        } else {
            run.flaw(
                    "line " + line,
                    "more than "
                            + MAX_PAIRS
                            + " values in one entry, the rest of them is left out");
        }
    }

    /// Adds text to the value put last, for values that span lines.
    void continueLast(String text) {
        int last = values.size() - 1;
        if (last >= 0 && values.get(last).length() < InventoryRun.MAX_TEXT) {
            values.set(last, values.get(last) + text);
        }
    }

    /// What its names mean.
    Headers headers() {
        return Headers.of(names);
    }

    /// Passes the entry on and begins a new one.
    void flush(Headers assumed) {
        if (isEmpty()) {
            return;
        }
        Headers headers = Headers.of(names);
        @Nullable String[] row = new @Nullable String[FIELDS];
        for (Field field : Field.values()) {
            int index = headers.index(field);
            row[field.ordinal()] = index < 0 ? null : values.get(index);
        }
        int uninstall = headers.uninstall();
        SoftwareRows to = rows;
        if (to == null) {
            to = TableReader.rows(run, assumed);
            rows = to;
        }
        to.take(row, uninstall < 0 ? null : values.get(uninstall), line);
        clear(line);
    }
}
