package dev.firebreak.core.index;

import java.io.IOException;

/// Writes the rows of one key after the other as parts of at most [#ROWS] rows.
///
/// A part: varint rows; varint unit of times in microseconds (0: rows have no times); then for each row: varint host minus the
/// host before (first row: host itself); if timed, signed first minus the part's base (the first row's `first`, told
/// before the rows, signed, in units); varint tag = count-1 shifted by 2, bit 0 set if last differs from first, bit 1 if paired
/// lines follow; last minus first if told; paired if told; signed source minus the source before; varint offset.
final class SightingParts {
    static final int ROWS = 128;

    private final RunWriter out;
    private final SightingRow[] rows = new SightingRow[ROWS];
    private final ByteOut value = new ByteOut(4096);
    private byte[] key = new byte[256];
    private int keyLength;
    private int n;
    private long written;

    SightingParts(RunWriter out) {
        this.out = out;
        for (int i = 0; i < ROWS; i++) {
            rows[i] = new SightingRow();
        }
    }

    void begin(byte[] newKey, int length) {
        if (key.length < length) {
            key = new byte[length * 2];
        }
        System.arraycopy(newKey, 0, key, 0, length);
        keyLength = length;
    }

    void add(SightingRow row) throws IOException {
        if (n == ROWS) {
            flush();
        }
        rows[n++].set(row);
    }

    void end() throws IOException {
        flush();
    }

    long written() {
        return written;
    }

    private void flush() throws IOException {
        if (n == 0) {
            return;
        }
        long unit = unit();
        value.clear().varint(n).varint(unit);
        long base = 0;
        if (unit > 0) {
            base = Math.floorDiv(rows[0].first, unit);
            value.signed(base);
        }
        int host = 0;
        int source = 0;
        for (int i = 0; i < n; i++) {
            SightingRow r = rows[i];
            value.varint(r.host - host);
            host = r.host;
            boolean spans = r.last != r.first;
            if (unit > 0) {
                value.signed(r.first / unit - base);
            }
            value.varint((r.count - 1) << 2 | (r.paired != 0 ? 2 : 0) | (spans ? 1 : 0));
            if (spans) {
                value.varint((r.last - r.first) / unit);
            }
            if (r.paired != 0) {
                value.varint(r.paired);
            }
            value.signed(r.source - source);
            source = r.source;
            value.varint(r.offset);
        }
        out.add(key, keyLength, value.array, 0, value.length);
        written += n;
        n = 0;
    }

    /// The coarsest unit in which all times of the part are whole: logs in seconds cost three bytes less a row.
    private long unit() {
        if (rows[0].first == SightingRow.NO_TIME) {
            return 0;
        }
        long unit = 1_000_000;
        for (int i = 0; i < n; i++) {
            SightingRow r = rows[i];
            while (r.first % unit != 0 || r.last % unit != 0) {
                unit /= 1000;
            }
        }
        return unit;
    }
}
