package dev.firebreak.core.index;

import dev.firebreak.core.answer.TooManyMeetingsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What hosts did under indicators: a hit for each indicator, host and group, numbers in arrays, since millions of machines
/// may have met one domain.
final class Hits {
    /// Heap that one hit takes at the most while hits are found and ordered, in bytes: of one thing, of several.
    private static final int HEAP_OF_A_HIT = 96;

    private static final int HEAP_OF_A_HIT_OF_SEVERAL = 176;

    private static final int NONE = -1;

    private final int most;
    private int n;
    private int[] table = new int[1 << 8];
    private int[] indicators = new int[1 << 7];
    private int[] hosts = new int[1 << 7];
    private int[] groups = new int[1 << 7];
    private int[] values = new int[1 << 7];
    private int[] sources = new int[1 << 7];
    private long[] offsets = new long[1 << 7];
    private long[] firsts = new long[1 << 7];
    private long[] lasts = new long[1 << 7];
    private long[] counts = new long[1 << 7];
    private int[] order = new int[0];

    /// What several things under one indicator need beside, so that a line that names two counts once; empty as long as only one thing,
    /// and no URL, was met.
    private long[] several;

    private static final int FIELDS = 6;
    private static final int PAIRED = 0;
    private static final int MOST = 1;
    private static final int THIS = 2;
    private static final int URLS = 3;
    private static final int PAIRED_URLS = 4;
    private static final int TERMS = 5;

    private final boolean one;
    private final List<String> texts = new ArrayList<>();
    private String text = "";
    private int textNumber = NONE;
    private boolean url;
    private int[] touched = new int[0];
    private int touches;

    /// @param one whether only one thing can be met, and no URL
    Hits(boolean one) {
        this(one, room(one));
    }

    Hits(boolean one, int most) {
        this.one = one;
        this.most = most;
        Arrays.fill(table, NONE);
        several = new long[one ? 0 : hosts.length * FIELDS];
    }

    /// A quarter of the heap is left to the machines and what else an answer holds.
    private static int room(boolean one) {
        long heap = Runtime.getRuntime().maxMemory() / 4 * 3;
        return (int) Math.min(1 << 28, heap / (one ? HEAP_OF_A_HIT : HEAP_OF_A_HIT_OF_SEVERAL));
    }

    /// The rows that follow are of this thing.
    void begin(String thing, boolean isUrl) {
        text = thing;
        textNumber = NONE;
        url = isUrl;
        touches = 0;
    }

    /// Takes in a row. Lines of one day are folded; if the validity ends within them, at least the first line counts.
    ///
    /// @param until end of the indicator's validity
    void add(int indicator, int group, SightingRow r, long until) {
        int before = n;
        int h = find(indicator, r.host, group);
        boolean timed = r.first != SightingRow.NO_TIME;
        boolean lastIn = !timed || r.last < until;
        long count = lastIn ? r.count : 1;
        count(h, count, lastIn ? r.paired : 0);
        boolean earlier = h == before || earlier(h, r, timed);
        if (earlier) {
            values[h] = textNumber();
            sources[h] = r.source;
            offsets[h] = r.offset;
        }
        if (timed) {
            firsts[h] = firsts[h] == SightingRow.NO_TIME ? r.first : Math.min(firsts[h], r.first);
            lasts[h] = Math.max(lasts[h], lastIn ? r.last : r.first);
        }
    }

    private boolean earlier(int h, SightingRow r, boolean timed) {
        if (!timed) {
            return false;
        }
        long first = firsts[h];
        return first == SightingRow.NO_TIME
                || r.first < first
                || r.first == first
                        && (r.source < sources[h]
                                || r.source == sources[h] && r.offset < offsets[h]);
    }

    private void count(int h, long count, long paired) {
        if (one) {
            counts[h] += count;
            return;
        }
        int at = h * FIELDS;
        if (url) {
            several[at + URLS] += count;
            several[at + PAIRED_URLS] += paired;
            return;
        }
        if (several[at + THIS] == 0) {
            if (touches == touched.length) {
                touched = Arrays.copyOf(touched, Math.max(64, touches + touches / 2));
            }
            touched[touches++] = h;
        }
        counts[h] += count;
        several[at + THIS] += count;
        several[at + PAIRED] += paired;
    }

    /// No more rows of the thing follow.
    void end() {
        for (int i = 0; i < touches; i++) {
            int at = touched[i] * FIELDS;
            several[at + MOST] = Math.max(several[at + MOST], several[at + THIS]);
            several[at + THIS] = 0;
            several[at + TERMS]++;
        }
        touches = 0;
    }

    private int textNumber() {
        if (textNumber == NONE) {
            textNumber = texts.size();
            texts.add(text);
        }
        return textNumber;
    }

    private int find(int indicator, int host, int group) {
        int slot = slot(indicator, host, group);
        while (table[slot] != NONE) {
            int h = table[slot];
            if (hosts[h] == host && groups[h] == group && indicators[h] == indicator) {
                return h;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        if (n >= most) {
            throw new TooManyMeetingsException(n);
        }
        if (n == hosts.length) {
            grow();
        }
        table[slot] = n;
        indicators[n] = indicator;
        hosts[n] = host;
        groups[n] = group;
        firsts[n] = SightingRow.NO_TIME;
        lasts[n] = SightingRow.NO_TIME;
        n++;
        if (n * 3L > table.length * 2L) {
            rehash();
        }
        return n - 1;
    }

    private int slot(int indicator, int host, int group) {
        long x = (host * 31L + group) * 0x9E3779B97F4A7C15L + indicator * 0xC2B2AE3D27D4EB4FL;
        x ^= x >>> 32;
        return (int) (x * 0x9E3779B97F4A7C15L >>> 34) & (table.length - 1);
    }

    private void grow() {
        int to = (int) Math.min(most, n + n / 2L + 1);
        indicators = Arrays.copyOf(indicators, to);
        hosts = Arrays.copyOf(hosts, to);
        groups = Arrays.copyOf(groups, to);
        values = Arrays.copyOf(values, to);
        sources = Arrays.copyOf(sources, to);
        offsets = Arrays.copyOf(offsets, to);
        firsts = Arrays.copyOf(firsts, to);
        lasts = Arrays.copyOf(lasts, to);
        counts = Arrays.copyOf(counts, to);
        several = one ? several : Arrays.copyOf(several, to * FIELDS);
    }

    private void rehash() {
        table = new int[table.length * 2];
        Arrays.fill(table, NONE);
        for (int h = 0; h < n; h++) {
            int slot = slot(indicators[h], hosts[h], groups[h]);
            while (table[slot] != NONE) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = h;
        }
    }

    /// All are found: puts them in the order of indicator, host and group.
    void sort() {
        table = new int[0];
        touched = new int[0];
        order = new int[n];
        boolean sorted = true;
        for (int i = 0; i < n; i++) {
            order[i] = i;
            sorted &= i == 0 || compare(i - 1, i) < 0;
        }
        if (!sorted) {
            // each pass keeps what the one before put in order
            by(groups);
            by(hosts);
            by(indicators);
        }
    }

    private int compare(int a, int b) {
        int byIndicator = Integer.compare(indicators[a], indicators[b]);
        int byHost = byIndicator != 0 ? byIndicator : Integer.compare(hosts[a], hosts[b]);
        return byHost != 0 ? byHost : Integer.compare(groups[a], groups[b]);
    }

    private void by(int[] column) {
        long[] keys = new long[n];
        for (int i = 0; i < n; i++) {
            keys[i] = (long) column[order[i]] << 32 | i;
        }
        Arrays.sort(keys);
        int[] next = new int[n];
        for (int i = 0; i < n; i++) {
            next[i] = order[(int) keys[i]];
        }
        order = next;
    }

    int size() {
        return n;
    }

    int indicator(int i) {
        return indicators[order[i]];
    }

    int host(int i) {
        return hosts[order[i]];
    }

    int group(int i) {
        return groups[order[i]];
    }

    /// What the first line named.
    String value(int i) {
        return texts.get(values[order[i]]);
    }

    long first(int i) {
        return firsts[order[i]];
    }

    long last(int i) {
        return lasts[order[i]];
    }

    int source(int i) {
        return sources[order[i]];
    }

    long offset(int i) {
        return offsets[order[i]];
    }

    /// Lines; those that stand for two matching things count once.
    long lines(int i) {
        int h = order[i];
        if (one) {
            return Math.max(1, counts[h]);
        }
        int at = h * FIELDS;
        long terms = several[at + TERMS];
        long others =
                terms <= 1
                        ? counts[h]
                        : Math.max(several[at + MOST], counts[h] - several[at + PAIRED]);
        long urls =
                terms == 0 ? several[at + URLS] : several[at + URLS] - several[at + PAIRED_URLS];
        return Math.max(1, others + urls);
    }
}
