package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Obstacle;
import dev.firebreak.gate.facts.Placing;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/// Microsoft cabinets ([MS-CAB]); compression none, MSZIP and LZX.
final class CabContainer implements Container {
    private static final int MAX_FILES = 200_000;

    private record Member(String name, int folder, long offset, long size, long time) {}

    @Override
    public void read(Content content, Sink sink) throws IOException {
        read(content, sink, name -> name);
    }

    /// @param naming turns a name in the cabinet into the one to show
    void read(Content c, Sink sink, UnaryOperator<String> naming) throws IOException {
        int flags = c.u16(30);
        int folders = c.u16(26);
        int files = c.u16(28);
        if (files > MAX_FILES) {
            throw new IOException(files + " files");
        }
        if ((flags & 3) != 0) {
            sink.obstacle(
                    "",
                    Obstacle.Kind.UNSUPPORTED,
                    "The cabinet is one part of a set; the other parts are not here.");
        }
        long at = 36;
        int folderReserve = 0;
        int dataReserve = 0;
        if ((flags & 4) != 0) {
            int headerReserve = c.u16(36);
            folderReserve = c.u8(38);
            dataReserve = c.u8(39);
            at = 40 + headerReserve;
        }
        for (int bit = 1; bit <= 2; bit <<= 1) {
            if ((flags & bit) != 0) {
                at += c.ascii(at, 256).length() + 1;
                at += c.ascii(at, 256).length() + 1;
            }
        }
        long cabinet = c.u32(8);
        if (cabinet < c.size()) {
            sink.signal(
                    new Signal(
                            SignalKind.TRAILING_DATA,
                            "bytes after the cabinet",
                            (c.size() - cabinet) + " bytes after the end of the cabinet"));
        }
        List<Member> members = members(c, files);
        for (int f = 0; f < folders; f++) {
            long folder = at + f * (8L + folderReserve);
            int n = f;
            List<Member> own =
                    members.stream()
                            .filter(m -> m.folder() == n)
                            .sorted(Comparator.comparingLong(Member::offset))
                            .toList();
            folder(
                    c,
                    c.u32(folder),
                    c.u16(folder + 4),
                    c.u16(folder + 6),
                    dataReserve,
                    own,
                    naming,
                    sink);
        }
    }

    private static List<Member> members(Content c, int count) throws IOException {
        List<Member> out = new ArrayList<>();
        long at = c.u32(16);
        for (int i = 0; i < count; i++) {
            String raw = c.ascii(at + 16, 260);
            int date = c.u16(at + 10);
            int time = c.u16(at + 12);
            String name =
                    (c.u16(at + 14) & 0x80) != 0
                            ? new String(
                                    raw.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                                    java.nio.charset.StandardCharsets.UTF_8)
                            : raw;
            out.add(new Member(name, c.u16(at + 8), c.u32(at + 4), c.u32(at), time(date, time)));
            at += 16 + raw.length() + 1;
        }
        return out;
    }

    private static long time(int date, int time) {
        try {
            return LocalDateTime.of(
                            1980 + (date >>> 9),
                            date >>> 5 & 15,
                            date & 31,
                            time >>> 11,
                            time >>> 5 & 63,
                            Math.min(59, (time & 31) * 2))
                    .toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return 0; // no date that exists
        }
    }

    private static void folder(
            Content c,
            long start,
            int blocks,
            int type,
            int reserve,
            List<Member> members,
            UnaryOperator<String> naming,
            Sink sink)
            throws IOException {
        if ((type & 15) == 2 || (type & 15) > 3) {
            throw new UnsupportedException(
                    "Cannot open compression "
                            + ((type & 15) == 2 ? "Quantum" : Integer.toString(type & 15)));
        }
        long at = 0;
        try (CabFolderStream data = new CabFolderStream(c, start, blocks, type, reserve)) {
            for (Member m : members) {
                if (m.offset() < at) {
                    sink.signal(
                            new Signal(
                                    SignalKind.ENTRY_ANOMALY,
                                    "overlapping entries",
                                    m.name() + " lies over another file"));
                    continue;
                }
                data.skipNBytes(m.offset() - at);
                Part part = new Part(data, m.size());
                sink.file(naming.apply(m.name()), new Placing(m.time(), -1, "", "", null), part);
                part.drain();
                at = m.offset() + m.size();
            }
        }
    }

    /// One file's stretch of a folder's stream.
    private static final class Part extends InputStream {
        private final InputStream in;
        private long left;

        Part(InputStream in, long left) {
            this.in = in;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int start, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int n = in.read(target, start, (int) Math.min(length, left));
            if (n < 0) {
                throw new java.io.EOFException("the cabinet's data end early");
            }
            left -= n;
            return n;
        }

        void drain() throws IOException {
            in.skipNBytes(left);
        }
    }
}
