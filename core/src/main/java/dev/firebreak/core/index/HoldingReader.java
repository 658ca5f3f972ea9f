package dev.firebreak.core.index;

import java.io.IOException;

/// Reads the rows of the component at which a cursor stands. Afterwards the cursor stands at the next key.
final class HoldingReader {
    final HoldingRow row = new HoldingRow();
    private static final long[] NONE = {};

    private final RunCursor cursor;
    private final ByteIn in = new ByteIn(new byte[0]);
    private final byte[] key;
    private int left;
    private final Gaps.Reader gaps = new Gaps.Reader();
    private boolean packed;
    private boolean gapsBegun;
    private boolean atEnd;

    HoldingReader(RunCursor cursor) {
        this.cursor = cursor;
        key = cursor.key();
        part();
    }

    private void part() {
        cursor.value(in);
        left = in.count();
        row.station = 0;
        packed = in.u8() == 1;
        if (packed) {
            row.always = true;
            row.times = NONE;
            gapsBegun = false;
        }
    }

    /// Reads all rows of the part that lies ahead, if none of it was read yet and each of its stations has had the component
    /// always.
    ///
    /// @param stations room for [HoldingParts#ROWS]
    /// @return how many; 0 if the rows are to be read one by one, of which there may be none
    int always(int[] stations) throws IOException {
        if (left == 0 && !advance()) {
            return 0;
        }
        if (left < 0 || !packed || gapsBegun || left > stations.length) {
            return 0;
        }
        int n = left;
        Gaps.read(in, n, stations);
        left = 0;
        return n;
    }

    boolean atEnd() {
        return atEnd;
    }

    private boolean advance() throws IOException {
        while (left == 0) {
            if (!cursor.next()) {
                atEnd = true;
                left = -1;
                return false;
            }
            if (cursor.compareKey(key, 4) != 0) {
                left = -1;
                return false;
            }
            part();
        }
        return left > 0;
    }

    boolean next() throws IOException {
        if (!advance()) {
            return false;
        }
        left--;
        if (packed) {
            if (!gapsBegun) {
                gaps.begin(in);
                gapsBegun = true;
            }
            row.station = gaps.next();
            return true;
        }
        long v = in.varint();
        row.station += (int) (v >>> 1);
        row.always = (v & 1) == 0;
        row.times = NONE;
        if (!row.always) {
            int n = in.count();
            if (n > in.end - in.at) {
                throw new MalformedException("a holding with " + n + " times");
            }
            long[] times = new long[n + (n & 1)];
            long before = 0;
            for (int i = 0; i < n; i++) {
                before += in.signed();
                times[i] = before;
            }
            if ((n & 1) == 1) {
                times[n] = HoldingRow.OPEN;
            }
            row.times = times;
        }
        return true;
    }
}
