package dev.firebreak.gate.inspect;

import dev.firebreak.gate.content.Content;

/// Shannon entropy in bits per byte.
final class Entropy {
    private Entropy() {}

    static double of(Content c, long offset, long size) {
        int[] counts = new int[256];
        byte[] buffer = new byte[(int) Math.min(1 << 16, Math.max(1, size))];
        long end = Math.min(c.size(), offset + size);
        long total = 0;
        for (long at = offset; at < end; ) {
            int n = Math.min(c.read(at, buffer), (int) Math.min(buffer.length, end - at));
            if (n <= 0) {
                break;
            }
            count(buffer, n, counts);
            at += n;
            total += n;
        }
        return of(counts, total);
    }

    static void count(byte[] buffer, int n, int[] counts) {
        // Four tables take turns: equal bytes in a row would wait for each other's count in one.
        int[] turns = new int[3 * 256];
        int i = 0;
        for (; i + 4 <= n; i += 4) {
            counts[buffer[i] & 0xff]++;
            turns[buffer[i + 1] & 0xff]++;
            turns[256 + (buffer[i + 2] & 0xff)]++;
            turns[512 + (buffer[i + 3] & 0xff)]++;
        }
        for (; i < n; i++) {
            counts[buffer[i] & 0xff]++;
        }
        for (int k = 0; k < 256; k++) {
            counts[k] += turns[k] + turns[256 + k] + turns[512 + k];
        }
    }

    static double of(byte[] bytes) {
        int[] counts = new int[256];
        count(bytes, bytes.length, counts);
        return of(counts, bytes.length);
    }

    static double of(int[] counts, long total) {
        double out = 0;
        for (int c : counts) {
            if (c > 0) {
                double p = (double) c / total;
                out -= p * Math.log(p);
            }
        }
        return Math.round(out / Math.log(2) * 1000) / 1000.0;
    }
}
