package dev.firebreak.gate.inspect;

import dev.firebreak.gate.content.Content;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Shannon entropy in bits per byte.
final class Entropy {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final double LOG_2 = Math.log(2);

    /// `n log2 n` of the counts that small files and windows have.
    private static final double[] WEIGHTED = new double[4097];

    static {
        for (int i = 1; i < WEIGHTED.length; i++) {
            WEIGHTED[i] = i * (Math.log(i) / LOG_2);
        }
    }

    private Entropy() {}

    static double of(Content c, long offset, long size) {
        long[] counts = new long[256];
        long end = Math.min(c.size(), offset + size);
        if (c.inMemory() && offset >= 0) {
            int length = (int) Math.max(0, end - offset);
            count(c.array(), c.start() + (int) Math.min(offset, end), length, counts);
            return of(counts, length);
        }
        byte[] buffer = new byte[(int) Math.min(1 << 16, Math.max(1, size))];
        long total = 0;
        for (long at = offset; at < end; ) {
            int n = Math.min(c.read(at, buffer), (int) Math.min(buffer.length, end - at));
            if (n <= 0) {
                break;
            }
            count(buffer, 0, n, counts);
            at += n;
            total += n;
        }
        return of(counts, total);
    }

    /// Adds to the counts of a whole file, which may have more than 2^31 of one byte.
    static void count(byte[] buffer, int from, int n, long[] counts) {
        int[] own = histogram(buffer, from, from + n);
        for (int i = 0; i < 256; i++) {
            counts[i] += own[i];
        }
    }

    /// How often each byte occurs. Four tables take turns, as equal bytes in a row would wait for each other's count in
    /// one; they are made here, so that the compiler sees their length and leaves out the checks of the index.
    static int[] histogram(byte[] buffer, int from, int to) {
        int[] first = new int[256];
        int[] second = new int[256];
        int[] third = new int[256];
        int[] fourth = new int[256];
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long eight = (long) LONG.get(buffer, i);
            int low = (int) eight;
            int high = (int) (eight >>> 32);
            first[low & 0xff]++;
            second[low >>> 8 & 0xff]++;
            third[low >>> 16 & 0xff]++;
            fourth[low >>> 24]++;
            first[high & 0xff]++;
            second[high >>> 8 & 0xff]++;
            third[high >>> 16 & 0xff]++;
            fourth[high >>> 24]++;
        }
        for (; i < to; i++) {
            first[buffer[i] & 0xff]++;
        }
        for (int k = 0; k < 256; k++) {
            first[k] += second[k] + third[k] + fourth[k];
        }
        return first;
    }

    static double of(byte[] bytes) {
        long[] counts = new long[256];
        count(bytes, 0, bytes.length, counts);
        return of(counts, bytes.length);
    }

    static double of(long[] counts, long total) {
        return total == 0 ? 0 : Math.round(Math.max(0, bits(counts, total)) * 1000) / 1000.0;
    }

    /// The sum of `-p log2 p` with `p = n / total`, without a division and a logarithm for each of 256 counts.
    static double bits(int[] counts, long total) {
        double sum = 0;
        for (int n : counts) {
            sum += weighted(n);
        }
        return Math.log(total) / LOG_2 - sum / total;
    }

    private static double bits(long[] counts, long total) {
        double sum = 0;
        for (long n : counts) {
            sum += weighted(n);
        }
        return Math.log(total) / LOG_2 - sum / total;
    }

    /// `n log2 n`; zero for zero.
    private static double weighted(long n) {
        if (n <= 0) {
            return 0;
        }
        return n < WEIGHTED.length ? WEIGHTED[(int) n] : n * (Math.log(n) / LOG_2);
    }
}
