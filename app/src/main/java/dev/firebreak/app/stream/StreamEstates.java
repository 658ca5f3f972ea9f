package dev.firebreak.app.stream;

import dev.firebreak.app.memory.TakeOptions;
import dev.firebreak.app.room.EstateAwayException;
import dev.firebreak.app.room.Estates;
import dev.firebreak.app.ship.Delivery;
import dev.firebreak.core.identity.Aliases;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Problem;
import dev.firebreak.formats.Inventories;
import dev.firebreak.formats.input.Inputs;
import dev.firebreak.formats.log.Logs;
import dev.firebreak.stream.Connection;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A cluster behind the server: reports are sent to Kafka, warnings become standing questions, and answers are made of the
/// findings that come back.
public final class StreamEstates implements Estates {
    private static final Logger LOG = LoggerFactory.getLogger(StreamEstates.class);

    /// So long a confirmed warning waits for its whole answer; what comes later changes the answer then.
    static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    /// After waiting in vain it is not waited again for so long.
    private static final long NO_WAIT_NANOS = TimeUnit.MINUTES.toNanos(1);

    /// Changes are gathered for so long before answers are made anew.
    private static final long GATHER_MILLIS = 1_000;

    /// How the standing questions are kept to those that the warnings need.
    ///
    /// @param every so often it is looked
    /// @param spared a question that was asked for an answer within this time is not withdrawn: its warning may be about
    ///     to be stored
    public record Review(Duration every, Duration spared) {
        public static final Review DEFAULT =
                new Review(Duration.ofSeconds(30), Duration.ofMinutes(10));
    }

    /// Most problems kept of one report.
    private static final int MAX_PROBLEMS = 1_000;

    private final Told told = new Told(_ -> true);
    private final Outlet questions;
    private final Outlet reports;
    private final Reader reader;
    private final Asker asker;
    private final Path spool;
    private final Review review;
    private final Map<String, Long> fresh = new ConcurrentHashMap<>();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Map<Set<String>, Long> inVain = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newScheduledThreadPool(
                    2, Thread.ofPlatform().daemon().name("cluster-", 0).factory());
    private volatile boolean everything = true;

    /// @param data the server's data folder
    /// @throws IOException if the folder cannot be used; a cluster that does not answer yet is waited for
    public StreamEstates(
            Connection connection, Topics topics, Path data, Clock clock, Review review)
            throws IOException {
        this.review = review;
        spool = Files.createDirectories(data.resolve("incoming"));
        try (var left = Files.list(spool)) {
            for (Path file : left.toList()) {
                Files.delete(file); // of a report that was never acknowledged
            }
        }
        questions = new Outlet(connection, topics);
        reports = new Outlet(connection, topics);
        reader =
                new Reader(
                        connection,
                        topics,
                        told,
                        new Reader.Listener() {
                            @Override
                            public void read(boolean questionDone) {
                                if (questionDone) {
                                    everything = true;
                                }
                            }

                            @Override
                            public void trouble(String what) {
                                LOG.warn("{}", what);
                            }
                        });
        asker = new Asker(told, reader, questions, Asker.STANDING + name(data), clock);
        LOG.info(
                "observations are kept for as long as the join job was told to; this server forgets none");
    }

    /// By what this server knows its own questions again after a restart.
    private static String name(Path data) throws IOException {
        Path file = Files.createDirectories(data.resolve("keys")).resolve("cluster.name");
        if (!Files.exists(file)) {
            Files.writeString(file, UUID.randomUUID().toString());
        }
        return Files.readString(file).strip();
    }

    /// From now on tells of whom something changed, and keeps the standing questions to what is needed.
    ///
    /// @param touched gets the keys of organisations
    /// @param standing the confirmed warnings as they are understood
    public void follow(Consumer<Set<String>> touched, Supplier<List<Advisory>> standing) {
        timer.scheduleWithFixedDelay(
                () -> safely(() -> tell(touched)),
                GATHER_MILLIS,
                GATHER_MILLIS,
                TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(
                () -> safely(() -> review(standing.get())),
                review.every().toMillis(),
                review.every().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void safely(Work work) {
        try {
            work.run();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.warn("the cluster's answers could not be followed: {}", e.getMessage());
        }
    }

    private void tell(Consumer<Set<String>> touched) throws InterruptedException {
        if (!reader.awaitLoaded(Deadline.in(Duration.ZERO))) {
            return;
        }
        Set<String> changed = new HashSet<>(told.takeChanged());
        if (everything) {
            everything = false;
            changed.addAll(told.organisations());
        }
        if (!changed.isEmpty()) {
            touched.accept(changed);
        }
    }

    /// Withdraws what no warning needs any more, and asks again what somebody else withdrew.
    void review(List<Advisory> standing) throws IOException, InterruptedException {
        if (!reader.awaitLoaded(Deadline.in(Duration.ZERO))) {
            return;
        }
        Set<String> needed = new HashSet<>();
        for (Advisory a : standing) {
            Wanted wanted = Wanted.of(List.of(a), Set.of());
            needed.addAll(wanted.questions().keySet());
            asker.ask(wanted);
        }
        long now = System.nanoTime();
        fresh.values().removeIf(since -> now - since > review.spared().toNanos());
        Set<String> idle = told.askedBy(asker.name());
        idle.removeAll(needed);
        idle.removeAll(fresh.keySet());
        asker.withdraw(idle);
        known.removeAll(idle);
    }

    @Override
    public Receipt take(
            String organisation, String name, Kind kind, InputStream content, Instant received)
            throws IOException {
        Path file = Files.createTempFile(spool, "report", "");
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                content.transferTo(out);
            }
            List<Problem> problems = new ArrayList<>();
            Consumer<Problem> keep =
                    p -> {
                        if (problems.size() < MAX_PROBLEMS) {
                            problems.add(p);
                        }
                    };
            boolean log = isLog(file, kind);
            TakeOptions options = TakeOptions.of(organisation, received).strictly();
            Delivery.Result result =
                    reports.send(
                            feed ->
                                    log
                                            ? Delivery.log(feed, file, name, options, keep)
                                            : Delivery.inventory(feed, file, name, options, keep));
            if (result.kind() == null
                    && problems.stream().noneMatch(p -> p.severity() == Problem.Severity.LOST)) {
                problems.add(
                        new Problem(
                                name,
                                "",
                                "is nothing that is known; nothing of it is used",
                                Problem.Severity.LOST));
            }
            return new Receipt(result.kind(), result.entries(), problems);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static boolean isLog(Path file, Kind kind) throws IOException {
        return switch (kind) {
            case INVENTORY -> false;
            case LOG -> true;
            case ANY -> {
                byte[] head;
                try (InputStream in = Inputs.open(file)) {
                    head = in.readNBytes(Inventories.HEAD);
                }
                yield Inventories.recognise(head).isEmpty() && Logs.recognise(head).isPresent();
            }
        };
    }

    /// Asks, and waits for the whole answer, but not for ever.
    ///
    /// Unchecked: that nothing was read from the cluster yet, so that nothing can be said, shows as an
    /// [UncheckedIOException].
    @Override
    public Asked ask(Advisory understanding, Instant asOf) {
        List<Advisory> advisories = List.of(understanding);
        Wanted wanted = Wanted.of(advisories, Set.of());
        Deadline deadline = Deadline.in(ANSWER_LIMIT);
        try {
            if (!reader.awaitLoaded(deadline)) {
                String why = reader.failure();
                throw new UncheckedIOException(
                        new EstateAwayException(
                                why == null ? "the cluster's findings are not read yet" : why));
            }
            wanted.questions().keySet().forEach(id -> fresh.put(id, System.nanoTime()));
            return new StreamAsked(
                    new StreamAnswer(
                            advisories, wanted, told, outcome(wanted, deadline), Aliases.none()),
                    asOf);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }

    private Asker.Outcome outcome(Wanted wanted, Deadline deadline) throws InterruptedException {
        Set<String> ids = Set.copyOf(wanted.questions().keySet());
        try {
            Map<String, Long> asked = asker.ask(wanted);
            Long since = inVain.get(ids);
            if (since != null && System.nanoTime() - since < NO_WAIT_NANOS) {
                return new Asker.Outcome(asker.open(asked), false);
            }
            if (known.containsAll(ids) && asker.open(asked).isEmpty()) {
                return Asker.Outcome.WHOLE; // what comes is told as it comes
            }
            Asker.Outcome outcome = asker.askAndAwait(wanted, deadline);
            if (outcome.isWhole()) {
                known.addAll(ids);
                inVain.remove(ids);
            } else {
                inVain.put(ids, System.nanoTime());
            }
            return outcome;
        } catch (IOException e) {
            LOG.warn("a question could not be asked: {}", e.getMessage());
            Map<String, dev.firebreak.stream.record.@Nullable Progress> open = new HashMap<>();
            ids.forEach(id -> open.put(id, null));
            return new Asker.Outcome(open, false);
        }
    }

    @Override
    public Coverage coverage(String organisation) {
        Told.Known known = told.known(organisation);
        if (known.machines().isEmpty() && known.logs() == 0) {
            return Coverage.NONE;
        }
        int[] days = known.days();
        Instant latest =
                known.machines().stream()
                        .map(m -> StreamEstate.instant(m.latest()))
                        .filter(java.util.Objects::nonNull)
                        .max(Instant::compareTo)
                        .orElse(null);
        Instant until = days.length == 0 ? null : day(days[days.length - 1]);
        if (latest == null || until != null && until.isAfter(latest)) {
            latest = until;
        }
        return new Coverage(
                known.machines().size() + told.onlyInLogs(organisation),
                known.machines().size(),
                latest,
                days.length == 0 ? null : day(days[0]),
                until,
                known.logs() > 0);
    }

    /// The begin of a day: at which time of it the lines are is not told.
    private static Instant day(int day) {
        return LocalDate.ofEpochDay(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    @Override
    public Map<String, String> health() {
        return Map.of("kafka", reader.isUp() ? "UP" : "DOWN");
    }

    @Override
    public void forgetBefore(Instant moment) {
        // The job forgets by itself; that was said at the start.
        LOG.debug("not forgetting before {}: the join job's retention holds", moment);
    }

    /// What is before it is not here.
    @Override
    public boolean holdsBefore(Instant moment) {
        return false;
    }

    @Override
    public @Nullable String state() {
        return null;
    }

    @Override
    public @Nullable Set<String> aged(Instant then, Instant now) {
        return null;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        reader.close();
        questions.close();
        reports.close();
    }
}
