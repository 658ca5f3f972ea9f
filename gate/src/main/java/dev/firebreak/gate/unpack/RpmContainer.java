package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Placing;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/// RPM packages: lead, signature header, header, compressed cpio. Scripts of the header are given as files of a folder
/// `scripts`, so that they are read like any other script. See rpm's format description (docs/manual/format_v4).
final class RpmContainer implements Container {
    private static final int LEAD = 96;
    private static final int MAX_ENTRIES = 100_000;
    private static final TreeMap<Integer, String> SCRIPTS = new TreeMap<>();

    static {
        SCRIPTS.put(1023, "preinstall.sh");
        SCRIPTS.put(1024, "postinstall.sh");
        SCRIPTS.put(1025, "preuninstall.sh");
        SCRIPTS.put(1026, "postuninstall.sh");
        SCRIPTS.put(1079, "verify.sh");
        SCRIPTS.put(1151, "pretransaction.sh");
        SCRIPTS.put(1152, "posttransaction.sh");
        SCRIPTS.put(1065, "trigger.sh");
    }

    @Override
    public void read(Content content, Sink sink) throws IOException {
        long signatureEnd = LEAD + headerSize(content, LEAD);
        long header = signatureEnd + 7 & ~7L;
        long payload = header + headerSize(content, header);
        scripts(content, header, sink);
        Content body = content.from(payload);
        Format format = Format.detect(body, "payload");
        if (format == Format.CPIO) {
            new CpioContainer().read(body, sink);
            return;
        }
        if (format == null) {
            format = body.size() > 8 && body.u8(0) == 0x5d ? Format.LZMA : null;
        }
        if (format == null) {
            throw new UnsupportedException("The payload's compression is unknown");
        }
        try (InputStream in =
                new BufferedInputStream(CompressedContainer.open(format, body.stream()))) {
            CpioContainer.read(in, sink);
        }
    }

    private static long headerSize(Content c, long at) throws IOException {
        if (c.u32be(at) >>> 8 != 0x8eade8) {
            throw new IOException("no header at offset " + at);
        }
        long entries = c.u32be(at + 8);
        long bytes = c.u32be(at + 12);
        if (entries > MAX_ENTRIES) {
            throw new IOException("a header with " + entries + " entries");
        }
        return 16 + entries * 16 + bytes;
    }

    private static void scripts(Content c, long at, Sink sink) throws IOException {
        long entries = c.u32be(at + 8);
        long store = at + 16 + entries * 16;
        for (long i = 0; i < entries; i++) {
            long e = at + 16 + i * 16;
            String script = SCRIPTS.get((int) c.u32be(e));
            if (script != null) {
                String text = c.ascii(store + c.u32be(e + 8), 1 << 20);
                if (!text.isBlank()) {
                    sink.file(
                            "scripts/" + script,
                            Placing.NONE,
                            Content.of(text.getBytes(StandardCharsets.ISO_8859_1)));
                }
            }
        }
    }
}
