package dev.firebreak.gate.unpack;

import com.github.luben.zstd.ZstdInputStream;
import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Placing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.InflaterInputStream;
import org.tukaani.xz.XZInputStream;

/// SquashFS 4.0, the file system of AppImages and snaps; compression gzip, xz and zstd.
final class SquashContainer implements Container {
    private static final int META = 8192;
    private static final int MAX_TABLE = 256 << 20;
    private static final int MAX_DEPTH = 100;
    private static final long NONE = 0xffff_ffffL;

    private Content c = Content.of(new byte[0]);
    private int compression;
    private int blockSize;
    private Content inodes = Content.of(new byte[0]);
    private Content directories = Content.of(new byte[0]);
    private Content fragments = Content.of(new byte[0]);
    private final Map<Long, Integer> inodeStart = new HashMap<>();
    private final Map<Long, Integer> directoryStart = new HashMap<>();
    private final Map<Long, byte[]> fragmentBlocks = new HashMap<>();
    private final Set<Long> seen = new HashSet<>();

    /// As the superblock says, in bytes; images are filled up to whole blocks of a disk.
    static long size(Content c) throws IOException {
        return c.i64(40);
    }

    @Override
    public void read(Content content, Sink sink) throws IOException {
        c = content;
        blockSize = (int) c.u32(12);
        compression = c.u16(20);
        if (c.u16(28) != 4 || blockSize < 4096 || blockSize > 1 << 20) {
            throw new IOException("version " + c.u16(28) + ", blocks of " + blockSize + " bytes");
        }
        long root = c.i64(32);
        long inodeTable = c.i64(64);
        long directoryTable = c.i64(72);
        long fragmentTable = c.i64(80);
        long exportOrIds = c.i64(48);
        inodes = table(inodeTable, directoryTable, inodeStart);
        long directoryEnd =
                fragmentTable > 0 && fragmentTable < c.size() ? c.i64(fragmentTable) : exportOrIds;
        directories =
                table(
                        directoryTable,
                        Math.min(Math.max(directoryTable, directoryEnd), c.size()),
                        directoryStart);
        fragments = fragmentTable(fragmentTable, c.u32(16));
        folder(at(root >> 16, (int) (root & 0xffff)), "", sink, 0);
        Behind.tell(content, size(content), sink);
    }

    private byte[] unpack(byte[] packed, int limit) throws IOException {
        InputStream in = new ByteArrayInputStream(packed);
        InputStream out =
                switch (compression) {
                    case 1 -> new InflaterInputStream(in);
                    case 4 -> new XZInputStream(in, CompressedContainer.DICTIONARY_KIB);
                    case 6 -> new ZstdInputStream(in);
                    default ->
                            throw new UnsupportedException(
                                    "Cannot open SquashFS compression " + compression);
                };
        return out.readNBytes(limit);
    }

    /// Joins the metadata blocks from `start` to `end`; remembers where each began.
    private Content table(long start, long end, Map<Long, Integer> starts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long at = start;
        while (at < end) {
            starts.put(at - start, out.size());
            int header = c.u16(at);
            int size = header & 0x7fff;
            byte[] raw = c.bytes(at + 2, size);
            out.writeBytes((header & 0x8000) != 0 ? raw : unpack(raw, META));
            at += 2 + size;
            if (out.size() > MAX_TABLE) {
                throw new LimitException("a table of more than " + MAX_TABLE + " bytes");
            }
        }
        return Content.of(out.toByteArray());
    }

    private Content fragmentTable(long index, long count) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long blocks = (count * 16 + META - 1) / META;
        for (long i = 0; i < blocks && index > 0 && index < c.size(); i++) {
            long at = c.i64(index + i * 8);
            int header = c.u16(at);
            byte[] raw = c.bytes(at + 2, header & 0x7fff);
            out.writeBytes((header & 0x8000) != 0 ? raw : unpack(raw, META));
        }
        return Content.of(out.toByteArray());
    }

    private long at(long block, int offset) throws IOException {
        Integer start = inodeStart.get(block);
        if (start == null) {
            throw new IOException("an inode in no block");
        }
        return (long) start + offset;
    }

    private void folder(long inode, String path, Sink sink, int depth) throws IOException {
        if (depth > MAX_DEPTH || !seen.add(inode)) {
            throw new IOException("folders that contain each other or lie too deep");
        }
        int type = inodes.u16(inode);
        long block = type == 1 ? inodes.u32(inode + 16) : inodes.u32(inode + 24);
        long size = type == 1 ? inodes.u16(inode + 24) : inodes.u32(inode + 20);
        int offset = type == 1 ? inodes.u16(inode + 26) : inodes.u16(inode + 34);
        Integer start = directoryStart.get(block);
        if (size <= 3) {
            return;
        }
        if (start == null) {
            throw new IOException("a folder in no block");
        }
        long at = (long) start + offset;
        long end = at + size - 3;
        while (at + 12 <= end) {
            long count = directories.u32(at) + 1;
            long inodeBlock = directories.u32(at + 4);
            at += 12;
            for (long i = 0; i < count && at + 8 <= end; i++) {
                int inodeOffset = directories.u16(at);
                int nameSize = directories.u16(at + 6) + 1;
                String name =
                        new String(
                                directories.bytes(at + 8, nameSize),
                                java.nio.charset.StandardCharsets.UTF_8);
                entry(at(inodeBlock, inodeOffset), path + name, sink, depth);
                at += 8 + nameSize;
            }
        }
    }

    private void entry(long inode, String path, Sink sink, int depth) throws IOException {
        int type = inodes.u16(inode);
        int mode = inodes.u16(inode + 2);
        Placing placing = new Placing(inodes.u32(inode + 8), mode & 07777, "", "", null);
        switch (type) {
            case 1, 8 -> folder(inode, path + "/", sink, depth + 1);
            case 2 ->
                    sink.file(
                            path,
                            placing,
                            file(
                                    inodes.u32(inode + 16),
                                    inodes.u32(inode + 20),
                                    inodes.u32(inode + 24),
                                    inodes.u32(inode + 28),
                                    inode + 32));
            case 9 ->
                    sink.file(
                            path,
                            placing,
                            file(
                                    inodes.i64(inode + 16),
                                    inodes.u32(inode + 44),
                                    inodes.u32(inode + 48),
                                    inodes.i64(inode + 24),
                                    inode + 56));
            case 3, 10 ->
                    sink.link(
                            path,
                            new Placing(
                                    placing.modified(),
                                    placing.mode(),
                                    "",
                                    "",
                                    new String(
                                            inodes.bytes(
                                                    inode + 24,
                                                    (int)
                                                            Math.min(
                                                                    Limits.NAME,
                                                                    inodes.u32(inode + 20))),
                                            java.nio.charset.StandardCharsets.UTF_8)));
            default ->
                    sink.signal(
                            new dev.firebreak.gate.facts.Signal(
                                    dev.firebreak.gate.facts.SignalKind.ENTRY_ANOMALY,
                                    "device or pipe",
                                    path));
        }
    }

    private InputStream file(
            long start, long fragment, long fragmentOffset, long size, long sizes) {
        return new InputStream() {
            private long at = start;
            private long left = size;
            private long block;
            private byte[] buffer = new byte[0];
            private int from;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int begin, int length) throws IOException {
                if (left <= 0) {
                    return -1;
                }
                if (from >= buffer.length) {
                    fill();
                }
                int n = (int) Math.min(Math.min(length, buffer.length - from), left);
                if (n <= 0) {
                    throw new IOException("a file without all of its blocks");
                }
                System.arraycopy(buffer, from, target, begin, n);
                from += n;
                left -= n;
                return n;
            }

            private void fill() throws IOException {
                from = 0;
                if (left < blockSize && fragment != NONE) {
                    byte[] whole = fragment(fragment);
                    buffer =
                            java.util.Arrays.copyOfRange(
                                    whole,
                                    (int) Math.min(fragmentOffset, whole.length),
                                    whole.length);
                    return;
                }
                long packed = inodes.u32(sizes + block++ * 4);
                int n = (int) (packed & 0xff_ffff);
                int wanted = (int) Math.min(blockSize, left);
                if (n == 0) {
                    buffer = new byte[wanted];
                } else {
                    byte[] raw = c.bytes(at, n);
                    buffer = (packed & 0x100_0000L) != 0 ? raw : unpack(raw, blockSize);
                    at += n;
                }
            }
        };
    }

    private byte[] fragment(long index) throws IOException {
        byte[] known = fragmentBlocks.get(index);
        if (known != null) {
            return known;
        }
        long start = fragments.i64(index * 16);
        long size = fragments.u32(index * 16 + 8);
        byte[] raw = c.bytes(start, (int) Math.min(size & 0xff_ffff, 2 << 20));
        byte[] out = (size & 0x100_0000L) != 0 ? raw : unpack(raw, blockSize);
        if (fragmentBlocks.size() > 64) {
            fragmentBlocks.clear();
        }
        fragmentBlocks.put(index, out);
        return out;
    }
}
