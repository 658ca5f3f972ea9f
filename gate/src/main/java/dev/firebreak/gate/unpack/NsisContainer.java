package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Placing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.tukaani.xz.LZMAInputStream;

/// Installers made by NSIS 2 and 3: a first header, a compressed script, and the files as blocks, either each on its
/// own or all in one stream. Compression zlib and LZMA; NSIS's own bzip2 variant is told as not openable.
final class NsisContainer implements Container {
    private static final int MAX_HEADER = 64 << 20;
    private static final int EXTRACT = 20;
    private static final int ENTRY = 28;

    private final long at;

    /// @param at offset of the first header
    NsisContainer(long at) {
        this.at = at;
    }

    /// Offset of the first header, which lies at a multiple of 512, or -1.
    static long find(Content c) throws IOException {
        for (long at = 0; at + 28 <= c.size() && at < 16 << 20; at += 512) {
            if (c.u32(at + 4) == 0xdeadbeefL && c.startsWith(at + 8, "NullsoftInst")) {
                return at;
            }
        }
        // A stub of another alignment puts it elsewhere.
        for (long at = 0; at + 28 <= Math.min(c.size(), 1 << 20); at += 4) {
            if (c.u32(at + 4) == 0xdeadbeefL && c.startsWith(at + 8, "NullsoftInst")) {
                return at;
            }
        }
        return -1;
    }

    @Override
    public void read(Content c, Sink sink) throws IOException {
        long headerSize = c.u32(at + 20);
        long total = c.u32(at + 24);
        if (headerSize > MAX_HEADER) {
            throw new IOException("a script of " + headerSize + " bytes");
        }
        Content data = c.slice(at + 28, Math.min(Math.max(0, total - 28), c.size() - at - 28));
        long first = data.u32(0);
        // The start of an LZMA stream (5d 00 00 and the dictionary's size) looks like a length, so
        // it is asked for first.
        if (lzma(data, 0) || lzma(data, 1)) {
            solid(data, sink);
        } else if ((first & 0x8000_0000L) != 0 && (first & 0x7fff_ffffL) < data.size()) {
            separate(data, sink);
        } else if (first == headerSize) {
            throw new UnsupportedException("Cannot open an uncompressed NSIS installer");
        } else {
            solid(data, sink);
        }
    }

    private static boolean lzma(Content c, long at) throws IOException {
        return c.u8(at) == 0x5d
                && c.u8(at + 1) == 0
                && c.u8(at + 2) == 0
                && (at == 0 || c.u8(0) <= 1);
    }

    private static InputStream open(Content packed) throws IOException {
        int filter = packed.u8(0) <= 1 && packed.u8(1) == 0x5d ? 1 : 0;
        if (packed.u8(filter) == 0x5d && packed.u8(filter + 1) == 0 && packed.u8(filter + 2) == 0) {
            if (filter == 1 && packed.u8(0) == 1) {
                throw new UnsupportedException("Cannot open NSIS data with an x86 filter");
            }
            byte properties = (byte) packed.u8(filter);
            int dictionary = packed.i32(filter + 1);
            return new LZMAInputStream(
                    new java.io.BufferedInputStream(packed.from(filter + 5).stream(), 1 << 16),
                    -1,
                    properties,
                    dictionary);
        }
        if (packed.u8(0) == '1' && packed.u8(1) < 14) {
            throw new UnsupportedException("Cannot open NSIS's bzip2 variant");
        }
        Inflater inflater = new Inflater(true);
        return new InflaterInputStream(
                new java.io.SequenceInputStream(
                        packed.stream(), new ByteArrayInputStream(new byte[1])),
                inflater,
                1 << 14) {
            @Override
            public void close() throws IOException {
                super.close();
                inflater.end(); // its memory is not Java's, and an installer has thousands of
                // blocks
            }
        };
    }

    private static void separate(Content data, Sink sink) throws IOException {
        long headerPacked = data.u32(0) & 0x7fff_ffffL;
        byte[] header = open(data.slice(4, headerPacked)).readNBytes(MAX_HEADER);
        script(header, sink);
        long base = 4 + headerPacked;
        for (var e : names(header).entrySet()) {
            long at = base + e.getKey();
            if (!data.holds(at, 4)) {
                continue;
            }
            long size = data.u32(at);
            Content packed = data.slice(at + 4, size & 0x7fff_ffffL);
            if ((size & 0x8000_0000L) == 0) {
                sink.file(e.getValue(), Placing.NONE, packed);
            } else {
                try (InputStream in = open(packed)) {
                    sink.file(e.getValue(), Placing.NONE, in);
                }
            }
        }
    }

    private static void solid(Content data, Sink sink) throws IOException {
        try (InputStream in = open(data)) {
            int headerSize = little(in);
            if (headerSize < 0 || headerSize > MAX_HEADER) {
                throw new IOException("a script of " + headerSize + " bytes");
            }
            byte[] header = in.readNBytes(headerSize);
            script(header, sink);
            long at = 0;
            for (var e : names(header).entrySet()) {
                in.skipNBytes(Math.max(0, e.getKey() - at));
                at = Math.max(at, e.getKey());
                int size = little(in);
                at += 4;
                if (size < 0) {
                    throw new IOException("a block of negative size");
                }
                Bounded part = new Bounded(in, size);
                sink.file(e.getValue(), Placing.NONE, part);
                part.drain();
                at += size;
            }
        }
    }

    private static int little(InputStream in) throws IOException {
        byte[] b = in.readNBytes(4);
        if (b.length < 4) {
            throw new java.io.EOFException("the installer's data end early");
        }
        return b[0] & 0xff | (b[1] & 0xff) << 8 | (b[2] & 0xff) << 16 | b[3] << 24;
    }

    private static void script(byte[] header, Sink sink) throws IOException {
        sink.file("[NSIS script].bin", Placing.NONE, Content.of(header));
        NsisScript.read(header, sink);
    }

    /// Data offset -> name, from the script's "extract file" steps; sorted as they lie in the data.
    private static TreeMap<Long, String> names(byte[] bytes) throws IOException {
        Content h = Content.of(bytes);
        TreeMap<Long, String> out = new TreeMap<>();
        long entries = h.u32(4 + 2 * 8L);
        long count = h.u32(8 + 2 * 8L);
        long strings = h.u32(4 + 3 * 8L);
        boolean wide = h.holds(strings, 4) && h.u16(strings) == 0;
        for (long i = 0; i < count && h.holds(entries + i * ENTRY, ENTRY); i++) {
            long e = entries + i * ENTRY;
            if (h.u32(e) == EXTRACT) {
                long offset = h.u32(e + 12);
                out.putIfAbsent(offset, text(h, strings, h.u32(e + 8), wide));
            }
        }
        return out;
    }

    private static String text(Content h, long strings, long index, boolean wide)
            throws IOException {
        StringBuilder out = new StringBuilder();
        if (index >= 0x8000_0000L) {
            return "(named by a language)";
        }
        for (long at = strings + index * (wide ? 2 : 1);
                h.holds(at, wide ? 2 : 1) && out.length() < 300;
                at += wide ? 2 : 1) {
            int ch = wide ? h.u16(at) : h.u8(at);
            if (ch == 0) {
                break;
            }
            boolean code = ch <= 4 || !wide && ch >= 252;
            if (code) { // a variable or folder; its number follows
                out.append("$");
                at += 2;
            } else {
                out.append(ch == '\\' ? '/' : (char) ch);
            }
        }
        return out.isEmpty()
                ? "(no name)"
                : new String(
                        out.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static final class Bounded extends InputStream {
        private final InputStream in;
        private long left;

        Bounded(InputStream in, long left) {
            this.in = in;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int start, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int n = in.read(target, start, (int) Math.min(length, left));
            left -= Math.max(0, n);
            return n;
        }

        void drain() throws IOException {
            in.skipNBytes(left);
        }
    }
}
