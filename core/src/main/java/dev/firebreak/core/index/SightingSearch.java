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
import java.util.List;
import java.util.Map;
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
    Hits hits() throws IOException {
        TreeMap<byte[], List<RunCursor>> terms = terms();
        Hits hits = new Hits(terms.size() == 1 && !isUrl(terms.firstKey()));
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
            hits.begin(text, isUrl(key));
            for (RunCursor c : e.getValue()) {
                if (c.seek(key) && c.compareKey(key, key.length) == 0) {
                    rows(new SightingReader(c), matches, hits);
                }
            }
            hits.end();
        }
        hits.sort();
        return hits;
    }

    private static boolean isUrl(byte[] key) {
        return key[0] == 'U';
    }

    private void rows(SightingReader reader, Matches matches, Hits hits) throws IOException {
        while (reader.next()) {
            SightingRow r = reader.row;
            int group = grouping.group(r.host, r.first);
            if (group == Grouping.NOBODY) {
                continue;
            }
            for (int i = 0; i < matches.size(); i++) {
                int id = matches.id(i);
                // Lines before "valid from" count: it is mostly the day the indicator was written.
                if (r.first == SightingRow.NO_TIME || r.first < until[id]) {
                    hits.add(id, group, r, until[id]);
                }
            }
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
