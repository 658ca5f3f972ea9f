package dev.firebreak.flink;

import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;

/// Lets the second input have its turn while the first one never runs dry.
///
/// Flink takes one input's records for as long as there are any, until its task has something else to do as well; then the
/// other input is next (docs/decisions/093). Here the task has something else to do, which is nothing, again and again.
final class AlternatingOperator<K, A, B, T> extends KeyedCoProcessOperator<K, A, B, T> {
    private static final long serialVersionUID = 1;

    /// Longest time for which the second input waits for the first.
    private static final long TURN_MILLIS = 10;

    AlternatingOperator(KeyedCoProcessFunction<K, A, B, T> function) {
        super(function);
    }

    @Override
    public void open() throws Exception {
        super.open();
        getProcessingTimeService().scheduleWithFixedDelay(_ -> {}, TURN_MILLIS, TURN_MILLIS);
    }
}
