package dev.firebreak.core.index;

import dev.firebreak.core.match.IndicatorSet;
import dev.firebreak.core.match.Matches;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Slice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Looks indicators up in the sightings of a snapshot.
///
/// The keys only narrow down which things can be meant; whether one is meant, the same [IndicatorSet] decides that reads logs
/// line by line, so both ways of asking agree.
final class SightingSearch {
    private final Store.Snapshot snapshot;
    private final IndicatorSet set;
    private final long[] until;
    private final Grouping grouping;

    /// Into which group the rows of a host fall, such as the machine that had an address then.
    interface Grouping {
        /// Rows of this host do not count.
        int NOBODY = -2;

        int group(int host, long micros) throws IOException;
    }

    /// What one group did under one indicator.
    static final class Hit {
        final int indicator;
        final int host;
        final int group;
        String value = "";
        long first = SightingRow.NO_TIME;
        long last = SightingRow.NO_TIME;
        long count;
        long paired;
        long mostOfOneTerm;
        long ofThisTerm;
        int terms;
        long urls;
        long pairedUrls;
        int source;
        long offset;
        private long headFirst;
        private boolean any;

        Hit(int indicator, int host, int group) {
            this.indicator = indicator;
            this.host = host;
            this.group = group;
        }

        /// Lines; those that stand for two matching things count once.
        long lines() {
            long others = terms <= 1 ? count : Math.max(mostOfOneTerm, count - paired);
            return Math.max(1, others + (terms == 0 ? urls : urls - pairedUrls));
        }
    }

    SightingSearch(Store.Snapshot snapshot, List<Indicator> indicators, Grouping grouping) {
        this.snapshot = snapshot;
        this.grouping = grouping;
        set = IndicatorSet.of(indicators);
        until = new long[indicators.size()];
        for (int i = 0; i < until.length; i++) {
            until[i] = micros(indicators.get(i).validUntil(), Long.MAX_VALUE);
        }
    }

    static long micros(@Nullable Instant t, long otherwise) {
        return t == null
                ? otherwise
                : Math.addExact(
                        Math.multiplyExact(t.getEpochSecond(), 1_000_000L), t.getNano() / 1000);
    }

    /// All hits, by indicator, then host.
    List<Hit> hits() throws IOException {
        TreeMap<byte[], List<RunCursor>> terms = terms();
        Map<Key, Hit> hits = new HashMap<>();
        Matches matches = new Matches();
        Slice value = new Slice();
        for (Map.Entry<byte[], List<RunCursor>> e : terms.entrySet()) {
            byte[] key = e.getKey();
            String text = Terms.text(key, key.length);
            byte[] b = text.getBytes(StandardCharsets.UTF_8);
            matches.clear();
            set.match(Terms.type(key[0]), value.set(b, 0, b.length), matches);
            if (matches.size() == 0) {
                continue;
            }
            Set<Hit> touched = new HashSet<>();
            for (RunCursor c : e.getValue()) {
                if (c.seek(key) && c.compareKey(key, key.length) == 0) {
                    rows(new SightingReader(c), key[0] == 'U', matches, text, hits, touched);
                }
            }
            for (Hit h : touched) {
                if (key[0] == 'U') {
                    continue;
                }
                h.mostOfOneTerm = Math.max(h.mostOfOneTerm, h.ofThisTerm);
                h.ofThisTerm = 0;
                h.terms++;
            }
        }
        List<Hit> out = new ArrayList<>(hits.values());
        out.sort(
                (a, b) ->
                        a.indicator != b.indicator
                                ? Integer.compare(a.indicator, b.indicator)
                                : a.host != b.host
                                        ? Integer.compare(a.host, b.host)
                                        : Integer.compare(a.group, b.group));
        return out;
    }

    private record Key(int indicator, int host, int group) {}

    private void rows(
            SightingReader reader,
            boolean url,
            Matches matches,
            String text,
            Map<Key, Hit> hits,
            Set<Hit> touched)
            throws IOException {
        while (reader.next()) {
            SightingRow r = reader.row;
            int group = grouping.group(r.host, r.first);
            if (group == Grouping.NOBODY) {
                continue;
            }
            for (int i = 0; i < matches.size(); i++) {
                int id = matches.id(i);
                // Lines before "valid from" count: it is mostly the day the indicator was written.
                if (r.first != SightingRow.NO_TIME && r.first >= until[id]) {
                    continue;
                }
                Hit hit =
                        hits.computeIfAbsent(
                                new Key(id, r.host, group),
                                k -> new Hit(k.indicator, k.host, k.group));
                add(hit, r, text, url, until[id]);
                touched.add(hit);
            }
        }
    }

    /// Lines of one day are folded; if the validity ends within them, at least the first line counts.
    private static void add(Hit hit, SightingRow r, String text, boolean url, long until) {
        boolean timed = r.first != SightingRow.NO_TIME;
        boolean lastIn = !timed || r.last < until;
        long count = lastIn ? r.count : 1;
        long paired = lastIn ? r.paired : 0;
        if (url) {
            hit.urls += count;
            hit.pairedUrls += paired;
        } else {
            hit.count += count;
            hit.ofThisTerm += count;
            hit.paired += paired;
        }
        if (timed) {
            hit.first = hit.first == SightingRow.NO_TIME ? r.first : Math.min(hit.first, r.first);
            hit.last = Math.max(hit.last, lastIn ? r.last : r.first);
        }
        boolean earlier =
                !hit.any
                        || (timed
                                && (hit.headFirst == SightingRow.NO_TIME
                                        || r.first < hit.headFirst))
                        || (timed
                                && r.first == hit.headFirst
                                && (r.source < hit.source
                                        || (r.source == hit.source && r.offset < hit.offset)));
        if (earlier) {
            hit.any = true;
            hit.headFirst = r.first;
            hit.value = text;
            hit.source = r.source;
            hit.offset = r.offset;
        }
    }

    /// The keys that the indicators can mean, with cursors of the runs that have them.
    private TreeMap<byte[], List<RunCursor>> terms() throws IOException {
        List<Terms.Range> ranges = new ArrayList<>();
        for (Indicator i : set.indicators()) {
            ranges.addAll(Terms.ranges(i));
        }
        ranges.sort((a, b) -> Arrays.compareUnsigned(a.from(), b.from()));
        TreeMap<byte[], List<RunCursor>> found = new TreeMap<>(Arrays::compareUnsigned);
        for (Run run : snapshot.of(Table.SIGHTINGS)) {
            RunCursor c = run.cursor();
            for (Terms.Range range : ranges) {
                boolean more = c.seek(range.from());
                while (more && inside(c, range)) {
                    byte[] key = c.key();
                    List<RunCursor> runs = found.computeIfAbsent(key, _ -> new ArrayList<>(2));
                    if (runs.isEmpty() || runs.getLast() != c) {
                        runs.add(c);
                    }
                    more = range.isSingle() ? false : nextKey(c, key);
                }
            }
        }
        return found;
    }

    private static boolean inside(RunCursor c, Terms.Range range) {
        return range.isSingle()
                ? c.compareKey(range.from(), range.from().length) == 0
                : c.compareKey(range.to(), range.to().length) < 0;
    }

    /// Past all parts of the key.
    private static boolean nextKey(RunCursor c, byte[] key) throws IOException {
        while (c.next()) {
            if (c.compareKey(key, key.length) != 0) {
                return true;
            }
        }
        return false;
    }
}
