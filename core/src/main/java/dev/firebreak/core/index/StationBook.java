package dev.firebreak.core.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The stations (lists of one scope that hosts report), their reports, and which components they hold because of them.
final class StationBook {
    /// Stations whose hosts stand together in one entry of [Table#STATION_HOSTS].
    static final int CHUNK = 512;

    private final TreeMap<Integer, byte[]> histories = new TreeMap<>();
    private final TreeMap<Integer, ByteOut> ofHost = new TreeMap<>();
    private final TreeMap<Integer, int[]> hostOf = new TreeMap<>();
    private final ByteOut scratch = new ByteOut();
    private Lookup stations;
    private Lookup reports;
    private Lookup chunks;
    private final int[] firstFresh;
    private int next;
    private long bytes;
    private long rows;

    StationBook(Store.Snapshot snapshot) {
        stations = new Lookup(snapshot, Table.STATIONS);
        reports = new Lookup(snapshot, Table.REPORTS);
        chunks = new Lookup(snapshot, Table.STATION_HOSTS);
        next = snapshot.manifest().stations();
        firstFresh = new int[] {next};
    }

    void written(Store.Snapshot snapshot) {
        stations = new Lookup(snapshot, Table.STATIONS);
        reports = new Lookup(snapshot, Table.REPORTS);
        chunks = new Lookup(snapshot, Table.STATION_HOSTS);
        histories.clear();
        ofHost.clear();
        hostOf.clear();
        firstFresh[0] = next;
        bytes = 0;
        rows = 0;
    }

    int next() {
        return next;
    }

    long bytes() {
        return bytes + 160L * histories.size();
    }

    /// Entries of the reports taken in since the last write, which is what holdings are at most.
    long rows() {
        return rows;
    }

    boolean isEmpty() {
        return histories.isEmpty();
    }

    int number(int host, int organisation, int scope) throws IOException {
        ByteOut list = ofHost.get(host);
        if (list == null) {
            list = new ByteOut(8);
            ByteIn stored = stations.newest(host);
            if (stored != null) {
                list.bytes(stored.array, stored.at, stored.end - stored.at);
            }
        }
        ByteIn in = new ByteIn(list.array, 0, list.length);
        while (in.more()) {
            int s = in.count();
            int station = in.count();
            if (s == scope) {
                return station;
            }
        }
        list.varint(scope).varint(next);
        ofHost.put(host, list);
        hostOf.put(next, new int[] {host, organisation});
        return next++;
    }

    /// Takes in what a station reported.
    void report(
            int host,
            int organisation,
            int scope,
            long time,
            boolean snapshot,
            int source,
            int[] there,
            int[] gone)
            throws IOException {
        int station = number(host, organisation, scope);
        byte[] pending = histories.get(station);
        StationHistory h = history(station);
        if (h == null) {
            h = StationHistory.empty(host, scope);
        }
        h.add(time, snapshot, source, there, gone);
        if (h.reports() > StationHistory.MAX_REPORTS) {
            h.trim(Long.MIN_VALUE);
        }
        scratch.clear();
        h.encode(scratch);
        byte[] encoded = scratch.copy();
        histories.put(station, encoded);
        bytes += encoded.length - (pending == null ? 0 : pending.length);
        rows += there.length + gone.length;
    }

    private @Nullable StationHistory history(int station) throws IOException {
        byte[] pending = histories.get(station);
        return pending != null ? StationHistory.decode(new ByteIn(pending)) : stored(station);
    }

    /// What a host ever reported of a scope; absent if it did not.
    @Nullable StationHistory history(int host, int scope) throws IOException {
        ByteOut list = ofHost.get(host);
        ByteIn in = list == null ? stations.newest(host) : new ByteIn(list.array, 0, list.length);
        while (in != null && in.more()) {
            int s = in.count();
            int station = in.count();
            if (s == scope) {
                return history(station);
            }
        }
        return null;
    }

    private @Nullable StationHistory stored(int station) throws IOException {
        if (station >= firstFresh[0]) {
            return null;
        }
        ByteIn in = reports.newest(station);
        return in == null ? null : StationHistory.decode(in);
    }

    void writeReports(RunWriter out) throws IOException {
        ByteOut key = new ByteOut();
        ByteOut value = new ByteOut();
        for (Map.Entry<Integer, byte[]> e : histories.entrySet()) {
            out.add(key.clear().u32(e.getKey()).copy(), value.clear().bytes(e.getValue()));
        }
    }

    boolean hasFresh() {
        return !hostOf.isEmpty();
    }

    void writeStations(RunWriter out) throws IOException {
        ByteOut key = new ByteOut();
        for (Map.Entry<Integer, ByteOut> e : ofHost.entrySet()) {
            out.add(key.clear().u32(e.getKey()).copy(), e.getValue());
        }
    }

    /// Whole chunks, fixed width: for each station `u32 host, u32 organisation`, all ones where there is none yet.
    void writeHosts(RunWriter out) throws IOException {
        Set<Integer> done = new HashSet<>();
        ByteOut value = new ByteOut();
        for (int station : hostOf.keySet()) {
            int chunk = station / CHUNK;
            if (!done.add(chunk)) {
                continue;
            }
            value.clear();
            ByteIn old = chunks.newest(chunk);
            if (old != null) {
                value.bytes(old.array, old.at, old.end - old.at);
            } else {
                value.bytes(filled());
            }
            for (Map.Entry<Integer, int[]> e :
                    hostOf.subMap(chunk * CHUNK, (chunk + 1) * CHUNK).entrySet()) {
                byte[] pair = new ByteOut(8).u32(e.getValue()[0]).u32(e.getValue()[1]).array;
                System.arraycopy(pair, 0, value.array, e.getKey() % CHUNK * 8, 8);
            }
            out.add(new ByteOut(4).u32(chunk).copy(), value);
        }
    }

    private static byte[] filled() {
        byte[] all = new byte[CHUNK * 8];
        Arrays.fill(all, (byte) -1);
        return all;
    }

    /// Writes the rows that the new reports changed.
    ///
    /// @return how many
    long writeHoldings(RunWriter out) throws IOException {
        long[] always = new long[1 << 12];
        int n = 0;
        Map<Long, HoldingRow> others = new HashMap<>();
        for (Map.Entry<Integer, byte[]> e : histories.entrySet()) {
            int station = e.getKey();
            StationHistory now = StationHistory.decode(new ByteIn(e.getValue()));
            StationHistory before = stored(station);
            Set<Integer> gone = new HashSet<>();
            if (before != null) {
                for (int c : before.components()) {
                    gone.add(c);
                }
            }
            for (int c : now.components()) {
                HoldingRow row = now.row(station, c);
                if (before != null && gone.remove(c) && before.row(station, c).sameTimes(row)) {
                    continue;
                }
                long place = (long) c << 32 | station;
                if (n == always.length) {
                    always = Arrays.copyOf(always, n * 2);
                }
                always[n++] = place;
                if (!row.always) {
                    others.put(place, row);
                }
            }
            for (int c : gone) { // trimmed away: an empty row takes the older one back
                long place = (long) c << 32 | station;
                if (n == always.length) {
                    always = Arrays.copyOf(always, n * 2);
                }
                always[n++] = place;
                HoldingRow row = new HoldingRow();
                row.station = station;
                others.put(place, row);
            }
        }
        Arrays.sort(always, 0, n);
        return write(out, always, n, others);
    }

    private static long write(RunWriter out, long[] places, int n, Map<Long, HoldingRow> others)
            throws IOException {
        HoldingParts parts = new HoldingParts(out);
        int component = -1;
        for (int i = 0; i < n; i++) {
            int c = (int) (places[i] >>> 32);
            if (c != component) {
                parts.end();
                parts.begin(c);
                component = c;
            }
            HoldingRow row = others.isEmpty() ? null : others.get(places[i]);
            if (row == null) {
                parts.addAlways((int) places[i]);
            } else {
                parts.add(row);
            }
        }
        parts.end();
        return parts.written();
    }
}
