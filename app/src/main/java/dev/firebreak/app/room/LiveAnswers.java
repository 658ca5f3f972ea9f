package dev.firebreak.app.room;

import dev.firebreak.app.access.Role;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.room.Estates.Asked;
import dev.firebreak.app.store.Answers;
import dev.firebreak.app.store.Answers.Part;
import dev.firebreak.app.store.Cases;
import dev.firebreak.app.store.Findings;
import dev.firebreak.app.store.Organisations;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.app.store.Sql;
import dev.firebreak.app.store.Warnings;
import dev.firebreak.app.store.Warnings.State;
import dev.firebreak.app.store.Warnings.Warning;
import dev.firebreak.core.cases.Case;
import dev.firebreak.core.cases.CaseEvent;
import dev.firebreak.core.cases.CaseRules;
import dev.firebreak.core.cases.CaseState;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// Keeps the answers of all confirmed warnings true: at once for all organisations when a warning is confirmed, and for
/// one organisation when something of it comes in. Looking up costs by what a warning names, not by what an estate
/// holds, so nothing is read again.
public final class LiveAnswers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveAnswers.class);
    private static final String SYSTEM = "system";

    /// So many organisations are stored in one transaction: a commit for each would be most of the work.
    private static final int CHUNK = 10;

    private static final Viewer EVERYTHING =
            new Viewer(SYSTEM, SYSTEM, null, null, null, Role.ANALYST.permissions(), false);

    private final Sql sql;
    private final Warnings warnings;
    private final Organisations organisations;
    private final Answers answers;
    private final Findings findings;
    private final Cases cases;
    private final Estates estates;
    private final LiveEvents events;
    private final Pseudonyms pseudonyms;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ExecutorService workers;
    private final ExecutorService follower = Executors.newSingleThreadExecutor();
    private final Set<Long> touched = new LinkedHashSet<>();
    private boolean following;

    public LiveAnswers(
            Sql sql,
            Warnings warnings,
            Organisations organisations,
            Answers answers,
            Findings findings,
            Cases cases,
            Estates estates,
            LiveEvents events,
            Pseudonyms pseudonyms,
            TransactionTemplate transaction,
            Clock clock) {
        this.sql = sql;
        this.warnings = warnings;
        this.organisations = organisations;
        this.answers = answers;
        this.findings = findings;
        this.cases = cases;
        this.estates = estates;
        this.events = events;
        this.pseudonyms = pseudonyms;
        this.transaction = transaction;
        this.clock = clock;
        this.workers =
                Executors.newFixedThreadPool(
                        Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8));
    }

    /// Answers a warning for all organisations and returns when all are stored. The numbers of everybody come first, in
    /// one go; the machines and the cases follow.
    public void answer(long warning) {
        Optional<Warning> found = warnings.byId(warning).filter(w -> w.state() == State.CONFIRMED);
        if (found.isEmpty()) {
            return;
        }
        Asked asked = estates.ask(understanding(found.get()), clock.instant());
        List<Organisation> all = organisations.visible(EVERYTHING);
        List<Part> numbers = new ArrayList<>();
        for (Organisation o : all) {
            numbers.add(
                    AnswerParts.numbers(o.id(), asked.counts(o.key()), estates.coverage(o.key())));
        }
        // By another thread than the caller's, whose transaction, if it has one, must not keep
        // these
        // rows from those who store the machines.
        await(List.of(workers.submit(() -> answers.storeNumbers(warning, numbers))));
        events.publish(new LiveEvents.Change(warning, null, "answer"));
        List<Future<?>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<Organisation> chunk = all.subList(from, Math.min(all.size(), from + CHUNK));
            chunks.add(workers.submit(() -> keep(warning, asked, chunk)));
        }
        await(chunks);
        warnings.answered(warning);
        events.publish(new LiveEvents.Change(warning, null, "answer"));
    }

    private static void await(List<Future<?>> all) {
        for (Future<?> one : all) {
            try {
                one.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while answering", e);
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException("an answer could not be computed", e.getCause());
            }
        }
    }

    /// Something of this organisation came in: its part of all answers is computed anew, soon and without waiting.
    /// Reports that come in meanwhile are taken together.
    public void touch(long organisation) {
        synchronized (touched) {
            touched.add(organisation);
            if (following) {
                return;
            }
            following = true;
        }
        try {
            follower.submit(this::follow);
        } catch (RejectedExecutionException e) {
            // Closing: the next start catches up with all organisations.
            LOG.info("a report came in while the server stops; it is answered at the next start");
        }
    }

    /// Computes everything anew, after a start: a crash may have come between a report and its answer.
    public void catchUp() {
        organisations.visible(EVERYTHING).forEach(o -> touch(o.id()));
    }

    /// Waits until everything that was touched is answered; for tests.
    public void awaitQuiet() throws InterruptedException {
        while (true) {
            synchronized (touched) {
                if (!following) {
                    return;
                }
            }
            Thread.sleep(10);
        }
    }

    private void follow() {
        while (true) {
            Set<Long> now;
            synchronized (touched) {
                if (touched.isEmpty()) {
                    following = false;
                    return;
                }
                now = new LinkedHashSet<>(touched);
                touched.clear();
            }
            try {
                for (Warning warning : warnings.confirmed()) {
                    List<Organisation> touchedNow = new ArrayList<>();
                    now.forEach(id -> organisations.byId(id).ifPresent(touchedNow::add));
                    touchedNow.sort(Comparator.comparing(Organisation::id));
                    Asked asked = estates.ask(understanding(warning), clock.instant());
                    for (int from = 0; from < touchedNow.size(); from += CHUNK) {
                        List<Organisation> chunk =
                                touchedNow.subList(from, Math.min(touchedNow.size(), from + CHUNK));
                        for (long changed : keep(warning.id(), asked, chunk)) {
                            events.publish(new LiveEvents.Change(warning.id(), changed, "answer"));
                        }
                    }
                }
            } catch (RuntimeException e) {
                LOG.error("answers could not be brought up to date", e);
            }
        }
    }

    private Advisory understanding(Warning warning) {
        int revision =
                warning.answeredRevision() == null
                        ? warning.revision()
                        : warning.answeredRevision();
        return warnings.revision(warning.id(), revision).orElseThrow().understanding();
    }

    /// Stores the answers of some organisations, in the order of their ids, and carries them into their cases.
    ///
    /// @return the organisations of which anything is different from before
    private List<Long> keep(long warning, Asked asked, List<Organisation> some) {
        List<AnswerParts.Parts> all = new ArrayList<>();
        for (Organisation o : some) {
            all.add(
                    AnswerParts.of(
                            o.id(),
                            asked.counts(o.key()),
                            asked.answer(o.key()),
                            estates.coverage(o.key()),
                            pseudonyms));
        }
        List<Long> changed = new ArrayList<>();
        transaction.executeWithoutResult(
                status -> {
                    for (AnswerParts.Parts parts : all) {
                        if (keep(warning, parts)) {
                            changed.add(parts.part().organisationId());
                        }
                    }
                });
        return changed;
    }

    private boolean keep(long warning, AnswerParts.Parts parts) {
        long organisation = parts.part().organisationId();
        sql.sql("select pg_advisory_xact_lock(?, ?)")
                .params((int) warning, (int) organisation)
                .run();
        Findings.Change change = findings.store(warning, organisation, parts.machines());
        boolean numbers = answers.store(warning, parts.part());
        Set<String> hit = new HashSet<>();
        parts.machines().stream()
                .filter(m -> m.verdict() != Verdict.UNKNOWN)
                .forEach(m -> hit.add(m.machine()));
        boolean carried = carryIntoCase(warning, organisation, parts.part(), hit);
        return numbers || change.any() || carried;
    }

    /// @return whether the case changed
    private boolean carryIntoCase(long warning, long organisation, Part part, Set<String> hit) {
        Optional<Long> id = cases.find(warning, organisation);
        if (id.isEmpty()) {
            if (part.standing().needsCase()) {
                cases.open(
                        warning,
                        organisation,
                        new CaseEvent.Opened(
                                part.standing(),
                                part.affected(),
                                part.contacted(),
                                part.undecided()),
                        SYSTEM);
            }
            return part.standing().needsCase();
        }
        boolean changes = false;
        List<Cases.Entry> history = cases.historyToChange(id.get());
        Case now = Cases.fold(history);
        CaseEvent.AnswerChanged changed =
                new CaseEvent.AnswerChanged(
                        part.standing(), part.affected(), part.contacted(), part.undecided());
        if (!sameNumbers(history, changed)) {
            now = cases.append(id.get(), now, changed, SYSTEM);
            changes = true;
        }
        if (now.state() == CaseState.DONE) {
            Set<String> settled = cases.settled(id.get());
            Set<String> fresh = CaseRules.newlyHit(settled, hit);
            if (!fresh.isEmpty()) {
                cases.append(id.get(), now, new CaseEvent.Reopened(fresh.size(), ""), SYSTEM);
                cases.settle(id.get(), Set.of());
                changes = true;
            } else if (!hit.containsAll(settled)) {
                // A machine that was cleaned and turns up again must count as new.
                settled.retainAll(hit);
                cases.settle(id.get(), settled);
            }
        }
        return changes;
    }

    private static boolean sameNumbers(List<Cases.Entry> history, CaseEvent.AnswerChanged now) {
        for (Cases.Entry entry : history.reversed()) {
            if (entry.event() instanceof CaseEvent.AnswerChanged before) {
                return before.equals(now);
            }
            if (entry.event() instanceof CaseEvent.Opened before) {
                return before.standing() == now.standing()
                        && before.affected() == now.affected()
                        && before.contacted() == now.contacted()
                        && before.undecided() == now.undecided();
            }
        }
        return false;
    }

    @Override
    public void close() {
        follower.shutdown();
        workers.shutdown();
    }
}
