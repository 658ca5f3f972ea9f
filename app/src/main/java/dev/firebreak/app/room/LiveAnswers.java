package dev.firebreak.app.room;

import dev.firebreak.app.access.Role;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.room.Estates.Asked;
import dev.firebreak.app.store.Answers;
import dev.firebreak.app.store.Answers.Part;
import dev.firebreak.app.store.Cases;
import dev.firebreak.app.store.Finding;
import dev.firebreak.app.store.Findings;
import dev.firebreak.app.store.Organisations;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.app.store.Sql;
import dev.firebreak.app.store.Warnings;
import dev.firebreak.app.store.Warnings.State;
import dev.firebreak.app.store.Warnings.Warning;
import dev.firebreak.core.model.Advisory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Keeps the answers of all confirmed warnings true: at once for all organisations when a warning is confirmed, and for
/// one organisation when something of it comes in. Looking up costs by what a warning names, not by what an estate
/// holds, so nothing is read again.
public final class LiveAnswers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveAnswers.class);
    static final String SYSTEM = "system";

    /// So many organisations are stored in one transaction, with the same statements: a commit, and some ten statements, for
    /// each would be most of the work.
    private static final int CHUNK = 20;

    private static final Viewer EVERYTHING =
            new Viewer(SYSTEM, SYSTEM, null, null, null, Role.ANALYST.permissions(), false);

    private final Sql sql;
    private final Warnings warnings;
    private final Organisations organisations;
    private final Answers answers;
    private final Findings findings;
    private final CaseCarrying carrying;
    private final Estates estates;
    private final LiveEvents events;
    private final Pseudonyms pseudonyms;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ExecutorService workers;
    private final ExecutorService follower = Executors.newSingleThreadExecutor();
    private final Set<Long> touched = new LinkedHashSet<>();

    /// Those touched while a warning is answered for everybody: what is stored of them then may be older than their report.
    private final Set<Long> meanwhile = new LinkedHashSet<>();

    private int answering;
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
        this.carrying = new CaseCarrying(cases);
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
        synchronized (touched) {
            answering++;
        }
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            // Before the caller commits nobody else sees that this warning is confirmed.
            TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                        @Override
                        public void afterCompletion(int status) {
                            answered();
                        }
                    });
            answerAll(warning, found.get());
        } else {
            try {
                answerAll(warning, found.get());
            } finally {
                answered();
            }
        }
    }

    /// What came in meanwhile is answered once more.
    private void answered() {
        Set<Long> again = Set.of();
        synchronized (touched) {
            if (--answering == 0) {
                again = Set.copyOf(meanwhile);
                meanwhile.clear();
            }
        }
        again.forEach(this::touch);
    }

    private void answerAll(long warning, Warning confirmed) {
        Asked asked = estates.ask(understanding(confirmed), clock.instant());
        List<Organisation> all = new ArrayList<>(organisations.visible(EVERYTHING));
        all.sort(Comparator.comparing(Organisation::id)); // the order in which they are locked
        List<Part> numbers = new ArrayList<>();
        for (Organisation o : all) {
            numbers.add(
                    AnswerParts.numbers(o.id(), asked.counts(o.key()), estates.coverage(o.key())));
        }
        // By another thread than the caller's: its transaction, if it has one, must not keep
        // these rows from those who store the machines.
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
            if (answering > 0) {
                meanwhile.add(organisation);
            }
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
    private Set<Long> keep(long warning, Asked asked, List<Organisation> some) {
        Map<Long, List<Finding>> machines = new LinkedHashMap<>();
        List<Part> numbers = new ArrayList<>();
        for (Organisation o : some) {
            AnswerParts.Parts parts =
                    AnswerParts.of(
                            o.id(),
                            asked.counts(o.key()),
                            estates.coverage(o.key()),
                            pseudonyms,
                            each -> asked.tell(o.key(), each));
            machines.put(o.id(), parts.machines());
            numbers.add(parts.part());
        }
        Set<Long> changed = new LinkedHashSet<>();
        transaction.executeWithoutResult(
                status -> {
                    changed.clear();
                    sql.sql(
                                    "select pg_advisory_xact_lock(?, o) from unnest(?) with ordinality as u(o, n) order by n")
                            .params(
                                    (int) warning,
                                    some.stream().map(o -> (int) o.id()).toArray(Integer[]::new))
                            .run();
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

    @Override
    public void close() {
        follower.shutdown();
        workers.shutdown();
    }
}
