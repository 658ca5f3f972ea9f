package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Obstacle;
import dev.firebreak.gate.facts.Placing;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `ar` archives: Debian packages, whose members are opened under `control/` and `data/`, and static libraries, whose
/// members are listed as they are. See deb(5).
final class ArContainer implements Container {
    /// The table of long names of a static library.
    private static final int MAX_NAMES = 16 << 20;

    private record Member(String name, long offset, long size, long modified) {}

    @Override
    public void read(Content content, Sink sink) throws IOException {
        List<Member> members = members(content);
        boolean deb = !members.isEmpty() && members.getFirst().name().equals("debian-binary");
        for (int i = 0; i < members.size(); i++) {
            Member m = members.get(i);
            Content part = content.slice(m.offset(), m.size());
            String tree = deb ? tree(m.name()) : null;
            Format format = tree == null ? null : Format.detect(part, m.name());
            if (tree == null || format == null) {
                if (deb && !m.name().startsWith("_gpg") && i > 2) {
                    sink.signal(
                            new Signal(
                                    SignalKind.ENTRY_ANOMALY,
                                    "member beside control and data",
                                    m.name()));
                }
                sink.file(m.name(), new Placing(m.modified(), -1, "", "", null), part);
                continue;
            }
            Sink inside = new Prefixed(sink, tree + "/");
            if (format == Format.TAR) {
                new TarContainer().read(part, inside);
            } else {
                try (InputStream in = CompressedContainer.open(format, part.stream())) {
                    inside.layer(m.name().substring(0, m.name().lastIndexOf('.')), in);
                }
            }
        }
    }

    private static @Nullable String tree(String name) {
        return name.startsWith("control.tar")
                ? "control"
                : name.startsWith("data.tar") ? "data" : null;
    }

    private static List<Member> members(Content content) throws IOException {
        List<Member> out = new ArrayList<>();
        byte[] longNames = new byte[0];
        long at = 8;
        while (content.holds(at, 60)) {
            String header = new String(content.bytes(at, 60), StandardCharsets.ISO_8859_1);
            if (!header.endsWith("`\n")) {
                throw new IOException("the member header at offset " + at + " is malformed");
            }
            String name = header.substring(0, 16).strip();
            long size = number(header.substring(48, 58).strip(), at);
            long modified =
                    header.substring(16, 28).isBlank()
                            ? 0
                            : number(header.substring(16, 28).strip(), at);
            content.slice(at + 60, size);
            if (name.equals("//")) {
                longNames = content.slice(at + 60, size).head(MAX_NAMES);
            }
            out.add(member(content, name, at + 60, size, modified, longNames));
            at += 60 + size + (size & 1);
        }
        if (at < content.size()) {
            throw new IOException("bytes after the last member");
        }
        return out;
    }

    /// The names that `ar` itself gives: `/` and `/SYM64/` are indexes, `//` holds long names, `/12` points into it
    /// (GNU), `#1/20` says that the name stands before the content (BSD).
    private static Member member(
            Content content, String name, long offset, long size, long modified, byte[] longNames)
            throws IOException {
        if (name.equals("/") || name.equals("/SYM64/")) {
            return new Member("symbol index", offset, size, modified);
        }
        if (name.equals("//")) {
            return new Member("long names", offset, size, modified);
        }
        if (name.matches("/[0-9]{1,9}")) {
            int from = Integer.parseInt(name.substring(1));
            int end = from;
            while (end < longNames.length && longNames[end] != '\n') {
                end++;
            }
            if (from >= end) {
                throw new IOException(
                        "the long name of the member at offset " + offset + " is missing");
            }
            String text = new String(longNames, from, end - from, StandardCharsets.ISO_8859_1);
            return new Member(bare(text), offset, size, modified);
        }
        if (name.matches("#1/[0-9]{1,4}")) {
            int length = Integer.parseInt(name.substring(3));
            if (length > size) {
                throw new IOException("the name of the member at offset " + offset + " is cut off");
            }
            String text =
                    new String(content.bytes(offset, length), StandardCharsets.ISO_8859_1)
                            .replace("\0", "");
            return new Member(text, offset + length, size - length, modified);
        }
        return new Member(bare(name), offset, size, modified);
    }

    private static String bare(String name) {
        return name.endsWith("/") && name.length() > 1
                ? name.substring(0, name.length() - 1)
                : name;
    }

    private static long number(String text, long at) throws IOException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException(
                    "a number in the member header at offset " + at + " is malformed", e);
        }
    }

    /// Puts a folder before every name.
    private record Prefixed(Sink sink, String prefix) implements Sink {
        private String name(String entry) {
            String n = entry;
            while (n.startsWith("./")) {
                n = n.substring(2);
            }
            // An absolute or climbing name stays as it is, so that it is noticed.
            return Names.escapes(n) ? n : prefix + n;
        }

        @Override
        public void file(String entry, Placing placing, Content content) throws IOException {
            sink.file(name(entry), placing, content);
        }

        @Override
        public void file(String entry, Placing placing, InputStream content) throws IOException {
            sink.file(name(entry), placing, content);
        }

        @Override
        public void link(String entry, Placing placing) throws IOException {
            sink.link(name(entry), placing);
        }

        @Override
        public void layer(String entry, InputStream content) throws IOException {
            // Spooled by the level below, whose tar entries come back without the folder: unpack
            // them here instead.
            byte[] head = new byte[512];
            java.io.PushbackInputStream in = new java.io.PushbackInputStream(content, head.length);
            int n = in.readNBytes(head, 0, head.length);
            in.unread(head, 0, n);
            if (Format.detect(Content.of(java.util.Arrays.copyOf(head, n)), entry) == Format.TAR) {
                TarContainer.read(in, this);
            } else {
                sink.file(name(entry), Placing.NONE, in);
            }
        }

        @Override
        public void signal(Signal signal) {
            sink.signal(signal);
        }

        @Override
        public void obstacle(String entry, Obstacle.Kind kind, String reason) {
            sink.obstacle(name(entry), kind, reason);
        }
    }
}
