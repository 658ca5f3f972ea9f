package dev.firebreak.flink;

import java.util.concurrent.TimeUnit;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;

/// Emits what a test wants and then stays until the job is cancelled, since timers do not run on after the end of the input.
abstract class StayingSource implements SourceFunction<Tuple2<String, byte[]>> {
    private static final long serialVersionUID = 1;

    private volatile boolean ended;

    abstract void emit(SourceContext<Tuple2<String, byte[]>> context) throws Exception;

    @Override
    public void run(SourceContext<Tuple2<String, byte[]>> context) throws Exception {
        emit(context);
        while (!ended) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Override
    public void cancel() {
        ended = true;
    }
}
