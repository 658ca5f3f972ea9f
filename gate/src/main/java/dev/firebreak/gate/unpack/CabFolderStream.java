package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// The unpacked data of one folder of a cabinet, block by block.
final class CabFolderStream extends InputStream {
    private static final int BLOCK = 32_768;
    private static final int MSZIP_EXTRA = 12;

    private final Content c;
    private final int blocks;
    private final int type;
    private final int reserve;
    private final Inflater inflater = new Inflater(true);
    private final @Nullable Lzx lzx;
    private final byte[] out = new byte[BLOCK];
    private final byte[] history = new byte[BLOCK];
    private int historySize;
    private long at;
    private int done;
    private int from;
    private int to;

    CabFolderStream(Content c, long start, int blocks, int type, int reserve) throws IOException {
        this.c = c;
        this.at = start;
        this.blocks = blocks;
        this.type = type & 15;
        this.reserve = reserve;
        this.lzx = this.type == 3 ? new Lzx(type >> 8 & 31) : null;
    }

    @Override
    public int read() throws IOException {
        return from < to || fill() ? out[from++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (from >= to && !fill()) {
            return -1;
        }
        int n = Math.min(length, to - from);
        System.arraycopy(out, from, target, start, n);
        from += n;
        return n;
    }

    private boolean fill() throws IOException {
        if (done >= blocks) {
            return false;
        }
        int packed = c.u16(at + 4);
        int size = c.u16(at + 6);
        if (size == 0 || size > BLOCK || packed > BLOCK + 6144) {
            throw new IOException(
                    "a data block of " + packed + " packed and " + size + " unpacked bytes");
        }
        byte[] data = c.bytes(at + 8 + reserve, packed);
        at += 8 + reserve + packed;
        done++;
        if (lzx != null) {
            lzx.block(data, out, size);
        } else if (type == 1) {
            mszip(data, size);
        } else {
            if (packed != size) {
                throw new IOException("a stored block of other size");
            }
            System.arraycopy(data, 0, out, 0, size);
        }
        from = 0;
        to = size;
        return true;
    }

    private void mszip(byte[] data, int size) throws IOException {
        if (data.length < 2 || data[0] != 'C' || data[1] != 'K') {
            throw new IOException("a block without the MSZIP mark");
        }
        try {
            inflater.reset();
            if (historySize > 0) {
                inflater.setDictionary(history, 0, historySize);
            }
            byte[] input = java.util.Arrays.copyOfRange(data, 2, data.length + MSZIP_EXTRA);
            inflater.setInput(input);
            int n = 0;
            while (n < size) {
                int k = inflater.inflate(out, n, size - n);
                if (k == 0) {
                    throw new IOException("a block that ends early");
                }
                n += k;
            }
        } catch (DataFormatException e) {
            throw new IOException("a block that cannot be unpacked: " + e.getMessage(), e);
        }
        System.arraycopy(out, 0, history, 0, size);
        historySize = size;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
