package dev.firebreak.core.index;

import java.nio.charset.StandardCharsets;

/// Reads what [ByteOut] wrote. Reading past the end throws [MalformedException]: checksums were right, so it is an error of
/// the program that wrote it, or a format of another version.
final class ByteIn {
    byte[] array;
    int at;
    int end;

    ByteIn(byte[] array, int start, int end) {
        this.array = array;
        this.at = start;
        this.end = end;
    }

    ByteIn(byte[] array) {
        this(array, 0, array.length);
    }

    ByteIn set(byte[] newArray, int start, int newEnd) {
        array = newArray;
        at = start;
        end = newEnd;
        return this;
    }

    boolean more() {
        return at < end;
    }

    int u8() {
        need(1);
        return array[at++] & 255;
    }

    int u32() {
        need(4);
        int v =
                (array[at] & 255) << 24
                        | (array[at + 1] & 255) << 16
                        | (array[at + 2] & 255) << 8
                        | (array[at + 3] & 255);
        at += 4;
        return v;
    }

    long u64() {
        return (long) u32() << 32 | (u32() & 0xffffffffL);
    }

    long varint() {
        if (at < end && array[at] >= 0) {
            return array[at++];
        }
        long v = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            need(1);
            byte b = array[at++];
            v |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return v;
            }
        }
        throw new MalformedException("a number of more than ten bytes");
    }

    int count() {
        long v = varint();
        if (v < 0 || v > Integer.MAX_VALUE) {
            throw new MalformedException("a count of " + v);
        }
        return (int) v;
    }

    long signed() {
        long v = varint();
        return (v >>> 1) ^ -(v & 1);
    }

    byte[] bytes(int n) {
        need(n);
        byte[] b = java.util.Arrays.copyOfRange(array, at, at + n);
        at += n;
        return b;
    }

    String text() {
        int n = count();
        need(n);
        String s = new String(array, at, n, StandardCharsets.UTF_8);
        at += n;
        return s;
    }

    void skip(int n) {
        need(n);
        at += n;
    }

    private void need(int n) {
        if (n < 0 || end - at < n) {
            throw new MalformedException("ends too early");
        }
    }
}
