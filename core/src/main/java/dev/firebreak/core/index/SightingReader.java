package dev.firebreak.core.index;

import java.io.IOException;

/// Reads the rows of the key at which a cursor stands, over all its parts. Afterwards the cursor stands at the next key.
///
/// Parts of format 2 are read too. They begin with varint rows, then varint unit of times in microseconds (0: no times), if timed
/// signed base in units, and for each row varint host minus the host before, if timed signed first minus base, varint tag,
/// last minus first and paired as [SightingParts] has them, signed source minus the source before, varint offset.
final class SightingReader {
    final SightingRow row = new SightingRow();
    private final RunCursor cursor;
    private final ByteIn in = new ByteIn(new byte[0]);
    private final Bits.Reader bits = new Bits.Reader();
    private final byte[] key;
    private final int keyLength;
    private int left;
    private boolean packed;
    private boolean tags;
    private int forHost;
    private int forTime;
    private int forOffset;
    private int forSource;
    private int lowSource;
    private long unit;
    private long base;
    private long low;
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
        packed = left == 0;
        if (!packed) {
            unit = in.varint();
            base = unit > 0 ? in.signed() : 0;
            row.host = 0;
            row.source = 0;
            return;
        }
        int flags = in.u8();
        tags = (flags & 4) != 0;
        unit = SightingParts.UNITS[flags & 3];
        left = in.count();
        base = unit > 0 ? in.signed() : 0;
        row.host = in.count();
        low = in.varint();
        lowSource = in.count();
        forHost = 0;
        forTime = 0;
        forOffset = 0;
        forSource = 0;
        if (left > 1) {
            forHost = in.u8();
            forTime = in.u8();
            forOffset = in.u8();
            forSource = in.u8();
            if (forHost > 31 || forTime > 56 || forOffset > 56 || forSource > 31) {
                throw new MalformedException(
                        "fields of %d, %d, %d and %d bits"
                                .formatted(forHost, forTime, forOffset, forSource));
            }
            bits.begin(in, (long) left * (forHost + forTime + forOffset + forSource));
        } else if (left == 0) {
            throw new MalformedException("a part without rows");
        }
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
        if (packed) {
            packedRow();
        } else {
            row.host += in.count();
            row.first = unit > 0 ? (in.signed() + base) * unit : SightingRow.NO_TIME;
            tag();
            row.source += (int) in.signed();
            row.offset = in.varint();
        }
        return true;
    }

    private void packedRow() {
        row.host += (int) bits.read(forHost);
        long time = bits.read(forTime);
        row.first = unit > 0 ? (time + base) * unit : SightingRow.NO_TIME;
        row.offset = low + bits.read(forOffset);
        row.source = lowSource + (int) bits.read(forSource);
        if (tags) {
            tag();
        } else {
            row.count = 1;
            row.last = row.first;
            row.paired = 0;
        }
    }

    private void tag() {
        long tag = in.varint();
        row.count = (tag >>> 2) + 1;
        row.last = (tag & 1) != 0 ? row.first + in.varint() * unit : row.first;
        row.paired = (tag & 2) != 0 ? in.varint() : 0;
    }
}
