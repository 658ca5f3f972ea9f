package dev.firebreak.app.stream;

import dev.firebreak.stream.Connection;
import dev.firebreak.stream.Tail;
import dev.firebreak.stream.Topics;
import dev.firebreak.stream.record.Coverage;
import dev.firebreak.stream.record.FindingRecord;
import dev.firebreak.stream.record.Progress;
import dev.firebreak.stream.record.Question;
import dev.firebreak.stream.wire.MalformedRecordException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what a cluster tells, from the beginning and then as it comes, in a thread of its own. A cluster that goes away is
/// waited for, and reading goes on where it was.
final class Reader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /// How often it is asked whether the cluster still answers.
    private static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /// After so long without an answer it counts as away.
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /// Called after records were taken.
    interface Listener {
        /// @param questionDone whether one of them completed a question
        void read(boolean questionDone);

        /// The cluster went away, or something could not be read; told once.
        void trouble(String what);
    }

    private final Connection connection;
    private final Topics topics;
    private final Told told;
    private final Listener listener;
    private final Thread thread;
    private final Thread probe;
    private final Object places = new Object();
    private volatile boolean closed;
    private volatile @Nullable Tail tail;
    private volatile @Nullable String failure;
    private volatile long answered;
    private volatile boolean everAnswered;
    private volatile long malformed;
    private Map<TopicPartition, Long> read = Map.of();
    private @Nullable Map<TopicPartition, Long> begin;

    Reader(Connection connection, Topics topics, Told told, Listener listener) {
        this.connection = connection;
        this.topics = topics;
        this.told = told;
        this.listener = listener;
        thread = Thread.ofPlatform().daemon().name("findings").start(this::run);
        probe = Thread.ofPlatform().daemon().name("findings-probe").start(this::probe);
    }

    private void run() {
        while (!closed) {
            try (Tail now = open()) {
                synchronized (places) {
                    if (begin == null) {
                        begin = now.ends();
                    }
                    tail = now;
                    places.notifyAll();
                }
                answered();
                failure = null;
                while (!closed) {
                    take(now);
                }
            } catch (IOException | KafkaException e) {
                if (!closed) {
                    failed(e);
                }
            } finally {
                tail = null;
            }
        }
    }

    private Tail open() throws IOException {
        Map<TopicPartition, Long> from;
        synchronized (places) {
            from = read;
        }
        return Tail.fromPlaces(
                connection,
                from,
                topics.questions(),
                topics.progress(),
                topics.coverage(),
                topics.findings());
    }

    private void take(Tail now) throws IOException {
        boolean any = false;
        boolean done = false;
        for (ConsumerRecord<byte[], byte[]> record : now.poll(POLL)) {
            any = true;
            if (record.value() != null) {
                done |= apply(record);
            }
        }
        Map<TopicPartition, Long> after = now.places();
        synchronized (places) {
            read = after;
            places.notifyAll();
        }
        if (any) {
            answered();
            listener.read(done);
        }
    }

    private boolean apply(ConsumerRecord<byte[], byte[]> record) {
        try {
            String topic = record.topic();
            if (topic.equals(topics.findings())) {
                told.finding(FindingRecord.decode(record.value()));
            } else if (topic.equals(topics.coverage())) {
                told.coverage(Coverage.decode(record.value()));
            } else if (topic.equals(topics.questions())) {
                told.question(Question.decode(record.value()));
            } else {
                return told.progress(Progress.decode(record.value()));
            }
        } catch (MalformedRecordException e) {
            told.unread();
            if (malformed++ == 0) {
                listener.trouble(
                        record.topic()
                                + "-"
                                + record.partition()
                                + "@"
                                + record.offset()
                                + " cannot be read: "
                                + e.getMessage());
            }
        }
        return false;
    }

    private void failed(Exception e) {
        if (failure == null) {
            listener.trouble(e.getMessage() + "; trying again");
        }
        failure = String.valueOf(e.getMessage());
        synchronized (places) {
            places.notifyAll();
        }
        pause(PAUSE);
    }

    private void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /// Reading itself does not show that the cluster is away: it just brings nothing.
    private void probe() {
        while (!closed) {
            Tail now = tail;
            if (now != null && System.nanoTime() - answered > PROBE_NANOS) {
                try {
                    now.ends();
                    answered();
                } catch (IOException e) {
                    LOG.debug("{}", e.getMessage());
                }
            }
            if (!closed) {
                pause(Duration.ofSeconds(1));
            }
        }
    }

    private void answered() {
        answered = System.nanoTime();
        everAnswered = true;
    }

    /// Whether the cluster answered lately.
    boolean isUp() {
        return tail != null && everAnswered && System.nanoTime() - answered < SILENCE_NANOS;
    }

    /// Why it does not, as far as known.
    @Nullable String failure() {
        return failure;
    }

    /// Waits until everything is read that was there when reading began.
    ///
    /// @return false if the time was too short
    boolean awaitLoaded(Deadline deadline) throws InterruptedException {
        synchronized (places) {
            while (begin == null || !past(begin)) {
                if (deadline.isOver()) {
                    return false;
                }
                places.wait(deadline.millis(500));
            }
            return true;
        }
    }

    /// Waits until everything is read that is there now, open transactions included.
    ///
    /// @return false if the time was too short
    boolean awaitNow(Deadline deadline) throws InterruptedException {
        Map<TopicPartition, Long> ends = null;
        while (ends == null) {
            Tail now = tail;
            if (deadline.isOver()) {
                return false;
            }
            try {
                ends = now == null ? null : now.ends();
            } catch (IOException e) {
                LOG.debug("{}", e.getMessage());
            }
            if (ends == null) {
                Thread.sleep(deadline.millis(200));
            }
        }
        synchronized (places) {
            while (!past(ends)) {
                if (deadline.isOver()) {
                    return false;
                }
                places.wait(deadline.millis(500));
            }
            return true;
        }
    }

    private boolean past(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(e -> read.getOrDefault(e.getKey(), -1L) >= e.getValue());
    }

    @Override
    public void close() {
        closed = true;
        probe.interrupt();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
