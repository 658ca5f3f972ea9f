package dev.firebreak.core.index;

import java.io.IOException;

/// Writes the rows of one key after the other as parts of at most [#ROWS] rows.
///
/// A part: byte 0; byte flags, bits 0 to 1 the unit of times (0 none, 1 microseconds, 2 milliseconds, 3 seconds), bit 2 set if
/// tags follow; varint rows; if timed, signed earliest first (in units); varint first host; varint smallest offset; varint
/// smallest source. If there are several rows, four bytes: the widths in bits of host differences, times, offsets and
/// sources, then these four for each row as [Bits]: host minus the host before (first row: 0), first minus the
/// earliest, offset and source minus the smallest. If tags follow, for each row: varint tag = count-1 shifted by 2, bit 0 set
/// if last differs from first, bit 1 if paired lines follow; last minus first in units if told; paired if told.
///
/// Parts of format 2 begin with varint rows, never 0, see [SightingReader].
final class SightingParts {
    static final int ROWS = 128;

    /// Microseconds of each unit.
    static final long[] UNITS = {0, 1, 1000, 1_000_000};

    private final RunWriter out;
    private final int[] hosts = new int[ROWS];
    private final long[] firsts = new long[ROWS];
    private final long[] lasts = new long[ROWS];
    private final long[] counts = new long[ROWS];
    private final long[] paired = new long[ROWS];
    private final int[] sources = new int[ROWS];
    private final long[] offsets = new long[ROWS];
    private final ByteOut value = new ByteOut(4096);
    private final Bits bits = new Bits(value);
    private byte[] key = new byte[256];
    private int keyLength;
    private int n;
    private long written;

    SightingParts(RunWriter out) {
        this.out = out;
    }

    void begin(byte[] newKey, int start, int length) {
        if (key.length < length) {
            key = new byte[length * 2];
        }
        System.arraycopy(newKey, start, key, 0, length);
        keyLength = length;
    }

    void add(SightingRow row) throws IOException {
        if (n == ROWS) {
            flush();
        }
        hosts[n] = row.host;
        firsts[n] = row.first;
        lasts[n] = row.last;
        counts[n] = row.count;
        paired[n] = row.paired;
        sources[n] = row.source;
        offsets[n++] = row.offset;
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
        int code = unit();
        long unit = UNITS[code];
        long base = firsts[0];
        long low = offsets[0];
        long highTime = firsts[0];
        long highOffset = offsets[0];
        int widest = 0;
        int source = sources[0];
        int highSource = sources[0];
        boolean tags = false;
        for (int i = 0; i < n; i++) {
            base = Math.min(base, firsts[i]);
            highTime = Math.max(highTime, firsts[i]);
            low = Math.min(low, offsets[i]);
            highOffset = Math.max(highOffset, offsets[i]);
            widest = i == 0 ? 0 : Math.max(widest, hosts[i] - hosts[i - 1]);
            source = Math.min(source, sources[i]);
            highSource = Math.max(highSource, sources[i]);
            tags |= counts[i] != 1 || lasts[i] != firsts[i] || paired[i] != 0;
        }
        value.clear().u8(0).u8(code | (tags ? 4 : 0)).varint(n);
        if (code > 0) {
            base = Math.floorDiv(base, unit);
            value.signed(base);
        }
        value.varint(hosts[0]).varint(low).varint(source);
        if (n > 1) {
            long span = code > 0 ? Math.floorDiv(highTime, unit) - base : 0;
            value.u8(Bits.width(widest)).u8(Bits.width(span)).u8(Bits.width(highOffset - low));
            value.u8(Bits.width(highSource - source));
            packed(code, base, low, source, value.length - 4);
        }
        if (tags) {
            tags(unit);
        }
        out.add(key, keyLength, value.array, 0, value.length);
        written += n;
        n = 0;
    }

    /// @param widths where the widths of the fields stand
    private void packed(int code, long base, long low, int lowSource, int widths) {
        int forHost = value.array[widths];
        int forTime = value.array[widths + 1];
        int forOffset = value.array[widths + 2];
        int forSource = value.array[widths + 3];
        int host = hosts[0];
        for (int i = 0; i < n; i++) {
            bits.write(hosts[i] - host, forHost);
            host = hosts[i];
            bits.write(code > 0 ? units(firsts[i], code) - base : 0, forTime);
            bits.write(offsets[i] - low, forOffset);
            bits.write(sources[i] - lowSource, forSource);
        }
        bits.fill();
    }

    /// Divisions by numbers that the compiler knows are much cheaper.
    private static long units(long micros, int code) {
        return switch (code) {
            case 2 -> Math.floorDiv(micros, 1000L);
            case 3 -> Math.floorDiv(micros, 1_000_000L);
            default -> micros;
        };
    }

    private void tags(long unit) {
        for (int i = 0; i < n; i++) {
            boolean spans = lasts[i] != firsts[i];
            value.varint((counts[i] - 1) << 2 | (paired[i] != 0 ? 2 : 0) | (spans ? 1 : 0));
            if (spans) {
                value.varint((lasts[i] - firsts[i]) / unit);
            }
            if (paired[i] != 0) {
                value.varint(paired[i]);
            }
        }
    }

    /// The coarsest unit in which all times of the part are whole.
    private int unit() {
        if (firsts[0] == SightingRow.NO_TIME) {
            return 0;
        }
        int code = 3;
        for (int i = 0; i < n && code > 1; i++) {
            while (code > 1 && !whole(firsts[i], lasts[i], code)) {
                code--;
            }
        }
        return code;
    }

    private static boolean whole(long first, long last, int code) {
        return code == 3
                ? first % 1_000_000L == 0 && last % 1_000_000L == 0
                : first % 1000L == 0 && last % 1000L == 0;
    }
}
