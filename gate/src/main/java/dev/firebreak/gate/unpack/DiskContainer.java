package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Placing;
import java.io.IOException;

/// Whole disks with Apple's or the GUID partition table; each partition is one entry.
final class DiskContainer implements Container {
    private static final int MAX_PARTITIONS = 128;

    @Override
    public void read(Content c, Sink sink) throws IOException {
        if (c.startsWith(512, "EFI PART")) {
            guid(c, sink);
        } else {
            apple(c, sink);
        }
    }

    private static void guid(Content c, Sink sink) throws IOException {
        long table = c.i64(512 + 72) * 512;
        long count = Math.min(MAX_PARTITIONS, c.u32(512 + 80));
        long size = c.u32(512 + 84);
        for (long i = 0; i < count; i++) {
            long e = table + i * size;
            long first = c.i64(e + 32);
            long last = c.i64(e + 40);
            if (first > 0 && last >= first) {
                sink.file(
                        "partition-" + i,
                        Placing.NONE,
                        c.slice(first * 512, (last - first + 1) * 512));
            }
        }
    }

    private static void apple(Content c, Sink sink) throws IOException {
        int block = Math.max(512, c.u16be(2));
        long count = Math.min(MAX_PARTITIONS, c.u32be(block + 4));
        for (long i = 1; i <= count; i++) {
            long e = i * block;
            if (!c.startsWith(e, "PM")) {
                return;
            }
            String type = c.ascii(e + 48, 32);
            long start = c.u32be(e + 8) * block;
            long size = c.u32be(e + 12) * block;
            if (type.startsWith("Apple_HFS") && c.holds(start, size)) {
                sink.file("partition-" + i + " " + type, Placing.NONE, c.slice(start, size));
            }
        }
    }
}
