package dev.firebreak.app.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which organisations have to be answered anew, and up to where all others are answered. What is marked here before the
/// memory changes is known after any crash.
public final class DueAnswers {
    private static final String MARK =
            " on conflict (organisation_id) do update set marks = answer_due.marks + 1";

    private final Sql sql;

    public DueAnswers(Sql sql) {
        this.sql = sql;
    }

    /// Up to where the answers of the organisations that are not marked hold.
    ///
    /// @param memory the state of what was reported
    /// @param program what computed them
    /// @param agedAt the moment as of which the age of what was reported is taken account of
    public record Cover(String memory, String program, Instant agedAt) {}

    private record Mark(long organisationId, long marks) {}

    /// Marks an organisation; durable when it returns, unless the caller has a transaction.
    public void mark(long organisation) {
        sql.sql("insert into answer_due (organisation_id, marks) values (?, 1)" + MARK)
                .params(organisation)
                .update();
    }

    public void markAll() {
        // in one order, so that two who do it wait for each other
        sql.sql(
                        "insert into answer_due (organisation_id, marks) select id, 1 from organisation where true order by id"
                                + MARK)
                .params()
                .update();
    }

    /// The marked organisations, with how often they were marked.
    public Map<Long, Long> marks() {
        Map<Long, Long> marks = new HashMap<>();
        sql.sql("select organisation_id, marks from answer_due")
                .params()
                .query(Mark.class)
                .each(m -> marks.put(m.organisationId(), m.marks()));
        return marks;
    }

    /// The organisation is answered; nothing is done if it was marked again meanwhile.
    ///
    /// @param marks as they were when its answer was begun
    public void done(long organisation, long marks) {
        sql.sql("delete from answer_due where organisation_id = ? and marks = ?")
                .params(organisation, marks)
                .update();
    }

    public Optional<Cover> cover() {
        return sql.sql("select memory, program, aged_at from answers_cover")
                .params()
                .query(Cover.class)
                .optional();
    }

    /// Everything before this is answered or marked.
    public void cover(Cover now) {
        sql.sql(
                        "insert into answers_cover (memory, program, aged_at) values (?, ?, ?) on conflict (only_row)"
                                + " do update set memory = excluded.memory, program = excluded.program,"
                                + " aged_at = excluded.aged_at")
                .params(now.memory(), now.program(), now.agedAt())
                .update();
    }

    /// The same, of a further state of what was reported.
    public void cover(String memory) {
        sql.sql("update answers_cover set memory = ? where memory <> ?")
                .params(memory, memory)
                .update();
    }

    /// The age of what was reported is taken account of as of this moment.
    public void aged(Instant moment) {
        sql.sql("update answers_cover set aged_at = ?").params(moment).update();
    }

    /// Organisations that some confirmed warning has no answer for: they are new.
    public List<Long> unanswered() {
        return sql.sql(
                        "select o.id from organisation o where exists (select 1 from warning w"
                                + " where w.state = 'CONFIRMED' and not exists (select 1 from answer a"
                                + " where a.warning_id = w.id and a.organisation_id = o.id))")
                .params()
                .query(Long.class)
                .list();
    }
}
