package dev.firebreak.bench;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.stream.Feed;
import dev.firebreak.stream.Tail;
import dev.firebreak.stream.record.Progress;
import dev.firebreak.stream.record.Question;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Asks for names and waits for the answers, as committed records tell them.
final class Asking implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final Feed feed;
    private final Tail tail;

    Asking(ClusterRun run) throws IOException {
        feed = new Feed(run.cluster().connection(), ClusterRun.TOPICS);
        tail = Tail.fromNow(run.cluster().connection(), ClusterRun.TOPICS.progress());
    }

    /// @param start as of [System#nanoTime]
    /// @param firstMillis until it was known that machines are concerned
    record Asked(long start, double firstMillis, double completeMillis, long machines) {}

    Asked ask(String id, String name) throws IOException {
        long start = System.nanoTime();
        feed.send(Question.of(id, "bench", new Question.Thing(ObservableType.DOMAIN, name)));
        feed.flush();
        double first = -1;
        while (System.nanoTime() - start < LIMIT.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> r : tail.poll(Duration.ofMillis(20))) {
                Progress p = Progress.decode(r.value());
                if (p.question().equals(id)) {
                    double now = (System.nanoTime() - start) / 1e6;
                    first = first < 0 && p.machines() > 0 ? now : first;
                    if (p.complete()) {
                        return new Asked(start, first < 0 ? now : first, now, p.machines());
                    }
                }
            }
        }
        throw new IOException("no answer to " + id + " within " + LIMIT);
    }

    @Override
    public void close() {
        feed.close();
        tail.close();
    }
}
