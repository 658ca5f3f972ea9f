package dev.firebreak.app.server;

import dev.firebreak.app.room.Estates;
import dev.firebreak.app.room.LiveAnswers;
import dev.firebreak.app.store.Idempotency;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/// What has to be done without anybody asking: answers caught up after a start, old observations and old answers to
/// repeated writes forgotten once a day.
final class Upkeep implements DisposableBean {
    /// Observations are kept so many months at most.
    static final int MAX_MONTHS = 18;

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final Estates estates;
    private final LiveAnswers answers;
    private final Idempotency idempotency;
    private final Clock clock;
    private final int months;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("upkeep").factory());

    Upkeep(Estates estates, LiveAnswers answers, Idempotency idempotency, Clock clock, int months) {
        this.estates = estates;
        this.answers = answers;
        this.idempotency = idempotency;
        this.clock = clock;
        this.months = months;
    }

    void begin() {
        timer.schedule(answers::catchUp, 1, TimeUnit.SECONDS);
        timer.scheduleWithFixedDelay(this::forget, 10, 24L * 3600, TimeUnit.SECONDS);
    }

    /// Forgets what is too old; called daily, and by tests.
    void forget() {
        try {
            idempotency.forgetOld();
            estates.forgetBefore(
                    clock.instant().atZone(ZoneOffset.UTC).minusMonths(months).toInstant());
        } catch (IOException | RuntimeException e) {
            LOG.error("old observations could not be forgotten", e);
        }
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }
}
