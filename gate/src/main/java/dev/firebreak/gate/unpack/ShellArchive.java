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

    /// Larger scripts with encoded archives are not opened, in bytes.
    private static final int ENCODED = 128 << 20;

    /// Lines of base64 are at least so long, in characters.
    private static final int LINE = 60;

    /// Some of it is no text, as a tenth of random bytes are control characters, or it ends in long lines of base64. All of it
    /// is looked at: text may follow what is packed.
    static boolean is(Content c) throws EOFException {
        if (c.size() < 2 * TAIL) {
            return false;
        }
        byte[] tail = c.slice(c.size() - TAIL, TAIL).head(TAIL);
        if (isPacked(tail) || encodedFrom(tail) < TAIL / 4) {
            return true;
        }
        for (long at = 0; at + TAIL <= c.size(); at += TAIL) {
            if (isPacked(c.slice(at, TAIL).head(TAIL))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPacked(byte[] part) {
        int odd = 0;
        for (byte b : part) {
            odd += b >= 0 && b < 32 && b != '\n' && b != '\r' && b != '\t' ? 1 : 0;
        }
        return odd > TAIL / 40;
    }

    /// Where the lines of base64 begin that go on to the end; the length if there are none.
    private static int encodedFrom(byte[] t) {
        int end = t.length;
        while (end > 0 && (t[end - 1] == '\n' || t[end - 1] == '\r')) {
            end--;
        }
        int from = t.length;
        boolean last = true;
        while (end > 0) {
            int start = end;
            while (start > 0 && base64(t[start - 1])) {
                start--;
            }
            boolean whole = start == 0 || t[start - 1] == '\n';
            if (!whole || end - start < (last ? 1 : LINE)) {
                return from;
            }
            from = start;
            last = false;
            end = start - 1;
            if (end > 0 && t[end - 1] == '\r') {
                end--;
            }
        }
        return from;
    }

    private static boolean base64(byte b) {
        return b >= 'A' && b <= 'Z'
                || b >= 'a' && b <= 'z'
                || b >= '0' && b <= '9'
                || b == '+'
                || b == '/'
                || b == '=';
    }

    @Override
    public void read(Content c, Sink sink) throws IOException {
        byte[] head = c.head(SCRIPT);
        for (int i = 0; i + 1 < head.length; i++) {
            if (head[i] != '\n' || head[i + 1] == '#') { // what begins so is a line of the script
                continue;
            }
            Content behind = c.from(i + 1);
            Format format = Format.detect(behind, "");
            if (format != null && format != Format.SHELL_ARCHIVE) {
                sink.file("[script]", Placing.NONE, c.slice(0, i + 1));
                if (format == Format.ZIP) {
                    // Its places may count from the begin of the script (Python's zipapp) or not.
                    new ZipContainer(i + 1).read(c, sink);
                    return;
                }
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
        encoded(c, sink);
    }

    private static void encoded(Content c, Sink sink) throws IOException {
        if (c.size() <= ENCODED) {
            byte[] all = c.all(ENCODED);
            int from = encodedFrom(all);
            if (from < all.length - TAIL / 2) {
                byte[] packed =
                        java.util.Base64.getMimeDecoder()
                                .decode(java.util.Arrays.copyOfRange(all, from, all.length));
                Content archive = Content.of(packed);
                if (Format.detect(archive, "") != null) {
                    sink.file("[script]", Placing.NONE, c.slice(0, from));
                    sink.file("[archive]", Placing.NONE, archive);
                    return;
                }
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
