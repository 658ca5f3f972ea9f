package dev.firebreak.core.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A growing array of bytes with the encodings of the file format: little-endian base-128 numbers, and texts with their
/// length before them.
final class ByteOut {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long SIGNS = 0x8080808080808080L;

    byte[] array;
    int length;

    ByteOut() {
        this(64);
    }

    ByteOut(int capacity) {
        array = new byte[capacity];
    }

    ByteOut clear() {
        length = 0;
        return this;
    }

    private void room(int more) {
        if (array.length - length < more) {
            array =
                    Arrays.copyOf(
                            array,
                            Math.max(
                                    Math.addExact(length, more),
                                    array.length + (array.length >> 1)));
        }
    }

    ByteOut u8(int value) {
        room(1);
        array[length++] = (byte) value;
        return this;
    }

    /// Four bytes, big-endian, so that keys sort as numbers.
    ByteOut u32(int value) {
        room(4);
        array[length++] = (byte) (value >>> 24);
        array[length++] = (byte) (value >>> 16);
        array[length++] = (byte) (value >>> 8);
        array[length++] = (byte) value;
        return this;
    }

    ByteOut u64(long value) {
        return u32((int) (value >>> 32)).u32((int) value);
    }

    /// Seven bits a byte, lowest first, the top bit says that more follow; at most ten bytes.
    ByteOut varint(long value) {
        room(10);
        long v = value;
        while ((v & ~0x7fL) != 0) {
            array[length++] = (byte) (v | 0x80);
            v >>>= 7;
        }
        array[length++] = (byte) v;
        return this;
    }

    /// A number that may be negative: 0, -1, 1, -2 ... become 0, 1, 2, 3 ...
    ByteOut signed(long value) {
        return varint((value << 1) ^ (value >> 63));
    }

    ByteOut bytes(byte[] b, int start, int n) {
        room(n);
        System.arraycopy(b, start, array, length, n);
        length += n;
        return this;
    }

    /// Bytes in reverse order, ASCII letters in lower case; eight at a time.
    ///
    /// @return false if there are others than ASCII; what was appended then is of no use
    boolean reversedLower(byte[] b, int start, int end) {
        room(end - start);
        byte[] to = array;
        int at = length;
        int i = end;
        long signs = 0;
        for (; i - 8 >= start; i -= 8, at += 8) {
            long w = (long) LONG.get(b, i - 8);
            signs |= w;
            LONG.set(to, at, Long.reverseBytes(w | upper(w) >>> 2));
        }
        for (; i > start; i--) {
            byte c = b[i - 1];
            signs |= c < 0 ? Long.MIN_VALUE : 0;
            to[at++] = (byte) (c >= 'A' && c <= 'Z' ? c | 0x20 : c);
        }
        length = at;
        return (signs & SIGNS) == 0;
    }

    /// Bytes, ASCII letters in lower case; eight at a time.
    ///
    /// @return false if there are others than ASCII
    boolean lower(byte[] b, int start, int end) {
        room(end - start);
        byte[] to = array;
        int at = length;
        int i = start;
        long signs = 0;
        for (; i + 8 <= end; i += 8, at += 8) {
            long w = (long) LONG.get(b, i);
            signs |= w;
            LONG.set(to, at, w | upper(w) >>> 2);
        }
        for (; i < end; i++) {
            byte c = b[i];
            signs |= c < 0 ? Long.MIN_VALUE : 0;
            to[at++] = (byte) (c >= 'A' && c <= 'Z' ? c | 0x20 : c);
        }
        length = at;
        return (signs & SIGNS) == 0;
    }

    /// The top bit of each byte that is an ASCII capital: it is above '@' and not above 'Z'.
    private static long upper(long w) {
        long low = w & ~SIGNS;
        return ((low + 0x3f3f3f3f3f3f3f3fL) ^ (low + 0x2525252525252525L)) & SIGNS & ~w;
    }

    ByteOut bytes(byte[] b) {
        return bytes(b, 0, b.length);
    }

    ByteOut text(String s) {
        byte[] b = s.getBytes(StandardCharsets.UTF_8);
        return varint(b.length).bytes(b);
    }

    byte[] copy() {
        return Arrays.copyOf(array, length);
    }
}
