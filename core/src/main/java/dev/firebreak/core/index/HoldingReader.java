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
            gaps.begin(in);
        }
    }

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
            if (cursor.compareKey(key, 4) != 0) {
                left = -1;
                return false;
            }
            part();
        }
        if (left < 0) {
            return false;
        }
        left--;
        if (packed) {
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
