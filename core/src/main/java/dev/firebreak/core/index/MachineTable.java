package dev.firebreak.core.index;

import java.util.Arrays;

/// The machines that are known, numbers in arrays: 17 bytes each.
final class MachineTable {
    private static final byte INVENTORY = 1;
    private static final byte IN_LOGS = 2;

    private int size;
    private int[] hosts;
    private int[] owners;
    private long[] asOf;
    private byte[] flags;

    /// @param expected about how many; growing from little would copy millions of numbers again and again
    MachineTable(int expected) {
        hosts = new int[expected + 1];
        owners = new int[expected + 1];
        asOf = new long[expected + 1];
        flags = new byte[expected + 1];
    }

    /// @param host number of its own host, negative if only an address was given its name
    /// @param inventory whether an inventory names it, and of when the newest is
    /// @return its number
    int add(int host, int owner, boolean inventory, long time) {
        if (size == hosts.length) {
            int more = size + Math.max(16, size / 2);
            hosts = Arrays.copyOf(hosts, more);
            owners = Arrays.copyOf(owners, more);
            asOf = Arrays.copyOf(asOf, more);
            flags = Arrays.copyOf(flags, more);
        }
        hosts[size] = host;
        owners[size] = owner;
        asOf[size] = time;
        flags[size] = inventory ? INVENTORY : 0;
        return size++;
    }

    int size() {
        return size;
    }

    int host(int machine) {
        return hosts[machine];
    }

    int owner(int machine) {
        return owners[machine];
    }

    long asOf(int machine) {
        return asOf[machine];
    }

    boolean hasInventory(int machine) {
        return (flags[machine] & INVENTORY) != 0;
    }

    boolean inLogs(int machine) {
        return (flags[machine] & IN_LOGS) != 0;
    }

    void seenInLogs(int machine) {
        flags[machine] |= IN_LOGS;
    }

    /// How many have an inventory.
    int inventories() {
        int n = 0;
        for (int i = 0; i < size; i++) {
            n += flags[i] & INVENTORY;
        }
        return n;
    }

    /// The machines of an owner (-1: of all) from a number on, ascending.
    int[] ownedBy(int owner, int from) {
        int n = 0;
        for (int i = from; i < size; i++) {
            n += owner < 0 || owners[i] == owner ? 1 : 0;
        }
        int[] out = new int[n];
        n = 0;
        for (int i = from; i < size; i++) {
            if (owner < 0 || owners[i] == owner) {
                out[n++] = i;
            }
        }
        return out;
    }
}
