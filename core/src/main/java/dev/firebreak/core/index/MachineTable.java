package dev.firebreak.core.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The machines that are known, numbers in arrays: 17 bytes each.
final class MachineTable {
    private static final byte INVENTORY = 1;
    private static final byte IN_LOGS = 2;
    private static final byte INCOMPLETE = 4;

    private static final int KIND_BITS = 3;

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

    /// Puts machines of inventories at places of its own choosing, so that several threads fill the table at once;
    /// [#close] then makes them part of it.
    ///
    /// @param complete whether no list is known to lack entries
    void put(int place, int host, int owner, long time, boolean complete) {
        hosts[place] = host;
        owners[place] = owner;
        asOf[place] = time;
        flags[place] = complete ? INVENTORY : INVENTORY | INCOMPLETE;
    }

    /// Moves what was put behind the machines that are there.
    ///
    /// @param from the first place
    /// @param n how many, side by side
    /// @return the number of the first of them
    int close(int from, int n) {
        int to = size;
        if (from != to) {
            System.arraycopy(hosts, from, hosts, to, n);
            System.arraycopy(owners, from, owners, to, n);
            System.arraycopy(asOf, from, asOf, to, n);
            System.arraycopy(flags, from, flags, to, n);
        }
        size += n;
        return to;
    }

    /// Receives machines that are known equally well.
    interface Alike {
        /// @param one of them
        /// @param oldest time of an inventory of theirs, [SightingRow#NO_TIME] if none has one
        /// @param newest likewise
        void machines(int one, long oldest, long newest, long n);
    }

    /// Tells those machines together that have one owner and are alike in inventory, logs and being older than a time.
    ///
    /// @param told what the asker calls them: the machine of each number, or absent if the numbers are the machines'
    /// @param count numbers below it
    /// @param owners how many there are
    /// @param wanted numbers that are; asked by several threads
    void alike(
            int @Nullable [] told,
            int count,
            int owners,
            long notBefore,
            IntPredicate wanted,
            Alike each)
            throws IOException {
        Parts parts = Parts.of(count);
        Kinds[] counted = new Kinds[parts.size()];
        parts.each(
                "machines",
                part -> {
                    Kinds own = new Kinds(owners);
                    own.add(told, part, notBefore, wanted);
                    counted[part.number()] = own;
                });
        for (int i = 1; i < counted.length; i++) {
            counted[0].add(counted[i]);
        }
        counted[0].tell(each);
    }

    /// Counts of machines by what they are alike in.
    private final class Kinds {
        private final long[] n;
        private final int[] one;
        private final long[] oldest;
        private final long[] newest;

        Kinds(int owners) {
            int kinds = owners << KIND_BITS;
            n = new long[kinds];
            one = new int[kinds];
            oldest = new long[kinds];
            newest = new long[kinds];
            Arrays.fill(oldest, Long.MAX_VALUE);
            Arrays.fill(newest, SightingRow.NO_TIME);
        }

        void add(int @Nullable [] told, Parts.Part part, long notBefore, IntPredicate wanted) {
            for (int i = part.from(); i < part.until(); i++) {
                if (wanted.test(i)) {
                    int machine = told == null ? i : told[i];
                    long time = asOf[machine];
                    boolean timed = time != SightingRow.NO_TIME;
                    int kind = kind(machine, timed && time < notBefore);
                    n[kind]++;
                    one[kind] = machine;
                    oldest[kind] = timed ? Math.min(oldest[kind], time) : oldest[kind];
                    newest[kind] = Math.max(newest[kind], time);
                }
            }
        }

        /// Of an inventory that is too old it does not matter whether it is complete.
        private int kind(int machine, boolean old) {
            int flag = flags[machine];
            int inventory =
                    (flag & INVENTORY) == 0 ? 0 : old ? 1 : (flag & INCOMPLETE) == 0 ? 2 : 3;
            return owners[machine] << KIND_BITS | inventory << 1 | ((flag & IN_LOGS) != 0 ? 1 : 0);
        }

        /// Adds those of a later part.
        void add(Kinds other) {
            for (int kind = 0; kind < n.length; kind++) {
                n[kind] += other.n[kind];
                one[kind] = other.n[kind] > 0 ? other.one[kind] : one[kind];
                oldest[kind] = Math.min(oldest[kind], other.oldest[kind]);
                newest[kind] = Math.max(newest[kind], other.newest[kind]);
            }
        }

        void tell(Alike each) {
            for (int kind = 0; kind < n.length; kind++) {
                if (n[kind] > 0) {
                    boolean timed = newest[kind] != SightingRow.NO_TIME;
                    each.machines(
                            one[kind],
                            timed ? oldest[kind] : SightingRow.NO_TIME,
                            newest[kind],
                            n[kind]);
                }
            }
        }
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

    /// Whether no list of its software is known to lack entries.
    boolean isComplete(int machine) {
        return (flags[machine] & INCOMPLETE) == 0;
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
