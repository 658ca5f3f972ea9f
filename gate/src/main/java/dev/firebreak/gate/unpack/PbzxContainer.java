package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.tukaani.xz.XZInputStream;

/// Apple's chunked xz stream, in which payloads of installer packages lie.
final class PbzxContainer implements Container {
    private static final int MAX_CHUNK = 64 << 20;

    @Override
    public void read(Content content, Sink sink) throws IOException {
        sink.layer("Payload", new Chunks(content));
    }

    private static final class Chunks extends InputStream {
        private final Content c;
        private long at = 12;
        private InputStream current = InputStream.nullInputStream();

        Chunks(Content c) {
            this.c = c;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int start, int length) throws IOException {
            while (true) {
                int n = current.read(target, start, length);
                if (n > 0 || length == 0) {
                    return n;
                }
                if (at + 16 > c.size()) {
                    return -1;
                }
                long size = c.i64be(at + 8);
                if (size < 0 || size > MAX_CHUNK) {
                    throw new IOException("a chunk of " + size + " bytes");
                }
                byte[] chunk = c.bytes(at + 16, (int) size);
                at += 16 + size;
                boolean xz = chunk.length > 6 && chunk[0] == (byte) 0xfd && chunk[1] == '7';
                current =
                        xz
                                ? new XZInputStream(
                                        new ByteArrayInputStream(chunk),
                                        CompressedContainer.DICTIONARY_KIB)
                                : new ByteArrayInputStream(chunk);
            }
        }
    }
}
