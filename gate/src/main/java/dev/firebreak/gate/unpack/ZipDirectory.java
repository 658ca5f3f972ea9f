package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A zip's central directory.
///
/// @param start offset of its first record
/// @param trailing bytes after the end record and its comment
record ZipDirectory(List<ZipEntry> entries, long start, long trailing, int commentLength) {
    private static final int MAX_COMMENT = 65_535;
    private static final int MAX_ENTRIES = 2_000_000;

    static ZipDirectory read(Content c) throws IOException {
        long end = endRecord(c);
        long count = c.u16(end + 10);
        long size = c.u32(end + 12);
        long offset = c.u32(end + 16);
        long directoryEnd = end;
        if ((count == 0xffff || size == 0xffff_ffffL || offset == 0xffff_ffffL)
                && end >= 20
                && c.u32be(end - 20) == 0x504b0607L) {
            long end64 = c.i64(end - 20 + 8);
            if (!c.holds(end64, 56) || c.u32be(end64) != 0x504b0606L) {
                end64 = end - 20 - 56;
            }
            if (!c.holds(end64, 56) || c.u32be(end64) != 0x504b0606L) {
                throw new IOException("the zip64 end record is missing");
            }
            count = c.i64(end64 + 32);
            size = c.i64(end64 + 40);
            offset = c.i64(end64 + 48);
            directoryEnd = end64;
        }
        long start = directoryEnd - size;
        if (start < 0 || size < 0 || count < 0 || count > MAX_ENTRIES) {
            throw new IOException(
                    "the end record names a directory of "
                            + size
                            + " bytes and "
                            + count
                            + " entries");
        }
        long base = start - offset;
        if (base < 0) {
            throw new IOException("the directory's offset points behind itself");
        }
        List<ZipEntry> entries = new ArrayList<>();
        long at = start;
        while (at < directoryEnd && entries.size() < count) {
            if (c.u32be(at) != 0x504b0102L) {
                throw new IOException("the directory record at offset " + at + " is malformed");
            }
            at = record(c, at, base, entries);
        }
        if (entries.size() != (int) count) {
            throw new IOException(
                    "the directory holds " + entries.size() + " of " + count + " entries");
        }
        int comment = c.u16(end + 20);
        return new ZipDirectory(entries, start, c.size() - end - 22 - comment, comment);
    }

    private static long endRecord(Content c) throws IOException {
        long lowest = Math.max(0, c.size() - 22 - MAX_COMMENT);
        for (long at = c.size() - 22; at >= lowest; at--) {
            if (c.u8(at) == 'P'
                    && c.u32be(at) == 0x504b0506L
                    && at + 22 + c.u16(at + 20) <= c.size()) {
                return at;
            }
        }
        throw new EOFException("no end record");
    }

    private static long record(Content c, long at, long base, List<ZipEntry> out)
            throws IOException {
        int nameLength = c.u16(at + 28);
        int extraLength = c.u16(at + 30);
        int flags = c.u16(at + 8);
        long compressed = c.u32(at + 20);
        long size = c.u32(at + 24);
        long offset = c.u32(at + 42);
        String name = name(c.bytes(at + 46, nameLength));
        long extra = at + 46 + nameLength;
        StringBuilder maker = new StringBuilder();
        maker.append(c.u16(at + 4)).append('/').append(flags & ~0x806).append('/');
        for (long x = extra; x + 4 <= extra + extraLength; ) {
            int id = c.u16(x);
            int length = c.u16(x + 2);
            if (id == 1) {
                long v = x + 4;
                long stop = v + length;
                if (size == 0xffff_ffffL && v + 8 <= stop) {
                    size = c.i64(v);
                    v += 8;
                }
                if (compressed == 0xffff_ffffL && v + 8 <= stop) {
                    compressed = c.i64(v);
                    v += 8;
                }
                if (offset == 0xffff_ffffL && v + 8 <= stop) {
                    offset = c.i64(v);
                }
            } else if (id != 0xcafe) {
                maker.append(Integer.toHexString(id)).append(' ');
            }
            x += 4 + length;
        }
        if (compressed < 0 || size < 0 || offset < 0) {
            throw new IOException("negative sizes for " + name);
        }
        out.add(
                new ZipEntry(
                        name,
                        c.u16(at + 4),
                        flags,
                        c.u16(at + 10),
                        c.u32(at + 12),
                        c.u32(at + 16),
                        compressed,
                        size,
                        base + offset,
                        c.i32(at + 38),
                        maker.toString().strip()));
        return extra + extraLength + c.u16(at + 32);
    }

    /// UTF-8 where it is, else code page 437 read as Latin-1: only the look of the name suffers.
    static String name(byte[] raw) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
        } catch (CharacterCodingException e) {
            return new String(raw, StandardCharsets.ISO_8859_1);
        }
    }
}
