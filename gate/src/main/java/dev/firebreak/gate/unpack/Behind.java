package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.io.IOException;
import java.io.InputStream;

/// What lies behind the end of an archive: its own tools pass over it, and so does whoever only lists its entries.
final class Behind {
    /// Less is fill-up, in bytes.
    private static final int FILL = 512;

    /// So many zeros are fill-up, in bytes; what comes after them is not read any more.
    private static final long MOST_ZEROS = 256 << 20;

    private Behind() {}

    /// @param end of the archive, as its header says
    static void tell(Content c, long end, Sink sink) throws IOException {
        if (end < 0 || end > c.size() || c.size() - end <= FILL) {
            return; // an archive that says it is longer than it is cannot be read anyway
        }
        try (InputStream rest = c.from(end).stream()) {
            if (!isBlank(rest)) {
                tell(sink, (c.size() - end) + " bytes after the end of the archive");
            }
        }
    }

    /// @param rest what follows an archive that is read as a stream; is not closed
    static void tell(InputStream rest, Sink sink) throws IOException {
        if (!isBlank(rest)) {
            tell(sink, "after the last entry and its end");
        }
    }

    private static void tell(Sink sink, String where) {
        sink.signal(new Signal(SignalKind.TRAILING_DATA, "bytes after the archive", where));
    }

    /// Only zeros, and not too many of them.
    static boolean isBlank(InputStream in) throws IOException {
        byte[] part = new byte[1 << 16];
        long zeros = 0;
        for (int n = in.read(part); n >= 0; n = in.read(part)) {
            for (int i = 0; i < n; i++) {
                if (part[i] != 0) {
                    return false;
                }
            }
            zeros += n;
            if (zeros > MOST_ZEROS) {
                return false;
            }
        }
        return true;
    }
}
