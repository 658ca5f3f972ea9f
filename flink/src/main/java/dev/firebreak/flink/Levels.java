package dev.firebreak.flink;

import dev.firebreak.stream.record.HotKey;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.java.tuple.Tuple2;

/// How deep hot keys are split.
final class Levels {
    private Levels() {}

    /// Takes a hot key in; levels only grow, so order and repetition do not matter.
    static void raise(BroadcastState<String, Integer> levels, Tuple2<String, byte[]> record)
            throws Exception {
        HotKey hot = HotKey.decode(record.f1);
        Integer known = levels.get(hot.key());
        if (known == null || known < hot.level()) {
            levels.put(hot.key(), hot.level());
        }
    }
}
