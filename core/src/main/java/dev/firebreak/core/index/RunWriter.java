package dev.firebreak.core.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// Writes a run: entries in the order of their keys, an index tree above them, and parity between them.
///
/// A block is `u32 length of payload, u32 CRC-32C of (offset, payload), payload`. A payload is entries, each `varint bytes
/// shared with the key before, varint further bytes of the key, varint length of value, key bytes, value bytes`, then `u32`
/// for each restart (every 16th entry, which shares nothing), then `u32 number of restarts`. Equal keys may follow each
/// other: a long value in parts.
final class RunWriter implements Closeable {
    /// Length of what each file begins with.
    static final int MAGIC = 8;

    static final int BLOCK_HEADER = 8;
    static final int TRAILER = 48;
    static final int RESTART_EVERY = 16;

    /// A block is closed when it has grown beyond this; a look-up reads one per level.
    static final int BLOCK_TARGET = 4096;

    /// Blocks that share parity; [#LANES] neighbours may be lost together.
    static final int GROUP = 256;

    static final int LANES = 4;

    /// Longest key; a longer thing is no name of anything.
    static final int MAX_KEY = 4096;

    /// Longest value of one entry; longer ones come in parts.
    static final int MAX_VALUE = 1 << 24;

    private static final int BUFFER = 1 << 18;

    private final int version;
    private final Disk.Output out;
    private final String file;
    private final Table table;
    private final List<BlockBuilder> levels = new ArrayList<>();
    private final byte[] buffer = new byte[BUFFER];
    private final CRC32C crc = new CRC32C();
    private final ByteOut scratch = new ByteOut(BLOCK_TARGET * 2);
    private final ByteOut directory = new ByteOut();
    private final int[] groupLengths = new int[GROUP];
    private final byte[][] lanes = new byte[LANES][BLOCK_TARGET * 2];
    private final int[] laneLengths = new int[LANES];
    private int buffered;
    private int groupSize;
    private long groupStart;
    private int groups;
    private long position;
    private long entries;
    private boolean closed;

    RunWriter(Disk disk, String file, Table table) throws IOException {
        this(disk, file, table, Manifest.VERSION);
    }

    /// @param version of the format; older ones are only written by tests
    RunWriter(Disk disk, String file, Table table, int version) throws IOException {
        this.version = version;
        this.file = file;
        this.table = table;
        out = disk.create(file);
        levels.add(new BlockBuilder());
        byte[] magic = magic(version);
        write(magic, 0, magic.length);
    }

    /// First bytes of each file; the last one is the version of the format.
    static byte[] magic(int version) {
        return new byte[] {'F', 'B', 'R', 'U', 'N', 0, 0, (byte) version};
    }

    /// Appends an entry. Keys must not descend.
    void add(byte[] key, int keyLength, byte[] value, int valueStart, int valueLength)
            throws IOException {
        if (keyLength > MAX_KEY || valueLength > MAX_VALUE) {
            throw new IllegalArgumentException("entry too long: " + keyLength + ", " + valueLength);
        }
        add(0, key, keyLength, value, valueStart, valueLength);
        entries++;
    }

    void add(byte[] key, ByteOut value) throws IOException {
        add(key, key.length, value.array, 0, value.length);
    }

    private void add(int level, byte[] key, int keyLength, byte[] value, int start, int length)
            throws IOException {
        BlockBuilder block = levels.get(level);
        // A block of the index has at least two entries, however long their keys are. With one
        // each, no level would have fewer blocks than the one below, and the index no end.
        boolean mayEnd = block.entries() > (level == 0 ? 0 : 1);
        if (mayEnd && block.size() + keyLength + length > BLOCK_TARGET) {
            flush(level);
        }
        block.add(key, keyLength, value, start, length);
    }

    private void flush(int level) throws IOException {
        BlockBuilder block = levels.get(level);
        long at = emit(block.finish());
        byte[] firstKey = block.firstKey();
        block.clear();
        if (levels.size() == level + 1) {
            levels.add(new BlockBuilder());
        }
        ByteOut pointer = new ByteOut(10).varint(at);
        add(level + 1, firstKey, firstKey.length, pointer.array, 0, pointer.length);
    }

    private long emit(ByteOut payload) throws IOException {
        long at = position;
        if (groupSize == 0) {
            groupStart = at;
        }
        scratch.clear()
                .u32(payload.length)
                .u32(checksum(crc, at, payload.array, 0, payload.length));
        scratch.bytes(payload.array, 0, payload.length);
        write(scratch.array, 0, scratch.length);
        int lane = groupSize % LANES;
        if (lanes[lane].length < scratch.length) {
            lanes[lane] = Arrays.copyOf(lanes[lane], scratch.length);
        }
        byte[] sum = lanes[lane];
        for (int i = 0; i < scratch.length; i++) {
            sum[i] ^= scratch.array[i];
        }
        laneLengths[lane] = Math.max(laneLengths[lane], scratch.length);
        groupLengths[groupSize++] = scratch.length;
        if (groupSize == GROUP) {
            parity();
        }
        return at;
    }

    static int checksum(CRC32C crc, long offset, byte[] payload, int start, int length) {
        crc.reset();
        for (int shift = 56; shift >= 0; shift -= 8) {
            crc.update((int) (offset >>> shift) & 255);
        }
        crc.update(payload, start, length);
        return (int) crc.getValue();
    }

    /// A parity record: `u32 length, u32 CRC, payload`; payload: varint offset of the group's first block, varint number of
    /// blocks, their lengths as varints, then for each lane `varint length, bytes`: the exclusive or of its blocks.
    private void parity() throws IOException {
        if (groupSize == 0 || version == Migration.OLDEST) {
            groupSize = 0;
            return;
        }
        ByteOut record = new ByteOut().varint(groupStart).varint(groupSize);
        for (int i = 0; i < groupSize; i++) {
            record.varint(groupLengths[i]);
        }
        for (int lane = 0; lane < LANES; lane++) {
            record.varint(laneLengths[lane]).bytes(lanes[lane], 0, laneLengths[lane]);
            Arrays.fill(lanes[lane], (byte) 0);
            laneLengths[lane] = 0;
        }
        directory.varint(groupStart).varint(position);
        groups++;
        ByteOut framed =
                new ByteOut(record.length + BLOCK_HEADER)
                        .u32(record.length)
                        .u32(checksum(crc, position, record.array, 0, record.length))
                        .bytes(record.array, 0, record.length);
        write(framed.array, 0, framed.length);
        groupSize = 0;
    }

    /// Writes index, parity directory and trailer, and makes the file durable.
    RunInfo finish() throws IOException {
        long root = -1;
        int height = 0;
        if (entries > 0) {
            for (int level = 0; level < levels.size(); level++) {
                BlockBuilder block = levels.get(level);
                boolean top = level == levels.size() - 1;
                if (top && level > 0 && block.entries() == 1) {
                    root = block.onlyPointer();
                    height = level;
                } else if (top) {
                    root = emit(block.finish());
                    height = level + 1;
                } else {
                    flush(level);
                }
            }
        }
        parity();
        long directoryAt = version == Migration.OLDEST ? -1 : directory();
        ByteOut trailer =
                new ByteOut(TRAILER)
                        .u32(table.code())
                        .u64(entries)
                        .u64(root)
                        .u32(height)
                        .u64(directoryAt)
                        .u64(position + TRAILER);
        trailer.u32(checksum(crc, 0, trailer.array, 0, trailer.length));
        trailer.bytes(new byte[] {'E', 'N', 'D', '.'});
        write(trailer.array, 0, trailer.length);
        drain();
        out.sync();
        close();
        return new RunInfo(
                file,
                table,
                RunInfo.NO_ERA,
                0,
                position,
                entries,
                entries,
                root,
                height,
                directoryAt);
    }

    private long directory() throws IOException {
        long at = position;
        ByteOut all = new ByteOut().varint(groups).bytes(directory.array, 0, directory.length);
        ByteOut tail =
                new ByteOut()
                        .u32(all.length)
                        .u32(checksum(crc, at, all.array, 0, all.length))
                        .bytes(all.array, 0, all.length);
        write(tail.array, 0, tail.length);
        return at;
    }

    private void write(byte[] b, int start, int n) throws IOException {
        if (n > BUFFER - buffered) {
            drain();
        }
        if (n > BUFFER) {
            out.write(b, start, n);
        } else {
            System.arraycopy(b, start, buffer, buffered, n);
            buffered += n;
        }
        position += n;
    }

    private void drain() throws IOException {
        if (buffered > 0) {
            out.write(buffer, 0, buffered);
            buffered = 0;
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            out.close();
        }
    }
}
