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

    default boolean isAll() {
        return this == ALL;
    }
}
