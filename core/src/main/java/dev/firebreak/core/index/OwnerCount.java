package dev.firebreak.core.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// What is held of one organisation, in numbers. Times are microseconds.
///
/// Stored as: varints machines, hosts, logs, inventories, lines, duplicates; eight bytes each oldest, newest, first, last; varint number
/// of days, for each signed difference to the day before.
final class OwnerCount {
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

    /// Counts by looking at every host, source and day: what several runs say of one thing counts once.
    static Map<Integer, OwnerCount> read(Store.Snapshot snapshot) throws IOException {
        Manifest m = snapshot.manifest();
        Map<Integer, OwnerCount> counts = new TreeMap<>();
        int[] ownerOf = new int[m.hosts()];
        Arrays.fill(ownerOf, -1);
        OwnerCount[] of = new OwnerCount[m.organisations().size()];
        HostRecord.Summary host = new HostRecord.Summary();
        ByteIn value = new ByteIn(new byte[0]);
        Scan.newest(
                snapshot,
                Table.HOSTS,
                c -> {
                    host.read(c.value(value));
                    OwnerCount count = of[host.organisation];
                    if (count == null) {
                        count = new OwnerCount();
                        of[host.organisation] = count;
                        counts.put(host.organisation, count);
                    }
                    ownerOf[c.number()] = host.organisation;
                    count.host(host);
                });
        Scan.newest(snapshot, Table.SOURCES, c -> source(SourceRecord.decode(c.value()), counts));
        for (Run run : snapshot.of(Table.COVERAGE)) {
            RunCursor c = run.cursor();
            for (boolean more = c.first(); more; more = c.next()) {
                int owner = ownerOf[c.number()];
                if (owner >= 0) {
                    OwnerCount count = counts.computeIfAbsent(owner, _ -> new OwnerCount());
                    Recode.days(c.value(value), (day, _) -> count.days.add(day));
                }
            }
        }
        return counts;
    }

    private void host(HostRecord.Summary host) {
        if (host.inventory) {
            machines++;
            oldest = Math.min(oldest, host.asOf);
            newest = Math.max(newest, host.asOf);
        } else if (host.named) {
            hosts++;
        }
    }

    private static void source(SourceRecord r, Map<Integer, OwnerCount> counts) {
        OwnerCount count = counts.computeIfAbsent(r.organisation(), _ -> new OwnerCount());
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

    void encode(ByteOut out) {
        out.varint(machines).varint(hosts).varint(logs).varint(inventories);
        out.varint(lines).varint(duplicates);
        out.u64(oldest).u64(newest).u64(first).u64(last);
        int[] all = days.logDays().toArray();
        out.varint(all.length);
        int before = 0;
        for (int day : all) {
            out.signed((long) day - before);
            before = day;
        }
    }

    static OwnerCount decode(ByteIn in) {
        OwnerCount c = new OwnerCount();
        c.machines = in.varint();
        c.hosts = in.varint();
        c.logs = in.varint();
        c.inventories = in.varint();
        c.lines = in.varint();
        c.duplicates = in.varint();
        c.oldest = in.u64();
        c.newest = in.u64();
        c.first = in.u64();
        c.last = in.u64();
        int n = in.count();
        long day = 0;
        for (int i = 0; i < n; i++) {
            day += in.signed();
            c.days.add(day);
        }
        return c;
    }

    IndexStatus.Owned owned(String name) {
        return new IndexStatus.Owned(
                name,
                machines,
                hosts,
                logs,
                inventories,
                lines,
                duplicates,
                machines == 0 ? null : IndexEstate.instant(oldest),
                IndexEstate.instant(newest),
                first == Long.MAX_VALUE ? null : IndexEstate.instant(first),
                IndexEstate.instant(last),
                days.logDays());
    }
}
