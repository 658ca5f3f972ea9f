package dev.firebreak.core.index;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32C;

/// An immutable sorted file, mapped. Every block is checked against its checksum when it is read; one that is damaged is
/// restored from its parity group, and the damage reported.
final class Run {
    private final RunInfo info;
    private final MemorySegment map;
    private final DamageListener damages;

    /// Hears of each damage that was found; called again when the same block is read again.
    interface DamageListener {
        void damaged(String file, long offset, boolean restored);
    }

    private Run(RunInfo info, MemorySegment map, DamageListener damages) {
        this.info = info;
        this.map = map;
        this.damages = damages;
    }

    /// @throws DamageException if the file is shorter or longer than the manifest says
    static Run open(Disk disk, RunInfo info, DamageListener damages) throws IOException {
        MemorySegment map = disk.map(info.file());
        if (map.byteSize() != info.bytes()) {
            throw new DamageException(
                    info.file(),
                    Math.min(map.byteSize(), info.bytes()),
                    map.byteSize() + " bytes long, but it was written with " + info.bytes());
        }
        return new Run(info, map, damages);
    }

    RunInfo info() {
        return info;
    }

    boolean isEmpty() {
        return info.root() < 0;
    }

    /// Reads the payload of a block into `into` (grown as needed).
    ///
    /// @return length of the payload
    int block(long offset, ByteOut into, CRC32C crc) throws IOException {
        if (offset >= 0 && offset + RunWriter.BLOCK_HEADER <= map.byteSize()) {
            long length = Integer.toUnsignedLong(be(offset));
            if (offset + RunWriter.BLOCK_HEADER + length <= map.byteSize()
                    && length <= RunWriter.MAX_VALUE + 4L * RunWriter.MAX_KEY) {
                int n = (int) length;
                if (into.array.length < n) {
                    into.array = new byte[Math.max(n, into.array.length * 2)];
                }
                MemorySegment.copy(
                        map,
                        ValueLayout.JAVA_BYTE,
                        offset + RunWriter.BLOCK_HEADER,
                        into.array,
                        0,
                        n);
                into.length = n;
                if (RunWriter.checksum(crc, offset, into.array, 0, n) == be(offset + 4)) {
                    return n;
                }
            }
        }
        byte[] restored = new Parity(map, info).restore(offset);
        damages.damaged(info.file(), offset, restored != null);
        if (restored == null) {
            throw new DamageException(
                    info.file(),
                    offset,
                    "the checksum of the block is wrong and its neighbours cannot restore it");
        }
        into.clear()
                .bytes(restored, RunWriter.BLOCK_HEADER, restored.length - RunWriter.BLOCK_HEADER);
        return into.length;
    }

    private int be(long at) {
        return (map.get(ValueLayout.JAVA_BYTE, at) & 255) << 24
                | (map.get(ValueLayout.JAVA_BYTE, at + 1) & 255) << 16
                | (map.get(ValueLayout.JAVA_BYTE, at + 2) & 255) << 8
                | (map.get(ValueLayout.JAVA_BYTE, at + 3) & 255);
    }

    RunCursor cursor() {
        return new RunCursor(this);
    }

    /// Reads everything, reporting what is damaged; parity records and trailer too.
    ///
    /// @return false if something could not be restored
    boolean verify() {
        Parity parity = new Parity(map, info);
        return parity.verify(damages);
    }

    MemorySegment map() {
        return map;
    }
}
