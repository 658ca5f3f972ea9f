package dev.firebreak.core.model;

import java.nio.charset.StandardCharsets;

/// A mutable view on a part of a byte array, reused from call to call so that the hot path of a log reader allocates
/// nothing. Whoever wants to keep the bytes copies them.
public final class Slice {
    public byte[] array = new byte[0];
    public int start;
    public int end;

    public Slice set(byte[] newArray, int newStart, int newEnd) {
        array = newArray;
        start = newStart;
        end = newEnd;
        return this;
    }

    public int length() {
        return end - start;
    }

    public boolean isEmpty() {
        return end <= start;
    }

    public byte[] copy() {
        return java.util.Arrays.copyOfRange(array, start, end);
    }

    @Override
    public String toString() {
        return new String(array, start, end - start, StandardCharsets.UTF_8);
    }
}
