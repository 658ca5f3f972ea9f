package dev.firebreak.app.room;

import dev.firebreak.app.room.Estates.Asked;
import dev.firebreak.app.store.Answers;
import dev.firebreak.app.store.Answers.Part;
import dev.firebreak.app.store.Cases;
import dev.firebreak.app.store.Finding;
import dev.firebreak.app.store.Findings;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.app.store.Sql;
import dev.firebreak.core.model.Advisory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.transaction.support.TransactionTemplate;

/// Stores what answers say of organisations: numbers, machines, cases.
public final class AnswerKeeping {
    private final Sql sql;
    private final Answers answers;
    private final Findings findings;
    private final CaseCarrying carrying;
    private final Estates estates;
    private final Pseudonyms pseudonyms;
    private final Retention retention;
    private final TransactionTemplate transaction;

    public AnswerKeeping(
            Sql sql,
            Answers answers,
            Findings findings,
            Cases cases,
            Estates estates,
            Pseudonyms pseudonyms,
            Retention retention,
            TransactionTemplate transaction) {
        this.sql = sql;
        this.answers = answers;
        this.findings = findings;
        this.carrying = new CaseCarrying(cases);
        this.estates = estates;
        this.pseudonyms = pseudonyms;
        this.retention = retention;
        this.transaction = transaction;
    }

    /// Stores the numbers of everybody, before any machine is named.
    void numbers(long warning, List<Part> numbers) {
        answers.storeNumbers(warning, numbers);
    }

    /// Stores the answers of some organisations and carries them into their cases.
    ///
    /// @param advisory what was asked
    /// @param some in the order of their ids
    /// @return the organisations of which anything is different from before
    Set<Long> keep(long warning, Advisory advisory, Asked asked, List<Organisation> some) {
        Map<Long, List<Finding>> machines = new LinkedHashMap<>();
        List<Part> numbers = new ArrayList<>();
        Instant limit = retention.limit();
        Map<Long, List<Finding>> evidence =
                findings.lastContactBefore(
                        warning, some.stream().map(Organisation::id).toList(), limit);
        for (Organisation o : some) {
            AnswerParts.Parts parts =
                    KeptEvidence.with(
                            AnswerParts.of(
                                    o.id(),
                                    asked.counts(o.key()),
                                    estates.coverage(o.key()),
                                    pseudonyms,
                                    each -> asked.tell(o.key(), each)),
                            evidence.getOrDefault(o.id(), List.of()),
                            advisory,
                            limit);
            machines.put(o.id(), parts.machines());
            numbers.add(parts.part());
        }
        Set<Long> changed = new LinkedHashSet<>();
        transaction.executeWithoutResult(
                status -> {
                    lock(warning, some);
                    findings.store(warning, machines)
                            .forEach(
                                    (organisation, change) -> {
                                        if (change.any()) {
                                            changed.add(organisation);
                                        }
                                    });
                    changed.addAll(answers.store(warning, numbers));
                    changed.addAll(carrying.carry(warning, numbers, machines));
                });
        return changed;
    }

    /// One at a time stores an organisation's part of a warning.
    private void lock(long warning, List<Organisation> some) {
        sql.sql(
                        "select pg_advisory_xact_lock(?, o) from unnest(?) with ordinality as u (o, n) order by n")
                .params((int) warning, some.stream().map(o -> (int) o.id()).toArray(Integer[]::new))
                .run();
    }
}
