package dev.firebreak.app.server;

import dev.firebreak.app.room.LiveAnswers;
import dev.firebreak.app.room.Retention;
import dev.firebreak.app.store.Idempotency;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/// What has to be done without anybody asking: answers caught up after a start; once a day old observations and old answers
/// to repeated writes forgotten, and answers aged.
final class Upkeep implements DisposableBean {
    /// Observations are kept so many months at most.
    static final int MAX_MONTHS = 18;

    /// Failed catching up is tried again after so many seconds.
    private static final int RETRY_SECONDS = 10;

    /// A stop waits so many seconds for what is being done: breaking it off would leave the database or the memory to clean
    /// up after it.
    private static final int STOP_SECONDS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final LiveAnswers answers;
    private final Idempotency idempotency;
    private final Retention retention;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("upkeep").factory());
    private volatile boolean closing;

    Upkeep(LiveAnswers answers, Idempotency idempotency, Retention retention) {
        this.answers = answers;
        this.idempotency = idempotency;
        this.retention = retention;
    }

    void begin() {
        timer.schedule(this::catchUp, 1, TimeUnit.SECONDS);
        timer.scheduleWithFixedDelay(this::daily, 10, 24L * 3600, TimeUnit.SECONDS);
    }

    private void catchUp() {
        try {
            if (!closing) {
                answers.catchUp();
            }
        } catch (RuntimeException e) {
            if (!closing) {
                LOG.error("answers could not be caught up", e);
                timer.schedule(this::catchUp, RETRY_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private void daily() {
        forget();
        try {
            if (!closing) {
                answers.age();
            }
        } catch (RuntimeException | Error e) {
            LOG.error("answers could not be aged", e);
        }
    }

    /// Forgets what is too old; called daily, and by tests.
    void forget() {
        try {
            if (closing) {
                return;
            }
            idempotency.forgetOld();
            answers.forgetBefore(retention.limit());
        } catch (IOException
                | RuntimeException
                | Error e) { // an Error would end the timer for good
            LOG.error("old observations could not be forgotten", e);
        }
    }

    @Override
    public void destroy() {
        closing = true;
        timer.shutdown(); // drops what is to be done later
        try {
            if (!timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("stopping while old observations are forgotten");
                timer.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
