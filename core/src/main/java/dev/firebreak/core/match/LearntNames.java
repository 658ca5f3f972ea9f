package dev.firebreak.core.match;

import static dev.firebreak.core.model.ObservationSink.NO_TIME;

import dev.firebreak.core.model.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The names that logs gave to addresses, of at most [SightingCollector#MAX_NAMES] addresses.
final class LearntNames {
    private final Map<String, LearntName> names = new LinkedHashMap<>();
    private long unkept;

    private static final class LearntName {
        final Map<String, long[]> times = new LinkedHashMap<>();
    }

    void add(Slice address, Slice name, long epochMicros) {
        if (address.isEmpty() || name.isEmpty()) {
            return;
        }
        String key = address.toString();
        LearntName learnt = names.get(key);
        if (learnt == null) {
            if (names.size() >= SightingCollector.MAX_NAMES) {
                unkept++;
                return;
            }
            learnt = new LearntName();
            names.put(key, learnt);
        }
        long[] times =
                learnt.times.computeIfAbsent(
                        name.toString(), _ -> new long[] {Long.MAX_VALUE, NO_TIME});
        if (epochMicros != NO_TIME) {
            times[0] = Math.min(times[0], epochMicros);
            times[1] = Math.max(times[1], epochMicros);
        }
    }

    /// The names of addresses that logs gave.
    List<HostName> list() {
        List<HostName> list = new ArrayList<>();
        names.forEach(
                (address, learnt) ->
                        learnt.times.forEach(
                                (name, times) ->
                                        list.add(
                                                new HostName(
                                                        address,
                                                        name,
                                                        Micros.instant(times[0], Long.MAX_VALUE),
                                                        Micros.instant(times[1], NO_TIME)))));
        return list;
    }

    /// Names of addresses beyond the bound.
    long unkept() {
        return unkept;
    }
}
