package dev.firebreak.formats.log;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.LongConsumer;

/// Cuts a stream into blocks of whole lines, with bounded memory whatever the lines' lengths.
final class LineFeed {
    /// Bytes read at a time. Small enough to stay in the second-level cache from the read to the parse.
    static final int CHUNK = 1 << 18;

    /// Longer lines are left out and told.
    static final int MAX_LINE = 1 << 20;

    private final byte[] buffer = new byte[MAX_LINE + CHUNK + BlockParser.SLACK];
    private int filled;
    private long offset;
    private long skippedFrom = -1;
    private boolean ended;

    /// The start of the stream, for recognising what it is: up to [#CHUNK] bytes, read once.
    byte[] head(InputStream in, Problems problems) {
        while (filled < CHUNK && !ended) {
            fill(in, CHUNK - filled, problems);
        }
        return Arrays.copyOf(buffer, filled);
    }

    /// Drops a byte order mark.
    void drop(int bytes) {
        System.arraycopy(buffer, bytes, buffer, 0, filled - bytes);
        filled -= bytes;
        offset += bytes;
    }

    /// Reads on until the end and gives all whole lines to the parser.
    ///
    /// @return bytes read, after decompression
    long run(InputStream in, BlockParser parser, Problems problems, LongConsumer progress) {
        int scanned = 0;
        while (true) {
            int end = lastNewline(scanned) + 1;
            if (end > 0) {
                deliver(parser, end, problems);
            } else if (filled > MAX_LINE) {
                skippedFrom = skippedFrom < 0 ? offset : skippedFrom;
                offset += filled;
                filled = 0;
            }
            scanned = filled;
            progress.accept(offset);
            if (ended) {
                break;
            }
            fill(in, CHUNK, problems);
        }
        finishLastLine(parser, problems);
        parser.finish();
        return offset;
    }

    private int lastNewline(int from) {
        for (int i = filled - 1; i >= from; i--) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void deliver(BlockParser parser, int end, Problems problems) {
        int start = 0;
        if (skippedFrom >= 0) {
            start = Swar.newline(buffer, 0) + 1;
            tellSkipped(offset + start, problems);
        }
        if (start < end) {
            parser.block(buffer, start, end, offset + start);
        }
        System.arraycopy(buffer, end, buffer, 0, filled - end);
        filled -= end;
        offset += end;
    }

    private void tellSkipped(long until, Problems problems) {
        problems.partial(
                "offset " + skippedFrom,
                "a line longer than " + (MAX_LINE >> 20) + " MiB is left out",
                " (" + (until - skippedFrom) + " bytes)");
        skippedFrom = -1;
    }

    private void finishLastLine(BlockParser parser, Problems problems) {
        if (skippedFrom >= 0) {
            tellSkipped(offset + filled, problems);
            offset += filled;
            return;
        }
        if (filled == 0) {
            return;
        }
        if (problems.hasLost()) {
            // The stream broke in the middle of this line: what stands here may be half a name.
            problems.partial("offset " + offset, "the last line is cut and left out", "");
            offset += filled;
            return;
        }
        buffer[filled] = '\n';
        parser.block(buffer, 0, filled + 1, offset);
        offset += filled;
    }

    private void fill(InputStream in, int wanted, Problems problems) {
        try {
            int read = in.read(buffer, filled, wanted);
            if (read < 0) {
                ended = true;
            } else {
                filled += read;
            }
        } catch (EOFException e) {
            ended = true;
            problems.lost(
                    "offset " + (offset + filled),
                    "ends early (truncated); what was read until here counts");
        } catch (IOException e) {
            ended = true;
            problems.lost(
                    "offset " + (offset + filled),
                    "cannot be read further ("
                            + e.getMessage()
                            + "); what was read until here counts");
        }
    }
}
