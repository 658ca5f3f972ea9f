package dev.firebreak.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.join.Finding;
import dev.firebreak.core.join.JoinKey;
import dev.firebreak.core.join.KeyedIndicator;
import dev.firebreak.core.join.Owner;
import dev.firebreak.stream.flow.Node;
import dev.firebreak.stream.flow.RouteKey;
import dev.firebreak.stream.flow.Seen;
import dev.firebreak.stream.flow.Watch;
import dev.firebreak.stream.record.FindingRecord;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;

/// A question that is changed or taken back when its look-back has told of some owners only.
class RevisedLookBackTest {
    private static final JoinKey KEY = new JoinKey(JoinKey.Kind.DOMAIN, "many.example");
    private static final String ROUTE = new RouteKey(KEY, 0, 0).text();

    /// More than one look-back goes through before it asks whether it may go on.
    private static final int OWNERS = 1000;

    private static final long HOUR = 3_600_000_000L;
    private static final long LIMIT_SECONDS = 60;

    private static final AtomicInteger SEEN = new AtomicInteger();
    private static final AtomicInteger PUT = new AtomicInteger();
    private static final Map<String, Finding> NEWEST = new ConcurrentHashMap<>();
    private static volatile CountDownLatch begun = new CountDownLatch(1);
    private static volatile CountDownLatch done = new CountDownLatch(1);
    private static volatile boolean open;
    private static volatile KeyedIndicator first = watch(1, Long.MAX_VALUE, false);
    private static volatile KeyedIndicator second = first;

    private static KeyedIndicator watch(long revision, long until, boolean withdrawn) {
        return new KeyedIndicator(
                "question", revision, KEY, KEY.value(), Long.MIN_VALUE, until, withdrawn);
    }

    /// The join with an outlet that takes one page and is then full until both revisions are known.
    private static final class Held
            extends KeyedCoProcessOperator<
                    String,
                    Tuple2<String, byte[]>,
                    Tuple2<String, byte[]>,
                    Tuple3<String, String, byte[]>> {
        private static final long serialVersionUID = 1;
        private final JoinOperator join;

        Held(JoinOperator join) {
            super(join);
            this.join = join;
        }

        @Override
        public void open() throws Exception {
            super.open();
            join.outlet(() -> open || NEWEST.isEmpty());
        }

        @Override
        public void processElement1(StreamRecord<Tuple2<String, byte[]>> seen) throws Exception {
            super.processElement1(seen);
            SEEN.incrementAndGet();
        }

        @Override
        public void processElement2(StreamRecord<Tuple2<String, byte[]>> put) throws Exception {
            super.processElement2(put);
            open = PUT.incrementAndGet() == 2;
        }
    }

    private static final class Observations extends StayingSource {
        private static final long serialVersionUID = 1;

        @Override
        void emit(SourceContext<Tuple2<String, byte[]>> context) {
            for (int i = 0; i < OWNERS; i++) {
                Owner owner = new Owner("amt", "pc" + i);
                byte[] seen =
                        new Seen(owner, KEY.value(), HOUR, 3 * HOUR, 2, false, "dns.log", i)
                                .encode();
                context.collect(Tuple2.of(ROUTE, seen));
            }
        }
    }

    private static final class Indicators extends StayingSource {
        private static final long serialVersionUID = 1;

        @Override
        void emit(SourceContext<Tuple2<String, byte[]>> context) throws Exception {
            while (SEEN.get() < OWNERS) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            context.collect(record(first));
            begun.await();
            context.collect(record(second));
        }

        private static Tuple2<String, byte[]> record(KeyedIndicator indicator) {
            Watch w = new Watch(indicator, "question", indicator.revision(), "asker", new byte[0]);
            return Tuple2.of(ROUTE, w.encode());
        }
    }

    @Test
    void whatWasToldBeforeTheQuestionWasTakenBackIsTakenBack() throws Exception {
        play(watch(2, Long.MAX_VALUE, true));
        assertThat(NEWEST).isNotEmpty();
        assertThat(NEWEST.values()).allMatch(f -> f.state() == Finding.State.WITHDRAWN);
    }

    @Test
    void whatWasToldBeforeTheQuestionChangedIsToldAsItIsNow() throws Exception {
        play(watch(2, 2 * HOUR, false));
        assertThat(NEWEST).hasSize(OWNERS);
        assertThat(NEWEST.values()).allMatch(f -> f.revision() == 2);
    }

    private static void play(KeyedIndicator then) throws Exception {
        SEEN.set(0);
        PUT.set(0);
        NEWEST.clear();
        begun = new CountDownLatch(1);
        done = new CountDownLatch(1);
        open = false;
        second = then;
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
        var joined =
                env.addSource(new Observations(), Shapes.KEYED)
                        .keyBy(t -> t.f0)
                        .connect(env.addSource(new Indicators(), Shapes.KEYED).keyBy(t -> t.f0))
                        .transform("join", Shapes.PART, new Held(new JoinOperator(548)));
        joined.map(
                        part -> {
                            // The report stands behind what it reports, see Marks.
                            if (Marks.isMark(part)) {
                                if (Node.decode(part.f2).revision() == 2) {
                                    done.countDown();
                                }
                            } else {
                                NEWEST.put(part.f0, FindingRecord.decode(part.f2).finding());
                                begun.countDown();
                            }
                            return part;
                        })
                .returns(Shapes.PART)
                .sinkTo(new DiscardingSink<>());
        JobClient job = env.executeAsync("revised look-back");
        try {
            assertThat(begun.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            int told = NEWEST.size();
            assertThat(told).isLessThan(OWNERS);
            assertThat(done.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            job.cancel().get();
        }
    }
}
