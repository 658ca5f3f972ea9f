package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Placing;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// Installers that are a shell script with an archive behind it, as makeself and others make them.
final class ShellArchive implements Container {
    /// The script is no longer than this, in bytes.
    private static final int SCRIPT = 2 << 20;

    private static final int TAIL = 4096;

    /// No text goes on like this: a tenth of the last bytes are control characters.
    static boolean is(Content c) throws EOFException {
        if (c.size() < 2 * TAIL) {
            return false;
        }
        byte[] tail = c.slice(c.size() - TAIL, TAIL).head(TAIL);
        int odd = 0;
        for (byte b : tail) {
            odd += b >= 0 && b < 32 && b != '\n' && b != '\r' && b != '\t' ? 1 : 0;
        }
        return odd > TAIL / 40;
    }

    @Override
    public void read(Content c, Sink sink) throws IOException {
        byte[] head = c.head(SCRIPT);
        for (int i = 0; i + 1 < head.length; i++) {
            if (head[i] != '\n') {
                continue;
            }
            Content behind = c.from(i + 1);
            Format format = Format.detect(behind, "");
            if (format != null && format != Format.SHELL_ARCHIVE) {
                sink.file("[script]", Placing.NONE, c.slice(0, i + 1));
                try (InputStream in = archive(format, behind)) {
                    if (in == null) {
                        sink.file("[archive]", Placing.NONE, behind);
                    } else {
                        sink.layer("[archive]", in);
                    }
                }
                return;
            }
        }
        throw new UnsupportedException("Behind the script lie bytes that cannot be looked into");
    }

    private static @org.jspecify.annotations.Nullable InputStream archive(
            Format format, Content behind) throws IOException {
        return switch (format) {
            case GZIP, BZIP2, XZ, LZMA, ZSTD -> CompressedContainer.open(format, behind.stream());
            default -> null;
        };
    }
}
