package dev.firebreak.core.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Restores blocks of a run from the parity records between them, and checks a whole file.
final class Parity {
    private final MemorySegment map;
    private final RunInfo info;
    private final CRC32C crc = new CRC32C();

    /// A group of blocks that follow each other from `start`, and its parity record at `record`.
    private record Group(long start, long record) {}

    Parity(MemorySegment map, RunInfo info) {
        this.map = map;
        this.info = info;
    }

    /// The whole block at this offset, header and payload, or nothing if it cannot be restored.
    byte @Nullable [] restore(long offset) {
        List<Group> groups = directory();
        if (groups == null) {
            return null;
        }
        Group in = null;
        for (Group g : groups) {
            if (g.start <= offset && offset < g.record) {
                in = g;
            }
        }
        if (in == null) {
            return null;
        }
        byte[] record = framed(in.record);
        return record == null ? null : restore(new ByteIn(record), in, offset);
    }

    private byte @Nullable [] restore(ByteIn record, Group group, long offset) {
        int[] lengths = lengths(record, group);
        long at = group.start;
        int index = 0;
        while (index < lengths.length && at < offset) {
            at += lengths[index++];
        }
        if (at != offset || index == lengths.length) {
            return null;
        }
        int lane = index % RunWriter.LANES;
        for (int i = 0; i < lane; i++) {
            record.skip(record.count());
        }
        byte[] sum = record.bytes(record.count());
        at = group.start;
        for (int i = 0; i < lengths.length; i++) {
            if (i % RunWriter.LANES == lane && i != index) {
                for (int b = 0; b < lengths[i]; b++) {
                    sum[b] ^= map.get(ValueLayout.JAVA_BYTE, at + b);
                }
            }
            at += lengths[i];
        }
        byte[] block = Arrays.copyOf(sum, lengths[index]);
        ByteIn header = new ByteIn(block);
        return header.u32() == block.length - RunWriter.BLOCK_HEADER
                        && header.u32()
                                == RunWriter.checksum(
                                        crc,
                                        offset,
                                        block,
                                        RunWriter.BLOCK_HEADER,
                                        block.length - RunWriter.BLOCK_HEADER)
                ? block
                : null;
    }

    private static int[] lengths(ByteIn record, Group group) {
        if (record.varint() != group.start) {
            throw new MalformedException("a parity record of another group");
        }
        int[] lengths = new int[record.count()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = record.count();
        }
        return lengths;
    }

    private @Nullable List<Group> directory() {
        byte[] payload = framed(info.parity());
        if (payload == null) {
            return null;
        }
        ByteIn in = new ByteIn(payload);
        int n = in.count();
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            groups.add(new Group(in.varint(), in.varint()));
        }
        return groups;
    }

    /// The payload at this offset, or nothing if its checksum is wrong.
    private byte @Nullable [] framed(long offset) {
        if (offset < 0 || offset + RunWriter.BLOCK_HEADER > map.byteSize()) {
            return null;
        }
        byte[] head = new byte[RunWriter.BLOCK_HEADER];
        MemorySegment.copy(map, ValueLayout.JAVA_BYTE, offset, head, 0, head.length);
        ByteIn header = new ByteIn(head);
        long length = Integer.toUnsignedLong(header.u32());
        if (length > map.byteSize() - offset - RunWriter.BLOCK_HEADER
                || length > Integer.MAX_VALUE - 8) {
            return null;
        }
        byte[] payload = new byte[(int) length];
        MemorySegment.copy(
                map,
                ValueLayout.JAVA_BYTE,
                offset + RunWriter.BLOCK_HEADER,
                payload,
                0,
                payload.length);
        return RunWriter.checksum(crc, offset, payload, 0, payload.length) == header.u32()
                ? payload
                : null;
    }

    /// Checks every byte of the file.
    ///
    /// @return false if something is lost
    boolean verify(Run.DamageListener damages) {
        boolean whole = true;
        byte[] magic = new byte[RunWriter.MAGIC];
        MemorySegment.copy(map, ValueLayout.JAVA_BYTE, 0, magic, 0, magic.length);
        boolean old = info.parity() < 0;
        int version = magic[RunWriter.MAGIC - 1];
        boolean fits = old ? version == Migration.OLDEST : version > Migration.OLDEST;
        if (!fits
                || version > Manifest.VERSION
                || !Arrays.equals(magic, RunWriter.magic(version))) {
            damages.damaged(info.file(), 0, true);
        }
        long at = magic.length;
        List<Group> groups = directory();
        if (old) {
            whole = walk(at, map.byteSize() - RunWriter.TRAILER, damages);
        } else if (groups == null) {
            damages.damaged(info.file(), info.parity(), true);
            whole = walk(at, info.parity(), damages);
        } else {
            for (Group g : groups) {
                whole &= verify(g, damages);
            }
        }
        verifyTrailer(damages);
        return whole;
    }

    private boolean verify(Group g, Run.DamageListener damages) {
        byte[] record = framed(g.record);
        if (record == null) {
            damages.damaged(info.file(), g.record, true);
            return walk(g.start, g.record, damages);
        }
        boolean whole = true;
        long at = g.start;
        for (int length : lengths(new ByteIn(record), g)) {
            byte[] payload = framed(at);
            if (payload == null || payload.length != length - RunWriter.BLOCK_HEADER) {
                boolean restored = restore(new ByteIn(record), g, at) != null;
                damages.damaged(info.file(), at, restored);
                whole &= restored;
            }
            at += length;
        }
        return whole;
    }

    /// Goes from block to block by their own lengths, when nothing else tells where they begin.
    private boolean walk(long from, long to, Run.DamageListener damages) {
        long at = from;
        while (at < to) {
            byte[] payload = framed(at);
            if (payload == null) {
                damages.damaged(info.file(), at, false);
                return false;
            }
            at += RunWriter.BLOCK_HEADER + payload.length;
        }
        return true;
    }

    private void verifyTrailer(Run.DamageListener damages) {
        long at = map.byteSize() - RunWriter.TRAILER;
        byte[] t = new byte[RunWriter.TRAILER];
        MemorySegment.copy(map, ValueLayout.JAVA_BYTE, at, t, 0, t.length);
        int body = RunWriter.TRAILER - 8;
        ByteIn sum = new ByteIn(t, body, t.length);
        boolean right =
                sum.u32() == RunWriter.checksum(crc, 0, t, 0, body)
                        && Arrays.equals(sum.bytes(4), new byte[] {'E', 'N', 'D', '.'});
        if (!right) {
            damages.damaged(info.file(), at, true);
        }
    }
}
