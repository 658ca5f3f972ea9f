package dev.firebreak.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which machine a log meant by its word for a host, at a time.
///
/// A word that is a machine's own name means it. An address means the machine that a log (DHCP) last gave it to before
/// that time, or first after it; else the one machine whose inventory claims it; else nobody but itself.
///
/// Names are looked up where they are stored, so that nothing is held for each machine. Not thread-safe.
final class HostNames {
    /// Words whose names are held so that they need not be looked up again.
    private static final int MAX_HELD = 1 << 14;

    private final Machines machines;
    private final Lookup names;
    private final Lookup bindings;
    private final boolean binds;
    private final ByteOut key = new ByteOut(256);
    private @Nullable NameTable everybody;

    private final LinkedHashMap<Integer, Names> held =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Integer, Names> eldest) {
                    return size() > MAX_HELD;
                }
            };

    /// The machines that inventories name.
    interface Machines {
        /// @return the machine that this host is, -1 if no inventory names it
        int machine(int host);

        /// All of them by name; made when first asked for.
        NameTable table() throws IOException;
    }

    /// Names an address had: from this time on (the first also before) it meant that name.
    record Names(TreeMap<Long, String> byTime) {
        static final Names NONE = new Names(new TreeMap<>());

        boolean isEmpty() {
            return byTime.isEmpty();
        }

        String at(long micros) {
            Map.Entry<Long, String> e =
                    micros == SightingRow.NO_TIME ? byTime.lastEntry() : byTime.floorEntry(micros);
            return (e == null ? byTime.firstEntry() : e).getValue();
        }
    }

    /// Number of the organisation of logs for which nobody told one, -1 if there is none: their words may mean a machine of any.
    private final int nameless;

    private final int organisations;

    HostNames(Store.Snapshot snapshot, Machines machines) {
        this.machines = machines;
        names = new Lookup(snapshot, Table.NAMES);
        bindings = new Lookup(snapshot, Table.BINDINGS);
        binds = !snapshot.of(Table.BINDINGS).isEmpty();
        nameless = snapshot.manifest().organisations().indexOf("");
        organisations = snapshot.manifest().organisations().size();
    }

    /// The host that has this very name in the organisation, -1 if none.
    int host(int organisation, String name) throws IOException {
        byte[] b = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        key.clear();
        HostBook.appendKey(organisation, b, 0, b.length, key);
        ByteIn in = names.newest(key.array, key.length);
        return in == null ? -1 : in.count();
    }

    /// The one machine of the organisation with this full name, or with its first label as its name; -1 if none or several.
    int find(int organisation, String name) throws IOException {
        if (organisation == nameless) {
            return findAnywhere(name);
        }
        int same = machine(organisation, name);
        String label = label(name);
        return same >= 0 || label == null ? same : machine(organisation, label);
    }

    private int machine(int organisation, String name) throws IOException {
        int host = host(organisation, name);
        return host < 0 ? -1 : machines.machine(host);
    }

    private int findAnywhere(String name) throws IOException {
        NameTable all = everybody;
        if (all == null) {
            all = machines.table();
            everybody = all;
        }
        int same = all.find(name);
        String label = label(name);
        int first = label == null ? NameTable.NONE : all.find(label);
        if (same == NameTable.SEVERAL || first == NameTable.SEVERAL) {
            return -1;
        }
        if (same >= 0 && first >= 0 && !all.sameOwner(same, first)) {
            return -1; // one organisation has the full name, another the label
        }
        return same >= 0 ? same : first;
    }

    /// What stands before the first dot, unless it is an address.
    private static @Nullable String label(String name) {
        int dot = name.indexOf('.');
        boolean address = Character.isDigit(name.isEmpty() ? 'x' : name.charAt(name.length() - 1));
        return dot > 0 && !address ? name.substring(0, dot) : null;
    }

    /// The names that were bound to a host's word.
    Names names(int host, int organisation, String word) throws IOException {
        if (!binds) {
            return Names.NONE;
        }
        Names known = held.get(host);
        if (known == null) {
            known = read(organisation, word);
            held.put(host, known);
        }
        return known;
    }

    private Names read(int organisation, String word) throws IOException {
        List<ByteIn> values = new ArrayList<>(bindings.all(Flush.key(organisation, word)));
        if (organisation == nameless) {
            for (int o = 0; o < organisations; o++) {
                if (o != nameless) {
                    values.addAll(bindings.all(Flush.key(o, word)));
                }
            }
        }
        if (values.isEmpty()) {
            return Names.NONE;
        }
        TreeMap<Long, String> logged = new TreeMap<>();
        Map<String, String> claimed = new HashMap<>();
        for (ByteIn in : values) {
            for (Binding b : Binding.decode(in)) {
                if (b.log()) {
                    logged.merge(
                            b.time(), b.name(), (x, y) -> x.compareToIgnoreCase(y) <= 0 ? x : y);
                } else {
                    claimed.putIfAbsent(b.name().toLowerCase(Locale.ROOT), b.name());
                }
            }
        }
        if (!logged.isEmpty()) {
            return new Names(logged);
        }
        if (claimed.size() == 1) {
            TreeMap<Long, String> one = new TreeMap<>();
            one.put(Long.MIN_VALUE, claimed.values().iterator().next());
            return new Names(one);
        }
        return Names.NONE;
    }
}
