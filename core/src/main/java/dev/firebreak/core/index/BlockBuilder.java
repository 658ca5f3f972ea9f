package dev.firebreak.core.index;

import java.util.Arrays;

/// Collects the entries of one block. See [RunWriter] for the layout.
final class BlockBuilder {
    private final ByteOut payload = new ByteOut(RunWriter.BLOCK_TARGET * 2);
    private byte[] lastKey = new byte[64];
    private int lastLength;
    private byte[] firstKey = new byte[0];
    private int[] restarts = new int[64];
    private int restartCount;
    private int entries;
    private long pointer;

    int size() {
        return payload.length;
    }

    int entries() {
        return entries;
    }

    byte[] firstKey() {
        return firstKey;
    }

    /// The value of an index block's only entry.
    long onlyPointer() {
        return pointer;
    }

    void add(byte[] key, int keyLength, byte[] value, int start, int length) {
        int shared = 0;
        if (entries % RunWriter.RESTART_EVERY == 0) {
            if (restartCount == restarts.length) {
                restarts = Arrays.copyOf(restarts, restartCount * 2);
            }
            restarts[restartCount++] = payload.length;
        } else {
            shared = Arrays.mismatch(lastKey, 0, lastLength, key, 0, keyLength);
            shared = shared < 0 ? keyLength : shared;
        }
        if (entries == 0) {
            firstKey = Arrays.copyOf(key, keyLength);
            pointer = length <= 10 && length > 0 ? pointerOf(value, start, length) : -1;
        }
        payload.varint(shared).varint(keyLength - shared).varint(length);
        payload.bytes(key, shared, keyLength - shared).bytes(value, start, length);
        if (lastKey.length < keyLength) {
            lastKey = new byte[keyLength * 2];
        }
        System.arraycopy(key, shared, lastKey, shared, keyLength - shared);
        lastLength = keyLength;
        entries++;
    }

    private static long pointerOf(byte[] value, int start, int length) {
        long v = 0;
        for (int i = 0; i < length; i++) {
            v |= (long) (value[start + i] & 0x7f) << (7 * i);
        }
        return v;
    }

    ByteOut finish() {
        for (int i = 0; i < restartCount; i++) {
            payload.u32(restarts[i]);
        }
        return payload.u32(restartCount);
    }

    void clear() {
        payload.clear();
        entries = 0;
        restartCount = 0;
        lastLength = 0;
    }
}
