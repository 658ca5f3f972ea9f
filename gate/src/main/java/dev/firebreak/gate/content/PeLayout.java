package dev.firebreak.gate.content;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The headers of a Windows program: where everything lies (Microsoft PE and COFF specification, "Optional Header",
/// "Section Table").
///
/// @param header offset of the `PE` mark
/// @param wide PE32+ (64 bit)
/// @param checksum offset of the optional header's checksum
/// @param certificates entry 4 of the directories; its address is a file offset, not a virtual one
/// @param overlayStart end of everything the headers account for, certificates and COFF symbols included where they
///     follow directly
public record PeLayout(
        long header,
        boolean wide,
        int machine,
        boolean library,
        long checksum,
        long directories,
        List<Part> sections,
        List<Directory> directoryList,
        long overlayStart) {
    private static final int MAX_SECTIONS = 200;

    public record Part(
            String name, long offset, long size, long address, long virtualSize, String flags) {}

    public record Directory(long address, long size) {}

    public static PeLayout read(Content c) throws IOException {
        long header = c.u32(0x3c);
        if (!c.startsWith(header, "PE\0\0")) {
            throw new IOException("no PE header");
        }
        int count = c.u16(header + 6);
        if (count > MAX_SECTIONS) {
            throw new IOException(count + " sections");
        }
        long optional = header + 24;
        int magic = c.u16(optional);
        boolean wide = magic == 0x20b;
        if (!wide && magic != 0x10b) {
            throw new IOException("an optional header of kind " + magic);
        }
        long directories = optional + (wide ? 112 : 96);
        long number = Math.min(16, c.u32(directories - 4));
        List<Directory> list = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            long d = directories + i * 8L;
            list.add(i < number ? new Directory(c.u32(d), c.u32(d + 4)) : new Directory(0, 0));
        }
        long table = optional + c.u16(header + 20);
        List<Part> parts = new ArrayList<>();
        long end = c.u32(optional + 60);
        for (int i = 0; i < count; i++) {
            long s = table + i * 40L;
            long flags = c.u32(s + 36);
            String words =
                    ((flags & 0x4000_0000L) != 0 ? "r" : "")
                            + ((flags & 0x8000_0000L) != 0 ? "w" : "")
                            + ((flags & 0x2000_0000L) != 0 ? "x" : "");
            Part p =
                    new Part(
                            c.ascii(s, 8),
                            c.u32(s + 20),
                            c.u32(s + 16),
                            c.u32(s + 12),
                            c.u32(s + 8),
                            words);
            parts.add(p);
            if (p.size() > 0) {
                end = Math.max(end, p.offset() + p.size());
            }
        }
        end = Math.max(end, symbolsEnd(c, header, end));
        boolean library = (c.u16(header + 22) & 0x2000) != 0;
        return new PeLayout(
                header,
                wide,
                c.u16(header + 4),
                library,
                optional + 64,
                directories,
                parts,
                list,
                Math.min(end, c.size()));
    }

    /// COFF symbols and their strings, as MinGW appends them.
    private static long symbolsEnd(Content c, long header, long end) throws EOFException {
        long at = c.u32(header + 12);
        long count = c.u32(header + 16);
        if (at == 0 || at > end || count > 10_000_000) {
            return end;
        }
        long strings = at + count * 18;
        return c.holds(strings, 4)
                ? Math.min(c.size(), strings + Math.max(4, c.u32(strings)))
                : end;
    }

    public Directory directory(int index) {
        return directoryList.get(index);
    }

    public boolean signed() {
        return directory(4).address() != 0 && directory(4).size() != 0;
    }

    /// File offset of a virtual address, or -1.
    public long offsetOf(long address) {
        for (Part s : sections) {
            if (address >= s.address()
                    && address < s.address() + Math.max(s.size(), s.virtualSize())) {
                long offset = address - s.address() + s.offset();
                return address - s.address() < s.size() ? offset : -1;
            }
        }
        return address < 0x1000 && address > 0 ? address : -1;
    }

    /// Bytes after the last accounted part that are not the certificate table.
    public long overlaySize(long fileSize) {
        Directory d = directory(4);
        long end = fileSize;
        if (signed() && d.address() >= overlayStart && d.address() <= fileSize) {
            end = d.address();
        }
        // what follows is padded to 8 bytes before the table
        long size = Math.max(0, end - overlayStart);
        return size < 8 ? 0 : size;
    }

    public String machineName() {
        return switch (machine) {
            case 0x14c -> "x86";
            case 0x8664 -> "x86-64";
            case 0xaa64 -> "arm64";
            case 0x1c0, 0x1c4 -> "arm";
            default -> "machine " + Integer.toHexString(machine);
        };
    }
}
