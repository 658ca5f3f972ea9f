package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Placing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/// Apple disk images (UDIF): a trailer, a property list of block tables, and compressed runs of sectors. Compression
/// none, zlib, bzip2 and LZMA; ADC and LZFSE are told as not openable.
final class DmgContainer implements Container {
    private static final int MAX_PLIST = 64 << 20;
    private static final int SECTOR = 512;
    private static final int MAX_RUN = 64 << 20;
    private static final Pattern TABLE =
            Pattern.compile("<key>blkx</key>\\s*<array>(.*?)</array>", Pattern.DOTALL);
    private static final Pattern ENTRY = Pattern.compile("<dict>(.*?)</dict>", Pattern.DOTALL);
    private static final Pattern DATA = Pattern.compile("<data>(.*?)</data>", Pattern.DOTALL);
    private static final Pattern NAME =
            Pattern.compile("<key>(?:Name|CFName)</key>\\s*<string>([^<]*)</string>");

    private record Run(int type, long sectors, long offset, long length) {}

    @Override
    public void read(Content c, Sink sink) throws IOException {
        long trailer = c.size() - 512;
        long at = c.i64be(trailer + 0xd8);
        long length = c.i64be(trailer + 0xe0);
        long fork = c.i64be(trailer + 0x18);
        if (length <= 0 || length > MAX_PLIST) {
            throw new IOException("a block list of " + length + " bytes");
        }
        String plist = new String(c.bytes(at, (int) length), StandardCharsets.UTF_8);
        Matcher table = TABLE.matcher(plist);
        if (!table.find()) {
            throw new IOException("no block list");
        }
        Matcher entry = ENTRY.matcher(table.group(1));
        int number = 0;
        while (entry.find()) {
            Matcher data = DATA.matcher(entry.group(1));
            if (!data.find()) {
                continue;
            }
            Matcher name = NAME.matcher(entry.group(1));
            String label =
                    "partition-"
                            + number++
                            + (name.find() ? " " + name.group(1).replace('/', ' ') : "");
            byte[] mish;
            try {
                mish = Base64.getMimeDecoder().decode(data.group(1));
            } catch (IllegalArgumentException e) {
                throw new IOException("a block table that is no base64", e);
            }
            partition(c, fork, label, Content.of(mish), sink);
        }
    }

    private static void partition(Content c, long fork, String label, Content mish, Sink sink)
            throws IOException {
        if (!mish.startsWith(0, "mish")) {
            throw new IOException("a block table without its mark");
        }
        long base = mish.i64be(24) + fork;
        long count = mish.u32be(200);
        List<Run> runs = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            long r = 204 + i * 40;
            int type = (int) mish.u32be(r);
            switch (type) {
                case 0, 1, 2, 0x80000005, 0x80000006, 0x80000008 ->
                        runs.add(
                                new Run(
                                        type,
                                        mish.i64be(r + 16),
                                        base + mish.i64be(r + 24),
                                        mish.i64be(r + 32)));
                case 0x80000004 -> throw new UnsupportedException("Cannot open ADC compression");
                case 0x80000007 -> throw new UnsupportedException("Cannot open LZFSE compression");
                case 0x7ffffffe, 0xffffffff -> {}
                default ->
                        throw new UnsupportedException(
                                "Cannot open sectors of kind " + Integer.toHexString(type));
            }
        }
        sink.file(label, Placing.NONE, new RunStream(c, runs));
    }

    private static final class RunStream extends InputStream {
        private final Content c;
        private final List<Run> runs;
        private int next;
        private InputStream current = InputStream.nullInputStream();
        private long left;

        RunStream(Content c, List<Run> runs) {
            this.c = c;
            this.runs = runs;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int start, int length) throws IOException {
            while (left == 0) {
                if (next >= runs.size()) {
                    return -1;
                }
                open(runs.get(next++));
            }
            int n = current.read(target, start, (int) Math.min(length, left));
            if (n < 0) { // a run may be shorter than its sectors: the rest is zero
                n = (int) Math.min(length, left);
                java.util.Arrays.fill(target, start, start + n, (byte) 0);
            }
            left -= n;
            return n;
        }

        private void open(Run r) throws IOException {
            if (r.sectors() < 0
                    || r.sectors() > Long.MAX_VALUE / SECTOR
                    || r.length() > MAX_RUN && r.type() != 1) {
                throw new IOException("a run of absurd size");
            }
            left = r.sectors() * SECTOR;
            current =
                    r.type() == 0 || r.type() == 2
                            ? InputStream.nullInputStream()
                            : switch (r.type()) {
                                case 1 -> c.slice(r.offset(), r.length()).stream();
                                case 0x80000005 ->
                                        new InflaterInputStream(
                                                c.slice(r.offset(), r.length()).stream());
                                case 0x80000006 ->
                                        new BZip2CompressorInputStream(
                                                new ByteArrayInputStream(
                                                        c.bytes(r.offset(), (int) r.length())));
                                default ->
                                        new XZInputStream(
                                                c.slice(r.offset(), r.length()).stream(),
                                                CompressedContainer.DICTIONARY_KIB);
                            };
        }
    }
}
