package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import java.io.EOFException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The container formats that are known, told apart by content.
public enum Format {
    ZIP,
    GZIP,
    BZIP2,
    XZ,
    LZMA,
    ZSTD,
    TAR,
    AR,
    CPIO,
    SEVENZIP,
    CAB,
    COMPOUND,
    RPM,
    XAR,
    DMG,
    APPLE_DISK,
    ISO,
    HFS,
    APFS,
    SQUASHFS,
    ASAR,
    CRX,
    FAT_MACHO,
    PE,
    ELF,
    RAR,
    LZ4,
    WIM,
    PBZX,
    /// A shell script that is followed by an archive.
    SHELL_ARCHIVE;

    /// Detects by content; the name only helps where a format has no mark of its own.
    public static @Nullable Format detect(Content c, String name) {
        try {
            return c.size() < 8 ? null : byMagic(c, name.toLowerCase(Locale.ROOT));
        } catch (EOFException e) {
            return null; // every read below is preceded by a size check; a file this short is no
            // container
        }
    }

    private static @Nullable Format byMagic(Content c, String name) throws EOFException {
        long be = c.u32be(0);
        Format quick = byFirstWord(c, be, name);
        if (quick != null) {
            return quick;
        }
        if (c.size() >= 262 + 250 && c.startsWith(257, "ustar")) {
            return TAR;
        }
        if (c.size() >= 512 && c.startsWith(c.size() - 512, "koly")) {
            return DMG;
        }
        if (c.size() > 1024 + 512
                && (c.startsWith(1024, "H+") || c.startsWith(1024, "HX"))
                && c.u16be(1026) <= 5) {
            return HFS;
        }
        if (c.size() > 32 * 1024 + 2048 && c.startsWith(32769, "CD001")) {
            return ISO;
        }
        if (c.size() > 1024 && c.startsWith(512, "EFI PART")
                || c.startsWith(0, "ER") && c.startsWith(512, "PM")) {
            return APPLE_DISK;
        }
        if (c.size() > 4096 && c.startsWith(32, "NXSB")) {
            return APFS;
        }
        if (c.u32(0) == 4 && c.size() > 16 && c.startsWith(16, "{\"files\"")) {
            return ASAR;
        }
        if (name.endsWith(".tar") && c.size() >= 512 && c.size() % 512 == 0) {
            return TAR;
        }
        if (c.size() > 22
                && c.u32be(c.size() - 22) == 0x504b0506L
                && c.u16(c.size() - 2) == 0
                && c.u16(c.size() - 12) > 0) {
            return ZIP; // something else in front: programs that look for a zip find it all the
            // same
        }
        if (name.endsWith(".lzma") && c.u8(0) == 0x5d) {
            return LZMA;
        }
        return null;
    }

    private static @Nullable Format byFirstWord(Content c, long be, String name)
            throws EOFException {
        if (be == 0x504b0304L || be == 0x504b0506L) {
            return ZIP;
        }
        if (be >>> 8 == 0x1f8b08) {
            return c.size() > 512 && c.startsWith(c.size() - 512, "koly") ? DMG : GZIP;
        }
        if (be >>> 8 == 0x425a68
                && c.size() > 10
                && (c.u32be(4) == 0x31415926L || c.u32be(4) == 0x17724538L)) {
            return c.size() > 512 && c.startsWith(c.size() - 512, "koly") ? DMG : BZIP2;
        }
        if (be == 0xfd377a58L) {
            return XZ;
        }
        if (be == 0x28b52ffdL) {
            return ZSTD;
        }
        if (be == 0x04224d18L) {
            return LZ4;
        }
        if (be == 0x377abcafL) {
            return SEVENZIP;
        }
        if (be == 0x213c6172L && c.startsWith(0, "!<arch>\n")) {
            return AR;
        }
        if (be == 0x4d534346L && c.u32(4) == 0) {
            return CAB;
        }
        if (be == 0xd0cf11e0L && c.u32be(4) == 0xa1b11ae1L) {
            return COMPOUND;
        }
        if (be == 0xedabeedbL) {
            return RPM;
        }
        if (be == 0x78617221L) {
            return XAR;
        }
        if (be == 0x68737173L) {
            return SQUASHFS;
        }
        if (be == 0x43723234L) {
            return CRX;
        }
        if (be == 0x52617221L) {
            return RAR;
        }
        if (be == 0x4d535749L && c.startsWith(0, "MSWIM")) {
            return WIM;
        }
        if (be == 0x70627a78L) {
            return PBZX;
        }
        if (be == 0x7f454c46L) {
            return ELF;
        }
        if (be >>> 16 == 0x4d5a) {
            return PE;
        }
        if ((be == 0xcafebabeL || be == 0xcafebabfL) && c.u32be(4) > 0 && c.u32be(4) < 30) {
            return FAT_MACHO; // a class file has its version there, 45 or more
        }
        if (be >>> 16 == 0x2321 && ShellArchive.is(c)) {
            return SHELL_ARCHIVE;
        }
        if (c.startsWith(0, "070701") || c.startsWith(0, "070702") || c.startsWith(0, "070707")) {
            return CPIO;
        }
        return null;
    }

    /// Is opened as a container; executables only are when something is found inside.
    boolean container() {
        return this != PE && this != ELF;
    }

    public String json() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
