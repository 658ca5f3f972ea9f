package dev.firebreak.core.match;

import dev.firebreak.core.model.ObservationSink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// The machines of a log with first, last, lines and days, one cache line each.
///
/// An entry is eight longs: two of key, first, last, lines, the place of the last line, days, and kinds with the last
/// source. A host of up to 15 bytes (any IPv4 address) is its own key, so that comparing takes two instructions; longer
/// ones are kept in an arena and their key is hash and index.
final class HostTable {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int STRIDE = 8;
    private static final int FIRST = 2;
    private static final int LAST = 3;
    private static final int LINES = 4;
    private static final int PLACE = 5;
    private static final int DAYS = 6;
    private static final int KINDS = 7;

    /// Length mark of a key whose bytes are in the arena.
    private static final long LONG_NAME = 0xffL << 56;

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    /// Days that fit into an entry, counted from the first day seen; others go to a side table.
    private static final int INLINE_DAYS = 64;

    private static final int DAYS_BEFORE_FIRST = 24;

    /// The longest time a side table follows, in days; times further from the first day seen are not plausible.
    static final int MAX_DAYS = 20_000;

    private final int maxHosts;
    private int[] slots = new int[1 << 12];
    private long[] entries = new long[STRIDE << 10];
    private byte[][] longNames = new byte[64][];
    private int longCount;
    private int size;
    private final Map<Integer, BitSet> otherDays = new HashMap<>();
    private long baseDay = Long.MIN_VALUE;

    /// The day the last time fell on, as its bounds, since neighbouring lines mostly share it.
    private long dayFrom = 1;

    private long dayUntil;
    private long day;

    private long key0;
    private long key1;

    HostTable(int maxHosts) {
        this.maxHosts = maxHosts;
        Arrays.fill(slots, -1);
    }

    int size() {
        settle();
        return size;
    }

    /// Lines noted but not yet put into the table. Looked up one by one, each would wait for the memory of its entry;
    /// in a row the processor fetches the next ones meanwhile.
    private static final int BATCH = 128;

    private final long[] waiting0 = new long[BATCH];
    private final long[] waiting1 = new long[BATCH];
    private final long[] waitingMicros = new long[BATCH];
    private final long[] waitingPlace = new long[BATCH];
    private final int[] waitingSlot = new int[BATCH];
    private int waiting;
    private int source;
    private int kind;
    private long newInSource;
    private int latestInSource = -1;
    private long unkept;

    /// Lines from now on come from this log.
    ///
    /// @param newKind number of its kind, 0 to 31
    void source(int newSource, int newKind) {
        settle();
        source = newSource;
        kind = newKind;
        newInSource = 0;
    }

    /// Machines that the current log speaks of.
    long hostsOfSource() {
        settle();
        return newInSource;
    }

    /// The machine that the current log named first most lately; the only one if [#hostsOfSource] is 1.
    int latestOfSource() {
        settle();
        return latestInSource;
    }

    /// Lines of machines for which there was no room.
    long unkept() {
        settle();
        return unkept;
    }

    /// Notes a line of the host.
    ///
    /// @param place of the line, so that a line with several observations counts once
    void note(byte[] a, int start, int end, long micros, long place) {
        int length = end - start;
        if (length >= 16) {
            settle();
            touch(findLong(a, start, end), micros, place);
            return;
        }
        pack(a, start, length);
        int n = waiting;
        waiting0[n] = key0;
        waiting1[n] = key1;
        waitingMicros[n] = micros;
        waitingPlace[n] = place;
        waiting = n + 1;
        if (n + 1 == BATCH) {
            settle();
        }
    }

    /// Puts what waits into the table.
    private void settle() {
        int n = waiting;
        waiting = 0;
        int mask = slots.length - 1;
        for (int i = 0; i < n; i++) {
            waitingSlot[i] = slots[hash(waiting0[i], waiting1[i]) & mask];
        }
        for (int i = 0; i < n; i++) {
            int guess = waitingSlot[i];
            long k0 = waiting0[i];
            long k1 = waiting1[i];
            if (guess >= 0 && entries[guess * STRIDE] == k0 && entries[guess * STRIDE + 1] == k1) {
                touch(guess, waitingMicros[i], waitingPlace[i]);
            } else {
                key0 = k0;
                key1 = k1;
                touch(findShort(), waitingMicros[i], waitingPlace[i]);
            }
        }
    }

    /// The index of a host, which is added if there is room; -1 if there is none.
    int find(byte[] a, int start, int end) {
        settle();
        if (end - start >= 16) {
            return findLong(a, start, end);
        }
        pack(a, start, end - start);
        return findShort();
    }

    private void pack(byte[] a, int start, int length) {
        if (start + 16 > a.length) {
            packSlowly(a, start, length);
        } else if (length < 8) {
            key0 = (long) LONGS.get(a, start) & (1L << length * 8) - 1;
            key1 = (long) length << 56;
        } else {
            key0 = (long) LONGS.get(a, start);
            key1 =
                    (long) LONGS.get(a, start + 8) & (1L << (length - 8) * 8) - 1
                            | (long) length << 56;
        }
    }

    private void packSlowly(byte[] a, int start, int length) {
        key0 = 0;
        key1 = (long) length << 56;
        for (int i = 0; i < length; i++) {
            long bits = a[start + i] & 0xffL;
            if (i < 8) {
                key0 |= bits << i * 8;
            } else {
                key1 |= bits << (i - 8) * 8;
            }
        }
    }

    private static int hash(long k0, long k1) {
        long h = (k0 ^ k1 * 0x9e3779b97f4a7c15L) * 0xff51afd7ed558ccdL;
        return (int) (h >>> 32 ^ h >>> 47);
    }

    private int findShort() {
        int mask = slots.length - 1;
        int slot = hash(key0, key1) & mask;
        while (slots[slot] >= 0) {
            int entry = slots[slot];
            if (entries[entry * STRIDE] == key0 && entries[entry * STRIDE + 1] == key1) {
                return entry;
            }
            slot = (slot + 1) & mask;
        }
        return add(slot);
    }

    private int findLong(byte[] a, int start, int end) {
        long h = end - start;
        for (int i = start; i < end; i++) {
            h = (h ^ a[i]) * 0x100000001b3L;
        }
        int mask = slots.length - 1;
        int slot = hash(h, LONG_NAME) & mask;
        while (slots[slot] >= 0) {
            int entry = slots[slot] * STRIDE;
            if (entries[entry] == h && (entries[entry + 1] & LONG_NAME) == LONG_NAME) {
                byte[] name = longNames[(int) entries[entry + 1]];
                if (Arrays.equals(name, 0, name.length, a, start, end)) {
                    return slots[slot];
                }
            }
            slot = (slot + 1) & mask;
        }
        if (size >= maxHosts) {
            return -1;
        }
        if (longCount == longNames.length) {
            longNames = Arrays.copyOf(longNames, longCount * 2);
        }
        longNames[longCount] = Arrays.copyOfRange(a, start, end);
        key0 = h;
        key1 = LONG_NAME | longCount++;
        return add(slot);
    }

    private int add(int slot) {
        if (size >= maxHosts) {
            return -1;
        }
        if ((size + 1) * STRIDE > entries.length) {
            entries = Arrays.copyOf(entries, entries.length * 2);
        }
        int at = size * STRIDE;
        entries[at] = key0;
        entries[at + 1] = key1;
        entries[at + FIRST] = Long.MAX_VALUE;
        entries[at + LAST] = ObservationSink.NO_TIME;
        entries[at + PLACE] = -1;
        slots[slot] = size++;
        if (size * 2 > slots.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        int[] more = new int[slots.length * 2];
        Arrays.fill(more, -1);
        for (int i = 0; i < size; i++) {
            long k1 = entries[i * STRIDE + 1];
            boolean isLong = (k1 & LONG_NAME) == LONG_NAME;
            int slot = hash(entries[i * STRIDE], isLong ? LONG_NAME : k1) & (more.length - 1);
            while (more[slot] >= 0) {
                slot = (slot + 1) & (more.length - 1);
            }
            more[slot] = i;
        }
        slots = more;
    }

    private void touch(int host, long micros, long place) {
        if (host < 0) {
            unkept++;
            return;
        }
        long[] e = entries;
        int at = host * STRIDE;
        long kinds = e[at + KINDS];
        boolean sameSource = (int) (kinds >>> 32) == source + 1;
        if (!sameSource) {
            newInSource++;
            latestInSource = host;
            e[at + KINDS] = (long) (source + 1) << 32 | (int) kinds & 0xffffffffL | 1L << kind;
        }
        if (e[at + PLACE] != place || !sameSource) {
            e[at + PLACE] = place;
            e[at + LINES]++;
        }
        if (micros == ObservationSink.NO_TIME) {
            return;
        }
        if (micros < e[at + FIRST]) {
            e[at + FIRST] = micros;
        }
        if (micros > e[at + LAST]) {
            e[at + LAST] = micros;
        }
        if (micros >= dayUntil || micros < dayFrom) {
            newDay(micros);
        }
        long bit = day - baseDay;
        if (bit >= 0 && bit < INLINE_DAYS) {
            e[at + DAYS] |= 1L << bit;
        } else {
            noteOtherDay(host, bit);
        }
    }

    private void newDay(long micros) {
        day = Math.floorDiv(micros, MICROS_PER_DAY);
        dayFrom = day * MICROS_PER_DAY;
        dayUntil = dayFrom + MICROS_PER_DAY;
        if (baseDay == Long.MIN_VALUE) {
            baseDay = day - DAYS_BEFORE_FIRST;
        }
    }

    private void noteOtherDay(int host, long bit) {
        long shifted = bit + MAX_DAYS;
        if (shifted >= 0 && shifted < 2L * MAX_DAYS) {
            otherDays.computeIfAbsent(host, _ -> new BitSet()).set((int) shifted);
        }
    }

    String name(int host) {
        long k0 = entries[host * STRIDE];
        long k1 = entries[host * STRIDE + 1];
        if ((k1 & LONG_NAME) == LONG_NAME) {
            return new String(longNames[(int) k1], StandardCharsets.UTF_8);
        }
        byte[] bytes = new byte[(int) (k1 >>> 56)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i < 8 ? k0 >>> i * 8 : k1 >>> (i - 8) * 8);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// Micros of the earliest line, or [Long#MAX_VALUE] if none carried a time.
    long first(int host) {
        return entries[host * STRIDE + FIRST];
    }

    long last(int host) {
        return entries[host * STRIDE + LAST];
    }

    long lines(int host) {
        return entries[host * STRIDE + LINES];
    }

    int kinds(int host) {
        return (int) entries[host * STRIDE + KINDS];
    }

    DaySet days(int host) {
        BitSet days = new BitSet();
        BitSet others = otherDays.get(host);
        if (others != null) {
            days.or(others);
        }
        long inline = entries[host * STRIDE + DAYS];
        for (int i = 0; i < INLINE_DAYS; i++) {
            if ((inline & 1L << i) != 0) {
                days.set(i + MAX_DAYS);
            }
        }
        return DaySet.of(baseDay - MAX_DAYS, days);
    }
}
