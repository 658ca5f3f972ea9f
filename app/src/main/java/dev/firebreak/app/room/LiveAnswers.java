package dev.firebreak.app.room;

import dev.firebreak.app.access.Role;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.room.Estates.Asked;
import dev.firebreak.app.store.Answers.Part;
import dev.firebreak.app.store.DueAnswers;
import dev.firebreak.app.store.Organisations;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.app.store.Warnings;
import dev.firebreak.app.store.Warnings.State;
import dev.firebreak.app.store.Warnings.Warning;
import dev.firebreak.core.model.Advisory;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Keeps the answers of all confirmed warnings true: at once for all organisations when a warning is confirmed, and for
/// one organisation when something of it comes in. Looking up costs by what a warning names, not by what an estate
/// holds, so nothing is read again.
///
/// An organisation is marked in the database before anything of it changes, and the mark goes when its answers have been
/// computed from a state that holds the change. So a start computes only what a stop or a crash left open.
public final class LiveAnswers implements AutoCloseable {
    static final String SYSTEM = "system";
    private static final Logger LOG = LoggerFactory.getLogger(LiveAnswers.class);

    /// So many organisations are stored in one transaction, with the same statements: a commit, and some ten statements, for
    /// each would be most of the work.
    private static final int CHUNK = 20;

    /// What could not be computed, such as while the database is away, is tried again after so many seconds.
    private static final int RETRY_SECONDS = 10;

    /// A warning whose answer was broken off is answered again after so many seconds.
    private static final int AGAIN_SECONDS = 60;

    /// The longest pause between two tries, if one after the other fails.
    private static final int LONGEST_RETRY_SECONDS = 600;

    /// A stop waits so many seconds for the organisations that are just being stored.
    private static final int STOP_SECONDS = 20;

    private static final Viewer EVERYTHING =
            new Viewer(SYSTEM, SYSTEM, null, null, null, Role.ANALYST.permissions(), false);

    private final Warnings warnings;
    private final Organisations organisations;
    private final AnswerKeeping keeping;
    private final DueAnswers due;
    private final Estates estates;
    private final LiveEvents events;
    private final Supplier<String> program;
    private final Clock clock;
    private final ExecutorService workers;
    private final ScheduledExecutorService follower = Executors.newSingleThreadScheduledExecutor();

    /// Guarded by itself, as is what follows.
    private final Set<Long> touched = new LinkedHashSet<>();

    /// How many reports of an organisation are being taken in just now.
    private final Map<Long, Integer> coming = new HashMap<>();

    /// For each warning that is being answered for all, the organisations that were touched since that began.
    private final List<Set<Long>> meanwhile = new ArrayList<>();

    private int forgetting;
    private boolean following;
    private int failures;

    /// Whether it is known what the time before this start left open; what the memory holds is noted only then.
    private volatile boolean caughtUp;

    private volatile boolean closing;

    /// @param program a word for what computes answers, another one for each version of it
    public LiveAnswers(
            Warnings warnings,
            Organisations organisations,
            AnswerKeeping keeping,
            DueAnswers due,
            Estates estates,
            LiveEvents events,
            Supplier<String> program,
            Clock clock) {
        this.warnings = warnings;
        this.organisations = organisations;
        this.keeping = keeping;
        this.due = due;
        this.estates = estates;
        this.events = events;
        this.program = program;
        this.clock = clock;
        this.workers =
                Executors.newFixedThreadPool(
                        Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8));
    }

    /// Answers a warning for all organisations and returns when all are stored. The numbers of everybody come first, in
    /// one go; the machines and the cases follow.
    public void answer(long warning) {
        Optional<Warning> found = confirmed(warning);
        if (found.isEmpty()) {
            return;
        }
        int revision = revision(found.get());
        Set<Long> since = new LinkedHashSet<>();
        synchronized (touched) {
            meanwhile.add(since);
        }
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            // Before the caller commits nobody else sees that this warning is confirmed.
            TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                        @Override
                        public void afterCompletion(int status) {
                            whole(warning, revision, since, status == STATUS_COMMITTED);
                        }
                    });
            answer(warning, revision);
        } else {
            boolean done = false;
            try {
                answer(warning, revision);
                done = true;
            } finally {
                whole(warning, revision, since, done);
            }
        }
    }

    /// What came in while a warning was answered may have been answered from a newer state already, which was then replaced:
    /// it is answered once more. Until that is marked, the answer counts as broken off.
    private void whole(long warning, int revision, Set<Long> since, boolean done) {
        List<Long> again;
        synchronized (touched) {
            meanwhile.removeIf(s -> s == since);
            again = List.copyOf(since);
        }
        // By another thread, whose statements are its own: the caller's transaction may just have
        // ended.
        await(
                List.of(
                        workers.submit(
                                () -> {
                                    again.forEach(due::mark);
                                    if (done) {
                                        warnings.answeredWhole(warning, revision);
                                    } else {
                                        warnings.answeredInPart(warning);
                                    }
                                })));
        touch(again);
        if (!done) {
            again(warning, AGAIN_SECONDS);
        }
    }

    private void answer(long warning, int revision) {
        Advisory advisory = understanding(warning, revision);
        Asked asked = estates.ask(advisory, clock.instant());
        List<Organisation> all = new ArrayList<>(organisations.visible(EVERYTHING));
        all.sort(Comparator.comparing(Organisation::id)); // the order in which they are locked
        List<Part> numbers = new ArrayList<>();
        for (Organisation o : all) {
            numbers.add(
                    AnswerParts.numbers(o.id(), asked.counts(o.key()), estates.coverage(o.key())));
        }
        // By another thread than the caller's: its transaction, if it has one, must not keep
        // these rows from those who store the machines.
        await(List.of(workers.submit(() -> keeping.numbers(warning, numbers))));
        events.publish(new LiveEvents.Change(warning, null, "answer"));
        List<Future<?>> chunks = new ArrayList<>();
        for (List<Organisation> chunk : chunks(all)) {
            chunks.add(workers.submit(() -> keeping.keep(warning, advisory, asked, chunk)));
        }
        await(chunks);
        warnings.answered(warning);
        events.publish(new LiveEvents.Change(warning, null, "answer"));
    }

    private static List<List<Organisation>> chunks(List<Organisation> all) {
        List<List<Organisation>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += CHUNK) {
            chunks.add(all.subList(from, Math.min(all.size(), from + CHUNK)));
        }
        return chunks;
    }

    private static void await(List<Future<?>> all) {
        for (Future<?> one : all) {
            try {
                one.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while answering", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("an answer could not be computed", e.getCause());
            }
        }
    }

    /// A change of what is known of an organisation, from before it is made until it is answered.
    public final class Coming implements AutoCloseable {
        private final long organisation;

        private Coming(long organisation) {
            this.organisation = organisation;
        }

        /// The change is made, or came to nothing: the answers follow, soon and without waiting.
        @Override
        public void close() {
            synchronized (touched) {
                coming.computeIfPresent(organisation, (_, n) -> n == 1 ? null : n - 1);
            }
            touch(organisation);
        }
    }

    /// Something of this organisation is about to change. When this returns, that is known after a crash.
    public Coming coming(long organisation) {
        synchronized (touched) {
            coming.merge(organisation, 1, Integer::sum);
        }
        Coming change = new Coming(organisation);
        try {
            due.mark(organisation);
        } catch (RuntimeException e) {
            change.close();
            throw e;
        }
        return change;
    }

    /// Something of this organisation came in: its part of all answers is computed anew, soon and without waiting.
    /// Reports that come in meanwhile are taken together.
    public void touch(long organisation) {
        touch(List.of(organisation));
    }

    private void touch(Collection<Long> some) {
        if (some.isEmpty()) {
            return;
        }
        synchronized (touched) {
            touched.addAll(some);
            meanwhile.forEach(since -> since.addAll(some));
        }
        begin(0);
    }

    private void begin(int seconds) {
        synchronized (touched) {
            if (following || closing) {
                return; // what is marked is found at the next start
            }
            following = true;
        }
        try {
            follower.schedule(() -> follow(), seconds, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closing: what came in is answered at the next start");
        }
    }

    private List<Long> all() {
        return organisations.visible(EVERYTHING).stream().map(Organisation::id).toList();
    }

    /// After a start: computes what a stop, a crash, another program or time left open. If that is not known, everything.
    public void catchUp() {
        Optional<DueAnswers.Cover> cover = due.cover();
        String running = program.get();
        @Nullable String state = estates.state();
        boolean same =
                cover.isPresent()
                        && cover.get().program().equals(running)
                        && cover.get().memory().equals(state);
        if (!same) {
            due.markAll();
            if (state != null) {
                due.cover(new DueAnswers.Cover(state, running, clock.instant()));
            }
            touch(all());
        } else {
            age();
            touch(due.marks().keySet());
        }
        caughtUp = true;
        for (long warning : warnings.brokenOff()) {
            again(warning, 0);
        }
    }

    /// Answers for all what was broken off; what fails once more is tried again later by [#whole].
    private void again(long warning, int seconds) {
        try {
            follower.schedule(
                    () -> {
                        try {
                            if (!closing) {
                                answer(warning);
                            }
                        } catch (RuntimeException | Error e) {
                            failed(e);
                        }
                    },
                    seconds,
                    TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closing: what was broken off is answered at the next start");
        }
    }

    /// Takes account of the time that went by, and of organisations that are new; called after a start and daily.
    public void age() {
        Instant now = clock.instant();
        Optional<DueAnswers.Cover> cover = due.cover();
        Set<Long> open = new LinkedHashSet<>(due.unanswered());
        @Nullable Set<String> aged = cover.map(c -> estates.aged(c.agedAt(), now)).orElse(null);
        if (aged == null) {
            open.addAll(all());
        } else {
            aged.forEach(key -> organisations.byKey(key).ifPresent(o -> open.add(o.id())));
        }
        open.forEach(due::mark);
        due.aged(now);
        touch(open);
    }

    /// Forgets what was reported before a moment, and computes the answers anew if that may change them.
    ///
    /// @throws IOException if it could not be forgotten, or not all of it
    public void forgetBefore(Instant moment) throws IOException {
        if (!estates.holdsBefore(moment)) {
            return;
        }
        List<Long> everybody = all();
        synchronized (touched) {
            forgetting++;
        }
        try {
            due.markAll();
            estates.forgetBefore(moment);
        } finally {
            synchronized (touched) {
                forgetting--;
            }
            touch(everybody);
        }
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
                if (touched.isEmpty() || closing) {
                    following = false;
                    return;
                }
                now = new LinkedHashSet<>(touched);
                touched.clear();
            }
            try {
                bringUpToDate(now);
                failures = 0;
            } catch (RuntimeException | Error e) {
                int pause;
                synchronized (touched) {
                    touched.addAll(now);
                    following = false;
                    pause =
                            Math.min(
                                    LONGEST_RETRY_SECONDS,
                                    RETRY_SECONDS << Math.min(failures++, 6));
                }
                failed(e);
                begin(pause);
                return;
            }
        }
    }

    private void failed(Throwable e) {
        if (closing) {
            LOG.info("answers that are being brought up to date are left to the next start");
        } else {
            LOG.error("answers could not be brought up to date", e);
        }
    }

    private void bringUpToDate(Set<Long> some) {
        // In this order: a report that marks after the marks are read leaves another one; one that
        // marked before, and is not coming any more, is there to be asked about.
        Map<Long, Long> marks = due.marks();
        Set<Long> settled = settled(some);
        @Nullable String state = estates.state();
        if (state != null && caughtUp) {
            due.cover(state); // all that led to it is marked
        }
        List<Organisation> these = new ArrayList<>();
        some.forEach(id -> organisations.byId(id).ifPresent(these::add));
        these.sort(Comparator.comparing(Organisation::id)); // the order in which they are locked
        RuntimeException failure = null;
        boolean overtaken = false;
        for (Warning warning : warnings.confirmed()) {
            if (closing) {
                return; // the marks stay
            }
            try {
                overtaken |= !bringUpToDate(warning.id(), these);
            } catch (RuntimeException e) {
                // One that cannot be answered is not to keep the others from it.
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        if (overtaken) {
            touch(some);
            return;
        }
        if (closing) {
            return;
        }
        settled.forEach(
                id -> {
                    Long mark = marks.get(id);
                    if (mark != null) {
                        due.done(id, mark);
                    }
                });
    }

    /// @return false if meanwhile another understanding of the warning was confirmed, or it was withdrawn
    private boolean bringUpToDate(long id, List<Organisation> some) {
        Optional<Warning> warning = confirmed(id);
        if (warning.isEmpty() || some.isEmpty()) {
            return true;
        }
        int revision = revision(warning.get());
        Advisory advisory = understanding(id, revision);
        Asked asked = estates.ask(advisory, clock.instant());
        for (List<Organisation> chunk : chunks(some)) {
            if (closing) {
                return true; // the marks stay
            }
            for (long changed : keeping.keep(id, advisory, asked, chunk)) {
                events.publish(new LiveEvents.Change(id, changed, "answer"));
            }
            synchronized (touched) {
                // Who is answered for all just now, perhaps by an understanding that nobody else
                // sees yet, may have been overwritten here: those are answered once more.
                meanwhile.forEach(since -> chunk.forEach(o -> since.add(o.id())));
            }
        }
        return confirmed(id).map(w -> revision(w) == revision).orElse(true);
    }

    private Optional<Warning> confirmed(long id) {
        return warnings.byId(id).filter(w -> w.state() == State.CONFIRMED);
    }

    /// Those of which nothing is coming in.
    private Set<Long> settled(Set<Long> some) {
        synchronized (touched) {
            Set<Long> settled = new LinkedHashSet<>(forgetting > 0 ? Set.of() : some);
            settled.removeAll(coming.keySet());
            return settled;
        }
    }

    private static int revision(Warning warning) {
        return Objects.requireNonNullElse(warning.answeredRevision(), warning.revision());
    }

    private Advisory understanding(long warning, int revision) {
        return warnings.revision(warning, revision).orElseThrow().understanding();
    }

    @Override
    public void close() {
        synchronized (touched) {
            closing = true;
        }
        follower.shutdown();
        workers.shutdown();
        try {
            if (!follower.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)
                    || !workers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("answers are still being computed; the next start goes on with them");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
