package dev.firebreak.core.index;

import java.io.IOException;
import java.util.Arrays;

/// Which machine was spoken of on which day, with the kinds of things seen, until it is written.
///
/// Logs are nearly in order of time, so for each machine the day it is at stands in a table by its number; only a change of
/// day is noted as an entry of its own.
final class CoverageBuffer {
    private static final int PAGE_BITS = 10;
    private static final int PAGE = 1 << PAGE_BITS;

    // One number holds host, day (from the earliest one that microseconds can tell) and kinds.
    private static final int KIND_BITS = 9;
    private static final int DAY_BITS = 28;
    private static final long FIRST_DAY = Math.floorDiv(Long.MIN_VALUE, SightingRow.DAY_MICROS);
    private static final long KINDS = (1L << KIND_BITS) - 1;

    /// Larger numbers of hosts find no room beside day and kinds.
    static final int MAX_HOSTS = 1 << (64 - KIND_BITS - DAY_BITS);

    private long[][] pages = new long[16][];
    private int used;

    /// Entries of days that were left.
    private final LongLog left = new LongLog();

    boolean isEmpty() {
        return used == 0;
    }

    /// Bytes of heap that it takes, and will take while it is written.
    long bytes() {
        return 8L * PAGE * used + 2 * left.bytes();
    }

    /// @param kinds a bit for each [dev.firebreak.core.model.ObservableType]; none if a line named nothing to observe
    void covered(int host, long day, long kinds) {
        int number = host >>> PAGE_BITS;
        if (number >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(number + 1, pages.length * 2));
        }
        long[] page = pages[number];
        if (page == null) {
            page = new long[PAGE];
            pages[number] = page;
            used++;
        }
        // day 0 of this counting lies 292,000 years back, and is the mark of a free place
        long entry = (day - FIRST_DAY) << KIND_BITS | kinds;
        int at = host & (PAGE - 1);
        long known = page[at];
        if ((known ^ entry) >>> KIND_BITS == 0) {
            page[at] = known | entry;
            return;
        }
        if (known != 0) {
            left.add(entry(host, known));
        }
        page[at] = entry;
    }

    private static long entry(int host, long dayAndKinds) {
        return (long) host << (DAY_BITS + KIND_BITS) | dayAndKinds;
    }

    private long[] sorted() {
        int n = left.size();
        long[] all = new long[n + used * PAGE];
        for (int i = 0; i < n; i++) {
            all[i] = left.get(i);
        }
        for (int p = 0; p < pages.length; p++) {
            long[] page = pages[p];
            for (int i = 0; page != null && i < PAGE; i++) {
                if (page[i] != 0) {
                    all[n++] = entry(p << PAGE_BITS | i, page[i]);
                }
            }
        }
        all = n == all.length ? all : Arrays.copyOf(all, n);
        for (int i = 0; i < n; i++) {
            all[i] ^= Long.MIN_VALUE; // the highest bit belongs to the host
        }
        Arrays.sort(all);
        for (int i = 0; i < n; i++) {
            all[i] ^= Long.MIN_VALUE;
        }
        return all;
    }

    void write(RunWriter out) throws IOException {
        ByteOut value = new ByteOut();
        ByteOut key = new ByteOut(4);
        long[] all = sorted();
        for (int i = 0; i < all.length; ) {
            long host = all[i] >>> (DAY_BITS + KIND_BITS);
            value.clear();
            long before = 0;
            while (i < all.length && all[i] >>> (DAY_BITS + KIND_BITS) == host) {
                long place = all[i] >>> KIND_BITS;
                long kinds = 0;
                for (; i < all.length && all[i] >>> KIND_BITS == place; i++) {
                    kinds |= all[i] & KINDS;
                }
                long day = (place & ((1L << DAY_BITS) - 1)) + FIRST_DAY;
                value.signed(day - before).varint(kinds);
                before = day;
            }
            out.add(key.clear().u32((int) host).array, value);
        }
    }

    void clear() {
        Arrays.fill(pages, null);
        used = 0;
        left.clear();
    }
}
