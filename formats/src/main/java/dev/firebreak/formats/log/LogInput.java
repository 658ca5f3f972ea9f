package dev.firebreak.formats.log;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Opens a log that may be compressed, and stops bombs.
public final class LogInput {
    /// Up to here nobody asks how well something is compressed, in bytes after decompression.
    static final long UNSUSPICIOUS_BYTES = 4L << 30;

    /// No log shrinks better than this; gzip cannot go beyond 1,032.
    static final int MAX_RATIO = 1_000;

    /// Enough for gzip to work in few steps, small enough for the second-level cache.
    private static final int BUFFER = 1 << 17;

    private LogInput() {}

    /// Opens a log, plain or compressed with gzip or zstd; its bytes are those after decompression.
    public static InputStream open(Path file) throws IOException {
        InputStream plain = Files.newInputStream(file);
        try {
            byte[] magic = new byte[4];
            int read = plain.readNBytes(magic, 0, 4);
            plain.close();
            plain = Files.newInputStream(file);
            if (read >= 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b) {
                return new Bounded(new GzipMembers(plain, BUFFER), Files.size(file));
            }
            if (read == 4
                    && (magic[0] & 0xff) == 0x28
                    && (magic[1] & 0xff) == 0xb5
                    && (magic[2] & 0xff) == 0x2f
                    && (magic[3] & 0xff) == 0xfd) {
                InputStream frames =
                        new ZstdInputStreamNoFinalizer(new BufferedInputStream(plain, BUFFER));
                return new Bounded(new Truncation(frames), Files.size(file));
            }
            return plain;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    /// Gives a cut zstd stream the same name as a cut gzip stream.
    private static final class Truncation extends FilterInputStream {
        Truncation(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            try {
                return super.read(b, off, len);
            } catch (IOException e) {
                String message = String.valueOf(e.getMessage());
                if (message.contains("Truncated") || message.contains("truncated")) {
                    throw new EOFException(message);
                }
                throw e;
            }
        }
    }

    private static final class Bounded extends FilterInputStream {
        private final long size;
        private long read;

        Bounded(InputStream in, long size) {
            super(in);
            this.size = Math.max(1, size);
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            int n = super.read(b, off, len);
            read += Math.max(0, n);
            if (read > UNSUSPICIOUS_BYTES && read / size > MAX_RATIO) {
                throw new IOException(
                        "more than "
                                + (UNSUSPICIOUS_BYTES >> 30)
                                + " GiB at more than "
                                + MAX_RATIO
                                + " times the file's size: this looks like a bomb");
            }
            return n;
        }
    }
}
