package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.content.PeLayout;
import dev.firebreak.gate.content.PeLeaves;
import dev.firebreak.gate.content.Programs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which reader opens which format.
final class Containers {
    /// Less behind a program is alignment.
    static final int MIN_BEHIND = 64;

    /// Smaller resources hold no package, in bytes.
    private static final int MIN_RESOURCE = 512;

    private static final int MAX_RESOURCES = 200;

    private Containers() {}

    static @Nullable Container of(Format format, String name, Content content, boolean top) {
        return switch (format) {
            case ZIP -> new ZipContainer(0);
            case GZIP, BZIP2, XZ, LZMA, ZSTD -> new CompressedContainer(format, name);
            case TAR -> new TarContainer();
            case AR -> new ArContainer();
            case CPIO -> new CpioContainer();
            case SEVENZIP -> new SevenZipContainer();
            case CRX -> new CrxContainer();
            case ASAR -> new AsarContainer();
            case RPM -> new RpmContainer();
            case CAB -> new CabContainer();
            case COMPOUND -> new MsiContainer();
            case XAR -> new XarContainer();
            case PBZX -> new PbzxContainer();
            case DMG -> new DmgContainer();
            case APPLE_DISK -> new DiskContainer();
            case ISO -> new IsoContainer();
            case HFS -> new HfsContainer();
            case SQUASHFS -> new SquashContainer();
            case FAT_MACHO -> null; // its slices are read as one program
            case PE, ELF -> behind(content, format, top);
            case SHELL_ARCHIVE -> new ShellArchive();
            case APFS -> unsupported("APFS file systems");
            case RAR -> unsupported("RAR archives");
            case LZ4 -> unsupported("LZ4 streams");
            case WIM -> unsupported("WIM images");
        };
    }

    private static @Nullable Container behind(Content content, Format format, boolean top) {
        try {
            long start = format == Format.PE ? Programs.peEnd(content) : Programs.elfEnd(content);
            long end = format == Format.PE ? Programs.peDataEnd(content, start) : content.size();
            List<PeLeaves.Leaf> packed =
                    format == Format.PE ? packed(content) : List.<PeLeaves.Leaf>of();
            return start > 0 && end - start >= MIN_BEHIND || !packed.isEmpty()
                    ? new ProgramContainer(start, end, top, packed)
                    : null;
        } catch (IOException e) {
            return null; // a broken program is told by the reader of programs
        }
    }

    /// Resources that are packages or programs themselves.
    private static List<PeLeaves.Leaf> packed(Content c) throws IOException {
        List<PeLeaves.Leaf> out = new ArrayList<>();
        for (PeLeaves.Leaf l : PeLeaves.read(c, PeLayout.read(c))) {
            if (l.type() != PeLeaves.DATA && l.type() != PeLeaves.NAMED
                    || l.size() < MIN_RESOURCE
                    || out.size() >= MAX_RESOURCES
                    || l.offset() < 0
                    || !c.holds(l.offset(), l.size())) {
                continue;
            }
            Content part = c.slice(l.offset(), l.size());
            Format format = Format.detect(part, "");
            boolean archive =
                    format == Format.CAB
                            || format == Format.ZIP
                            || format == Format.SEVENZIP
                            || format == Format.COMPOUND
                            || format == Format.RAR;
            if (archive || format == Format.PE && part.startsWith(part.u32(0x3c), "PE\0\0")) {
                out.add(l);
            }
        }
        return out;
    }

    private static Container unsupported(String what) {
        return (_, _) -> {
            throw new UnsupportedException("Cannot open " + what);
        };
    }
}
