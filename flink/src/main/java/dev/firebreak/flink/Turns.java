package dev.firebreak.flink;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;

/// Lets both inputs of a task have their turn, also while one of them never runs dry.
///
/// Flink takes one input's records for as long as there are any and its task has nothing else to do; then the other input is
/// next (docs/decisions/093). Here the task has something else to do, which is nothing, again and again. Every operator with
/// two inputs needs it: what waits is an indicator behind observations, the level of a hot key behind a backlog of logs, the
/// report of a bucket behind another one's findings, or a checkpoint's barrier.
final class Turns {
    /// Longest time for which one input waits for the other.
    static final long MILLIS = 10;

    private Turns() {}

    /// To be called when an operator with two inputs is opened.
    static void take(RuntimeContext context) {
        if (context instanceof StreamingRuntimeContext streaming) {
            streaming.getProcessingTimeService().scheduleWithFixedDelay(_ -> {}, MILLIS, MILLIS);
        } else {
            throw new IllegalStateException("no streaming operator: " + context.getClass());
        }
    }
}
