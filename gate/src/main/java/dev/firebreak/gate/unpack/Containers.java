package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import org.jspecify.annotations.Nullable;

/// Which reader opens which format.
final class Containers {
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
            case CAB, COMPOUND, XAR, DMG, APPLE_DISK, ISO, HFS, SQUASHFS, FAT_MACHO -> unsupported(format.json());
            case PE, ELF -> null;
            case APFS -> unsupported("APFS file systems");
            case RAR -> unsupported("RAR archives");
            case LZ4 -> unsupported("LZ4 streams");
            case WIM -> unsupported("WIM images");
            case PBZX -> unsupported("pbzx streams");
        };
    }

    private static Container unsupported(String what) {
        return (content, sink) -> {
            throw new UnsupportedException("Cannot open " + what);
        };
    }
}
