package dev.firebreak.gate.unpack;

import com.github.luben.zstd.ZstdInputStream;
import dev.firebreak.gate.content.Content;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/// One compressed stream. A tar inside belongs to the same container, anything else is one entry.
final class CompressedContainer implements Container {
    /// Decoders' dictionaries may not take more memory than this, in KiB.
    static final int DICTIONARY_KIB = 200 << 10;

    private final Format format;
    private final String name;

    CompressedContainer(Format format, String name) {
        this.format = format;
        this.name = name;
    }

    @Override
    public void read(Content content, Sink sink) throws IOException {
        try (InputStream in = open(format, content.stream())) {
            sink.layer(inner(name), in);
        }
    }

    static InputStream open(Format format, InputStream raw) throws IOException {
        InputStream in = new BufferedInputStream(raw, 64 << 10);
        return switch (format) {
            case GZIP ->
                    GzipCompressorInputStream.builder()
                            .setInputStream(in)
                            .setDecompressConcatenated(true)
                            .get();
            case BZIP2 -> new BZip2CompressorInputStream(in, true);
            case XZ -> new XZInputStream(in, DICTIONARY_KIB);
            case LZMA -> new LZMAInputStream(in, DICTIONARY_KIB);
            case ZSTD -> new ZstdInputStream(in);
            default -> throw new UnsupportedException("Cannot open " + format.json() + " streams");
        };
    }

    private static String inner(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".tgz") || lower.endsWith(".txz") || lower.endsWith(".tbz")) {
            return name.substring(0, name.length() - 4) + ".tar";
        }
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name + ".unpacked";
    }
}
