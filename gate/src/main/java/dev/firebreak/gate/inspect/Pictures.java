package dev.firebreak.gate.inspect;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.SignalKind;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;

/// Where pictures, fonts and sounds end by their own rules, and what lies behind.
final class Pictures {
    private static final int MIN_TAIL = 16;

    private Pictures() {}

    /// The end by the format's own account; -1 if the format is not known, the size if it cannot be told.
    static long end(Content c) throws EOFException {
        if (c.size() < 16) {
            return -1;
        }
        long be = c.u32be(0);
        if (be == 0x89504e47L) {
            return png(c);
        }
        if (be >>> 8 == 0xffd8ff) {
            return jpeg(c);
        }
        if (be == 0x47494638L) {
            return gif(c);
        }
        if (be == 0x00000100L || be == 0x00000200L) {
            return icon(c);
        }
        if (be == 0x52494646L) {
            return c.u32(4) + 8 + (c.u32(4) & 1);
        }
        if (be >>> 16 == 0x424d) {
            return bitmap(c);
        }
        if (be == 0x69636e73L) {
            return c.u32be(4);
        }
        if (be == 0x774f4646L || be == 0x774f4632L) {
            return c.u32be(8);
        }
        return -1;
    }

    private static long bitmap(Content c) throws EOFException {
        long size = c.u32(2);
        return size > 54 ? size : c.size(); // some writers leave it zero
    }

    static void read(Content c, Signals out) throws EOFException {
        long end = end(c);
        if (end > 0 && end < c.size()) {
            long tail = c.size() - end;
            double entropy = Entropy.of(c, end, tail);
            byte[] head = c.from(end).head(60);
            if (tail >= MIN_TAIL && !blank(head, tail)) {
                out.add(
                        SignalKind.TRAILING_DATA,
                        "bytes after the picture's end",
                        tail
                                + " bytes from offset "
                                + end
                                + " on, entropy "
                                + entropy
                                + (text(head)
                                        ? ": " + new String(head, StandardCharsets.ISO_8859_1)
                                        : ""));
            }
        }
    }

    private static boolean blank(byte[] head, long tail) {
        for (byte b : head) {
            if (b != 0 && b != ' ' && b != '\n' && b != '\r' && b != (byte) 0xff) {
                return false;
            }
        }
        return tail < 65_536;
    }

    private static boolean text(byte[] head) {
        for (byte b : head) {
            if (b < 9) {
                return false;
            }
        }
        return true;
    }

    private static long png(Content c) throws EOFException {
        long at = 8;
        while (c.holds(at, 12)) {
            long length = c.u32be(at);
            long type = c.u32be(at + 4);
            at += 12 + length;
            if (type == 0x49454e44L) {
                return Math.min(at, c.size());
            }
        }
        return c.size();
    }

    private static long jpeg(Content c) throws EOFException {
        long at = 2;
        while (c.holds(at, 4)) {
            if (c.u8(at) != 0xff) {
                return c.size();
            }
            int marker = c.u8(at + 1);
            if (marker == 0xd9) {
                return at + 2;
            }
            if (marker == 0xff) {
                at++;
                continue;
            }
            if (marker == 1 || marker >= 0xd0 && marker <= 0xd8) {
                at += 2;
                continue;
            }
            at += 2 + c.u16be(at + 2);
            if (marker == 0xda) {
                at = scanEnd(c, at);
            }
        }
        return c.size();
    }

    /// Entropy-coded data ends at a marker that is neither stuffing nor a restart.
    private static long scanEnd(Content c, long start) throws EOFException {
        byte[] buffer = new byte[1 << 16];
        long at = start;
        while (at < c.size()) {
            int n = c.read(at, buffer);
            for (int i = 0; i + 1 < n; i++) {
                int next = buffer[i + 1] & 0xff;
                if (buffer[i] == (byte) 0xff
                        && next != 0
                        && next != 0xff
                        && (next < 0xd0 || next > 0xd7)) {
                    return at + i;
                }
            }
            if (n < buffer.length) {
                return c.size();
            }
            at += n - 1;
        }
        return c.size();
    }

    private static long gif(Content c) throws EOFException {
        long at = 13;
        int flags = c.u8(10);
        if ((flags & 0x80) != 0) {
            at += 3L << ((flags & 7) + 1);
        }
        while (c.holds(at, 1)) {
            int block = c.u8(at);
            if (block == 0x3b) {
                return at + 1;
            }
            if (block == 0x21) {
                at = subBlocks(c, at + 2);
            } else if (block == 0x2c) {
                int local = c.u8(at + 9);
                at = subBlocks(c, at + 11 + ((local & 0x80) != 0 ? 3L << ((local & 7) + 1) : 0));
            } else {
                return c.size();
            }
        }
        return c.size();
    }

    private static long subBlocks(Content c, long start) throws EOFException {
        long at = start;
        while (c.holds(at, 1) && c.u8(at) != 0) {
            at += 1 + c.u8(at);
        }
        return at + 1;
    }

    private static long icon(Content c) throws EOFException {
        int count = c.u16(4);
        if (count == 0 || count > 200) {
            return -1;
        }
        long end = 6 + count * 16L;
        for (int i = 0; i < count; i++) {
            long size = c.u32(6 + i * 16L + 8);
            long offset = c.u32(6 + i * 16L + 12);
            if (!c.holds(offset, size)) {
                return c.size();
            }
            end = Math.max(end, offset + size);
        }
        return end;
    }
}
