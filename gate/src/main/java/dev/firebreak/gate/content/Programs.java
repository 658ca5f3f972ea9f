package dev.firebreak.gate.content;

import java.io.IOException;

/// Where programs end by their own headers.
public final class Programs {
    private Programs() {}

    public static long peEnd(Content c) throws IOException {
        return PeLayout.read(c).overlayStart();
    }

    /// The end of what lies behind a Windows program: the certificate table, if there is one, else the file's end.
    public static long peDataEnd(Content c, long start) throws IOException {
        PeLayout pe = PeLayout.read(c);
        return start + pe.overlaySize(c.size());
    }

    /// End of headers, segments and sections of an ELF file; little-endian only, else -1.
    public static long elfEnd(Content c) throws IOException {
        boolean wide = c.u8(4) == 2;
        if (c.u8(5) != 1) {
            return -1;
        }
        long programs = wide ? c.i64(32) : c.u32(28);
        long sections = wide ? c.i64(40) : c.u32(32);
        int programSize = c.u16(wide ? 54 : 42);
        int programCount = c.u16(wide ? 56 : 44);
        int sectionSize = c.u16(wide ? 58 : 46);
        int sectionCount = c.u16(wide ? 60 : 48);
        long end = sections + (long) sectionSize * sectionCount;
        for (int i = 0; i < programCount; i++) {
            long p = programs + (long) i * programSize;
            long e = wide ? c.i64(p + 8) + c.i64(p + 32) : c.u32(p + 4) + c.u32(p + 16);
            end = e > 0 && e <= c.size() ? Math.max(end, e) : end;
        }
        for (int i = 0; i < sectionCount; i++) {
            long s = sections + (long) i * sectionSize;
            boolean empty = c.u32(s + 4) == 8;
            long e = wide ? c.i64(s + 24) + c.i64(s + 32) : c.u32(s + 16) + c.u32(s + 20);
            end = !empty && e > 0 && e <= c.size() ? Math.max(end, e) : end;
        }
        return end <= 0 || end > c.size() ? -1 : end;
    }
}
