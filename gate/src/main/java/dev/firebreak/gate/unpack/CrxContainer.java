package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import java.io.IOException;

/// Chrome extension packages (CRX2 and CRX3): a header with signatures, then a zip.
final class CrxContainer implements Container {
    @Override
    public void read(Content content, Sink sink) throws IOException {
        long version = content.u32(4);
        long start;
        if (version == 3) {
            start = 12 + content.u32(8);
        } else if (version == 2) {
            start = 16 + content.u32(8) + content.u32(12);
        } else {
            throw new UnsupportedException("CRX version " + version);
        }
        new ZipContainer(0).read(content.from(start), sink);
    }
}
