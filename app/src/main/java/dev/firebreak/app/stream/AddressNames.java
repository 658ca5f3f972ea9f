package dev.firebreak.app.stream;

import dev.firebreak.core.join.Tally;
import dev.firebreak.stream.record.Coverage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which machines the addresses of one organisation meant. Not safe for use by several threads.
final class AddressNames {
    /// @param logged from when on, microseconds since 1970, as logs told it; the first also before
    /// @param claimed by lists of software
    private record Names(TreeMap<Long, String> logged, Set<String> claimed) {}

    private final Map<String, Names> all = new HashMap<>();

    /// Whether this one takes no more room: it is told again with every list.
    boolean knows(Coverage.Name n) {
        Names its = all.get(n.address());
        return its != null
                && (n.log()
                        ? its.logged.containsKey(n.from())
                        : its.claimed.contains(Told.key(n.name())));
    }

    /// @return how much more there is now, 0 or 1
    int put(Coverage.Name n) {
        boolean known = knows(n);
        Names its =
                all.computeIfAbsent(n.address(), _ -> new Names(new TreeMap<>(), new TreeSet<>()));
        if (n.log()) {
            its.logged.merge(n.from(), n.name(), (x, y) -> x.compareToIgnoreCase(y) <= 0 ? x : y);
        } else {
            its.claimed.add(Told.key(n.name()));
        }
        return known ? 0 : 1;
    }

    /// Whether anybody told who had this address.
    boolean has(String address) {
        return all.containsKey(address);
    }

    /// Whether a log told it.
    boolean wasLogged(String address) {
        Names its = all.get(address);
        return its != null && !its.logged.isEmpty();
    }

    /// The machines that an address meant between two times.
    ///
    /// @param of those who may own the address
    /// @param first microseconds since 1970, or [Tally#NO_TIME]
    /// @return names in small letters, none if nobody told, several if it changed or is claimed by several
    static Set<String> meant(List<AddressNames> of, String address, long first, long last) {
        List<Names> told = new ArrayList<>(1);
        for (AddressNames one : of) {
            @Nullable Names its = one.all.get(address);
            if (its != null) {
                told.add(its);
            }
        }
        TreeMap<Long, String> logged = new TreeMap<>();
        Set<String> claimed = new HashSet<>();
        told.forEach(n -> logged.putAll(n.logged));
        told.forEach(n -> claimed.addAll(n.claimed));
        if (logged.isEmpty()) {
            return claimed;
        }
        Set<String> meant = new HashSet<>();
        if (first == Tally.NO_TIME) {
            meant.add(Told.key(logged.lastEntry().getValue()));
            return meant;
        }
        Map.Entry<Long, String> begin = logged.floorEntry(first);
        meant.add(Told.key((begin == null ? logged.firstEntry() : begin).getValue()));
        logged.subMap(begin == null ? logged.firstKey() : first, true, Math.max(first, last), true)
                .values()
                .forEach(n -> meant.add(Told.key(n)));
        return meant;
    }
}
