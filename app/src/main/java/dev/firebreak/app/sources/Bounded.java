package dev.firebreak.app.sources;

import dev.firebreak.app.store.Refused;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Ends with a refusal when there is more than allowed.
final class Bounded extends FilterInputStream {
    private final long most;
    private long read;

    Bounded(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        if (one >= 0) {
            count(1);
        }
        return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        if (n > 0) {
            count(n);
        }
        return n;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int n) {
        read += n;
        if (read > most) {
            throw new Refused("too-large", most + " B");
        }
    }
}
