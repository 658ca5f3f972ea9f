package dev.firebreak.gate.content;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Bytes with random access, in memory or mapped from a file. Every read is checked against the size, so a header that
/// points outside ends in an [EOFException] that the readers turn into an obstacle.
public final class Content {
    private static final ValueLayout.OfShort LE16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt LE32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LE64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// Up to this many bytes a file is read, above it is mapped: a mapping costs more than so much reading.
    private static final int SMALL = 64 << 10;

    /// What has no array, has no bytes in one.
    private static final byte[] NO_ARRAY = {};

    private final MemorySegment segment;
    private final long size;

    /// The array that holds the bytes from `start` on, if they lie in memory: most files of a release are small, and reading
    /// them where they lie is half of the cost of copying them first.
    private final byte[] array;

    private final int start;

    private Content(MemorySegment segment, byte[] array, int start) {
        this.segment = segment;
        this.size = segment.byteSize();
        this.array = array;
        this.start = start;
    }

    public static Content of(byte[] bytes) {
        return new Content(MemorySegment.ofArray(bytes), bytes, 0);
    }

    /// A file's content for the lifetime of the arena.
    public static Content map(Path file, Arena arena) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            long size = Files.size(file);
            if (size == 0) {
                return of(new byte[0]);
            }
            if (size <= SMALL) {
                byte[] bytes = new byte[(int) size];
                // A file that is cut off meanwhile ends in zeros, as a mapping of it does.
                in.readNBytes(bytes, 0, bytes.length);
                return of(bytes);
            }
            return new Content(
                    in.getChannel().map(FileChannel.MapMode.READ_ONLY, 0, size, arena),
                    NO_ARRAY,
                    0);
        }
    }

    public long size() {
        return size;
    }

    public Content slice(long offset, long length) throws EOFException {
        check(offset, length);
        return new Content(
                segment.asSlice(offset, length),
                array,
                array == NO_ARRAY ? 0 : start + (int) offset);
    }

    /// The bytes lie in memory, so that [#array()] has them.
    public boolean inMemory() {
        return array != NO_ARRAY;
    }

    /// The array that the content lies in, from [#start()] on; never to be written to. Empty if it lies in a file.
    public byte[] array() {
        return array;
    }

    public int start() {
        return start;
    }

    public Content from(long offset) throws EOFException {
        check(offset, 0);
        return slice(offset, size - offset);
    }

    public boolean holds(long offset, long length) {
        return offset >= 0 && length >= 0 && offset <= size - length;
    }

    private void check(long offset, long length) throws EOFException {
        if (!holds(offset, length)) {
            throw new EOFException(
                    "bytes " + offset + " to " + (offset + length) + " lie outside of " + size);
        }
    }

    public int u8(long offset) throws EOFException {
        check(offset, 1);
        return (array == NO_ARRAY
                        ? segment.get(ValueLayout.JAVA_BYTE, offset)
                        : array[start + (int) offset])
                & 0xff;
    }

    public int u16(long offset) throws EOFException {
        check(offset, 2);
        if (array != NO_ARRAY) {
            int i = start + (int) offset;
            return array[i] & 0xff | (array[i + 1] & 0xff) << 8;
        }
        return segment.get(LE16, offset) & 0xffff;
    }

    public int u16be(long offset) throws EOFException {
        return Integer.reverseBytes(u16(offset)) >>> 16;
    }

    public int i32(long offset) throws EOFException {
        check(offset, 4);
        if (array != NO_ARRAY) {
            int i = start + (int) offset;
            return array[i] & 0xff
                    | (array[i + 1] & 0xff) << 8
                    | (array[i + 2] & 0xff) << 16
                    | array[i + 3] << 24;
        }
        return segment.get(LE32, offset);
    }

    public long u32(long offset) throws EOFException {
        return i32(offset) & 0xffff_ffffL;
    }

    public long u32be(long offset) throws EOFException {
        return Integer.reverseBytes(i32(offset)) & 0xffff_ffffL;
    }

    public long i64(long offset) throws EOFException {
        check(offset, 8);
        return segment.get(LE64, offset);
    }

    public long i64be(long offset) throws EOFException {
        return Long.reverseBytes(i64(offset));
    }

    /// A copy of a part; the caller bounds `length`.
    public byte[] bytes(long offset, int length) throws EOFException {
        check(offset, length);
        byte[] out = new byte[length];
        copy(offset, out, 0, length);
        return out;
    }

    /// Copies as much as there is, at most the target's length; returns the number of bytes.
    public int read(long offset, byte[] target) {
        int n = (int) Math.max(0, Math.min(target.length, size - offset));
        if (n > 0) {
            copy(offset, target, 0, n);
        }
        return n;
    }

    private void copy(long offset, byte[] target, int at, int length) {
        if (array == NO_ARRAY) {
            MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, target, at, length);
        } else {
            System.arraycopy(array, start + (int) offset, target, at, length);
        }
    }

    /// At most `length` bytes from the start; not to be written to, as they may be the content's own.
    public byte[] head(int length) {
        if (size <= length && size == array.length) {
            return array;
        }
        byte[] out = new byte[(int) Math.min(size, length)];
        read(0, out);
        return out;
    }

    /// Latin-1 text up to a NUL byte, at most `max` characters.
    public String ascii(long offset, int max) throws EOFException {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < max && holds(offset + i, 1); i++) {
            int c = u8(offset + i);
            if (c == 0) {
                break;
            }
            out.append((char) c);
        }
        check(offset, 0);
        return out.toString();
    }

    public boolean startsWith(long offset, String latin1) throws EOFException {
        if (!holds(offset, latin1.length())) {
            return false;
        }
        for (int i = 0; i < latin1.length(); i++) {
            if (u8(offset + i) != latin1.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Everything as one array, not to be written to; refused above `max` bytes.
    public byte[] all(int max) throws IOException {
        if (size > max) {
            throw new IOException("larger than the " + max + " bytes that are held in memory");
        }
        return size == array.length ? array : bytes(0, (int) size);
    }

    public InputStream stream() {
        return new Stream();
    }

    private final class Stream extends InputStream {
        private long at;

        @Override
        public int read() {
            if (at >= size) {
                return -1;
            }
            long own = at++;
            return (array == NO_ARRAY
                            ? segment.get(ValueLayout.JAVA_BYTE, own)
                            : array[start + (int) own])
                    & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) {
            if (length == 0) {
                return 0;
            }
            if (at >= size) {
                return -1;
            }
            int n = (int) Math.min(length, size - at);
            copy(at, target, from, n);
            at += n;
            return n;
        }

        @Override
        public long skip(long n) {
            long k = Math.max(0, Math.min(n, size - at));
            at += k;
            return k;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, size - at);
        }
    }
}
