package dev.firebreak.app.store;

import dev.firebreak.app.access.Viewer;
import dev.firebreak.core.cases.CaseState;
import dev.firebreak.core.cases.Outcome;
import dev.firebreak.core.cases.Standing;
import dev.firebreak.core.model.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What the answers say of each organisation and of the machines that are hit or unknown.
public final class Answers {
    private static final String FINDING =
            "id, warning_id, organisation_id, machine, verdict, contacted, first_contact, last_contact,"
                    + " contacts, evidence, since";

    private static final String STORE_PART =
            "insert into answer (warning_id, organisation_id, standing, machines, affected, contacted,"
                    + " undecided, has_inventory, has_logs, latest_report, logs_from, logs_until, changed_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " on conflict (warning_id, organisation_id) do update set standing = excluded.standing,"
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

    /// From so many machines on they are copied in, which costs a third of inserting them.
    private static final int COPIED = 50;

    private final Sql sql;
    private final JsonMapper json;
    private final Clock clock;
    private final FindingTexts texts;

    public Answers(Sql sql, JsonMapper json, Clock clock) {
        this.sql = sql;
        this.json = json;
        this.clock = clock;
        this.texts = new FindingTexts(sql);
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

    /// A machine that an answer names.
    public record Machine(
            String name,
            Verdict verdict,
            boolean contacted,
            @Nullable Instant firstContact,
            @Nullable Instant lastContact,
            long contacts,
            List<Proof> proofs) {}

    /// Why a machine is named.
    ///
    /// @param kind `installed`, `contact` or `unknown`
    /// @param subject the installed program and version, or what was contacted
    /// @param meets the statement or indicator of the warning
    /// @param source inventory or log
    /// @param place line of the inventory, or offset in the log
    public record Proof(
            String kind,
            String subject,
            String meets,
            String source,
            long place,
            String line,
            @Nullable Instant first,
            @Nullable Instant last,
            long count,
            String german,
            String english) {
        public String text(String language) {
            return language.equals("de") ? german : english;
        }
    }

    /// A machine as it is stored.
    public record Found(
            long id,
            long warningId,
            long organisationId,
            String machine,
            Verdict verdict,
            boolean contacted,
            @Nullable Instant firstContact,
            @Nullable Instant lastContact,
            long contacts,
            List<Proof> proofs,
            Instant since) {}

    private record FoundRow(
            long id,
            long warningId,
            long organisationId,
            String machine,
            Verdict verdict,
            boolean contacted,
            @Nullable Instant firstContact,
            @Nullable Instant lastContact,
            long contacts,
            String evidence,
            Instant since) {}

    /// What changed when an answer was stored.
    public record Change(boolean numbers, int added, int gone) {
        public boolean any() {
            return numbers || added > 0 || gone > 0;
        }
    }

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
            @Nullable Instant changedAt) {}

    /// Stores one organisation's part within the caller's transaction, touching only what is different.
    public Change store(long warning, Part part, List<Machine> machines) {
        Map<String, FoundRow> before = new HashMap<>();
        sql.sql("select " + FINDING + " from finding where warning_id = ? and organisation_id = ?")
                .params(warning, part.organisationId())
                .query(FoundRow.class)
                .each(row -> before.put(row.machine(), row));
        List<@Nullable Object[]> rows = new ArrayList<>();
        Set<String> now = new HashSet<>();
        Map<String, Long> numbered =
                machines.isEmpty()
                        ? Map.of()
                        : texts.numbers(
                                warning,
                                part.organisationId(),
                                machines.stream()
                                        .map(FindingTexts::of)
                                        .collect(java.util.stream.Collectors.toSet()));
        int added = 0;
        int changed = 0;
        for (Machine m : machines) {
            now.add(m.name());
            String evidence = json.writeValueAsString(m.proofs());
            FoundRow old = before.get(m.name());
            if (old != null && old.evidence().equals(evidence) && old.verdict() == m.verdict()) {
                continue;
            }
            added += old == null ? 1 : 0;
            changed += old == null ? 0 : 1;
            rows.add(
                    new @Nullable Object[] {
                        warning,
                        part.organisationId(),
                        m.name(),
                        m.verdict(),
                        m.contacted(),
                        m.firstContact(),
                        m.lastContact(),
                        m.contacts(),
                        evidence,
                        numbered.get(FindingTexts.of(m)),
                        clock.instant()
                    });
        }
        if (before.isEmpty() && rows.size() >= COPIED) {
            sql.copy(
                    "finding (warning_id, organisation_id, machine, verdict, contacted, first_contact,"
                            + " last_contact, contacts, evidence, text_id, since)",
                    rows);
            return new Change(storePart(warning, part), added, 0);
        }
        sql.batch(
                "insert into finding (warning_id, organisation_id, machine, verdict, contacted,"
                        + " first_contact, last_contact, contacts, evidence, text_id, since)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (warning_id, organisation_id, machine) do update set"
                        + " verdict = excluded.verdict, contacted = excluded.contacted,"
                        + " first_contact = excluded.first_contact, last_contact = excluded.last_contact,"
                        + " contacts = excluded.contacts, evidence = excluded.evidence, text_id = excluded.text_id",
                rows);
        List<@Nullable Object[]> gone = new ArrayList<>();
        before.values().stream()
                .filter(row -> !now.contains(row.machine()))
                .forEach(row -> gone.add(new @Nullable Object[] {row.id()}));
        sql.batch("delete from finding where id = ?", gone);
        if (changed > 0 || !gone.isEmpty()) {
            texts.prune(warning, part.organisationId());
        }
        boolean numbers = storePart(warning, part);
        return new Change(numbers, added, gone.size());
    }

    /// Stores the numbers of many organisations at once, before any machine is named.
    public void storeNumbers(long warning, List<Part> parts) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        parts.forEach(p -> rows.add(values(warning, p)));
        sql.batch(STORE_PART, rows);
    }

    private boolean storePart(long warning, Part p) {
        return sql.sql(STORE_PART).params(values(warning, p)).update() > 0;
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
    /// @param open cases not done
    /// @param told cases told, but not done
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
                                + " count(*) filter (where a.standing = 'CONTACTED') as contacted,"
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

    /// Machines of one organisation in one warning, by name from after the given one.
    public List<Found> machines(long warning, long organisation, String after, int limit) {
        return found(
                "warning_id = ? and organisation_id = ? and machine > ? order by machine limit ?",
                warning,
                organisation,
                after,
                limit);
    }

    /// Machines that are affected or contacted, of each organisation the first by name.
    ///
    /// @param each most of one organisation
    public Map<Long, List<Found>> hits(long warning, Viewer viewer, int each) {
        Map<Long, List<Found>> hits = new HashMap<>();
        found(
                        "id in (select m.id from answer a cross join lateral (select f.id from finding f"
                                + " where f.warning_id = a.warning_id and f.organisation_id = a.organisation_id"
                                + " and f.verdict <> 'UNKNOWN' order by f.machine limit ?) m where a.warning_id = ?"
                                + " and (cast(? as bigint) is null or a.organisation_id = ?)) order by machine",
                        each,
                        warning,
                        viewer.organisation(),
                        viewer.organisation())
                .forEach(
                        f ->
                                hits.computeIfAbsent(f.organisationId(), o -> new ArrayList<>())
                                        .add(f));
        return hits;
    }

    private record Hits(long organisationId, int count) {}

    /// How many machines of each organisation are affected or contacted; none is left out.
    public Map<Long, Integer> hitCounts(long warning, Viewer viewer) {
        Map<Long, Integer> counts = new HashMap<>();
        sql.sql(
                        "select organisation_id, count(*) as count from finding where warning_id = ?"
                                + " and verdict <> 'UNKNOWN' and (cast(? as bigint) is null or organisation_id = ?)"
                                + " group by organisation_id")
                .params(warning, viewer.organisation(), viewer.organisation())
                .query(Hits.class)
                .each(h -> counts.put(h.organisationId(), h.count()));
        return counts;
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

    /// Names of the machines that are affected or contacted now.
    public Set<String> hit(long warning, long organisation) {
        return new HashSet<>(
                sql.sql(
                                "select machine from finding where warning_id = ? and organisation_id = ?"
                                        + " and verdict <> 'UNKNOWN'")
                        .params(warning, organisation)
                        .query(String.class)
                        .list());
    }

    /// Machines whose name begins with the words, or whose program or indicator contains them, in the warnings the viewer
    /// may see.
    ///
    /// @param limit most that are looked for; as many found means that there may be more
    public List<Found> search(String words, Viewer viewer, int limit) {
        Set<Long> matching = texts.matching(words, viewer, limit);
        return matching.isEmpty()
                ? List.of()
                : found("id = any(?) order by machine, id", (Object) matching.toArray(Long[]::new));
    }

    /// How many machines had their first contact within ten minutes of a warning's timeline.
    public record Contact(Instant at, int machines) {}

    public List<Contact> contacts(long warning, Viewer viewer) {
        return sql.sql(
                        "select date_bin('10 minutes', first_contact, to_timestamp(0)) as at,"
                                + " count(*) as machines from finding"
                                + " where warning_id = ? and first_contact is not null"
                                + " and (cast(? as bigint) is null or organisation_id = ?) group by 1")
                .params(warning, viewer.organisation(), viewer.organisation())
                .query(Contact.class)
                .list();
    }

    private List<Found> found(String condition, @Nullable Object... values) {
        List<Found> all = new ArrayList<>();
        sql.sql("select " + FINDING + " from finding where " + condition)
                .params(values)
                .query(FoundRow.class)
                .each(
                        r ->
                                all.add(
                                        new Found(
                                                r.id(),
                                                r.warningId(),
                                                r.organisationId(),
                                                r.machine(),
                                                r.verdict(),
                                                r.contacted(),
                                                r.firstContact(),
                                                r.lastContact(),
                                                r.contacts(),
                                                json.readValue(
                                                        r.evidence(),
                                                        new TypeReference<List<Proof>>() {}),
                                                r.since())));
        return all;
    }
}
