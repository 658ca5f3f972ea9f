package dev.firebreak.core.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Everything a station (one host's list of one scope) ever reported. When it had which component is a pure function of this,
/// so that reports may come late, twice, or in any order.
///
/// A snapshot says of every component whether it was there; a differential report speaks only of those it names. Two reports
/// of one kind and time are one.
///
/// Stored as: varint host, varint scope, varint reports, for each signed time minus the time before and varint source * 2 + 1 if a
/// snapshot; varint number of components that are in every report (all of them snapshots), these as [Gaps]; then the others
/// ascending: varint number minus the number before, varint marks, for each varint (report minus the report before) * 2 + 1 if there.
final class StationHistory {
    /// Reports kept of one station: more than a year of daily lists. Beyond it the oldest go, and what they said of times
    /// before the oldest kept one is lost.
    static final int MAX_REPORTS = 512;

    final int host;
    final int scope;
    private long[] times;
    private int[] sources;
    private boolean[] snapshot;

    /// Components of which everything is said by "in every report".
    private int[] always;

    /// The others: for each report that speaks of it, report * 2 + 1 if there, ascending.
    private TreeMap<Integer, int[]> marks;

    private StationHistory(
            int host,
            int scope,
            long[] times,
            int[] sources,
            boolean[] snapshot,
            int[] always,
            TreeMap<Integer, int[]> marks) {
        this.host = host;
        this.scope = scope;
        this.times = times;
        this.sources = sources;
        this.snapshot = snapshot;
        this.always = always;
        this.marks = marks;
    }

    static StationHistory empty(int host, int scope) {
        return new StationHistory(
                host, scope, new long[0], new int[0], new boolean[0], new int[0], new TreeMap<>());
    }

    int reports() {
        return times.length;
    }

    long firstTime() {
        return times[0];
    }

    /// Time of the newest report of all that is there, [Long#MIN_VALUE] if there is none.
    long lastSnapshot() {
        for (int i = times.length - 1; i >= 0; i--) {
            if (snapshot[i]) {
                return times[i];
            }
        }
        return Long.MIN_VALUE;
    }

    long lastTime() {
        return times[times.length - 1];
    }

    /// The earliest report that comes from one of these sources; [Long#MAX_VALUE] if none does.
    long earliest(IntPredicate source) {
        for (int i = 0; i < times.length; i++) {
            if (source.test(sources[i])) {
                return times[i];
            }
        }
        return Long.MAX_VALUE;
    }

    int newestSource() {
        return sources[sources.length - 1];
    }

    int[] sources() {
        return sources.clone();
    }

    /// Takes in a report.
    ///
    /// @param there components that are there, ascending and distinct
    /// @param gone components that are not, ascending and distinct; only for differential reports
    void add(long time, boolean isSnapshot, int source, int[] there, int[] gone) {
        if (times.length == 0 && isSnapshot) {
            times = new long[] {time};
            sources = new int[] {source};
            snapshot = new boolean[] {true};
            always = there;
            return;
        }
        int at = place(time, isSnapshot);
        boolean known = at < times.length && times[at] == time && snapshot[at] == isSnapshot;
        if (isSnapshot && Arrays.equals(there, always) && marks.isEmpty()) {
            if (!known) {
                insert(at, time, true, source);
            } else {
                sources[at] = source;
            }
            return;
        }
        explode();
        if (!known) {
            shift(at);
            insert(at, time, isSnapshot, source);
        } else {
            sources[at] = source;
        }
        for (int c : there) {
            mark(c, at, true);
        }
        for (int c : gone) {
            mark(c, at, false);
        }
        collect();
    }

    private int place(long time, boolean isSnapshot) {
        int at = 0;
        while (at < times.length
                && (times[at] < time || (times[at] == time && snapshot[at] && !isSnapshot))) {
            at++;
        }
        return at;
    }

    private void insert(int at, long time, boolean isSnapshot, int source) {
        int n = times.length;
        times = Arrays.copyOf(times, n + 1);
        sources = Arrays.copyOf(sources, n + 1);
        snapshot = Arrays.copyOf(snapshot, n + 1);
        for (int i = n; i > at; i--) {
            times[i] = times[i - 1];
            sources[i] = sources[i - 1];
            snapshot[i] = snapshot[i - 1];
        }
        times[at] = time;
        sources[at] = source;
        snapshot[at] = isSnapshot;
    }

    /// Writes "always" out as marks.
    private void explode() {
        if (always.length == 0) {
            return;
        }
        int[] all = new int[times.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = 2 * i + 1;
        }
        for (int c : always) {
            marks.put(c, all);
        }
        always = new int[0];
    }

    private void shift(int at) {
        marks.replaceAll(
                (_, m) -> {
                    int[] n = m.clone();
                    for (int i = 0; i < n.length; i++) {
                        n[i] += n[i] >> 1 >= at ? 2 : 0;
                    }
                    return n;
                });
    }

    /// Of one report that says both of a component, "there" holds.
    private void mark(int component, int report, boolean there) {
        int[] m = marks.getOrDefault(component, new int[0]);
        int i = 0;
        while (i < m.length && m[i] >> 1 < report) {
            i++;
        }
        if (i < m.length && m[i] >> 1 == report) {
            if (there && (m[i] & 1) == 0) {
                m = m.clone();
                m[i] |= 1;
                marks.put(component, m);
            }
            return;
        }
        int[] n = new int[m.length + 1];
        System.arraycopy(m, 0, n, 0, i);
        n[i] = 2 * report + (there ? 1 : 0);
        System.arraycopy(m, i, n, i + 1, m.length - i);
        marks.put(component, n);
    }

    /// Gathers into "always" what is in every report, if all are snapshots.
    private void collect() {
        for (boolean s : snapshot) {
            if (!s) {
                return;
            }
        }
        List<Integer> all = new ArrayList<>();
        marks.forEach(
                (c, m) -> {
                    if (m.length == times.length) {
                        all.add(c);
                    }
                });
        always = all.stream().mapToInt(Integer::intValue).toArray();
        all.forEach(marks::remove);
    }

    /// Drops reports before a time but never the newest, and the oldest beyond [#MAX_REPORTS].
    ///
    /// @return false if the station has nothing left to say: even its newest report is older
    boolean trim(long since) {
        int drop = Math.max(0, times.length - MAX_REPORTS);
        if (times.length > 0 && lastTime() < since) {
            return false;
        }
        while (drop < times.length - 1 && times[drop] < since) {
            drop++;
        }
        if (drop == 0) {
            return true;
        }
        explode();
        // What held at the cut becomes what the oldest kept report says, if that one is
        // differential.
        boolean[] before = new boolean[marks.size()];
        int n = 0;
        for (Map.Entry<Integer, int[]> e : marks.entrySet()) {
            before[n++] = stateBefore(e.getValue(), drop);
        }
        boolean carry = !snapshot[drop];
        int cut = drop;
        times = Arrays.copyOfRange(times, cut, times.length);
        sources = Arrays.copyOfRange(sources, cut, sources.length);
        snapshot = Arrays.copyOfRange(snapshot, cut, snapshot.length);
        TreeMap<Integer, int[]> old = marks;
        marks = new TreeMap<>();
        n = 0;
        for (Map.Entry<Integer, int[]> e : old.entrySet()) {
            boolean held = before[n++];
            for (int m : e.getValue()) {
                if (m >> 1 >= cut) {
                    mark(e.getKey(), (m >> 1) - cut, (m & 1) == 1);
                }
            }
            int[] kept = marks.get(e.getKey());
            if (carry && held && (kept == null || kept[0] >> 1 != 0)) {
                mark(e.getKey(), 0, true);
            }
        }
        collect();
        return true;
    }

    private boolean stateBefore(int[] m, int report) {
        boolean state = false;
        int i = 0;
        for (int r = 0; r < report; r++) {
            boolean speaks = i < m.length && m[i] >> 1 == r;
            if (speaks) {
                state = (m[i++] & 1) == 1;
            } else if (snapshot[r]) {
                state = false;
            }
        }
        return state;
    }

    /// All components it ever had, ascending.
    int[] components() {
        int[] all = Arrays.copyOf(always, always.length + marks.size());
        int n = always.length;
        for (int c : marks.keySet()) {
            all[n++] = c;
        }
        Arrays.sort(all);
        return all;
    }

    /// When it had a component.
    HoldingRow row(int station, int component) {
        HoldingRow row = new HoldingRow();
        row.station = station;
        if (Arrays.binarySearch(always, component) >= 0) {
            row.always = true;
            return row;
        }
        @Nullable int[] m = marks.get(component);
        if (m == null) {
            return row;
        }
        long[] out = new long[m.length * 2 + 2];
        int n = 0;
        boolean state = false;
        int i = 0;
        for (int r = 0; r < times.length; r++) {
            boolean speaks = i < m.length && m[i] >> 1 == r;
            boolean next = speaks ? (m[i++] & 1) == 1 : !snapshot[r] && state;
            if (next != state) {
                out[n++] = times[r];
                state = next;
            }
        }
        if (state) {
            out[n++] = HoldingRow.OPEN;
        }
        row.times = Arrays.copyOf(out, n);
        row.always = n == 2 && out[0] == times[0] && out[1] == HoldingRow.OPEN;
        if (row.always) {
            row.times = new long[0];
        }
        return row;
    }

    void encode(ByteOut out) {
        out.varint(host).varint(scope).varint(times.length);
        long before = 0;
        for (int i = 0; i < times.length; i++) {
            out.signed(times[i] - before).varint((long) sources[i] << 1 | (snapshot[i] ? 1 : 0));
            before = times[i];
        }
        out.varint(always.length);
        Gaps.write(always, always.length, out);
        int last = 0;
        for (Map.Entry<Integer, int[]> e : marks.entrySet()) {
            out.varint(e.getKey() - last);
            last = e.getKey();
            int[] m = e.getValue();
            out.varint(m.length);
            int report = 0;
            for (int one : m) {
                out.varint((long) ((one >> 1) - report) << 1 | (one & 1));
                report = one >> 1;
            }
        }
    }

    /// Source of the newest report, without reading what the reports say: asked of every machine that has a component.
    static int newestSource(ByteIn in) {
        in.count();
        in.count();
        int n = in.count();
        long source = 0;
        for (int i = 0; i < n; i++) {
            in.signed();
            source = in.varint();
        }
        return (int) (source >>> 1);
    }

    static StationHistory decode(ByteIn in) {
        int host = in.count();
        int scope = in.count();
        int n = in.count();
        if (n > in.end - in.at) {
            throw new MalformedException("a station with " + n + " reports");
        }
        long[] times = new long[n];
        int[] sources = new int[n];
        boolean[] snapshot = new boolean[n];
        long before = 0;
        for (int i = 0; i < n; i++) {
            before += in.signed();
            times[i] = before;
            long s = in.varint();
            sources[i] = (int) (s >>> 1);
            snapshot[i] = (s & 1) == 1;
        }
        int listed = in.count();
        if (listed > 8L * (in.end - in.at)) {
            throw new MalformedException("a station with " + listed + " components");
        }
        int[] always = new int[listed];
        if (always.length > 0) {
            Gaps.Reader gaps = new Gaps.Reader();
            gaps.begin(in);
            for (int i = 0; i < always.length; i++) {
                always[i] = gaps.next();
            }
            gaps.end();
        }
        TreeMap<Integer, int[]> marks = new TreeMap<>();
        int component = 0;
        while (in.more()) {
            component += in.count();
            int[] m = new int[in.count()];
            int report = 0;
            for (int i = 0; i < m.length; i++) {
                long one = in.varint();
                report += (int) (one >>> 1);
                m[i] = report << 1 | (int) (one & 1);
            }
            marks.put(component, m);
        }
        return new StationHistory(host, scope, times, sources, snapshot, always, marks);
    }
}
