package dev.firebreak.app.store;

import dev.firebreak.app.access.Viewer;
import dev.firebreak.core.model.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The ways reports come in, and what could not be used of them.
public final class Sources {
    private static final int MAX_EXCERPT = 4_096;
    private static final int MAX_REASON = 1_000;

    private final Sql sql;
    private final Clock clock;

    public Sources(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// @param kind `upload`, `folder`, `ndjson`, `bulk`, `syslog`, `osquery`
    public record Source(
            long id,
            long organisationId,
            String organisationName,
            String kind,
            String name,
            Instant createdAt,
            @Nullable Instant seenAt,
            long accepted,
            long quarantined) {}

    /// Input that was put away.
    public record Quarantined(
            long id,
            long organisationId,
            String organisationName,
            @Nullable Long sourceId,
            String name,
            String place,
            String reason,
            Problem.Severity severity,
            byte[] excerpt,
            long bytes,
            Instant at) {
        /// The beginning of it as text, whatever it is.
        public String excerptText() {
            return new String(excerpt, java.nio.charset.StandardCharsets.UTF_8)
                    .replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "\uFFFD");
        }
    }

    /// The source of this kind and name, made at its first report.
    public long of(long organisation, String kind, String name, @Nullable Long token) {
        Optional<Long> known = known(organisation, kind, name);
        if (known.isPresent()) {
            return known.get();
        }
        sql.sql(
                        "insert into source (organisation_id, kind, name, token_id, created_at)"
                                + " values (?, ?, ?, ?, ?) on conflict do nothing")
                .params(organisation, kind, name, token, clock.instant())
                .update();
        return known(organisation, kind, name).orElseThrow();
    }

    private Optional<Long> known(long organisation, String kind, String name) {
        return sql.sql("select id from source where organisation_id = ? and kind = ? and name = ?")
                .params(organisation, kind, name)
                .query(Long.class)
                .optional();
    }

    public void seen(long source, long accepted, long quarantined) {
        sql.sql(
                        "update source set seen_at = ?, accepted = accepted + ?, quarantined = quarantined + ? where id = ?")
                .params(clock.instant(), accepted, quarantined, source)
                .update();
    }

    public void quarantine(
            long organisation,
            @Nullable Long source,
            String name,
            Problem problem,
            byte[] excerpt,
            long bytes) {
        sql.sql(
                        "insert into quarantine (organisation_id, source_id, name, place, reason, severity, excerpt,"
                                + " bytes, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        organisation,
                        source,
                        clean(name),
                        clean(problem.where()),
                        clean(problem.reason()),
                        problem.severity(),
                        excerpt.length > MAX_EXCERPT
                                ? Arrays.copyOf(excerpt, MAX_EXCERPT)
                                : excerpt,
                        bytes,
                        clock.instant())
                .update();
    }

    /// PostgreSQL's text holds no NUL, and a reason quoted from an input may.
    private static String clean(String text) {
        String clean = text.replace('\0', '\uFFFD');
        return clean.length() > MAX_REASON ? clean.substring(0, MAX_REASON) : clean;
    }

    public List<Source> visible(Viewer viewer) {
        return sql.sql(
                        "select s.id, s.organisation_id, o.name as organisation_name, s.kind, s.name, s.created_at,"
                                + " s.seen_at, s.accepted, s.quarantined from source s join organisation o"
                                + " on o.id = s.organisation_id where (cast(? as bigint) is null or o.id = ?)"
                                + " order by o.sort_name, s.kind, s.name")
                .params(viewer.organisation(), viewer.organisation())
                .query(Source.class)
                .list();
    }

    /// What is open in quarantine, newest first.
    public List<Quarantined> quarantine(Viewer viewer, long beforeId, int limit) {
        return sql.sql(
                        "select q.id, q.organisation_id, o.name as organisation_name, q.source_id, q.name, q.place,"
                                + " q.reason, q.severity, q.excerpt, q.bytes, q.at from quarantine q join organisation o"
                                + " on o.id = q.organisation_id where q.settled_at is null and q.id < ?"
                                + " and (cast(? as bigint) is null or o.id = ?) order by q.id desc limit ?")
                .params(beforeId, viewer.organisation(), viewer.organisation(), limit)
                .query(Quarantined.class)
                .list();
    }

    public long openInQuarantine(Viewer viewer) {
        return sql.sql(
                        "select count(*) from quarantine where settled_at is null"
                                + " and (cast(? as bigint) is null or organisation_id = ?)")
                .params(viewer.organisation(), viewer.organisation())
                .query(Long.class)
                .single();
    }

    /// Marks as seen to.
    ///
    /// @throws Refused `not-found`, also if it belongs to another organisation
    public void settle(long id, Viewer viewer) {
        int changed =
                sql.sql(
                                "update quarantine set settled_at = ?, settled_by = ? where id = ? and settled_at is null"
                                        + " and (cast(? as bigint) is null or organisation_id = ?)")
                        .params(
                                clock.instant(),
                                viewer.actor(),
                                id,
                                viewer.organisation(),
                                viewer.organisation())
                        .update();
        if (changed == 0) {
            throw new Refused("not-found", "quarantine " + id);
        }
    }

    /// An osquery node that enrolled.
    public record Node(long id, long organisationId, long sourceId, String host, String platform) {}

    public long enroll(
            long organisation, long source, byte[] keyHash, String host, String platform) {
        return sql.sql(
                        "insert into osquery_node (organisation_id, source_id, key_hash, host, platform, enrolled_at)"
                                + " values (?, ?, ?, ?, ?, ?) returning id")
                .params(organisation, source, keyHash, host, platform, clock.instant())
                .query(Long.class)
                .single();
    }

    public Optional<Node> node(String key) {
        return sql.sql(
                        "update osquery_node set seen_at = ? where key_hash = ?"
                                + " returning id, organisation_id, source_id, host, platform")
                .params(clock.instant(), Tokens.hash(key))
                .query(Node.class)
                .optional();
    }
}
