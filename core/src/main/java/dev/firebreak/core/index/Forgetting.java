package dev.firebreak.core.index;

import java.io.IOException;
import java.util.BitSet;

/// Finds out what has to go.
final class Forgetting {
    private Forgetting() {}

    private static final class Organisation extends Gone {
        private final int organisation;

        Organisation(int organisation) {
            this.organisation = organisation;
        }

        @Override
        public boolean organisation(int number) {
            return number != organisation;
        }
    }

    /// Everything of one organisation.
    static Keep organisation(Store.Snapshot snapshot, int organisation) throws IOException {
        Organisation gone = new Organisation(organisation);
        Scan.newest(
                snapshot,
                Table.HOSTS,
                c -> {
                    if (HostRecord.organisation(c.value()) == organisation) {
                        gone.hosts.set(c.number());
                    }
                });
        Scan.newest(
                snapshot,
                Table.STATIONS,
                c -> {
                    if (gone.hosts.get(c.number())) {
                        ByteIn in = c.value();
                        while (in.more()) {
                            in.count();
                            gone.stations.set(in.count());
                        }
                    }
                });
        Scan.newest(
                snapshot,
                Table.SOURCES,
                c -> {
                    if (SourceRecord.decode(c.value()).organisation() == organisation) {
                        gone.sources.set(c.number());
                    }
                });
        return gone;
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
                    int component = c.number();
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
