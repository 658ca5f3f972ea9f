package dev.firebreak.core.index;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A growing array of bytes with the encodings of the file format: little-endian base-128 numbers, and texts with their
/// length before them.
final class ByteOut {
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
