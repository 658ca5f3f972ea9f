package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.io.IOException;

/// What is packed behind the end of a program: installers (NSIS, 7z, ZIP, CAB) and AppImages. What is there and is none
/// of these is told: it cannot be looked into.
final class ProgramContainer implements Container {
    private final long start;
    private final long end;
    private final boolean top;

    /// @param start end of the program itself
    /// @param end end of what lies behind it, without a certificate table
    /// @param top it is the release itself, so what lies behind it is what gets installed
    ProgramContainer(long start, long end, boolean top) {
        this.start = start;
        this.end = end;
        this.top = top;
    }

    @Override
    public void read(Content c, Sink sink) throws IOException {
        Content behind = c.slice(start, end - start);
        long nsis = NsisContainer.find(behind);
        if (nsis >= 0) {
            new NsisContainer(nsis).read(behind, sink);
            return;
        }
        long at = 0;
        Format format = Format.detect(behind, "");
        for (long i = 0; format == null && i < Math.min(behind.size(), 4 << 20); i += 4) {
            // 7z's stubs put their configuration text first
            if (behind.startsWith(i, "7z\u00bc\u00af\u0027\u001c")
                    || behind.startsWith(i, "MSCF\0\0\0\0")) {
                at = i;
                format = Format.detect(behind.from(i), "");
            }
        }
        if (format == Format.SEVENZIP) {
            new SevenZipContainer().read(behind.from(at), sink);
        } else if (format == Format.CAB) {
            new CabContainer().read(behind.from(at), sink);
        } else if (format == Format.SQUASHFS) {
            new SquashContainer().read(behind.from(at), sink);
        } else if (format == Format.ZIP || zipAtEnd(behind)) {
            new ZipContainer(start).read(c.slice(0, end), sink);
        } else if (top && behind.size() > start && behind.size() > 64 << 10) {
            throw new UnsupportedException(
                    "An unknown packer: "
                            + behind.size()
                            + " bytes behind the program cannot be looked into");
        } else {
            sink.signal(
                    new Signal(
                            SignalKind.OPAQUE,
                            "bytes behind the program",
                            behind.size() + " bytes of no known format"));
        }
    }

    private static boolean zipAtEnd(Content c) throws IOException {
        for (long at = c.size() - 22; at >= Math.max(0, c.size() - 2000); at--) {
            if (c.startsWith(at, "PK\u0005\u0006")) {
                return true;
            }
        }
        return false;
    }
}
