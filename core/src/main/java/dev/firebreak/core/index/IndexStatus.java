package dev.firebreak.core.index;

import dev.firebreak.core.answer.LogDays;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a memory holds.
///
/// @param generation of the newest change
/// @param bytes on disk
/// @param files how many runs
/// @param components distinct ones
/// @param holdings rows of inventories, history included
/// @param sightings rows of things seen
/// @param bytesByTable bytes on disk for each kind of run
public record IndexStatus(
        long generation,
        long bytes,
        int files,
        long components,
        long holdings,
        long sightings,
        Map<String, Long> bytesByTable,
        List<Owned> organisations) {
    /// What is held of one organisation.
    ///
    /// @param name empty if nobody told one
    /// @param machines named by an inventory
    /// @param hosts that only logs name
    /// @param oldestInventory when the machine that has not reported for longest did so last
    /// @param days on which any log names any of its hosts
    public record Owned(
            String name,
            long machines,
            long hosts,
            long logs,
            long inventories,
            long lines,
            long duplicates,
            @Nullable Instant oldestInventory,
            @Nullable Instant newestInventory,
            @Nullable Instant firstLine,
            @Nullable Instant lastLine,
            LogDays days) {}

    private static final class Count {
        long machines;
        long hosts;
        long logs;
        long inventories;
        long lines;
        long duplicates;
        long oldest = Long.MAX_VALUE;
        long newest = SightingRow.NO_TIME;
        long first = Long.MAX_VALUE;
        long last = SightingRow.NO_TIME;
        final TreeSet<Integer> days = new TreeSet<>();
    }

    static IndexStatus of(Store.Snapshot snapshot) throws IOException {
        Manifest m = snapshot.manifest();
        Map<Integer, Count> counts = new TreeMap<>();
        Map<Integer, Integer> ownerOf = new HashMap<>();
        Scan.newest(
                snapshot,
                Table.HOSTS,
                c -> {
                    HostRecord r = HostRecord.decode(c.value());
                    Count count = counts.computeIfAbsent(r.organisation(), _ -> new Count());
                    ownerOf.put(new ByteIn(c.keyArray(), 0, 4).u32(), r.organisation());
                    if (r.inventory()) {
                        count.machines++;
                        count.oldest = Math.min(count.oldest, r.asOf());
                        count.newest = Math.max(count.newest, r.asOf());
                    } else if (!r.name().isEmpty()) {
                        count.hosts++;
                    }
                });
        Scan.newest(snapshot, Table.SOURCES, c -> source(SourceRecord.decode(c.value()), counts));
        for (Run run : snapshot.of(Table.COVERAGE)) {
            RunCursor c = run.cursor();
            for (boolean more = c.first(); more; more = c.next()) {
                Integer owner = ownerOf.get(new ByteIn(c.keyArray(), 0, 4).u32());
                if (owner != null) {
                    TreeSet<Integer> days = counts.computeIfAbsent(owner, _ -> new Count()).days;
                    Recode.days(c.value(), (day, _) -> days.add((int) day));
                }
            }
        }
        List<Owned> owned = new ArrayList<>();
        counts.forEach((number, c) -> owned.add(owned(m.organisations().get(number), c)));
        Map<String, Long> bytes = new TreeMap<>();
        long[] rows = new long[2];
        long components = 0;
        for (RunInfo r : m.runs()) {
            bytes.merge(r.table().suffix(), r.bytes(), Long::sum);
            rows[0] += r.table() == Table.HOLDINGS ? r.rows() : 0;
            rows[1] += r.table() == Table.SIGHTINGS ? r.rows() : 0;
            components += r.table() == Table.COMPONENT_TEXTS ? r.entries() : 0;
        }
        return new IndexStatus(
                m.generation(),
                m.bytes(),
                m.runs().size(),
                components,
                rows[0],
                rows[1],
                bytes,
                List.copyOf(owned));
    }

    private static void source(SourceRecord r, Map<Integer, Count> counts) {
        Count count = counts.computeIfAbsent(r.organisation(), _ -> new Count());
        if (r.kind() == SourceRecord.Kind.INVENTORY) {
            count.inventories++;
            return;
        }
        count.logs++;
        count.lines += r.lines();
        count.duplicates += r.duplicates();
        if (r.first() != SightingRow.NO_TIME) {
            count.first = Math.min(count.first, r.first());
            count.last = Math.max(count.last, r.last());
        }
    }

    private static Owned owned(String name, Count c) {
        return new Owned(
                name,
                c.machines,
                c.hosts,
                c.logs,
                c.inventories,
                c.lines,
                c.duplicates,
                c.machines == 0 ? null : IndexEstate.instant(c.oldest),
                IndexEstate.instant(c.newest),
                c.first == Long.MAX_VALUE ? null : IndexEstate.instant(c.first),
                IndexEstate.instant(c.last),
                c.days.isEmpty()
                        ? LogDays.NONE
                        : LogDays.of(c.days.stream().mapToInt(Integer::intValue).toArray()));
    }
}
