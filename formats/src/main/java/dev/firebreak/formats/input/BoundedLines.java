package dev.firebreak.formats.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Cuts a byte stream into lines in bounded memory, keeping count of lines and offsets. Lines end with LF, CR LF or a
/// lone CR; the end is not part of the line. The last line of a source that broke off (a truncated gzip behind an
/// [Utf8Input]) is not handed out: half a version is worse than none.
public final class BoundedLines {
    private static final int START_BUFFER = 1 << 16;

    private final InputStream in;
    private final int max;
    private byte[] buffer = new byte[START_BUFFER];
    private int length;
    private int next;
    private long base;
    private boolean ended;
    private int start;
    private int end;
    private long line;
    private long tooLong = -1;

    /// @param max the longest line in bytes; a longer one is skipped and told by [#tooLong]
    public BoundedLines(InputStream in, int max) {
        this.in = in;
        this.max = max;
    }

    /// Goes to the next line.
    ///
    /// @return false at the end of the input
    public boolean next() throws IOException {
        if (next > buffer.length / 2) {
            System.arraycopy(buffer, next, buffer, 0, length - next);
            base += next;
            length -= next;
            next = 0;
        }
        start = next;
        tooLong = -1;
        int i = next;
        while (true) {
            while (i < length && buffer[i] != '\n' && buffer[i] != '\r') {
                i++;
            }
            if (i < length) {
                break;
            }
            if (i - start > max) {
                skipLongLine(i - start);
                return true;
            }
            if (!fill()) {
                if (i == start || isCutOff()) {
                    return false;
                }
                break;
            }
        }
        line++;
        end = i;
        next = i + 1;
        if (i >= length) {
            next = length;
        } else if (buffer[i] == '\r' && (next < length || fill()) && buffer[next] == '\n') {
            next++;
        }
        return true;
    }

    private void skipLongLine(int already) throws IOException {
        line++;
        tooLong = already;
        start = 0;
        end = 0;
        while (true) {
            base += length;
            length = 0;
            next = 0;
            if (!fill()) {
                return;
            }
            for (int i = 0; i < length; i++) {
                if (buffer[i] == '\n') {
                    tooLong += i;
                    next = i + 1;
                    return;
                }
            }
            tooLong += length;
        }
    }

    /// Whether the source broke off, so that a line without an end is only the beginning of one.
    private boolean isCutOff() {
        return in instanceof Utf8Input source && source.failure() != null;
    }

    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        if (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int n = in.read(buffer, length, buffer.length - length);
        if (n < 0) {
            ended = true;
            return false;
        }
        length += n;
        return true;
    }

    /// The bytes the line lies in, valid until the next call of [#next].
    public byte[] array() {
        return buffer;
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    /// 1-based number of the line.
    public long line() {
        return line;
    }

    /// Offset of the line's first byte.
    public long offset() {
        return base + start;
    }

    /// The length in bytes of a line over the bound, which was skipped; -1 for all others.
    public long tooLong() {
        return tooLong;
    }

    /// The line as text.
    public String text() {
        return new String(buffer, start, end - start, StandardCharsets.UTF_8);
    }
}
