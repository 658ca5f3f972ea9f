package dev.firebreak.core.index;

import dev.firebreak.core.answer.LogDays;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// On which days any log names a machine. Reading marks the machines that logs name.
final class MachineDays {
    private final Store.Snapshot snapshot;
    private final HostOwners owners;
    private final MachineTable machines;
    private final Lookup coverage;
    private final LongLog dayList = new LongLog();

    /// By organisation.
    private final Map<Integer, DaySet> daysOf = new HashMap<>();

    /// Asset and host, for hosts that are not the asset's own; ascending.
    private long[] others;

    /// @param others asset and host, for hosts that are not the asset's own at all times; ascending
    MachineDays(Store.Snapshot snapshot, HostOwners owners, long[] others) {
        this.snapshot = snapshot;
        this.owners = owners;
        this.machines = owners.machines();
        this.others = others;
        coverage = new Lookup(snapshot, Table.COVERAGE);
    }

    void read(Parts parts) throws IOException {
        Days[] days = new Days[parts.size()];
        parts.each(
                "days",
                part -> {
                    days[part.number()] = new Days();
                    days[part.number()].read(part);
                });
        boolean shared = false;
        for (Days one : days) {
            shared |= one.shared;
            for (int owner = 0; owner < one.of.length; owner++) {
                DaySet own = one.of[owner];
                if (own != null) {
                    daysOf.computeIfAbsent(owner, _ -> new DaySet()).addAll(own);
                }
            }
        }
        if (shared) {
            readSharedDays();
        }
    }

    /// Days of the hosts that are one machine at all times. Threads may mark one machine at once: they write the same.
    private final class Days {
        private final @Nullable DaySet[] of =
                new DaySet[snapshot.manifest().organisations().size()];
        private boolean shared;

        void read(Parts.Part part) throws IOException {
            ByteIn value = new ByteIn(new byte[0]);
            for (Run run : snapshot.of(Table.COVERAGE)) {
                RunCursor c = run.cursor();
                for (boolean more = c.seek(part.firstKey());
                        more && c.number() < part.until();
                        more = c.next()) {
                    int fixed = owners.fixed(c.number());
                    shared |= fixed == HostOwners.SHARED;
                    if (fixed >= 0) {
                        machines.seenInLogs(fixed);
                        add(machines.owner(fixed), c.value(value));
                    }
                }
            }
        }

        private void add(int owner, ByteIn value) {
            DaySet own = of[owner];
            if (own == null) {
                own = new DaySet();
                of[owner] = own;
            }
            own.addAll(value);
        }
    }

    /// Days of the hosts that were several machines', one after the other: machines may be met here that were not known.
    private void readSharedDays() throws IOException {
        LongLog pairs = new LongLog();
        for (long known : others) {
            pairs.add(known);
        }
        ByteIn value = new ByteIn(new byte[0]);
        for (Run run : snapshot.of(Table.COVERAGE)) {
            RunCursor c = run.cursor();
            for (boolean more = c.first(); more; more = c.next()) {
                int host = c.number();
                if (owners.fixed(host) == HostOwners.SHARED) {
                    days(
                            host,
                            c.value(value),
                            (asset, day) -> {
                                machines.seenInLogs(asset);
                                daysOf(asset).add(day);
                                pairs.add(HostOwners.pair(asset, host));
                            });
                }
            }
        }
        others = Arrays.stream(HostOwners.sorted(pairs)).distinct().toArray();
    }

    private DaySet daysOf(int asset) {
        return daysOf.computeIfAbsent(machines.owner(asset), _ -> new DaySet());
    }

    /// Days on which any log names an asset of the organisation (-1: of any).
    LogDays of(int organisation) {
        DaySet sum = new DaySet();
        daysOf.forEach(
                (o, days) -> {
                    if (organisation < 0 || o == organisation) {
                        sum.addAll(days);
                    }
                });
        return sum.logDays();
    }

    /// Days on which any log names the asset.
    LogDays ofMachine(int asset) throws IOException {
        if (!machines.inLogs(asset)) {
            return LogDays.NONE;
        }
        DaySet days = new DaySet();
        if (machines.host(asset) >= 0) {
            logDays(machines.host(asset), asset, days);
        }
        int at = Arrays.binarySearch(others, HostOwners.pair(asset, 0));
        for (int i = at < 0 ? -at - 1 : at; i < others.length && others[i] >> 32 == asset; i++) {
            logDays((int) others[i], asset, days);
        }
        return days.logDays();
    }

    private void logDays(int host, int asset, DaySet into) throws IOException {
        for (ByteIn value : coverage.all(new ByteOut(4).u32(host).copy())) {
            days(
                    host,
                    value,
                    (meant, day) -> {
                        if (meant == asset) {
                            into.add(day);
                        }
                    });
        }
    }

    private void days(int host, ByteIn value, HostOwners.Day each) throws IOException {
        int fixed = owners.fixed(host);
        if (fixed == HostOwners.NOBODY) {
            return;
        }
        LongLog days = dayList;
        days.clear();
        Recode.days(value, (day, _) -> days.add(day));
        for (int i = 0; i < days.size(); i++) {
            long day = days.get(i);
            if (fixed >= 0) {
                each.day(fixed, day);
            } else {
                owners.machinesOn(host, day, each);
            }
        }
    }
}
