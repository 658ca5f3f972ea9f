package dev.firebreak.app.store;

import dev.firebreak.app.access.Viewer;
import dev.firebreak.core.cases.CaseState;
import dev.firebreak.core.cases.Outcome;
import dev.firebreak.core.cases.Standing;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the answers say of each organisation in numbers; the machines are [Findings].
public final class Answers {
    private static final String INSERT =
            "insert into answer (warning_id, organisation_id, standing, machines, affected, contacted,"
                    + " undecided, has_inventory, has_logs, latest_report, logs_from, logs_until, changed_at)"
                    + " values ";
    private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String OR_UPDATE =
            " on conflict (warning_id, organisation_id) do update set standing = excluded.standing,"
                    + " machines = excluded.machines, affected = excluded.affected,"
                    + " contacted = excluded.contacted, undecided = excluded.undecided,"
                    + " has_inventory = excluded.has_inventory, has_logs = excluded.has_logs,"
                    + " latest_report = excluded.latest_report, logs_from = excluded.logs_from,"
                    + " logs_until = excluded.logs_until, changed_at = excluded.changed_at"
                    + " where (answer.standing, answer.machines, answer.affected, answer.contacted,"
                    + " answer.undecided, answer.has_inventory, answer.has_logs, answer.latest_report)"
                    + " is distinct from (excluded.standing, excluded.machines, excluded.affected,"
                    + " excluded.contacted, excluded.undecided, excluded.has_inventory,"
                    + " excluded.has_logs, excluded.latest_report)";

    private final Sql sql;
    private final Clock clock;

    public Answers(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// One organisation's part of an answer in numbers.
    ///
    /// @param machines known machines
    /// @param contacted machines that met an indicator, affected ones among them
    /// @param undecided machines that are not hit, but of which something that was asked is not known
    /// @param logsFrom first moment its logs cover
    public record Part(
            long organisationId,
            Standing standing,
            int machines,
            int affected,
            int contacted,
            int undecided,
            boolean hasInventory,
            boolean hasLogs,
            @Nullable Instant latestReport,
            @Nullable Instant logsFrom,
            @Nullable Instant logsUntil) {}

    /// One line of a warning's board: an organisation, its part of the answer and its case.
    public record Line(
            long organisationId,
            String key,
            String name,
            String sector,
            Standing standing,
            int machines,
            @Nullable Integer machinesExpected,
            int affected,
            int contacted,
            int undecided,
            boolean hasInventory,
            boolean hasLogs,
            @Nullable Instant latestReport,
            @Nullable Long caseId,
            @Nullable CaseState state,
            @Nullable Outcome outcome,
            @Nullable LocalDate due,
            @Nullable Instant changedAt) {
        /// Whether this standing is true of it. An organisation with an affected machine stands as affected, and may have
        /// had contact all the same.
        public boolean is(Standing wanted) {
            return standing == wanted || wanted == Standing.CONTACTED && contacted > 0;
        }
    }

    /// Stores the numbers of many organisations at once, before any machine is named.
    public void storeNumbers(long warning, List<Part> parts) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        parts.forEach(p -> rows.add(values(warning, p)));
        sql.batch(INSERT + ROW + OR_UPDATE, rows);
    }

    /// Stores the numbers of some organisations within the caller's transaction.
    ///
    /// @param parts some ten, each organisation once
    /// @return those whose numbers are different from before
    public Set<Long> store(long warning, List<Part> parts) {
        if (parts.isEmpty()) {
            return Set.of();
        }
        List<@Nullable Object> all = new ArrayList<>();
        parts.forEach(p -> all.addAll(Arrays.asList(values(warning, p))));
        String rows = ROW + (", " + ROW).repeat(parts.size() - 1);
        return new HashSet<>(
                sql.sql(INSERT + rows + OR_UPDATE + " returning organisation_id")
                        .params(all.toArray())
                        .query(Long.class)
                        .list());
    }

    private @Nullable Object[] values(long warning, Part p) {
        return new @Nullable Object[] {
            warning,
            p.organisationId(),
            p.standing(),
            p.machines(),
            p.affected(),
            p.contacted(),
            p.undecided(),
            p.hasInventory(),
            p.hasLogs(),
            p.latestReport(),
            p.logsFrom(),
            p.logsUntil(),
            clock.instant()
        };
    }

    public Optional<Part> part(long warning, long organisation) {
        return sql.sql(
                        "select organisation_id, standing, machines, affected, contacted, undecided,"
                                + " has_inventory, has_logs, latest_report, logs_from, logs_until from answer"
                                + " where warning_id = ? and organisation_id = ?")
                .params(warning, organisation)
                .query(Part.class)
                .optional();
    }

    /// All organisations of a warning that the viewer may see, the gravest first.
    public List<Line> board(long warning, Viewer viewer) {
        return sql.sql(
                        "select o.id as organisation_id, o.key, o.name, o.sector, a.standing, a.machines,"
                                + " o.machines_expected, a.affected, a.contacted, a.undecided, a.has_inventory, a.has_logs,"
                                + " a.latest_report, c.id as case_id, c.state, c.outcome, c.due, c.changed_at"
                                + " from answer a join organisation o on o.id = a.organisation_id"
                                + " left join firebreak_case c on c.warning_id = a.warning_id and c.organisation_id = o.id"
                                + " where a.warning_id = ? and (cast(? as bigint) is null or o.id = ?)"
                                + " order by case a.standing when 'AFFECTED' then 0 when 'CONTACTED' then 1"
                                + " when 'UNKNOWN' then 2 else 3 end, a.affected desc, a.contacted desc, o.sort_name")
                .params(warning, viewer.organisation(), viewer.organisation())
                .query(Line.class)
                .list();
    }

    /// A warning's answer in numbers, over the organisations the viewer may see.
    ///
    /// @param contacted organisations with a machine that met an indicator; one of them may be among `affected` as well
    /// @param clear organisations of which nothing was found and everything asked is known
    /// @param untold cases of which the organisation was not told yet
    /// @param told cases told, and nothing since
    public record Totals(
            long warningId,
            int organisations,
            int affected,
            int contacted,
            int unknown,
            int clear,
            long machinesAffected,
            long machinesContacted,
            long machines,
            int untold,
            int told,
            int acknowledged,
            int acting,
            int done) {
        public static Totals none(long warning) {
            return new Totals(warning, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        }
    }

    public Totals totals(long warning, Viewer viewer) {
        return totals(List.of(warning), viewer).getOrDefault(warning, Totals.none(warning));
    }

    /// The same of several warnings at once; one that is not answered yet is not among them.
    public Map<Long, Totals> totals(List<Long> warnings, Viewer viewer) {
        if (warnings.isEmpty()) {
            return Map.of();
        }
        @Nullable Object[] values = new @Nullable Object[warnings.size() + 2];
        for (int i = 0; i < warnings.size(); i++) {
            values[i] = warnings.get(i);
        }
        values[warnings.size()] = viewer.organisation();
        values[warnings.size() + 1] = viewer.organisation();
        Map<Long, Totals> all = new HashMap<>();
        sql.sql(
                        "select a.warning_id, count(*) as organisations,"
                                + " count(*) filter (where a.standing = 'AFFECTED') as affected,"
                                + " count(*) filter (where a.contacted > 0) as contacted,"
                                + " count(*) filter (where a.standing = 'UNKNOWN') as unknown,"
                                + " count(*) filter (where a.standing = 'CLEAR') as clear,"
                                + " coalesce(sum(a.affected), 0) as machines_affected,"
                                + " coalesce(sum(a.contacted), 0) as machines_contacted,"
                                + " coalesce(sum(a.machines), 0) as machines,"
                                + " count(*) filter (where c.state = 'OPEN') as untold,"
                                + " count(*) filter (where c.state = 'TOLD') as told,"
                                + " count(*) filter (where c.state = 'ACKNOWLEDGED') as acknowledged,"
                                + " count(*) filter (where c.state = 'ACTING') as acting,"
                                + " count(*) filter (where c.state = 'DONE') as done"
                                + " from answer a left join firebreak_case c on c.warning_id = a.warning_id"
                                + " and c.organisation_id = a.organisation_id"
                                + " where a.warning_id in ("
                                + "?, ".repeat(warnings.size() - 1)
                                + "?) and (cast(? as bigint) is null or a.organisation_id = ?)"
                                + " group by a.warning_id")
                .params(values)
                .query(Totals.class)
                .each(t -> all.put(t.warningId(), t));
        return all;
    }

    /// Whether the organisation was told of its case.
    public boolean told(long warning, long organisation) {
        return sql.sql(
                        "select exists (select 1 from firebreak_case where warning_id = ? and organisation_id = ?"
                                + " and told_at is not null)")
                .params(warning, organisation)
                .query(Boolean.class)
                .single();
    }
}
