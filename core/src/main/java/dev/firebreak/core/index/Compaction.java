package dev.firebreak.core.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which runs to fold together: neighbours in age, once there are several of like size, so that each row is rewritten only a
/// few times and a look-up has few runs to ask.
final class Compaction {
    /// So many neighbours at least.
    static final int FAN_IN = 4;

    /// And at most.
    static final int MAX_RUNS = 24;

    private Compaction() {}

    /// Groups to fold, each the oldest first.
    static List<List<RunInfo>> due(Manifest manifest, boolean all) {
        return due(manifest, all, 2);
    }

    static List<List<RunInfo>> due(Manifest manifest, boolean all, int least) {
        Map<String, List<RunInfo>> groups = new HashMap<>();
        for (RunInfo r : manifest.runs()) {
            groups.computeIfAbsent(r.table() + " " + r.era(), _ -> new ArrayList<>()).add(r);
        }
        List<List<RunInfo>> out = new ArrayList<>();
        for (List<RunInfo> runs : groups.values()) {
            runs.sort(Comparator.comparingLong(RunInfo::sequence));
            List<RunInfo> due = all ? runs : tail(runs);
            if (due.size() >= least) {
                out.add(List.copyOf(due));
            }
        }
        out.sort(
                Comparator.comparing((List<RunInfo> g) -> g.getFirst().table())
                        .thenComparing(g -> g.getFirst().era()));
        return out;
    }

    /// The newest runs, as long as the next older one is not larger than all newer together.
    private static List<RunInfo> tail(List<RunInfo> runs) {
        long sum = 0;
        int n = 0;
        for (int i = runs.size() - 1; i >= 0 && n < MAX_RUNS; i--) {
            long bytes = runs.get(i).bytes();
            if (n >= FAN_IN && bytes > sum) {
                break;
            }
            if (n > 0 && n < FAN_IN && bytes > 8 * sum) {
                break;
            }
            sum += bytes;
            n++;
        }
        return n < FAN_IN ? List.of() : runs.subList(runs.size() - n, runs.size());
    }
}
