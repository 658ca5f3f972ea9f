package dev.firebreak.gate.inspect;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.FileKind;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The TLSH similarity digest with 128 buckets and one byte of checksum (Oliver, Cheng and Chen, "TLSH - A Locality
/// Sensitive Hash", 2013): near files have near digests, so that a file can be looked up in collections that hold no
/// exact copy of it. The one library on Maven Central takes text only; a test compares with it.
final class Similarity {
    /// Below, the digest says nothing.
    private static final int SMALLEST = 512;

    /// The longest script and the longest program that is digested: what comes in releases and in collections of
    /// samples. Above, it would cost more than all other facts together.
    private static final int LARGEST_SCRIPT = 1 << 20;

    private static final int LARGEST_PROGRAM = 8 << 20;

    private static final int BUCKETS = 128;
    private static final int CHUNK = 1 << 16;

    /// Pearson's permutation (RFC 3074, section 6).
    private static final int[] T = new int[256];

    /// For a byte and the one before it: the permutation after salts 0, 2, 3 and 11, in this order from the lowest byte.
    private static final int[] NEXT = new int[1 << 16];

    /// For a byte and the second before it: after salts 5 and 7.
    private static final short[] SECOND = new short[1 << 16];

    /// For a byte and the third before it: after salt 13.
    private static final byte[] THIRD = new byte[1 << 16];

    static {
        byte[] table =
                HexFormat.of()
                        .parseHex(
                                "0157310cb0b266a679c10654f9e62ca30ec5d5b5a155da5040ef18e2ec8e26c86eb168678dfdff32"
                                        + "4d6551122d601fde196bbe4656edf02248f214d6f4e395eb61ea39163cfa52afd0057fc76f3e87f8"
                                        + "aea9d33a429a6ac3f5ab11bbb6b300f38438944b80859e64827e5b0d99f6d8db7744df4e5358c963"
                                        + "7a0b5c208872340a8a1e30b79c233d1a8f4afb5e81a23f98aa0773a7f1ce0396373b97dc5a351783"
                                        + "7dad0fee4f5f59106989e1e0d9a0257b7649029d2e74099186e4cfd4cad745e51bbc437ca8fc2a04"
                                        + "1d6c15f713cd27cbe928ba93c6c09b21a4bf62cca5b4754c8c24d2ac29369f08b9e871c4e72f9278"
                                        + "33411c90fedd5dbdc28b702b476db8d1");
        for (int i = 0; i < 256; i++) {
            T[i] = table[i] & 0xff;
        }
        for (int i = 0; i < 1 << 16; i++) {
            NEXT[i] = pair(0, i) | pair(2, i) << 8 | pair(3, i) << 16 | pair(11, i) << 24;
            SECOND[i] = (short) (pair(5, i) | pair(7, i) << 8);
            THIRD[i] = (byte) pair(13, i);
        }
    }

    private Similarity() {}

    private static int pair(int salt, int both) {
        return T[T[T[salt] ^ both >>> 8] ^ both & 0xff];
    }

    /// Pearson's hash of a salt and three bytes, step by step.
    static int pearson(int salt, int a, int b, int c) {
        return T[pair(salt, (a & 0xff) << 8 | b & 0xff) ^ c & 0xff];
    }

    /// Single classes are not looked up by likeness, and most of their bytes are names that all classes share
    /// (decision 063).
    private static boolean digested(FileKind kind) {
        return kind.executable() && kind != FileKind.CLASS;
    }

    /// Absent for files that are not run, for Java classes, and for files that are too small, too large or too plain.
    static @Nullable String of(FileKind kind, Content content) {
        if (!digested(kind)
                || content.size() < SMALLEST
                || content.size() > (kind.nativeCode() ? LARGEST_PROGRAM : LARGEST_SCRIPT)) {
            return null;
        }
        int[] counts = new int[256];
        boolean memory = content.inMemory();
        byte[] b = memory ? content.array() : new byte[(int) Math.min(content.size(), CHUNK + 4)];
        int checksum = 0;
        for (long at = 0; at + 5 <= content.size(); at += CHUNK) {
            int from = memory ? content.start() + (int) at : 0;
            int n = memory ? (int) Math.min(CHUNK + 4, content.size() - at) : content.read(at, b);
            checksum = count(b, from, from + n, counts, checksum);
        }
        return text(buckets(counts), checksum, content.size());
    }

    /// Windows of five bytes; the last four bytes of a chunk are the first of the next one. The last step of Pearson's
    /// hash is the same permutation for all, so it is left to the end, once for each count instead of once for each byte.
    /// Each triplet has counts of its own: increments of one place in a row would wait for each other. They are made here,
    /// as only of arrays whose length the compiler sees it leaves the checks of the index out (a quarter of the time).
    private static int count(byte[] b, int from, int to, int[] counts, int before) {
        if (to - from < 5) {
            return before;
        }
        int[] first = new int[256];
        int[] second = new int[256];
        int[] third = new int[256];
        int[] fourth = new int[256];
        int[] fifth = new int[256];
        int[] sixth = new int[256];
        int checksum = before;
        int f = b[from] & 0xff;
        int e = b[from + 1] & 0xff;
        int d = b[from + 2] & 0xff;
        int c = b[from + 3] & 0xff;
        for (int i = from + 4; i < to; i++) {
            int own = b[i] & 0xff;
            int a = own << 8;
            int near = NEXT[a | c];
            int far = SECOND[a | d];
            checksum = T[(near ^ checksum) & 0xff];
            first[(near >>> 8 ^ d) & 0xff]++;
            second[(near >>> 16 ^ e) & 0xff]++;
            third[(far ^ e) & 0xff]++;
            fourth[(far >>> 8 ^ f) & 0xff]++;
            fifth[(near >>> 24 ^ f) & 0xff]++;
            sixth[(THIRD[a | e] ^ f) & 0xff]++;
            f = e;
            e = d;
            d = c;
            c = own;
        }
        for (int i = 0; i < 256; i++) {
            counts[i] += first[i] + second[i] + third[i] + fourth[i] + fifth[i] + sixth[i];
        }
        return checksum;
    }

    private static int[] buckets(int[] counts) {
        int[] out = new int[256];
        for (int i = 0; i < counts.length; i++) {
            out[T[i]] += counts[i];
        }
        return out;
    }

    static @Nullable String text(int[] buckets, int checksum, long size) {
        int[] sorted = Arrays.copyOf(buckets, BUCKETS);
        Arrays.sort(sorted);
        long q1 = sorted[BUCKETS / 4 - 1];
        long q2 = sorted[BUCKETS / 2 - 1];
        long q3 = sorted[BUCKETS - BUCKETS / 4 - 1];
        if (q1 == 0 || q3 == 0) {
            return null; // too plain: a quarter of the buckets is empty
        }
        byte[] out = new byte[35];
        out[0] = swapped(checksum);
        out[1] = swapped(length(size));
        out[2] = (byte) ((q1 * 100 / q3 % 16) << 4 | q2 * 100 / q3 % 16);
        for (int i = 0; i < 32; i++) {
            int code = 0;
            for (int j = 0; j < 4; j++) {
                int k = buckets[4 * i + j];
                code |= (q3 < k ? 3 : q2 < k ? 2 : q1 < k ? 1 : 0) << (2 * j);
            }
            out[34 - i] = (byte) code;
        }
        return "T1" + HexFormat.of().withUpperCase().formatHex(out);
    }

    private static byte swapped(int b) {
        return (byte) ((b & 0xf) << 4 | b >>> 4 & 0xf);
    }

    private static int length(long size) {
        double l = Math.log(size);
        double step =
                size <= 656
                        ? l / Math.log(1.5)
                        : size <= 3199 ? l / Math.log(1.3) - 8.72777 : l / Math.log(1.1) - 62.5472;
        return (int) Math.floor(step) & 0xff;
    }
}
