package dev.firebreak.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.join.JoinKey;
import dev.firebreak.core.join.KeyedIndicator;
import dev.firebreak.core.join.Owner;
import dev.firebreak.stream.flow.Node;
import dev.firebreak.stream.flow.RouteKey;
import dev.firebreak.stream.flow.Seen;
import dev.firebreak.stream.flow.Watch;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;

/// Look-backs that wait while the tasks behind take nothing.
class FullOutletTest {
    private static final JoinKey KEY = new JoinKey(JoinKey.Kind.DOMAIN, "hot.example");

    /// More than are looked at at once.
    private static final int OWNERS = 9;

    private static final int OTHERS = 300;
    private static final int TRIES = 5;
    private static final long LIMIT_SECONDS = 60;

    private static final CountDownLatch ASK_OTHERS = new CountDownLatch(1);
    private static final CountDownLatch OTHERS_KNOWN = new CountDownLatch(OTHERS);
    private static final CountDownLatch TRIED = new CountDownLatch(TRIES);
    private static final CountDownLatch DONE = new CountDownLatch(OTHERS + 1);
    private static final AtomicInteger SEEN = new AtomicInteger();
    private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();
    private static final List<Long> WAITS = new CopyOnWriteArrayList<>();
    private static volatile boolean open;

    private static String route(int bucket) {
        return new RouteKey(KEY, 2, bucket).text();
    }

    /// The join with an outlet that is opened by the test, which writes down for when the first look-back's timers were set.
    private static final class Watched
            extends KeyedCoProcessOperator<
                    String,
                    Tuple2<String, byte[]>,
                    Tuple2<String, byte[]>,
                    Tuple3<String, String, byte[]>> {
        private static final long serialVersionUID = 1;
        private final JoinOperator join;
        private long turnedAway = -1;

        Watched(JoinOperator join) {
            super(join);
            this.join = join;
        }

        @Override
        public void open() throws Exception {
            super.open();
            join.outlet(() -> open);
        }

        @Override
        public void processElement1(StreamRecord<Tuple2<String, byte[]>> seen) throws Exception {
            super.processElement1(seen);
            SEEN.incrementAndGet();
        }

        @Override
        public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
            super.onProcessingTime(timer);
            if (timer.getKey().equals(route(0))) {
                if (turnedAway >= 0) {
                    WAITS.add(timer.getTimestamp() - turnedAway);
                    TRIED.countDown();
                }
                ASK_OTHERS.countDown();
                turnedAway = OTHERS_KNOWN.getCount() == 0 ? System.currentTimeMillis() : -1;
            }
        }
    }

    private static final class Observations extends StayingSource {
        private static final long serialVersionUID = 1;

        @Override
        void emit(SourceContext<Tuple2<String, byte[]>> context) {
            for (int bucket = 0; bucket <= OTHERS; bucket++) {
                for (int i = 0; i < OWNERS; i++) {
                    Owner owner = new Owner("amt", "pc" + bucket + "-" + i);
                    byte[] seen =
                            new Seen(owner, KEY.value(), 1, 1, 1, false, "dns.log", i).encode();
                    context.collect(Tuple2.of(route(bucket), seen));
                }
            }
        }
    }

    private static final class Indicators extends StayingSource {
        private static final long serialVersionUID = 1;

        @Override
        void emit(SourceContext<Tuple2<String, byte[]>> context) throws Exception {
            while (SEEN.get() < (OTHERS + 1) * OWNERS) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            byte[] watch =
                    new Watch(
                                    KeyedIndicator.of("question", KEY, KEY.value()),
                                    "question",
                                    1,
                                    "asker",
                                    new byte[0])
                            .encode();
            context.collect(Tuple2.of(route(0), watch));
            ASK_OTHERS.await();
            for (int bucket = 1; bucket <= OTHERS; bucket++) {
                context.collect(Tuple2.of(route(bucket), watch));
            }
        }
    }

    @Test
    void aLookBackThatFoundNoPlaceDoesNotGoBehindThoseThatCameLater() throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
        var joined =
                env.addSource(new Observations(), Shapes.KEYED)
                        .keyBy(t -> t.f0)
                        .connect(env.addSource(new Indicators(), Shapes.KEYED).keyBy(t -> t.f0))
                        .transform("join", Shapes.PART, new Watched(new JoinOperator(548)));
        joined.sinkTo(new DiscardingSink<>());
        joined.getSideOutput(Shapes.NODES)
                .map(
                        b -> {
                            Node node = Node.decode(b);
                            if (KNOWN.add(node.id()) && KNOWN.size() > 1) {
                                OTHERS_KNOWN.countDown();
                            }
                            if (node.done()) {
                                DONE.countDown();
                            }
                            return b;
                        })
                .returns(Shapes.BYTES)
                .sinkTo(new DiscardingSink<>());
        JobClient job = env.executeAsync("full outlet");
        try {
            assertThat(TRIED.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            // One each millisecond, and not behind the turns of all that came later, one each ten.
            assertThat(WAITS).allMatch(millis -> millis <= OTHERS + 2 * TRIES);
            open = true;
            assertThat(DONE.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            job.cancel().get();
        }
    }
}
