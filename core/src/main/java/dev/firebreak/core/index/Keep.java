package dev.firebreak.core.index;

/// What is to be kept when runs are rewritten. Numbers are those of the memory.
interface Keep {
    Keep ALL = new Keep() {};

    default boolean organisation(int number) {
        return true;
    }

    default boolean host(int number) {
        return true;
    }

    default boolean station(int number) {
        return true;
    }

    default boolean component(int number) {
        return true;
    }

    default boolean source(int number) {
        return true;
    }

    /// What was last seen before this time goes, microseconds.
    default long since() {
        return Long.MIN_VALUE;
    }

    /// Whether what a source tells stays although it speaks of a time before [#since].
    default boolean young(int source) {
        return false;
    }

    /// The same as [#since] for the days covered of one host.
    default long hostSince(int host) {
        return since();
    }

    /// The same for the reports of one station.
    default long stationSince(int station) {
        return since();
    }

    /// Whether it stays known that an address belonged to a machine.
    ///
    /// @param word the address
    default boolean binding(int organisation, String word, Binding binding) {
        return binding.time() == SightingRow.NO_TIME || binding.time() >= since();
    }

    default boolean isAll() {
        return this == ALL;
    }
}
