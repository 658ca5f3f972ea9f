package dev.firebreak.stream.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A growing array of bytes with the encodings of the records: little-endian base-128 numbers, and texts in UTF-8 with
/// their length before them.
public final class Out {
    private byte[] array;
    private int length;

    public Out() {
        this(128);
    }

    public Out(int capacity) {
        array = new byte[capacity];
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

    public Out u8(int value) {
        room(1);
        array[length++] = (byte) value;
        return this;
    }

    public Out bool(boolean value) {
        return u8(value ? 1 : 0);
    }

    /// Seven bits a byte, lowest first, the top bit says that more follow; at most ten bytes.
    public Out varint(long value) {
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
    public Out signed(long value) {
        return varint((value << 1) ^ (value >> 63));
    }

    public Out text(String s) {
        byte[] b = s.getBytes(StandardCharsets.UTF_8);
        return varint(b.length).raw(b, 0, b.length);
    }

    /// A text that may be absent.
    public Out maybe(@org.jspecify.annotations.Nullable String s) {
        return s == null ? u8(0) : u8(1).text(s);
    }

    public Out raw(byte[] b, int start, int n) {
        room(n);
        System.arraycopy(b, start, array, length, n);
        length += n;
        return this;
    }

    public int length() {
        return length;
    }

    public byte[] bytes() {
        return Arrays.copyOf(array, length);
    }
}
