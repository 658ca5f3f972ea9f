package dev.firebreak.core.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/// From the names of the machines of all organisations to the machine, or to the word that several have it. Eight bytes for
/// each of its slots, of which at most half are taken; the names themselves stay where they are.
final class NameTable {
    static final int NONE = -1;
    static final int SEVERAL = -2;

    private static final int FREE = -1;

    private final Names names;
    private final int[] hashes;

    /// The machine; several of one name are kept as -3 - the first.
    private final int[] machines;

    /// Tells a machine's name.
    interface Names {
        String name(int machine) throws IOException;

        int owner(int machine);
    }

    /// @param most machines that will be added
    NameTable(int most, Names names) {
        this.names = names;
        int size = Integer.highestOneBit(Math.max(8, most)) * 4;
        hashes = new int[size];
        machines = new int[size];
        Arrays.fill(machines, FREE);
    }

    private static long hash(String low) {
        byte[] b = low.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return BytesMap.hash(b, 0, b.length, 2);
    }

    private static int first(int stored) {
        return stored <= -3 ? -3 - stored : stored;
    }

    void add(String name, int machine) throws IOException {
        String low = name.toLowerCase(Locale.ROOT);
        long hash = hash(low);
        int slot = slot(low, hash);
        if (machines[slot] == FREE) {
            hashes[slot] = (int) hash;
            machines[slot] = machine;
        } else if (machines[slot] >= 0) {
            machines[slot] = -3 - machines[slot];
        }
    }

    /// The slot that has this name, or a free one.
    private int slot(String low, long hash) throws IOException {
        int mask = machines.length - 1;
        int slot = (int) (hash >>> 32) & mask;
        while (machines[slot] != FREE
                && (hashes[slot] != (int) hash
                        || !names.name(first(machines[slot]))
                                .toLowerCase(Locale.ROOT)
                                .equals(low))) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /// @return the one machine of this name, [#NONE] or [#SEVERAL]
    int find(String name) throws IOException {
        String low = name.toLowerCase(Locale.ROOT);
        int found = machines[slot(low, hash(low))];
        return found == FREE ? NONE : found < 0 ? SEVERAL : found;
    }

    boolean sameOwner(int one, int other) {
        return names.owner(one) == names.owner(other);
    }
}
