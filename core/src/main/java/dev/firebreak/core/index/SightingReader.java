package dev.firebreak.core.index;

import java.io.IOException;

/// Reads the rows of the key at which a cursor stands, over all its parts. Afterwards the cursor stands at the next key.
final class SightingReader {
    final SightingRow row = new SightingRow();
    private final RunCursor cursor;
    private final ByteIn in = new ByteIn(new byte[0]);
    private final byte[] key;
    private final int keyLength;
    private int left;
    private long unit;
    private long base;
    private boolean atEnd;

    SightingReader(RunCursor cursor) {
        this.cursor = cursor;
        key = cursor.key();
        keyLength = key.length;
        part();
    }

    private void part() {
        cursor.value(in);
        left = in.count();
        unit = in.varint();
        base = unit > 0 ? in.signed() : 0;
        row.host = 0;
        row.source = 0;
    }

    /// Whether the cursor still has entries at all; meaningful after [#next] said false.
    boolean atEnd() {
        return atEnd;
    }

    boolean next() throws IOException {
        while (left == 0) {
            if (!cursor.next()) {
                atEnd = true;
                left = -1;
                return false;
            }
            if (cursor.compareKey(key, keyLength) != 0) {
                left = -1;
                return false;
            }
            part();
        }
        if (left < 0) {
            return false;
        }
        left--;
        row.host += in.count();
        row.first = unit > 0 ? (in.signed() + base) * unit : SightingRow.NO_TIME;
        long tag = in.varint();
        row.count = (tag >>> 2) + 1;
        row.last = (tag & 1) != 0 ? row.first + in.varint() * unit : row.first;
        row.paired = (tag & 2) != 0 ? in.varint() : 0;
        row.source += (int) in.signed();
        row.offset = in.varint();
        return true;
    }
}
