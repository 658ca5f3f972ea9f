package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Obstacle;
import dev.firebreak.gate.facts.Placing;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// ZIP and what is built on it (jar, wheel, nupkg, xpi, apk). The central directory is what programs believe, so it is
/// what is read; whatever the archive holds beside it is told: entries twice, names that differ, bytes between entries.
/// See PKWARE's APPNOTE 6.3.10, sections 4.3 and 4.5.
final class ZipContainer implements Container {
    /// Gaps smaller than this are alignment.
    private static final int MIN_GAP = 64;

    private final long from;

    /// @param from where the zip is expected to start; bytes before it belong to something else (an executable)
    ZipContainer(long from) {
        this.from = from;
    }

    @Override
    public void read(Content content, Sink sink) throws IOException {
        ZipDirectory directory = ZipDirectory.read(content);
        Map<String, ZipEntry> names = new HashMap<>();
        for (ZipEntry e : directory.entries()) {
            ZipEntry before = names.putIfAbsent(e.name(), e);
            if (before != null
                    && !e.name().endsWith("/")
                    && (before.crc() != e.crc() || before.size() != e.size())) {
                sink.signal(
                        new Signal(
                                SignalKind.ENTRY_ANOMALY,
                                "two entries of one name",
                                e.name() + " stands twice with different content"));
            }
        }
        layout(content, directory, sink);
        for (ZipEntry e : directory.entries()) {
            if (!e.name().endsWith("/")) {
                entry(content, e, sink);
            }
        }
    }

    private static void entry(Content content, ZipEntry e, Sink sink) throws IOException {
        if (e.encrypted()) {
            sink.obstacle(e.name(), Obstacle.Kind.ENCRYPTED, "The entry is encrypted.");
            return;
        }
        long data = dataOffset(content, e, sink);
        Placing placing = e.placing();
        if (!content.holds(data, e.compressed())) {
            sink.obstacle(
                    e.name(),
                    Obstacle.Kind.MALFORMED,
                    "The entry's data lie outside of the archive.");
            return;
        }
        Content raw = content.slice(data, e.compressed());
        if (e.symbolicLink() && e.size() <= Limits.NAME) {
            try (var in = ZipEntryStream.open(raw, e)) {
                String target =
                        new String(
                                in.readNBytes(Limits.NAME),
                                java.nio.charset.StandardCharsets.UTF_8);
                if (Names.linkEscapes(e.name(), target)) {
                    sink.obstacle(
                            e.name(),
                            Obstacle.Kind.ESCAPE,
                            "The link leads out of the package: \"" + target + "\".");
                }
                sink.link(
                        e.name(),
                        new Placing(
                                placing.modified(), placing.mode(), "", placing.maker(), target));
            }
            return;
        }
        try (var in = ZipEntryStream.open(raw, e)) {
            sink.file(e.name(), placing, in);
        }
    }

    private static long dataOffset(Content c, ZipEntry e, Sink sink) throws IOException {
        long at = e.offset();
        if (!c.holds(at, 30) || c.u32be(at) != 0x504b0304L) {
            throw new IOException("no local header for " + e.name() + " at offset " + at);
        }
        int nameLength = c.u16(at + 26);
        String local = ZipDirectory.name(c.bytes(at + 30, nameLength));
        if (!local.equals(e.name())) {
            sink.signal(
                    new Signal(
                            SignalKind.ENTRY_ANOMALY,
                            "names differ",
                            "the directory says " + e.name() + ", the entry itself says " + local));
        }
        if (c.u16(at + 8) != e.method()) {
            sink.signal(
                    new Signal(
                            SignalKind.ENTRY_ANOMALY,
                            "methods differ",
                            e.name()
                                    + ": the directory and the entry name different compression methods"));
        }
        return at + 30 + nameLength + c.u16(at + 28);
    }

    /// Accounts for every byte that is no entry.
    private void layout(Content c, ZipDirectory directory, Sink sink) throws IOException {
        List<ZipEntry> byPlace = new ArrayList<>(directory.entries());
        byPlace.sort(Comparator.comparingLong(ZipEntry::offset));
        long end = from;
        boolean first = true;
        for (ZipEntry e : byPlace) {
            long gap = e.offset() - end;
            if (gap < 0 && !first) {
                sink.signal(
                        new Signal(
                                SignalKind.ENTRY_ANOMALY,
                                "overlapping entries",
                                e.name() + " lies over another entry"));
            } else if (gap >= MIN_GAP && !zero(c, end, gap)) {
                gap(c, end, gap, first, sink);
            }
            first = false;
            end = Math.max(end, endOf(c, e));
        }
        long gap = directory.start() - end;
        if (gap >= MIN_GAP
                && !zero(c, end, gap)
                && !c.startsWith(directory.start() - 16, "APK Sig Block 42")) {
            gap(c, end, gap, byPlace.isEmpty(), sink);
        }
        if (directory.trailing() > 0) {
            sink.signal(
                    new Signal(
                            SignalKind.TRAILING_DATA,
                            "bytes after the archive",
                            directory.trailing() + " bytes after the end of the zip"));
        }
        if (directory.commentLength() > 1024) {
            sink.signal(
                    new Signal(
                            SignalKind.TRAILING_DATA,
                            "long archive comment",
                            "a comment of " + directory.commentLength() + " bytes"));
        }
    }

    private static void gap(Content c, long at, long size, boolean first, Sink sink)
            throws IOException {
        if (first
                && (c.startsWith(at, "MZ")
                        || c.startsWith(at, "#!")
                        || c.startsWith(at, "\u007fELF"))) {
            sink.signal(
                    new Signal(
                            SignalKind.ENTRY_ANOMALY,
                            "a program before the archive",
                            size + " bytes before the first entry"));
        } else if (c.startsWith(at, "PK\u0003\u0004")) {
            sink.signal(
                    new Signal(
                            SignalKind.ENTRY_ANOMALY,
                            "an entry the directory does not list",
                            size + " bytes at offset " + at + " that start like an entry"));
        } else {
            sink.signal(
                    new Signal(
                            SignalKind.TRAILING_DATA,
                            first ? "bytes before the archive" : "bytes between entries",
                            size + " bytes at offset " + at));
        }
    }

    private static long endOf(Content c, ZipEntry e) throws IOException {
        long at = e.offset();
        if (!c.holds(at, 30)) {
            return at;
        }
        long end = at + 30 + c.u16(at + 26) + c.u16(at + 28) + e.compressed();
        if ((e.flags() & 8) == 0 || !c.holds(end, 12)) {
            return end;
        }
        int signature = c.u32be(end) == 0x504b0708L ? 4 : 0;
        // A descriptor has 4- or 8-byte sizes; the one whose sizes match is there.
        if (c.holds(end + signature + 4, 16)
                && c.i64(end + signature + 4) == e.compressed()
                && c.i64(end + signature + 12) == e.size()) {
            return end + signature + 20;
        }
        return end + signature + 12;
    }

    private static boolean zero(Content c, long at, long size) throws IOException {
        for (long i = 0; i < Math.min(size, 1 << 20); i++) {
            if (c.u8(at + i) != 0) {
                return false;
            }
        }
        return true;
    }
}
