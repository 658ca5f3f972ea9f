package dev.firebreak.gate.examine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Apple's binary property lists (CoreFoundation, `CFBinaryPList.c`, format `bplist00`), as far as lists of resources use
/// them: dictionaries, arrays, texts, data, truth values and numbers. Others are read as an empty text.
final class BinaryPlist {
    private static final int MAX_OBJECTS = 1_000_000;
    private static final int MAX_DEPTH = 20;
    private static final int MAX_COPIES = 4;
    private static final int TRAILER = 32;

    private final byte[] bytes;
    private final int offsetSize;
    private final int referenceSize;
    private final int count;
    private final int table;

    /// Objects may be shared, and a small file could stand for an endless one.
    private int read;

    /// Objects by their place in the file: whoever refers to one again gets the same.
    private final Map<Integer, Object> known = new HashMap<>();

    /// Objects may also overlap. A list that is written plainly copies each of its bytes once.
    private long copied;

    private BinaryPlist(byte[] bytes) {
        this.bytes = bytes;
        int t = bytes.length - TRAILER;
        offsetSize = bytes[t + 6] & 0xff;
        referenceSize = bytes[t + 7] & 0xff;
        count = bounded(number(t + 8, 8), MAX_OBJECTS);
        table = bounded(number(t + 24, 8), bytes.length);
    }

    static boolean is(byte[] bytes) {
        return bytes.length > TRAILER + 8
                && new String(bytes, 0, 6, StandardCharsets.ISO_8859_1).equals("bplist");
    }

    /// @return `Map`, `List`, `String`, `byte[]`, `Boolean` or `Long`
    /// @throws IllegalArgumentException if the list is malformed or larger than any bound
    static Object read(byte[] bytes) {
        try {
            BinaryPlist p = new BinaryPlist(bytes);
            int top = bounded(p.number(bytes.length - TRAILER + 16, 8), MAX_OBJECTS);
            return p.object(top, 0);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("a property list that points outside of itself", e);
        }
    }

    private static int bounded(long value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException("a property list with a number beyond its bound");
        }
        return (int) value;
    }

    private long number(int at, int size) {
        if (size < 1 || size > 8) {
            throw new IllegalArgumentException(
                    "a property list with numbers of " + size + " bytes");
        }
        long out = 0;
        for (int i = 0; i < size; i++) {
            out = out << 8 | bytes[at + i] & 0xff;
        }
        return out;
    }

    private Object object(int index, int depth) {
        if (index >= count || depth > MAX_DEPTH || ++read > MAX_OBJECTS) {
            throw new IllegalArgumentException("a property list without an end");
        }
        int at = bounded(number(table + index * offsetSize, offsetSize), bytes.length);
        Object before = known.get(at);
        if (before != null) {
            return before;
        }
        Object out = made(at, depth);
        known.put(at, out);
        return out;
    }

    private Object made(int at, int depth) {
        int kind = bytes[at] >>> 4 & 0xf;
        int low = bytes[at] & 0xf;
        return switch (kind) {
            case 0x0 -> low == 9;
            case 0x1 -> number(at + 1, Math.min(8, 1 << low));
            case 0x4 -> Arrays.copyOfRange(bytes, start(at), end(start(at), length(at), 1));
            case 0x5 -> text(at, 1);
            case 0x6 -> text(at, 2);
            case 0xa -> array(at, depth);
            case 0xd -> dictionary(at, depth);
            default -> "";
        };
    }

    private int length(int at) {
        int low = bytes[at] & 0xf;
        return low != 0xf
                ? low
                : bounded(number(at + 2, Math.min(8, 1 << (bytes[at + 1] & 0xf))), bytes.length);
    }

    private int start(int at) {
        return (bytes[at] & 0xf) != 0xf ? at + 1 : at + 2 + Math.min(8, 1 << (bytes[at + 1] & 0xf));
    }

    /// The end of an object's bytes, which count as copied.
    private int end(int start, int length, int each) {
        int end = bounded(start + (long) length * each, bytes.length);
        copied += end - start;
        if (copied > (long) MAX_COPIES * bytes.length) {
            throw new IllegalArgumentException("a property list whose objects overlap");
        }
        return end;
    }

    private String text(int at, int each) {
        int start = start(at);
        int size = end(start, length(at), each) - start;
        return StandardCharsets.UTF_16BE
                .decode(each == 2 ? ByteBuffer.wrap(bytes, start, size) : widened(start, size))
                .toString();
    }

    private ByteBuffer widened(int start, int size) {
        ByteBuffer out = ByteBuffer.allocate(2 * size);
        for (int i = 0; i < size; i++) {
            out.putChar((char) (bytes[start + i] & 0xff));
        }
        return out.flip();
    }

    private List<Object> array(int at, int depth) {
        int start = start(at);
        int length = length(at);
        end(start, length, referenceSize);
        List<Object> out = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            out.add(member(start + i * referenceSize, depth));
        }
        return out;
    }

    private Map<String, Object> dictionary(int at, int depth) {
        int start = start(at);
        int length = length(at);
        end(start, length, 2 * referenceSize);
        Map<String, Object> out = new LinkedHashMap<>();
        for (int i = 0; i < length; i++) {
            if (!(member(start + i * referenceSize, depth) instanceof String key)) {
                throw new IllegalArgumentException("a property list with a name that is no text");
            }
            out.put(key, member(start + (length + i) * referenceSize, depth));
        }
        return out;
    }

    private Object member(int reference, int depth) {
        return object(bounded(number(reference, referenceSize), MAX_OBJECTS), depth + 1);
    }
}
