package dev.firebreak.formats.osquery;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One row of a result; reused from row to row.
final class Row {
    private static final int COLUMNS = Column.values().length;

    private final @Nullable String[] values = new String[COLUMNS];
    private long present;
    private long line;

    void clear(long newLine) {
        Arrays.fill(values, null);
        present = 0;
        line = newLine;
    }

    void put(Column column, @Nullable String value) {
        values[column.ordinal()] = value;
        present |= column.bit();
    }

    /// The value; null if the column is absent, `null` or empty.
    @Nullable String get(Column column) {
        String value = values[column.ordinal()];
        return value == null || value.isEmpty() ? null : value;
    }

    /// Whether the column is there, even if it is empty.
    boolean has(Column column) {
        return (present & column.bit()) != 0;
    }

    boolean hasAny(Column... columns) {
        for (Column column : columns) {
            if (has(column)) {
                return true;
            }
        }
        return false;
    }

    long line() {
        return line;
    }
}
