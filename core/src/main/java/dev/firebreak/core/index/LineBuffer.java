package dev.firebreak.core.index;

import dev.firebreak.core.model.ObservableType;
import java.util.Arrays;

/// The observations of some lines. Only when a line is known to be whole can it be told whether it repeats one; and some
/// lines together are looked up quicker than one after the other, see [BytesMap#warm].
///
/// The same thing twice on a line counts once. A thing beside which the line names something wider of the same machine is
/// "paired", so that a question which means both counts the line once: a URL beside its host, a second domain with the same last
/// two labels, a second address with the same first 16 bits.
final class LineBuffer {
    /// Most observations of one line; further ones are refused.
    static final int MAX = 4096;

    /// Lines that are gathered.
    static final int LINES = 128;

    final ByteOut keys = new ByteOut(1 << 13);
    int size;
    int[] starts = new int[LINES];
    int[] ends = new int[LINES];
    long[] hashes = new long[LINES];
    int[] hosts = new int[LINES]; // places among the hosts of the buffer
    boolean[] paired = new boolean[LINES];

    /// Of each host its key and, after it, its name as it was written.
    final ByteOut hostKeys = new ByteOut(1 << 12);

    int hostCount;
    int[] hostStarts = new int[LINES];
    int[] hostNames = new int[LINES];
    int[] hostEnds = new int[LINES];
    long[] hostHashes = new long[LINES];

    /// Their numbers, as soon as they are known.
    int[] hostNumbers = new int[LINES];

    int lines;

    /// Where the things of a line begin; those of the next line end them.
    final int[] from = new int[LINES + 1];

    final long[] micros = new long[LINES];
    final long[] offsets = new long[LINES];

    /// Begins a line; the buffer must not be full.
    void begin(long time, long offset) {
        from[lines] = size;
        micros[lines] = time;
        offsets[lines++] = offset;
        from[lines] = size;
    }

    boolean full() {
        return lines == LINES;
    }

    /// The place of a host among those of the buffer. One that the line has named, or the line before, is not looked for again.
    int host(int organisation, byte[] a, int start, int end) {
        int first = from[lines - 1];
        for (int i = hostCount - 1; i >= 0 && i >= hostCount - 1 - (size - first); i--) {
            if (Arrays.equals(hostKeys.array, hostNames[i], hostEnds[i], a, start, end)) {
                return i;
            }
        }
        if (hostCount == hostStarts.length) {
            hostStarts = Arrays.copyOf(hostStarts, hostCount * 2);
            hostNames = Arrays.copyOf(hostNames, hostCount * 2);
            hostEnds = Arrays.copyOf(hostEnds, hostCount * 2);
            hostHashes = Arrays.copyOf(hostHashes, hostCount * 2);
            hostNumbers = Arrays.copyOf(hostNumbers, hostCount * 2);
        }
        int at = hostKeys.length;
        HostBook.appendKey(organisation, a, start, end, hostKeys);
        hostHashes[hostCount] = HostBook.hash(hostKeys, at);
        hostStarts[hostCount] = at;
        hostNames[hostCount] = hostKeys.length;
        hostKeys.bytes(a, start, end - start);
        hostEnds[hostCount] = hostKeys.length;
        return hostCount++;
    }

    /// Adds to the line that was begun last.
    ///
    /// @param host its place, see [#host]
    /// @return 0 if taken, 1 if the value is not what its type says, 2 if the line has too many
    int add(ObservableType type, byte[] a, int start, int end, int host) {
        int first = from[lines - 1];
        if (size - first == MAX) {
            return 2;
        }
        int at = keys.length;
        if (!Terms.append(type, a, start, end, keys)) {
            keys.length = at;
            return 1;
        }
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
            hashes = Arrays.copyOf(hashes, size * 2);
            hosts = Arrays.copyOf(hosts, size * 2);
            paired = Arrays.copyOf(paired, size * 2);
        }
        long hash = BytesMap.hash(keys.array, at, keys.length, 7);
        boolean pair = false;
        for (int i = first; i < size; i++) {
            if (hosts[i] != host) {
                continue;
            }
            if (hashes[i] == hash
                    && Arrays.equals(keys.array, starts[i], ends[i], keys.array, at, keys.length)) {
                keys.length = at;
                return 0;
            }
            pair |= pair(i, at, keys.length);
        }
        starts[size] = at;
        ends[size] = keys.length;
        hashes[size] = hash;
        hosts[size] = host;
        paired[size++] = pair;
        from[lines] = size;
        return 0;
    }

    /// Whether the new key is paired by the i-th; may instead pair the i-th, if that is the narrower one.
    private boolean pair(int i, int at, int end) {
        byte[] k = keys.array;
        byte was = k[starts[i]];
        byte is = k[at];
        if (was == 'U' && is != 'U') {
            paired[i] |= hostOfUrl(starts[i], at, end);
            return false;
        }
        if (is == 'U' && was != 'U') {
            return hostOfUrl(at, starts[i], ends[i]);
        }
        if (was == 'D' && is == 'D') {
            return sameBase(starts[i], ends[i], at, end);
        }
        return (was == '4' || was == '6')
                && was == is
                && k[starts[i] + 1] == k[at + 1]
                && k[starts[i] + 2] == k[at + 2];
    }

    private boolean hostOfUrl(int url, int other, int otherEnd) {
        byte[] k = keys.array;
        int nul = url + 1;
        while (k[nul] != 0) {
            nul++;
        }
        int length = nul - url - 1;
        if (k[other] == 'D') {
            if (otherEnd - other - 1 != length) {
                return false;
            }
            for (int i = 0; i < length; i++) {
                if (k[url + 1 + i] != k[otherEnd - 1 - i]) {
                    return false;
                }
            }
            return true;
        }
        if (k[other] != '4') {
            return false;
        }
        long v4 = dev.firebreak.core.match.Addresses.parseV4(k, url + 1, nul);
        return v4 == (new ByteIn(k, other + 1, otherEnd).u32() & 0xffffffffL);
    }

    /// Reversed names: compares up to the second dot.
    private boolean sameBase(int a, int aEnd, int b, int bEnd) {
        byte[] k = keys.array;
        int dots = 0;
        for (int i = 1; ; i++) {
            boolean aOver = a + i == aEnd;
            boolean bOver = b + i == bEnd;
            if (aOver || bOver) {
                return (aOver || k[a + i] == '.') && (bOver || k[b + i] == '.') && dots > 0;
            }
            if (k[a + i] != k[b + i]) {
                return false;
            }
            dots += k[a + i] == '.' ? 1 : 0;
            if (dots == 2) {
                return true;
            }
        }
    }

    /// What tells a line from others: its things, machines and time. The hosts' numbers must be known.
    long lineHash(int line) {
        long h = micros[line];
        for (int i = from[line]; i < from[line + 1]; i++) {
            h = BytesMap.stir(h ^ hashes[i] ^ (long) hostNumbers[hosts[i]] << 17);
        }
        return BytesMap.stir(h);
    }

    void clear() {
        size = 0;
        lines = 0;
        hostCount = 0;
        keys.clear();
        hostKeys.clear();
    }
}
