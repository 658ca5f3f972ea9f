package dev.firebreak.app.store;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes a repeated write harmless: with the same `Idempotency-Key` the first answer is given again.
public final class Idempotency {
    /// How long an answer is kept for repetition.
    public static final Duration KEPT = Duration.ofHours(24);

    private final Sql jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    public Idempotency(Sql jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// What was answered.
    public record Answer(int status, @Nullable String location, String body) {}

    private record Kept(
            byte[] hash,
            @Nullable Integer status,
            @Nullable String location,
            @Nullable String body) {}

    /// Does the work and keeps its answer in one transaction, or returns the kept answer.
    ///
    /// @param request what was asked, hashed: a key used again for another request is refused
    /// @throws Refused `idempotency-key-reused`
    public Answer once(String principal, String key, String request, Supplier<Answer> work) {
        byte[] hash = Tokens.hash(request);
        return transaction.execute(
                status -> {
                    // The lock makes a repetition that overtakes the first wait for its answer.
                    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                            .param(principal + "\n" + key)
                            .run();
                    Optional<Kept> kept = kept(principal, key);
                    if (kept.isPresent()) {
                        Kept k = kept.get();
                        if (!Arrays.equals(k.hash(), hash)) {
                            throw new Refused("idempotency-key-reused", key);
                        }
                        return new Answer(
                                k.status() == null ? 200 : k.status(),
                                k.location(),
                                k.body() == null ? "" : k.body());
                    }
                    Answer answer = work.get();
                    jdbc.sql("insert into idempotency values (?, ?, ?, ?, ?, ?, ?)")
                            .params(
                                    principal,
                                    key,
                                    hash,
                                    answer.status(),
                                    answer.location(),
                                    answer.body(),
                                    clock.instant())
                            .update();
                    return answer;
                });
    }

    private Optional<Kept> kept(String principal, String key) {
        return jdbc.sql(
                        "select request_hash as hash, status, location, body from idempotency"
                                + " where principal = ? and key = ? and at > ?")
                .params(principal, key, clock.instant().minus(KEPT))
                .query(Kept.class)
                .optional();
    }

    /// Forgets answers older than [#KEPT].
    public int forgetOld() {
        return jdbc.sql("delete from idempotency where at < ?")
                .param(clock.instant().minus(KEPT))
                .update();
    }
}
