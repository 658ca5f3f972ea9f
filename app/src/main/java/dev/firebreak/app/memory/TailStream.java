package dev.firebreak.app.memory;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Passes a log on and remembers its latest bytes, so that the place up to which it was taken in can be known again.
final class TailStream extends FilterInputStream {
    /// Readers look ahead by a line of at most a megabyte and a block; this is more.
    private static final int KEPT = 4 << 20;

    private final byte[] ring = new byte[KEPT];
    private long position;
    private final long start;

    /// @param start offset in the log of the stream's next byte
    /// @param before bytes of the log that end there
    TailStream(InputStream in, long start, byte[] before) {
        super(in);
        this.start = start - before.length;
        position = this.start;
        keep(before, 0, before.length);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        int n = super.read(b, off, len);
        if (n > 0) {
            keep(b, off, n);
        }
        return n;
    }

    private void keep(byte[] b, int off, int n) {
        int from = Math.max(0, n - KEPT);
        position += from;
        int done = from;
        while (done < n) {
            int at = (int) (position % KEPT);
            int part = Math.min(n - done, KEPT - at);
            System.arraycopy(b, off + done, ring, at, part);
            done += part;
            position += part;
        }
    }

    /// Offset in the log after the last byte read.
    long position() {
        return position;
    }

    /// The bytes that end before an offset, at most `length`; fewer at the start of the log.
    byte[] before(long offset, int length) {
        long from = Math.max(Math.max(start, position - KEPT), offset - length);
        if (offset > position || from > offset) {
            throw new IllegalStateException("offset " + offset + " is not at hand at " + position);
        }
        byte[] out = new byte[(int) (offset - from)];
        for (int i = 0; i < out.length; i++) {
            out[i] = ring[(int) ((from + i) % KEPT)];
        }
        return out;
    }

    static byte[] concat(byte[] a, byte[] b) {
        byte[] out = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, out, a.length, b.length);
        return out;
    }
}
