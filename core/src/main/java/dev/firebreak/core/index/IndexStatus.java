package dev.firebreak.core.index;

import dev.firebreak.core.answer.LogDays;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        final DaySet days = new DaySet();
    }

    static IndexStatus of(Store.Snapshot snapshot) throws IOException {
        Manifest m = snapshot.manifest();
        Map<Integer, Count> counts = new TreeMap<>();
        int[] ownerOf = new int[m.hosts()];
        Arrays.fill(ownerOf, -1);
        Count[] of = new Count[m.organisations().size()];
        HostRecord.Summary host = new HostRecord.Summary();
        ByteIn value = new ByteIn(new byte[0]);
        Scan.newest(
                snapshot,
                Table.HOSTS,
                c -> {
                    host.read(c.value(value));
                    Count count = of[host.organisation];
                    if (count == null) {
                        count = new Count();
                        of[host.organisation] = count;
                        counts.put(host.organisation, count);
                    }
                    ownerOf[number(c)] = host.organisation;
                    if (host.inventory) {
                        count.machines++;
                        count.oldest = Math.min(count.oldest, host.asOf);
                        count.newest = Math.max(count.newest, host.asOf);
                    } else if (host.named) {
                        count.hosts++;
                    }
                });
        Scan.newest(snapshot, Table.SOURCES, c -> source(SourceRecord.decode(c.value()), counts));
        for (Run run : snapshot.of(Table.COVERAGE)) {
            RunCursor c = run.cursor();
            for (boolean more = c.first(); more; more = c.next()) {
                int owner = ownerOf[number(c)];
                if (owner >= 0) {
                    Count count = counts.computeIfAbsent(owner, _ -> new Count());
                    Recode.days(c.value(value), (day, _) -> count.days.add(day));
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

    private static int number(RunCursor c) {
        return new ByteIn(c.keyArray(), 0, 4).u32();
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
                c.days.logDays());
    }
}
