package dev.firebreak.flink;

import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;

/// The join with sight of what it handed on, which Flink does not show to a function.
final class PacedOperator
        extends KeyedCoProcessOperator<
                String,
                Tuple2<String, byte[]>,
                Tuple2<String, byte[]>,
                Tuple3<String, String, byte[]>> {
    private static final long serialVersionUID = 1;

    private final JoinOperator join;

    PacedOperator(JoinOperator join) {
        super(join);
        this.join = join;
    }

    @Override
    public void open() throws Exception {
        super.open();
        join.outlet(new Outlet(getContainingTask().getEnvironment().getAllWriters())::isFree);
    }
}
