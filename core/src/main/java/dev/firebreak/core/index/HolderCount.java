package dev.firebreak.core.index;

import java.io.IOException;

/// Counts the hosts that have some components, by organisation, in memory of one bit for each host.
final class HolderCount {
    private final Holdings holdings;
    private final StationHosts stations;

    /// A bit for each host.
    private final long[] counted;

    private final long[] counts;

    /// Receives a count.
    interface Each {
        void count(int organisation, long hosts);
    }

    HolderCount(Store.Snapshot snapshot) {
        holdings = new Holdings(snapshot);
        stations = new StationHosts(snapshot);
        counted = new long[(snapshot.manifest().hosts() >> 6) + 1];
        counts = new long[snapshot.manifest().organisations().size()];
    }

    void add(int component) throws IOException {
        holdings.forEach(
                component,
                row -> {
                    if (row.now()) {
                        count(row.station);
                    }
                },
                (all, n) -> {
                    for (int i = 0; i < n; i++) {
                        count(all[i]);
                    }
                });
    }

    private void count(int station) throws IOException {
        stations.find(station);
        int host = stations.host();
        long bit = 1L << host;
        if ((counted[host >> 6] & bit) == 0) {
            counted[host >> 6] |= bit;
            counts[stations.organisation()]++;
        }
    }

    void byOrganisation(Each each) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                each.count(i, counts[i]);
            }
        }
    }
}
