package dev.firebreak.core.index;

import java.util.BitSet;

/// Hosts, stations and sources that go, by their numbers.
abstract class Gone implements Keep {
    final BitSet hosts = new BitSet();
    final BitSet stations = new BitSet();
    final BitSet sources = new BitSet();

    @Override
    public final boolean host(int number) {
        return !hosts.get(number);
    }

    @Override
    public final boolean station(int number) {
        return !stations.get(number);
    }

    @Override
    public final boolean source(int number) {
        return !sources.get(number);
    }
}
