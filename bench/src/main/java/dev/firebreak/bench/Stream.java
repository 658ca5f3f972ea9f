package dev.firebreak.bench;

import dev.firebreak.stream.Feed;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Keeps a backlog in Kafka, so that the job always has more to take in than it can: full load.
final class Stream implements AutoCloseable {
    /// Observations that wait, in records.
    private static final int MOST = 500_000 / ClusterLoad.BATCH;

    private static final int ENOUGH = MOST / 2;
    private static final int AT_ONCE = MOST / 5;

    private final ClusterRun run;
    private final Backlog backlog;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong least = new AtomicLong(Long.MAX_VALUE);
    private final Thread thread;
    private volatile boolean ended;
    private volatile boolean full;
    private volatile @Nullable Exception failure;

    Stream(ClusterRun run, ClusterRates.Batches from) throws IOException {
        this.run = run;
        backlog = new Backlog(run);
        thread = Thread.ofPlatform().name("load").start(() -> send(from));
    }

    private void send(ClusterRates.Batches from) {
        try (Feed feed = new Feed(run.cluster().connection(), ClusterRun.TOPICS)) {
            while (!ended) {
                long waiting = backlog.records();
                full |= waiting >= ENOUGH;
                if (full) {
                    least.accumulateAndGet(waiting, Math::min);
                }
                if (waiting >= MOST) {
                    Thread.sleep(50);
                    continue;
                }
                for (int i = 0; i < AT_ONCE; i++) {
                    feed.send(from.next());
                }
                feed.flush();
                sent.addAndGet(AT_ONCE);
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether the job has more than it can take.
    boolean isFull() throws IOException {
        Exception e = failure;
        if (e != null) {
            throw new IOException("the load ended", e);
        }
        return full;
    }

    /// Observations that were taken in since the beginning.
    long taken() throws IOException {
        isFull();
        return (sent.get() - backlog.records()) * ClusterLoad.BATCH;
    }

    /// The least that ever waited since the load was full, in observations.
    long least() {
        return least.get() * ClusterLoad.BATCH;
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.join();
        backlog.close();
    }
}
