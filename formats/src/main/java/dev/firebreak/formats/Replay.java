package dev.firebreak.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A stream whose beginning can be looked at before it is read. An error met while looking comes again when reading gets
/// there, so that what came before it is not lost.
final class Replay extends InputStream {
    private final InputStream in;
    private final byte[] head;
    private final @Nullable IOException failure;
    private int at;

    Replay(InputStream in, int size) {
        this.in = in;
        byte[] bytes = new byte[size];
        int n = 0;
        IOException met = null;
        try {
            int more;
            while (n < size && (more = in.read(bytes, n, size - n)) >= 0) {
                n += more;
            }
        } catch (IOException e) {
            met = e;
        }
        head = Arrays.copyOf(bytes, n);
        failure = met;
    }

    byte[] head() {
        return head;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int n = read(one, 0, 1);
        return n < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        if (len == 0) {
            return 0;
        }
        if (at < head.length) {
            int n = Math.min(len, head.length - at);
            System.arraycopy(head, at, b, off, n);
            at += n;
            return n;
        }
        if (failure != null) {
            throw failure;
        }
        return in.read(b, off, len);
    }
}
