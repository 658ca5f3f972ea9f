package dev.firebreak.gate.unpack;

import com.github.luben.zstd.ZstdInputStream;
import dev.firebreak.gate.content.Content;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.deflate64.Deflate64CompressorInputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/// The unpacked bytes of a zip entry; its size and CRC are checked when the end is reached.
final class ZipEntryStream extends FilterInputStream {
    private final ZipEntry entry;
    private final CRC32 crc = new CRC32();
    private final Inflater inflater;
    private long count;

    private ZipEntryStream(InputStream in, ZipEntry entry, Inflater inflater) {
        super(in);
        this.entry = entry;
        this.inflater = inflater;
    }

    static ZipEntryStream open(Content raw, ZipEntry e) throws IOException {
        Inflater inflater = new Inflater(true);
        InputStream in = raw.stream();
        InputStream unpacked =
                switch (e.method()) {
                    case 0 -> in;
                    // The extra zero byte is what an Inflater without zlib header needs at the end.
                    case 8 ->
                            new InflaterInputStream(
                                    new java.io.SequenceInputStream(
                                            in, new java.io.ByteArrayInputStream(new byte[1])),
                                    inflater,
                                    32 << 10);
                    case 9 -> new Deflate64CompressorInputStream(new BufferedInputStream(in));
                    case 12 -> new BZip2CompressorInputStream(new BufferedInputStream(in));
                    case 14 -> lzma(in, e);
                    case 93, 20 -> new ZstdInputStream(new BufferedInputStream(in));
                    case 95 ->
                            new XZInputStream(
                                    new BufferedInputStream(in),
                                    CompressedContainer.DICTIONARY_KIB);
                    default ->
                            throw new UnsupportedException(
                                    "Cannot open zip compression method " + e.method());
                };
        return new ZipEntryStream(unpacked, e, inflater);
    }

    private static InputStream lzma(InputStream in, ZipEntry e) throws IOException {
        byte[] header = in.readNBytes(9);
        if (header.length < 9 || header[2] != 5) {
            throw new IOException("the LZMA header is malformed");
        }
        int dictionary =
                header[5] & 0xff
                        | (header[6] & 0xff) << 8
                        | (header[7] & 0xff) << 16
                        | (header[8] & 0xff) << 24;
        return new LZMAInputStream(
                new BufferedInputStream(in),
                (e.flags() & 2) != 0 ? -1 : e.size(),
                header[4],
                dictionary);
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        int n = super.read(target, start, length);
        if (n > 0) {
            crc.update(target, start, n);
            count += n;
            if (count > entry.size()) {
                throw new IOException(
                        "it is larger than the directory says (" + entry.size() + " bytes)");
            }
        } else if (n < 0) {
            finish();
        }
        return n;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int n = read(one, 0, 1);
        return n < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public long skip(long n) throws IOException {
        return readNBytes((int) Math.min(n, 1 << 16)).length;
    }

    private void finish() throws IOException {
        if (count != entry.size()) {
            throw new IOException(
                    "it has " + count + " bytes where the directory says " + entry.size());
        }
        if (crc.getValue() != entry.crc()) {
            throw new IOException("its checksum is not the one in the directory");
        }
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        super.close();
    }
}
