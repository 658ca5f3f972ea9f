package dev.firebreak.core.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/// Counts the hosts that have some components, by organisation, in memory of one bit for each host.
final class HolderCount {
    private final Holdings holdings;
    private final StationHosts stations;
    private final BitSet hosts = new BitSet();
    private long[] counts = new long[16];

    /// Receives a count.
    interface Each {
        void count(int organisation, long hosts);
    }

    HolderCount(Store.Snapshot snapshot) {
        holdings = new Holdings(snapshot);
        stations = new StationHosts(snapshot);
    }

    void add(int component) throws IOException {
        holdings.forEach(
                component,
                row -> {
                    if (row.now()) {
                        int host = stations.host(row.station);
                        if (!hosts.get(host)) {
                            hosts.set(host);
                            int organisation = stations.organisation(row.station);
                            if (organisation >= counts.length) {
                                counts =
                                        Arrays.copyOf(
                                                counts,
                                                Math.max(organisation + 1, counts.length * 2));
                            }
                            counts[organisation]++;
                        }
                    }
                });
    }

    void byOrganisation(Each each) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                each.count(i, counts[i]);
            }
        }
    }
}
