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

    private static final int MAX_RESOURCES = 1000;

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
            ProgramContainer.Resources resources =
                    format == Format.PE ? resources(content) : ProgramContainer.Resources.NONE;
            return start > 0 && end - start >= MIN_BEHIND
                            || !resources.packed().isEmpty()
                            || !resources.all()
                    ? new ProgramContainer(start, end, top, resources)
                    : null;
        } catch (IOException e) {
            return null; // a broken program is told by the reader of programs
        }
    }

    /// Resources that are packages or programs themselves, of whatever kind they are said to be: a program asks for them by
    /// any number.
    private static ProgramContainer.Resources resources(Content c) throws IOException {
        List<PeLeaves.Leaf> out = new ArrayList<>();
        PeLeaves leaves = PeLeaves.read(c, PeLayout.read(c));
        boolean all = leaves.whole();
        for (PeLeaves.Leaf l : leaves.leaves()) {
            if (l.size() < MIN_RESOURCE || l.offset() < 0 || !c.holds(l.offset(), l.size())) {
                continue;
            }
            Content part = c.slice(l.offset(), l.size());
            if (part.startsWith(0, "#!")) {
                continue; // a script; whether something lies behind it is not asked of each leaf
            }
            Format format = Format.detect(part, "");
            boolean archive =
                    format == Format.CAB
                            || format == Format.ZIP
                            || format == Format.SEVENZIP
                            || format == Format.COMPOUND
                            || format == Format.RAR;
            if (archive || format == Format.PE && part.startsWith(part.u32(0x3c), "PE\0\0")) {
                if (out.size() >= MAX_RESOURCES) {
                    all = false;
                    break;
                }
                out.add(l);
            }
        }
        return new ProgramContainer.Resources(out, all);
    }

    private static Container unsupported(String what) {
        return (_, _) -> {
            throw new UnsupportedException("Cannot open " + what);
        };
    }
}
