package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Obstacle;
import dev.firebreak.gate.facts.Placing;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// HFS+ volumes (Apple, Technical Note TN1150): files are found by walking the leaves of the catalogue tree.
final class HfsContainer implements Container {
    private static final int HEADER = 1024;
    private static final long EPOCH = 2_082_844_800L;
    private static final int MAX_NODES = 2_000_000;
    private static final int COMPRESSED = 0x20;

    private record Extent(long start, long count) {}

    private record Folder(long parent, String name) {}

    private record File(
            long id,
            long parent,
            String name,
            long size,
            List<Extent> extents,
            int mode,
            String owner,
            long modified,
            boolean compressed) {}

    private final Map<Long, Folder> folders = new HashMap<>();
    private final List<File> files = new ArrayList<>();
    private final Map<Long, List<Extent>> overflow = new HashMap<>();
    private long blockSize;
    private Content volume = Content.of(new byte[0]);

    @Override
    public void read(Content c, Sink sink) throws IOException {
        volume = c;
        blockSize = c.u32be(HEADER + 40);
        if (blockSize < 512 || blockSize > 1 << 20) {
            throw new IOException("blocks of " + blockSize + " bytes");
        }
        walk(fork(HEADER + 192, -1), this::overflowRecord);
        walk(fork(HEADER + 272, 4), this::catalogRecord);
        for (File f : files) {
            emit(f, sink);
        }
    }

    private interface Leaf {
        void at(Content node, long record) throws IOException;
    }

    private List<Extent> extents(Content c, long at) throws IOException {
        List<Extent> out = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            long count = c.u32be(at + i * 8L + 4);
            if (count > 0) {
                out.add(new Extent(c.u32be(at + i * 8L), count));
            }
        }
        return out;
    }

    /// The content of a fork; catalogue and extents files are usually in one piece.
    private Content fork(long at, long id) throws IOException {
        long size = volume.i64be(at);
        List<Extent> extents = new ArrayList<>(extents(volume, at + 16));
        extents.addAll(overflow.getOrDefault(id, List.of()));
        if (size == 0) {
            return Content.of(new byte[0]);
        }
        if (extents.size() == 1) {
            return volume.slice(
                    extents.getFirst().start() * blockSize,
                    Math.min(size, extents.getFirst().count() * blockSize));
        }
        if (size < 0 || size > 512 << 20) {
            throw new IOException("a catalogue of " + size + " bytes");
        }
        return Content.of(stream(extents, size).readNBytes((int) size));
    }

    private InputStream stream(List<Extent> extents, long size) throws IOException {
        List<InputStream> parts = new ArrayList<>();
        long left = size;
        for (Extent e : extents) {
            long n = Math.min(left, e.count() * blockSize);
            if (n > 0) {
                parts.add(volume.slice(e.start() * blockSize, n).stream());
                left -= n;
            }
        }
        if (left > 0) {
            throw new IOException("a file without all of its blocks");
        }
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    private void walk(Content tree, Leaf leaf) throws IOException {
        if (tree.size() < 64) {
            return;
        }
        int nodeSize = tree.u16be(32);
        long node = tree.u32be(24);
        if (nodeSize < 512) {
            throw new IOException("nodes of " + nodeSize + " bytes");
        }
        Set<Long> seen = new HashSet<>();
        while (node != 0) {
            if (!seen.add(node) || seen.size() > MAX_NODES) {
                throw new IOException("the tree's leaves form a cycle");
            }
            Content n = tree.slice(node * nodeSize, nodeSize);
            int records = n.u16be(10);
            for (int i = 0; i < records; i++) {
                leaf.at(n, n.u16be(nodeSize - 2L * (i + 1)));
            }
            node = n.u32be(0);
        }
    }

    private void overflowRecord(Content n, long at) throws IOException {
        if (n.u8(at + 2) == 0) { // data forks
            overflow.computeIfAbsent(n.u32be(at + 4), _ -> new ArrayList<>())
                    .addAll(extents(n, at + 2 + n.u16be(at)));
        }
    }

    private void catalogRecord(Content n, long at) throws IOException {
        int keyLength = n.u16be(at);
        long parent = n.u32be(at + 2);
        int nameLength = n.u16be(at + 6);
        String name =
                new String(n.bytes(at + 8, nameLength * 2), StandardCharsets.UTF_16BE)
                        .replace('/', ':');
        long data = at + 2 + keyLength + (keyLength & 1);
        int type = n.u16be(data);
        if (type == 1) {
            folders.put(n.u32be(data + 8), new Folder(parent, name));
        } else if (type == 2) {
            long id = n.u32be(data + 8);
            files.add(
                    new File(
                            id,
                            parent,
                            name,
                            n.i64be(data + 88),
                            extents(n, data + 88 + 16),
                            n.u16be(data + 42),
                            n.u32be(data + 32) + ":" + n.u32be(data + 36),
                            n.u32be(data + 16) - EPOCH,
                            (n.u8(data + 41) & COMPRESSED) != 0));
        }
    }

    private String path(long folder) throws IOException {
        StringBuilder out = new StringBuilder();
        int depth = 0;
        for (long id = folder; id > 2; ) {
            Folder f = folders.get(id);
            if (f == null) {
                break;
            }
            if (++depth > 200) {
                throw new IOException("folders that contain each other");
            }
            out.insert(0, f.name() + "/");
            id = f.parent();
        }
        return out.toString();
    }

    private void emit(File f, Sink sink) throws IOException {
        String path = path(f.parent()) + f.name();
        if (path.startsWith("\0") || path.contains("HFS+ Private Data")) {
            return;
        }
        int format = f.mode() & 0xf000;
        Placing placing = new Placing(f.modified(), f.mode() & 07777, f.owner(), "", null);
        if (f.compressed()) {
            sink.obstacle(
                    path, Obstacle.Kind.UNSUPPORTED, "The file is compressed by the file system.");
            return;
        }
        List<Extent> extents = new ArrayList<>(f.extents());
        extents.addAll(overflow.getOrDefault(f.id(), List.of()));
        if (format == 0xa000) {
            String target =
                    new String(
                            stream(extents, f.size()).readNBytes(Limits.NAME),
                            StandardCharsets.UTF_8);
            sink.link(
                    path,
                    new Placing(placing.modified(), placing.mode(), placing.owner(), "", target));
            return;
        }
        sink.file(path, placing, stream(extents, f.size()));
    }
}
