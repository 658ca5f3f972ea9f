package dev.firebreak.formats.osquery;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One object of a result: either a bare row, or an entry of the results log with its rows; reused.
final class Event {
    /// What an entry of the log says about its rows.
    enum Shape {
        /// `osqueryi --json`: the object itself is the row.
        BARE,
        /// `columns`, and `action` says whether the row was added or removed, or is part of a snapshot.
        ROW,
        /// `diffResults` with rows added and removed.
        BATCH,
        /// `snapshot` with all rows.
        SNAPSHOT
    }

    /// Rows of one entry; further ones are left out and said.
    static final int MAX_ROWS = 1_000_000;

    Shape shape = Shape.BARE;
    @Nullable String query;
    @Nullable String action;
    @Nullable String hostIdentifier;
    @Nullable String hostname;
    @Nullable String unixTime;
    @Nullable String calendarTime;
    @Nullable String counter;
    @Nullable String decoratedHost;
    @Nullable String decoratedOrganisation;
    @Nullable String decoratedPlatform;
    boolean objects;
    boolean tooMany;

    final Row bare = new Row();
    private final List<Row> rows = new ArrayList<>();
    private final List<Boolean> removed = new ArrayList<>();
    private int used;

    void clear(long line) {
        shape = Shape.BARE;
        query = null;
        action = null;
        hostIdentifier = null;
        hostname = null;
        unixTime = null;
        calendarTime = null;
        counter = null;
        decoratedHost = null;
        decoratedOrganisation = null;
        decoratedPlatform = null;
        objects = false;
        tooMany = false;
        bare.clear(line);
        if (used > 10_000) {
            rows.clear();
        }
        used = 0;
        removed.clear();
    }

    /// A cleared row to fill, or null if there are too many.
    @Nullable Row newRow(long line, boolean isRemoved) {
        if (used >= MAX_ROWS) {
            tooMany = true;
            return null;
        }
        if (used == rows.size()) {
            rows.add(new Row());
        }
        Row row = rows.get(used++);
        row.clear(line);
        removed.add(isRemoved);
        return row;
    }

    int rows() {
        return used;
    }

    Row row(int i) {
        return rows.get(i);
    }

    boolean isRemoved(int i) {
        return removed.get(i) || "removed".equals(action);
    }
}
