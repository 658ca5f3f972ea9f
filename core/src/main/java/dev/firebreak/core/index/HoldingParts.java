package dev.firebreak.core.index;

import java.io.IOException;

/// Writes the stations of one component after the other as parts.
///
/// A part: varint rows, then for each: varint (station minus the station before) * 2 + 1 if intervals follow (first row: the
/// station itself in place of the difference); then varint number of times, signed first time, varint differences; an
/// interval that still lasts has no second time, so an odd number means open.
final class HoldingParts {
    /// A part is closed beyond this, in bytes.
    static final int PART = 2048;

    private final RunWriter out;
    private final byte[] key = new byte[4];
    private final ByteOut rows = new ByteOut(PART * 2);
    private final ByteOut value = new ByteOut(PART * 2);
    private int n;
    private int station;
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
        if (rows.length >= PART) {
            flush();
        }
        long delta = r.station - station;
        station = r.station;
        rows.varint(delta << 1 | (r.always ? 0 : 1));
        if (!r.always) {
            int times = r.times.length;
            boolean open = times > 0 && r.times[times - 1] == HoldingRow.OPEN;
            times -= open ? 1 : 0;
            rows.varint(times);
            long before = 0;
            for (int i = 0; i < times; i++) {
                rows.signed(r.times[i] - before);
                before = r.times[i];
            }
        }
        n++;
    }

    /// A row whose times are known to be "always"; the bulk of all rows.
    void addAlways(int newStation) throws IOException {
        if (rows.length >= PART) {
            flush();
        }
        rows.varint((long) (newStation - station) << 1);
        station = newStation;
        n++;
    }

    void end() throws IOException {
        flush();
    }

    long written() {
        return written;
    }

    private void flush() throws IOException {
        if (n > 0) {
            value.clear().varint(n).bytes(rows.array, 0, rows.length);
            out.add(key, 4, value.array, 0, value.length);
            written += n;
        }
        rows.clear();
        n = 0;
        station = 0;
    }
}
