package dev.firebreak.formats.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// A text made line by line from another one, in bounded memory.
abstract class LineSource extends InputStream {
    private byte[] ready = new byte[0];
    private int at;
    private boolean ended;

    /// The next line without its end.
    ///
    /// @return false at the end
    abstract boolean next(Bounded into) throws IOException;

    @Override
    public int read() throws IOException {
        return prepare() ? ready[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] b, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!prepare()) {
            return -1;
        }
        int n = Math.min(length, ready.length - at);
        System.arraycopy(ready, at, b, offset, n);
        at += n;
        return n;
    }

    private boolean prepare() throws IOException {
        while (at == ready.length) {
            if (ended) {
                return false;
            }
            Bounded line = new Bounded();
            try {
                ended = !next(line);
            } catch (IOException e) {
                // What was made before is used, then the fault is told.
                ended = true;
                throw e;
            }
            if (ended) {
                return false;
            }
            line.write('\n');
            ready = line.toByteArray();
            at = 0;
        }
        return true;
    }

    /// Keeps no more than a line may have, and one byte by which the reader of lines notices that it is too long.
    static final class Bounded extends ByteArrayOutputStream {
        @Override
        public void write(int b) {
            if (count <= LineFeed.MAX_LINE || b == '\n') {
                super.write(b);
            }
        }

        @Override
        public void write(byte[] b, int offset, int length) {
            super.write(b, offset, Math.max(0, Math.min(length, LineFeed.MAX_LINE + 1 - count)));
        }
    }
}
