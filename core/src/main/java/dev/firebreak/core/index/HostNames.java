package dev.firebreak.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Which machine a log meant by its word for a host, at a time.
///
/// A word that is a machine's own name means it. An address means the machine that a log (DHCP) last gave it to before
/// that time, or first after it; else the one machine whose inventory claims it; else nobody but itself.
final class HostNames {
    private final Map<Integer, Map<String, List<Integer>>> machines = new HashMap<>();
    private final Lookup bindings;

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

    HostNames(Store.Snapshot snapshot) {
        bindings = new Lookup(snapshot, Table.BINDINGS);
        nameless = snapshot.manifest().organisations().indexOf("");
        organisations = snapshot.manifest().organisations().size();
    }

    /// A host that an inventory names, with its number for the caller.
    void machine(int organisation, String name, int number) {
        machines.computeIfAbsent(organisation, _ -> new HashMap<>())
                .computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                .add(number);
    }

    /// The one machine of the organisation with this full name, or with its first label as its name; -1 if none or several.
    int find(int organisation, String name) {
        if (organisation != nameless) {
            return findIn(organisation, name);
        }
        int found = -1;
        for (int o : machines.keySet()) {
            int here = findIn(o, name);
            if (here >= 0 && found >= 0) {
                return -1;
            }
            found = Math.max(found, here);
        }
        return found;
    }

    private int findIn(int organisation, String name) {
        Map<String, List<Integer>> known = machines.getOrDefault(organisation, Map.of());
        List<Integer> same = known.get(name.toLowerCase(Locale.ROOT));
        if (same == null) {
            int dot = name.indexOf('.');
            boolean address =
                    Character.isDigit(name.isEmpty() ? 'x' : name.charAt(name.length() - 1));
            same =
                    dot > 0 && !address
                            ? known.get(name.substring(0, dot).toLowerCase(Locale.ROOT))
                            : null;
        }
        return same != null && same.size() == 1 ? same.getFirst() : -1;
    }

    /// The names that were bound to a host's word.
    Names names(int organisation, String word) throws IOException {
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
