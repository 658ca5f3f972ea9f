package dev.firebreak.app.store;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Tlp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Warnings with every revision of how they were understood.
public final class Warnings {
    private static final String COLUMNS =
            "id, title, state, tlp, revision, answered_revision, answered_at, created_at, created_by,"
                    + " confirmed_at";

    private final Sql sql;
    private final JsonMapper json;
    private final Clock clock;

    public Warnings(Sql sql, JsonMapper json, Clock clock) {
        this.sql = sql;
        this.json = json;
        this.clock = clock;
    }

    /// How far a warning is.
    public enum State {
        /// Read, but no person has confirmed how it is understood.
        DRAFT,
        CONFIRMED,
        WITHDRAWN
    }

    /// @param revision the newest; in a confirmed warning it may be a draft of a change
    /// @param answeredRevision the confirmed one that the answer is about
    public record Warning(
            long id,
            String title,
            State state,
            Tlp tlp,
            int revision,
            @Nullable Integer answeredRevision,
            @Nullable Instant answeredAt,
            Instant createdAt,
            String createdBy,
            @Nullable Instant confirmedAt) {}

    private record RevisionRow(
            long warningId,
            int revision,
            String sourceName,
            String understanding,
            boolean confirmed,
            Instant at,
            String by,
            String note) {}

    /// One way of understanding a warning.
    public record Revision(
            long warningId,
            int revision,
            String sourceName,
            Advisory understanding,
            boolean confirmed,
            Instant at,
            String by,
            String note) {}

    /// A new draft.
    public long add(
            String title, Tlp tlp, String source, byte[] original, Advisory read, String by) {
        long id =
                sql.sql(
                                "insert into warning (title, state, tlp, revision, created_at, created_by)"
                                        + " values (?, 'DRAFT', ?, 1, ?, ?) returning id")
                        .params(title, tlp, clock.instant(), by)
                        .query(Long.class)
                        .single();
        addRevision(id, 1, source, original, read, by, "");
        return id;
    }

    /// A further revision, written only if nobody wrote one since `expected`.
    ///
    /// @throws Refused `changed-meanwhile`
    public int revise(
            long id,
            int expected,
            String title,
            Tlp tlp,
            Advisory understood,
            String by,
            String note) {
        int changed =
                sql.sql(
                                "update warning set revision = revision + 1, title = ?, tlp = ? where id = ? and revision = ?")
                        .params(title, tlp, id, expected)
                        .update();
        if (changed == 0) {
            throw new Refused("changed-meanwhile", "warning " + id);
        }
        Revision before = revision(id, expected).orElseThrow();
        addRevision(id, expected + 1, before.sourceName(), new byte[0], understood, by, note);
        return expected + 1;
    }

    private void addRevision(
            long id,
            int revision,
            String source,
            byte[] original,
            Advisory read,
            String by,
            String note) {
        sql.sql(
                        "insert into warning_revision (warning_id, revision, source_name, original,"
                                + " understanding, at, by, note) values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        id,
                        revision,
                        source,
                        original,
                        json.writeValueAsString(read),
                        clock.instant(),
                        by,
                        note)
                .update();
    }

    /// A person says that this revision is right; from now on the answer is about it.
    public void confirm(long id, int revision) {
        int changed =
                sql.sql(
                                "update warning set state = 'CONFIRMED', answered_revision = revision,"
                                        + " confirmed_at = ? where id = ? and revision = ? and state <> 'WITHDRAWN'")
                        .params(clock.instant(), id, revision)
                        .update();
        if (changed == 0) {
            throw new Refused("changed-meanwhile", "warning " + id);
        }
        sql.sql(
                        "update warning_revision set confirmed = true where warning_id = ? and revision = ?")
                .params(id, revision)
                .update();
    }

    public void withdraw(long id) {
        sql.sql("update warning set state = 'WITHDRAWN' where id = ?").params(id).update();
    }

    public void answered(long id) {
        sql.sql("update warning set answered_at = ? where id = ?")
                .params(clock.instant(), id)
                .update();
    }

    /// This revision is answered for all organisations, and what came in meanwhile is marked: nothing of it was broken off.
    public void answeredWhole(long id, int revision) {
        sql.sql("update warning set answered_whole = ? where id = ?").params(revision, id).update();
    }

    /// What is stored of this warning may be of one understanding for some and of another one for others.
    public void answeredInPart(long id) {
        sql.sql("update warning set answered_whole = null where id = ?").params(id).update();
    }

    /// Confirmed warnings whose answer was broken off before all organisations had theirs.
    public List<Long> brokenOff() {
        return sql.sql(
                        "select id from warning where state = 'CONFIRMED'"
                                + " and answered_whole is distinct from answered_revision order by id")
                .params()
                .query(Long.class)
                .list();
    }

    public Optional<Warning> byId(long id) {
        return sql.sql("select " + COLUMNS + " from warning where id = ?")
                .param(id)
                .query(Warning.class)
                .optional();
    }

    /// Newest first.
    public List<Warning> page(long beforeId, int limit) {
        return sql.sql("select " + COLUMNS + " from warning where id < ? order by id desc limit ?")
                .params(beforeId, limit)
                .query(Warning.class)
                .list();
    }

    public List<Warning> confirmed() {
        return sql.sql("select " + COLUMNS + " from warning where state = 'CONFIRMED' order by id")
                .query(Warning.class)
                .list();
    }

    public Optional<Revision> revision(long id, int revision) {
        return revisions("warning_id = ? and revision = ?", id, revision).stream().findFirst();
    }

    /// How it is understood where it is answered, or as it was read if it is not answered yet.
    public Advisory answered(Warning warning) {
        int revision =
                warning.answeredRevision() == null
                        ? warning.revision()
                        : warning.answeredRevision();
        return revision(warning.id(), revision).orElseThrow().understanding();
    }

    /// All, oldest first.
    public List<Revision> revisions(long id) {
        return revisions("warning_id = ?", id);
    }

    /// The bytes as they came in.
    public byte[] original(long id) {
        return sql.sql(
                        "select original from warning_revision where warning_id = ? and revision = 1")
                .param(id)
                .query(byte[].class)
                .single();
    }

    private List<Revision> revisions(String condition, @Nullable Object... values) {
        return sql
                .sql(
                        "select warning_id, revision, source_name, understanding, confirmed, at, by, note"
                                + " from warning_revision where "
                                + condition
                                + " order by revision")
                .params(values)
                .query(RevisionRow.class)
                .list()
                .stream()
                .map(
                        r ->
                                new Revision(
                                        r.warningId(),
                                        r.revision(),
                                        r.sourceName(),
                                        json.readValue(r.understanding(), Advisory.class),
                                        r.confirmed(),
                                        r.at(),
                                        r.by(),
                                        r.note()))
                .toList();
    }
}
