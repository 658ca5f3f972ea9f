package dev.firebreak.app.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.transaction.support.TransactionTemplate;

/// Who did what when. Only ever added to; each entry's hash covers the one before, so that a change or a gap shows.
public final class AuditLog {
    /// Any constant: it names the lock that puts writers in a line.
    private static final long CHAIN_LOCK = 0x46425f4155444954L;

    private static final byte[] BEGINNING = new byte[32];

    private final Sql jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    public AuditLog(Sql jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// @param actor `user:anna`, `token:7`, `system`
    /// @param action stable word such as `warning.confirm`
    /// @param target what it was done to, `warning:3`
    /// @param detail plain words; never a secret
    public record Entry(
            long seq,
            Instant at,
            String actor,
            String action,
            String target,
            String detail,
            String hash) {}

    /// Adds an entry, within the caller's transaction if there is one.
    public void add(String actor, String action, String target, String detail) {
        transaction.executeWithoutResult(
                status -> {
                    jdbc.sql("select pg_advisory_xact_lock(?)").param(CHAIN_LOCK).run();
                    List<Entry> last =
                            jdbc.sql(
                                            "select seq, at, actor, action, target, detail,"
                                                    + " encode(hash, 'hex') as hash from audit"
                                                    + " order by seq desc limit 1")
                                    .query(Entry.class)
                                    .list();
                    long seq = last.isEmpty() ? 1 : last.getFirst().seq() + 1;
                    byte[] before =
                            last.isEmpty()
                                    ? BEGINNING
                                    : HexFormat.of().parseHex(last.getFirst().hash());
                    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
                    jdbc.sql("insert into audit values (?, ?, ?, ?, ?, ?, ?)")
                            .params(
                                    seq,
                                    now,
                                    actor,
                                    action,
                                    target,
                                    detail,
                                    hash(before, seq, now, actor, action, target, detail))
                            .update();
                });
    }

    /// Newest first, from before `before`.
    public List<Entry> page(long before, int limit) {
        return jdbc.sql(
                        "select seq, at, actor, action, target, detail, encode(hash, 'hex') as hash"
                                + " from audit where seq < ? order by seq desc limit ?")
                .params(before, limit)
                .query(Entry.class)
                .list();
    }

    /// The number of the first entry that does not fit to the one before it, or empty if the chain is whole.
    public OptionalLong firstBroken() {
        byte[] before = BEGINNING;
        long expected = 1;
        while (true) {
            List<Entry> entries =
                    jdbc.sql(
                                    "select seq, at, actor, action, target, detail,"
                                            + " encode(hash, 'hex') as hash from audit"
                                            + " where seq >= ? order by seq limit 1000")
                            .param(expected)
                            .query(Entry.class)
                            .list();
            for (Entry e : entries) {
                byte[] hash =
                        hash(
                                before,
                                e.seq(),
                                e.at(),
                                e.actor(),
                                e.action(),
                                e.target(),
                                e.detail());
                if (e.seq() != expected || !HexFormat.of().formatHex(hash).equals(e.hash())) {
                    return OptionalLong.of(expected);
                }
                before = hash;
                expected++;
            }
            if (entries.isEmpty()) {
                return OptionalLong.empty();
            }
        }
    }

    private static byte[] hash(byte[] before, long seq, Instant at, String... words) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(before);
            digest.update((seq + "\n" + at + "\n").getBytes(StandardCharsets.UTF_8));
            for (String word : words) {
                byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has SHA-256
        }
    }
}
