package dev.firebreak.core.index;

import java.io.IOException;
import java.util.BitSet;

/// Finds out what has to go.
final class Forgetting {
    private Forgetting() {}

    private record Sets(BitSet hosts, BitSet stations, BitSet sources, int organisation)
            implements Keep {
        @Override
        public boolean organisation(int number) {
            return number != organisation;
        }

        @Override
        public boolean host(int number) {
            return !hosts.get(number);
        }

        @Override
        public boolean station(int number) {
            return !stations.get(number);
        }

        @Override
        public boolean source(int number) {
            return !sources.get(number);
        }
    }

    private static int number(RunCursor c) {
        return new ByteIn(c.keyArray(), 0, 4).u32();
    }

    /// Everything of one organisation.
    static Keep organisation(Store.Snapshot snapshot, int organisation) throws IOException {
        BitSet hosts = new BitSet();
        BitSet stations = new BitSet();
        BitSet sources = new BitSet();
        Scan.newest(
                snapshot,
                Table.HOSTS,
                c -> {
                    if (HostRecord.organisation(c.value()) == organisation) {
                        hosts.set(number(c));
                    }
                });
        Scan.newest(
                snapshot,
                Table.STATIONS,
                c -> {
                    if (hosts.get(number(c))) {
                        ByteIn in = c.value();
                        while (in.more()) {
                            in.count();
                            stations.set(in.count());
                        }
                    }
                });
        Scan.newest(
                snapshot,
                Table.SOURCES,
                c -> {
                    if (SourceRecord.decode(c.value()).organisation() == organisation) {
                        sources.set(number(c));
                    }
                });
        return new Sets(hosts, stations, sources, organisation);
    }

    /// Components that no station has, had, or reported as gone: a list that comes late may still speak of the last.
    static Keep unusedComponents(Store.Snapshot snapshot) throws IOException {
        BitSet used = new BitSet();
        Scan.newest(
                snapshot,
                Table.REPORTS,
                c -> {
                    for (int component : StationHistory.decode(c.value()).components()) {
                        used.set(component);
                    }
                });
        Scan.all(
                snapshot,
                Table.HOLDINGS,
                c -> {
                    int component = number(c);
                    HoldingReader r = new HoldingReader(c);
                    while (r.next()) {
                        if (r.row.always || r.row.times.length > 0) {
                            used.set(component);
                        }
                    }
                    return !r.atEnd();
                });
        return new Keep() {
            @Override
            public boolean component(int number) {
                return used.get(number);
            }
        };
    }
}
