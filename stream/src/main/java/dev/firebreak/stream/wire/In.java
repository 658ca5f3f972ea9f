package dev.firebreak.stream.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads what [Out] wrote. Whatever is not as it should be throws [MalformedRecordException] with the place.
public final class In {
    private final byte[] array;
    private int at;

    public In(byte[] array) {
        this.array = array;
    }

    public boolean more() {
        return at < array.length;
    }

    public int u8() {
        need(1);
        return array[at++] & 255;
    }

    public boolean bool() {
        int b = u8();
        if (b > 1) {
            throw malformed("neither yes nor no: " + b);
        }
        return b == 1;
    }

    public long varint() {
        long v = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            need(1);
            byte b = array[at++];
            v |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return v;
            }
        }
        throw malformed("a number of more than ten bytes");
    }

    public long signed() {
        long v = varint();
        return (v >>> 1) ^ -(v & 1);
    }

    /// A number of things that follow, each at least one byte long.
    public int count(int most) {
        long v = varint();
        if (v < 0 || v > most || v > array.length - at) {
            throw malformed("a count of " + v + " where at most " + most + " are allowed");
        }
        return (int) v;
    }

    /// A number that stands for one of `n` things told before.
    public int index(int n) {
        long v = varint();
        if (v < 0 || v >= n) {
            throw malformed("refers to thing " + v + " of " + n);
        }
        return (int) v;
    }

    public <E extends Enum<E>> E one(E[] values) {
        return values[index(values.length)];
    }

    public String text() {
        long n = varint();
        if (n < 0 || n > array.length - at) {
            throw malformed("a text of " + n + " bytes");
        }
        String s = new String(array, at, (int) n, StandardCharsets.UTF_8);
        at += (int) n;
        return s;
    }

    /// Bytes with their number before them.
    public byte[] bytes() {
        int n = count(Integer.MAX_VALUE);
        byte[] b = java.util.Arrays.copyOfRange(array, at, at + n);
        at += n;
        return b;
    }

    public @Nullable String maybe() {
        return bool() ? text() : null;
    }

    /// Nothing may follow.
    public void end() {
        if (more()) {
            throw malformed((array.length - at) + " bytes too many");
        }
    }

    public MalformedRecordException malformed(String what) {
        return new MalformedRecordException(what + ", at byte " + at);
    }

    private void need(int n) {
        if (array.length - at < n) {
            throw malformed("ends too early");
        }
    }
}
