package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.content.Programs;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Which reader opens which format.
final class Containers {
    /// Less behind a program is alignment.
    private static final int MIN_BEHIND = 64;

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
            return start > 0 && end - start >= MIN_BEHIND
                    ? new ProgramContainer(start, end, top)
                    : null;
        } catch (IOException e) {
            return null; // a broken program is told by the reader of programs
        }
    }

    private static Container unsupported(String what) {
        return (_, _) -> {
            throw new UnsupportedException("Cannot open " + what);
        };
    }
}
