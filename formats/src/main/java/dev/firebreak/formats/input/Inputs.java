package dev.firebreak.formats.input;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// Opens files that may be compressed. What a file is, its first bytes tell, never its name.
public final class Inputs {
    /// The largest warning or inventory file read as a whole, in bytes after decompression.
    public static final int MAX_WHOLE_FILE = 512 << 20;

    private static final int BUFFER = 1 << 16;

    private Inputs() {}

    /// Opens a file, decompressing gzip (also several members in a row) and zstd.
    ///
    /// @throws IOException if the file cannot be opened, or its compression header is broken
    public static InputStream open(Path path) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        try {
            in.mark(4);
            byte[] magic = in.readNBytes(4);
            in.reset();
            if (magic.length >= 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b) {
                return new GZIPInputStream(in, BUFFER);
            }
            if (magic.length == 4
                    && (magic[0] & 0xff) == 0x28
                    && (magic[1] & 0xff) == 0xb5
                    && (magic[2] & 0xff) == 0x2f
                    && (magic[3] & 0xff) == 0xfd) {
                return new ZstdInputStreamNoFinalizer(in);
            }
            return in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /// Reads a whole file after decompression.
    ///
    /// @throws IOException if it cannot be read, or is larger than `max` bytes; the message says which
    public static byte[] readAll(Path path, int max) throws IOException {
        try (InputStream in = open(path)) {
            byte[] bytes = in.readNBytes(max);
            if (bytes.length == max && in.read() >= 0) {
                throw new IOException("larger than " + (max >> 20) + " MiB after decompression");
            }
            return bytes;
        }
    }
}
