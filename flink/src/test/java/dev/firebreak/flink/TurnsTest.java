package dev.firebreak.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.join.Finding;
import dev.firebreak.core.join.Owner;
import dev.firebreak.stream.flow.Node;
import dev.firebreak.stream.record.FindingRecord;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;
import org.junit.jupiter.api.Test;

/// Two inputs of which one never runs dry.
class TurnsTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final CountDownLatch FLOWING = new CountDownLatch(100_000);
    private static final CountDownLatch REPORTED = new CountDownLatch(1);

    /// Emits the same part of a finding for as long as it may.
    private static final class Endless implements SourceFunction<Tuple3<String, String, byte[]>> {
        private static final long serialVersionUID = 1;
        private final byte[] record;
        private volatile boolean ended;

        Endless(byte[] record) {
            this.record = record;
        }

        @Override
        public void run(SourceContext<Tuple3<String, String, byte[]>> context) {
            while (!ended) {
                synchronized (context.getCheckpointLock()) {
                    context.collect(Tuple3.of("finding", "route", record));
                }
                FLOWING.countDown();
            }
        }

        @Override
        public void cancel() {
            ended = true;
        }
    }

    /// Emits one report when the other input flows.
    private static final class OneReport implements SourceFunction<byte[]> {
        private static final long serialVersionUID = 1;
        private volatile boolean ended;

        @Override
        public void run(SourceContext<byte[]> context) throws Exception {
            FLOWING.await();
            synchronized (context.getCheckpointLock()) {
                context.collect(Node.branch("question", 1, "asker", "bucket", 0).encode());
            }
            while (!ended) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }

        @Override
        public void cancel() {
            ended = true;
        }
    }

    @Test
    void theReportOfABucketComesThroughBesideFindingsThatNeverEnd() throws Exception {
        Finding finding =
                new Finding(
                        "finding",
                        "question",
                        1,
                        new Owner("amt", "pc1"),
                        "d.example",
                        1,
                        1,
                        1,
                        1,
                        true,
                        true,
                        Finding.State.OPEN,
                        "dns.log",
                        0);
        byte[] record = new FindingRecord("question", finding, new byte[0]).encode();
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
        SingleOutputStreamOperator<?> folded =
                env.addSource(new Endless(record), Shapes.PART)
                        .keyBy(t -> t.f0)
                        .connect(
                                env.addSource(new OneReport(), Shapes.BYTES)
                                        .broadcast(Shapes.NO_STATE))
                        .process(new FindingFold(), Shapes.KEYED);
        folded.getSideOutput(Shapes.NODES)
                .map(
                        node -> {
                            REPORTED.countDown();
                            return node;
                        })
                .returns(Shapes.BYTES)
                .sinkTo(new DiscardingSink<>());
        JobClient job = env.executeAsync("turns");
        try {
            assertThat(REPORTED.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            job.cancel().get();
        }
    }
}
