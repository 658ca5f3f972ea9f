package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Obstacle;
import dev.firebreak.gate.facts.Placing;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/// ISO 9660 images (ECMA-119) with Joliet or Rock Ridge names; disk images for macOS made on other systems are often
/// of this kind.
final class IsoContainer implements Container {
    private static final int SECTOR = 2048;
    private static final int MAX_DEPTH = 60;

    private boolean joliet;
    private final Set<Long> seen = new HashSet<>();

    @Override
    public void read(Content c, Sink sink) throws IOException {
        long primary = -1;
        long unicode = -1;
        for (int i = 16; i < 64; i++) {
            long at = (long) i * SECTOR;
            int type = c.u8(at);
            if (!c.startsWith(at + 1, "CD001") || type == 255) {
                break;
            }
            if (type == 1) {
                primary = at;
            } else if (type == 2 && c.u8(at + 88) == 0x25 && c.u8(at + 89) == 0x2f) {
                unicode = at;
            }
        }
        for (int i = 16; i < 64 && c.holds((long) i * SECTOR, 6); i++) {
            if (c.startsWith((long) i * SECTOR + 1, "NSR0")) {
                sink.obstacle(
                        "",
                        Obstacle.Kind.UNSUPPORTED,
                        "Cannot open the UDF file system that the image has beside ISO 9660");
                break;
            }
        }
        if (c.startsWith(0, "ER") && c.startsWith(512, "PM")
                || c.startsWith(1024, "BD")
                || c.startsWith(1024, "H+")
                || c.startsWith(1024, "HX")) {
            // Both list the same files where honest tools made them; the other list is not read.
            sink.signal(
                    new Signal(
                            SignalKind.OPAQUE,
                            "HFS file system beside ISO 9660",
                            "the image has two file systems"));
        }
        if (primary < 0) {
            throw new IOException("no volume descriptor");
        }
        boolean rockRidge = rockRidge(c, c.u32(primary + 156 + 2) * SECTOR);
        joliet = unicode >= 0 && !rockRidge;
        long root = (joliet ? unicode : primary) + 156;
        folder(c, c.u32(root + 2) * SECTOR, c.u32(root + 10), "", sink, 0);
    }

    private static boolean rockRidge(Content c, long at) throws IOException {
        int length = c.u8(at);
        for (long i = at + 34; i + 4 < at + length; i++) {
            if (c.startsWith(i, "SP") && c.u8(i + 4) == 0xbe) {
                return true;
            }
        }
        return false;
    }

    private void folder(Content c, long start, long size, String path, Sink sink, int depth)
            throws IOException {
        if (depth > MAX_DEPTH) {
            throw new LimitException("folders nested deeper than " + MAX_DEPTH);
        }
        if (!seen.add(start)) {
            throw new IOException("folders that contain each other");
        }
        int record = 0;
        for (long at = start; at < start + size; ) {
            int length = c.u8(at);
            if (length == 0) {
                at = (at / SECTOR + 1) * SECTOR;
                continue;
            }
            if (record++ >= 2) { // the first two are the folder itself and its parent
                entry(c, at, length, path, sink, depth);
            }
            at += length;
        }
    }

    private void entry(Content c, long at, int length, String path, Sink sink, int depth)
            throws IOException {
        int nameLength = c.u8(at + 32);
        byte[] raw = c.bytes(at + 33, nameLength);
        String name =
                new String(raw, joliet ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1);
        int semicolon = name.lastIndexOf(';');
        name = semicolon > 0 ? name.substring(0, semicolon) : name;
        int mode = -1;
        String link = null;
        long system = at + 33 + nameLength + (nameLength % 2 == 0 ? 1 : 0);
        StringBuilder longName = new StringBuilder();
        while (!joliet && system + 4 < at + length) {
            int size = c.u8(system + 2);
            if (size < 4) {
                break;
            }
            if (c.startsWith(system, "NM")) {
                longName.append(
                        new String(
                                c.bytes(system + 5, Math.max(0, size - 5)),
                                StandardCharsets.UTF_8));
            } else if (c.startsWith(system, "PX")) {
                mode = (int) c.u32(system + 4);
            } else if (c.startsWith(system, "SL")) {
                link = "(link)";
            }
            system += size;
        }
        String full = path + (longName.isEmpty() ? name : longName);
        long offset = c.u32(at + 2) * SECTOR;
        long size = c.u32(at + 10);
        if ((c.u8(at + 25) & 2) != 0) {
            folder(c, offset, size, full + "/", sink, depth + 1);
        } else if (link != null) {
            sink.link(full, new Placing(0, mode < 0 ? -1 : mode & 07777, "", "", link));
        } else {
            sink.file(
                    full,
                    new Placing(0, mode < 0 ? -1 : mode & 07777, "", "", null),
                    c.slice(offset, size));
        }
    }
}
