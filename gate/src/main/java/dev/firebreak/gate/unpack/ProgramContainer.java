package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.content.PeLeaves;
import dev.firebreak.gate.facts.Obstacle;
import dev.firebreak.gate.facts.Placing;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is packed in a program: behind its end (NSIS, 7z, ZIP, several CABs, AppImages, other packages) and in its resources
/// (cabinets of self-extractors, programs, packages). What is there and is none of these is told: it cannot be looked into.
final class ProgramContainer implements Container {
    /// So far behind the program the first archive is looked for, in bytes.
    private static final long SEARCHED = 4 << 20;

    /// Less than this behind the release itself is no packed content, in bytes.
    private static final int CONTENT = 64 << 10;

    /// Less behind an archive is fill-up, in bytes.
    private static final int FILL = 512;

    /// @param packed those that hold a package or a program
    /// @param all whether all were looked at
    record Resources(List<PeLeaves.Leaf> packed, boolean all) {
        static final Resources NONE = new Resources(List.of(), true);
    }

    private final long start;
    private final long end;
    private final boolean top;
    private final Resources resources;

    /// @param start end of the program itself
    /// @param end end of what lies behind it, without a certificate table
    /// @param top it is the release itself, so what lies behind it is what gets installed
    ProgramContainer(long start, long end, boolean top, Resources resources) {
        this.start = start;
        this.end = end;
        this.top = top;
        this.resources = resources;
    }

    @Override
    public void read(Content c, Sink sink) throws IOException {
        int n = 0;
        for (PeLeaves.Leaf l : resources.packed()) {
            sink.file("[resource " + ++n + "]", Placing.NONE, c.slice(l.offset(), l.size()));
        }
        if (!resources.all()) {
            sink.obstacle(
                    "",
                    Obstacle.Kind.LIMIT,
                    "The program has more resources than are looked into.");
        }
        if (start > 0 && end - start >= Containers.MIN_BEHIND) {
            behind(c, sink);
        }
    }

    private void behind(Content c, Sink sink) throws IOException {
        Content behind = c.slice(start, end - start);
        long nsis = NsisContainer.find(behind);
        if (nsis >= 0) {
            new NsisContainer(nsis).read(behind, sink);
            rest(behind, nsis + behind.u32(nsis + 24), sink);
            return;
        }
        long at = 0;
        Format format = Format.detect(behind, "");
        for (long i = 0; format == null && i < Math.min(behind.size(), SEARCHED); i += 4) {
            // 7z's stubs put their configuration text first
            if (behind.startsWith(i, "7z\u00bc\u00af\u0027\u001c")
                    || behind.startsWith(i, "MSCF\0\0\0\0")) {
                at = i;
                format = Format.detect(behind.from(i), "");
            }
        }
        if (format == Format.SEVENZIP) {
            long size = SevenZipContainer.size(behind.from(at));
            new SevenZipContainer().read(part(behind, at, size), sink);
            rest(behind, at + size, sink);
        } else if (format == Format.CAB) {
            new CabContainer().read(part(behind, at, behind.u32(at + 8)), sink);
            rest(behind, at + behind.u32(at + 8), sink);
        } else if (format == Format.SQUASHFS) {
            long size = SquashContainer.size(behind.from(at));
            new SquashContainer().read(part(behind, at, size), sink);
            rest(behind, at + size, sink);
        } else if (format == Format.ZIP || zipAtEnd(behind)) {
            new ZipContainer(start).read(c.slice(0, end), sink);
        } else if (format != null) {
            sink.file("[behind the program]", Placing.NONE, behind);
        } else {
            unknown(c, behind, sink);
        }
    }

    private static Content part(Content c, long at, long size) throws IOException {
        long left = c.size() - at;
        return c.slice(at, size < 0 ? left : Math.min(size, left));
    }

    /// Installers put several archives one behind the other (WiX's burn does); what is no archive any more is told.
    private void rest(Content behind, long from, Sink sink) throws IOException {
        long at = from;
        for (int n = 2; at >= 0 && behind.size() - at > FILL; n++) {
            Content left = behind.from(at);
            Format format = Format.detect(left, "");
            if (format != Format.CAB) {
                if (format != null) {
                    sink.file("[archive " + n + "]", Placing.NONE, left);
                } else if (!blank(left)) {
                    unknown(behind, left, sink);
                }
                return;
            }
            long size = left.u32(8);
            sink.file("[archive " + n + "]", Placing.NONE, part(left, 0, size));
            at += Math.max(size, 36);
        }
    }

    private static boolean blank(Content c) throws IOException {
        try (InputStream in = c.stream()) {
            return Behind.isBlank(in);
        }
    }

    private void unknown(Content c, Content behind, Sink sink) throws IOException {
        String packer = packer(behind);
        if (packer != null) {
            sink.obstacle(
                    "",
                    Obstacle.Kind.UNSUPPORTED,
                    "Made with "
                            + packer
                            + ": "
                            + behind.size()
                            + " bytes behind the program cannot be looked into");
        } else if (top && behind.size() > CONTENT) {
            sink.obstacle(
                    "",
                    Obstacle.Kind.UNSUPPORTED,
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

    /// Packers that are known by their marks and cannot be opened.
    private static @Nullable String packer(Content c) throws IOException {
        if (c.startsWith(0, "idska32\u001a")
                || c.startsWith(0, "zlb\u001a")
                || c.startsWith(0, "rDlPtS")) {
            return "Inno Setup";
        }
        if (c.startsWith(0, "InstallShield") || c.startsWith(0, "ISSetupStream")) {
            return "InstallShield";
        }
        byte[] tail = c.from(Math.max(0, c.size() - 4096)).head(4096);
        if (contains(tail, "MEI\u000c\u000b\n\u000b\u000e")) {
            return "PyInstaller";
        }
        byte[] head = c.head(1 << 16);
        if (contains(head, "Inno Setup Setup Data")
                || contains(head, "zlb\u001a") && contains(head, "idska32")) {
            return "Inno Setup";
        }
        return contains(head, "AU3!EA0") ? "AutoIt" : null;
    }

    private static boolean contains(byte[] bytes, String mark) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).contains(mark);
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
