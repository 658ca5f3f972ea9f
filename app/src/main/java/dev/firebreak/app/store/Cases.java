package dev.firebreak.app.store;

import dev.firebreak.app.access.Viewer;
import dev.firebreak.core.cases.Case;
import dev.firebreak.core.cases.CaseEvent;
import dev.firebreak.core.cases.CaseState;
import dev.firebreak.core.cases.Outcome;
import dev.firebreak.core.cases.Standing;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import tools.jackson.databind.json.JsonMapper;

/// Cases: their events, which are only ever added, and what is folded from them for lists.
public final class Cases {
    private static final String COLUMNS =
            "c.id, c.warning_id, c.organisation_id, c.version, c.state, c.outcome, c.due, c.told_at,"
                    + " c.changed_at, w.title as warning_title, o.name as organisation_name,"
                    + " coalesce(a.standing, 'UNKNOWN') as standing, coalesce(a.affected, 0) as affected,"
                    + " coalesce(a.contacted, 0) as contacted, coalesce(a.undecided, 0) as undecided,"
                    + " coalesce(a.machines, 0) as machines";
    private static final String FROM =
            " from firebreak_case c join warning w on w.id = c.warning_id"
                    + " join organisation o on o.id = c.organisation_id"
                    + " left join answer a on a.warning_id = c.warning_id and a.organisation_id = c.organisation_id ";

    /// An organisation sees a case from the moment it was told of it.
    private static final String VISIBLE =
            " (cast(? as bigint) is null or (c.organisation_id = ? and c.told_at is not null)) ";

    private final Sql sql;
    private final JsonMapper json;
    private final Clock clock;

    public Cases(Sql sql, JsonMapper json, Clock clock) {
        this.sql = sql;
        this.json = json;
        this.clock = clock;
    }

    /// A case in a list.
    public record Summary(
            long id,
            long warningId,
            long organisationId,
            int version,
            CaseState state,
            @Nullable Outcome outcome,
            @Nullable LocalDate due,
            @Nullable Instant toldAt,
            Instant changedAt,
            String warningTitle,
            String organisationName,
            Standing standing,
            int affected,
            int contacted,
            int undecided,
            int machines) {}

    /// One event as it was written.
    public record Entry(int version, Instant at, String by, CaseEvent event) {
        /// Stable word, `Told`.
        public String kind() {
            return event.getClass().getSimpleName();
        }
    }

    private record EventRow(int version, Instant at, String by, String kind, String data) {}

    /// A file of a case without its content.
    public record FileEntry(
            long id, String name, String type, long bytes, String sha256, Instant at, String by) {}

    /// A file with its content.
    public record FileContent(String name, String type, byte[] content) {}

    public Optional<Summary> byId(long id, Viewer viewer) {
        return sql.sql("select " + COLUMNS + FROM + "where c.id = ? and" + VISIBLE)
                .params(id, viewer.organisation(), viewer.organisation())
                .query(Summary.class)
                .optional();
    }

    public Optional<Long> find(long warning, long organisation) {
        return sql.sql("select id from firebreak_case where warning_id = ? and organisation_id = ?")
                .params(warning, organisation)
                .query(Long.class)
                .optional();
    }

    /// A case as it stands while nobody else can change it.
    public record Held(long id, long organisationId, CaseState state) {}

    /// The cases of some organisations in a warning; nobody else changes them until the caller's transaction ends.
    public List<Held> held(long warning, List<Long> organisations) {
        return sql.sql(
                        "select id, organisation_id, state from firebreak_case where warning_id = ?"
                                + " and organisation_id = any(?) order by organisation_id for update")
                .params(warning, organisations.toArray(Long[]::new))
                .query(Held.class)
                .list();
    }

    private record LastRow(long caseId, String kind, String data) {}

    /// The newest event of each case that tells an answer: [CaseEvent.Opened] or [CaseEvent.AnswerChanged].
    public Map<Long, CaseEvent> lastAnswers(List<Long> cases) {
        Map<Long, CaseEvent> last = new HashMap<>();
        sql.sql(
                        "select distinct on (case_id) case_id, kind, data from case_event where case_id = any(?)"
                                + " and kind in ('Opened', 'AnswerChanged') order by case_id, version desc")
                .params((Object) cases.toArray(Long[]::new))
                .query(LastRow.class)
                .each(r -> last.put(r.caseId(), event(r.kind(), r.data())));
        return last;
    }

    /// What may be filtered by; absent means all.
    public record Filter(
            @Nullable Long warning,
            @Nullable CaseState state,
            @Nullable Long organisation,
            boolean open) {
        public static final Filter ALL = new Filter(null, null, null, false);
    }

    /// Newest first.
    public List<Summary> page(Filter filter, Viewer viewer, long beforeId, int limit) {
        String state = filter.state() == null ? null : filter.state().name();
        return sql.sql(
                        "select "
                                + COLUMNS
                                + FROM
                                + "where c.id < ? and"
                                + VISIBLE
                                + "and (cast(? as bigint) is null or c.warning_id = ?)"
                                + " and (cast(? as text) is null or c.state = ?)"
                                + " and (cast(? as bigint) is null or c.organisation_id = ?)"
                                + " and (not ? or c.state <> 'DONE') order by c.id desc limit ?")
                .params(
                        beforeId,
                        viewer.organisation(),
                        viewer.organisation(),
                        filter.warning(),
                        filter.warning(),
                        state,
                        state,
                        filter.organisation(),
                        filter.organisation(),
                        filter.open(),
                        limit)
                .query(Summary.class)
                .list();
    }

    /// The whole history, oldest first.
    public List<Entry> history(long id) {
        List<Entry> all = new ArrayList<>();
        sql.sql(
                        "select version, at, by, kind, data from case_event where case_id = ? order by version")
                .param(id)
                .query(EventRow.class)
                .each(
                        r ->
                                all.add(
                                        new Entry(
                                                r.version(),
                                                r.at(),
                                                r.by(),
                                                event(r.kind(), r.data()))));
        return all;
    }

    /// The whole history, and nobody else changes the case until the caller's transaction ends: a person's step and an
    /// answer that comes in at the same moment wait for each other instead of one of them being refused.
    public List<Entry> historyToChange(long id) {
        sql.sql("select version from firebreak_case where id = ? for update").param(id).run();
        return history(id);
    }

    public static Case fold(List<Entry> history) {
        return Case.of(history.stream().map(e -> new Case.Timed(e.at(), e.event())).toList());
    }

    private record Opening(long id, long organisationId) {}

    /// Opens cases within the caller's transaction.
    ///
    /// @param events by organisation
    public void open(long warning, Map<Long, CaseEvent.Opened> events, String by) {
        Instant now = now();
        List<@Nullable Object[]> rows = new ArrayList<>();
        sql.sql(
                        "insert into firebreak_case (warning_id, organisation_id, version, state, changed_at)"
                                + " select ?, o, 1, 'OPEN', cast(? as timestamptz) from unnest(?) o"
                                + " returning id, organisation_id")
                .params(warning, now, events.keySet().toArray(Long[]::new))
                .query(Opening.class)
                .each(
                        o ->
                                rows.add(
                                        row(
                                                o.id(),
                                                1,
                                                now,
                                                by,
                                                Objects.requireNonNull(
                                                        events.get(o.organisationId())))));
        sql.batch(INSERT, rows);
    }

    /// Appends an event within the caller's transaction.
    ///
    /// @param before the case the event was judged on
    /// @throws Refused `changed-meanwhile` if another event was written since
    public Case append(long id, Case before, CaseEvent event, String by) {
        Instant now = now();
        Case after = before.after(new Case.Timed(now, event));
        int changed =
                sql.sql(
                                "update firebreak_case set version = ?, state = ?, outcome = ?, due = ?, told_at = ?,"
                                        + " changed_at = ? where id = ? and version = ?")
                        .params(
                                after.version(),
                                after.state(),
                                after.outcome(),
                                after.due(),
                                after.toldAt(),
                                now,
                                id,
                                before.version())
                        .update();
        if (changed == 0) {
            throw new Refused("changed-meanwhile", "case " + id);
        }
        try {
            insert(id, after.version(), now, by, event);
        } catch (DuplicateKeyException e) {
            throw new Refused("changed-meanwhile", "case " + id);
        }
        return after;
    }

    private static final String INSERT =
            "insert into case_event (case_id, version, at, by, kind, data) values (?, ?, ?, ?, ?, ?)";

    private void insert(long id, int version, Instant at, String by, CaseEvent event) {
        sql.sql(INSERT).params(row(id, version, at, by, event)).update();
    }

    private @Nullable Object[] row(long id, int version, Instant at, String by, CaseEvent event) {
        return new @Nullable Object[] {
            id, version, at, by, event.getClass().getSimpleName(), json.writeValueAsString(event)
        };
    }

    private CaseEvent event(String kind, String data) {
        for (Class<?> type : CaseEvent.class.getPermittedSubclasses()) {
            if (type.getSimpleName().equals(kind)) {
                return (CaseEvent) json.readValue(data, type);
            }
        }
        throw new IllegalStateException("a case event of an unknown kind: " + kind);
    }

    /// A machine's name as it is kept with a closed case: PostgreSQL's texts hold no NUL.
    public static String settledName(String machine) {
        return machine.replace('\0', '\uFFFD');
    }

    /// The machines a closed case was closed with, by their [#settledName].
    public Set<String> settled(long id) {
        return new HashSet<>(
                sql.sql("select machine from case_settled where case_id = ?")
                        .param(id)
                        .query(String.class)
                        .list());
    }

    public void settle(long id, Set<String> machines) {
        sql.sql("delete from case_settled where case_id = ?").param(id).update();
        List<@Nullable Object[]> rows = new ArrayList<>();
        machines.stream()
                .map(Cases::settledName)
                .distinct()
                .forEach(m -> rows.add(new @Nullable Object[] {id, m}));
        if (!rows.isEmpty()) {
            sql.copy("case_settled (case_id, machine)", rows);
        }
    }

    public long addFile(
            long id, String name, String type, byte[] content, String sha256, String by) {
        return sql.sql(
                        "insert into case_file (case_id, name, type, content, sha256, at, by)"
                                + " values (?, ?, ?, ?, ?, ?, ?) returning id")
                .params(id, name, type, content, sha256, now(), by)
                .query(Long.class)
                .single();
    }

    public List<FileEntry> files(long id) {
        return sql.sql(
                        "select id, name, type, length(content) as bytes, sha256, at, by from case_file"
                                + " where case_id = ? order by id")
                .param(id)
                .query(FileEntry.class)
                .list();
    }

    public Optional<FileContent> file(long caseId, long fileId) {
        return sql.sql("select name, type, content from case_file where case_id = ? and id = ?")
                .params(caseId, fileId)
                .query(FileContent.class)
                .optional();
    }

    /// When cases of a warning changed their state, for its timeline.
    public record Step(Instant at, String kind) {}

    public List<Step> steps(long warning, Viewer viewer) {
        return sql.sql(
                        "select e.at, e.kind from case_event e join firebreak_case c on c.id = e.case_id"
                                + " where c.warning_id = ? and e.kind in ('Told', 'Acknowledged', 'Acting', 'Done', 'Reopened')"
                                + " and (cast(? as bigint) is null or c.organisation_id = ?) order by e.at")
                .params(warning, viewer.organisation(), viewer.organisation())
                .query(Step.class)
                .list();
    }

    /// PostgreSQL keeps microseconds; what is folded at once and what is read again must be equal.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
