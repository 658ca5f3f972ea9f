package dev.firebreak.flink;

import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.util.Collector;

/// Reports of buckets that must not overtake the findings they stand for: they travel in the same stream, one to each task that
/// folds findings, under a key that leads there. On an input of their own nothing would keep them behind.
final class Marks {
    /// No route begins so.
    private static final String MARK = "\0";

    /// For each task behind a key that leads to it.
    private final String[] keys;

    /// @param task the join's; as many tasks fold findings
    Marks(TaskInfo task) {
        keys = keys(task.getMaxNumberOfParallelSubtasks(), task.getNumberOfParallelSubtasks());
    }

    static String[] keys(int most, int tasks) {
        String[] keys = new String[tasks];
        int missing = tasks;
        for (int i = 0; missing > 0; i++) {
            String key = MARK + i;
            int to = KeyGroupRangeAssignment.assignKeyToParallelOperator(key, most, tasks);
            if (keys[to] == null) {
                keys[to] = key;
                missing--;
            }
        }
        return keys;
    }

    /// How many there are of each report.
    int tasks() {
        return keys.length;
    }

    void send(byte[] node, Collector<Tuple3<String, String, byte[]>> out) {
        for (int i = 0; i < keys.length; i++) {
            out.collect(Tuple3.of(keys[i], MARK + i, node));
        }
    }

    static boolean isMark(Tuple3<String, String, byte[]> part) {
        return part.f1.startsWith(MARK);
    }

    /// Which of the report's marks this is. Not the number of the task that gets it, which may be another after a rescaling.
    static int number(Tuple3<String, String, byte[]> mark) {
        return Integer.parseInt(mark.f1.substring(MARK.length()));
    }
}
