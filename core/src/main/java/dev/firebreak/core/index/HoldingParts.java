package dev.firebreak.core.index;

import java.io.IOException;

/// Writes the stations of one component after the other as parts.
///
/// A part: varint rows, then byte 1 and the stations as [Gaps] if all of them have had the component always; else byte 0 and for
/// each row: varint (station minus the station before) * 2 + 1 if intervals follow (first row: the station itself in place of the
/// difference); then varint number of times, signed first time, varint differences; an interval that still lasts has no second
/// time, so an odd number means open.
final class HoldingParts {
    /// Rows of a part at most.
    static final int ROWS = 2048;

    private final RunWriter out;
    private final byte[] key = new byte[4];
    private final ByteOut value = new ByteOut(ROWS * 2);
    private final int[] stations = new int[ROWS];
    private final long[][] times = new long[ROWS][];
    private static final long[] ALWAYS = new long[0];
    private int n;
    private int explicit;
    private long written;

    HoldingParts(RunWriter out) {
        this.out = out;
    }

    void begin(int component) {
        key[0] = (byte) (component >>> 24);
        key[1] = (byte) (component >>> 16);
        key[2] = (byte) (component >>> 8);
        key[3] = (byte) component;
    }

    void add(HoldingRow r) throws IOException {
        addAlways(r.station);
        if (!r.always) {
            times[n - 1] = r.times.clone();
            explicit++;
        }
    }

    /// A row whose times are known to be "always"; the bulk of all rows.
    void addAlways(int station) throws IOException {
        if (n == ROWS) {
            flush();
        }
        stations[n] = station;
        times[n++] = ALWAYS;
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
        value.clear().varint(n);
        if (explicit == 0) {
            value.u8(1);
            Gaps.write(stations, n, value);
        } else {
            value.u8(0);
            int station = 0;
            for (int i = 0; i < n; i++) {
                row(stations[i] - station, times[i]);
                station = stations[i];
            }
        }
        out.add(key, 4, value.array, 0, value.length);
        written += n;
        n = 0;
        explicit = 0;
    }

    @SuppressWarnings(
            "ReferenceEquality") // ALWAYS is a mark; a row without any interval is another thing
    private void row(long delta, long[] intervals) {
        boolean always = intervals == ALWAYS;
        value.varint(delta << 1 | (always ? 0 : 1));
        if (always) {
            return;
        }
        int count = intervals.length;
        count -= count > 0 && intervals[count - 1] == HoldingRow.OPEN ? 1 : 0;
        value.varint(count);
        long before = 0;
        for (int i = 0; i < count; i++) {
            value.signed(intervals[i] - before);
            before = intervals[i];
        }
    }
}
