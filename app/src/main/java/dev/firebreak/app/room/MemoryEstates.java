package dev.firebreak.app.room;

import dev.firebreak.app.memory.AskEach;
import dev.firebreak.app.memory.Memory;
import dev.firebreak.app.memory.TakeOptions;
import dev.firebreak.app.memory.TakeResult;
import dev.firebreak.app.memory.Telling;
import dev.firebreak.app.store.Finding;
import dev.firebreak.core.answer.AnswerOptions;
import dev.firebreak.core.answer.TooManyMeetingsException;
import dev.firebreak.core.index.IndexStatus;
import dev.firebreak.core.index.Settings;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Problem;
import dev.firebreak.formats.Inventories;
import dev.firebreak.formats.input.Inputs;
import dev.firebreak.formats.log.Logs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The memory behind the server: reports go into the index and are forgotten as files, answers are looked up.
public final class MemoryEstates implements Estates {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryEstates.class);

    /// Heap that taking in may use, of the one gigabyte that the launcher gives.
    private static final long MEMORY = 192L << 20;

    /// Most problems kept of one report; all are counted by the reader's own folding.
    private static final int MAX_PROBLEMS = 1_000;

    private final Memory memory;
    private final Path spool;
    private final ReentrantLock taking = new ReentrantLock();
    private volatile @Nullable Covered covered;

    /// The state after the last change that was made here.
    private volatile String state;

    private boolean changedElsewhere;

    /// What is known of every organisation at one state of the memory.
    private record Covered(long generation, Map<String, Coverage> byOrganisation) {}

    /// @param data the server's data folder; the memory is `memory` in it
    public MemoryEstates(Path data) throws IOException {
        this.memory = Memory.open(data, Settings.defaults().withMemory(MEMORY));
        this.state = memory.view().state();
        this.spool = Files.createDirectories(data.resolve("incoming"));
        try (var left = Files.list(spool)) {
            for (Path file : left.toList()) {
                Files.delete(file); // of a report that was never acknowledged
            }
        }
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
            String recognised = recognise(file, kind);
            TakeOptions options = TakeOptions.of(organisation, received).strictly();
            TakeResult result;
            try (Changing change = new Changing()) {
                result =
                        recognised.equals("log")
                                ? memory.takeLog(
                                        // Two reports of one name are two logs; the same lines
                                        // count once anyway.
                                        name + Finding.Proof.HANDED_IN + received,
                                        () -> Inputs.open(file),
                                        options,
                                        p -> keep(problems, p))
                                : memory.takeInventory(
                                        name,
                                        () -> Inputs.open(file),
                                        options,
                                        p -> keep(problems, p));
            }
            boolean refused =
                    result.refused() > 0
                            || recognised.equals("log") && result.logs() + result.known() == 0;
            if (refused
                    && problems.stream().noneMatch(p -> p.severity() == Problem.Severity.LOST)) {
                problems.add(
                        new Problem(
                                name,
                                "",
                                "is nothing that is known; nothing of it is used",
                                Problem.Severity.LOST));
            }
            return new Receipt(
                    refused ? null : recognised, result.lines() + result.entries(), problems);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void keep(List<Problem> problems, Problem problem) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(problem);
        }
    }

    private static String recognise(Path file, Kind kind) throws IOException {
        return switch (kind) {
            case INVENTORY -> "inventory";
            case LOG -> "log";
            case ANY -> {
                byte[] head;
                try (InputStream in = Inputs.open(file)) {
                    head = in.readNBytes(Inventories.HEAD);
                }
                boolean inventory = Inventories.recognise(head).isPresent();
                yield !inventory && Logs.recognise(head).isPresent() ? "log" : "inventory";
            }
        };
    }

    @Override
    public Asked ask(Advisory understanding, Instant asOf) {
        try {
            AskEach each =
                    AskEach.of(
                            memory,
                            understanding,
                            new AnswerOptions(
                                    asOf, AnswerOptions.DEFAULT_MAX_INVENTORY_AGE, null, null));
            return new Asked() {
                @Override
                public Counts counts(String organisation) {
                    AskEach.Counts c = each.counts(organisation);
                    return new Counts(c.machines(), c.affected(), c.contacted(), c.undecided());
                }

                @Override
                public void tell(String organisation, Telling to) {
                    try {
                        each.tell(organisation, to);
                    } catch (IOException e) {
                        throw unreadable(e);
                    }
                }
            };
        } catch (TooManyMeetingsException e) {
            throw new UncheckedIOException(new IOException(e.getMessage(), e));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("the memory cannot be read", e);
    }

    @Override
    public Coverage coverage(String organisation) {
        try {
            Covered known = covered;
            long generation = memory.view().generation();
            if (known == null || known.generation() != generation) {
                known = new Covered(generation, all());
                covered = known;
            }
            return known.byOrganisation().getOrDefault(organisation, Coverage.NONE);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Map<String, Coverage> all() throws IOException {
        Map<String, Coverage> all = new HashMap<>();
        for (IndexStatus.Owned o : memory.status().organisations()) {
            Instant latest = o.newestInventory();
            if (latest == null || o.lastLine() != null && o.lastLine().isAfter(latest)) {
                latest = o.lastLine();
            }
            all.put(
                    o.name(),
                    new Coverage(
                            Math.toIntExact(o.machines() + o.hosts()),
                            Math.toIntExact(o.machines()),
                            latest,
                            o.firstLine(),
                            o.lastLine(),
                            o.logs() > 0));
        }
        return all;
    }

    @Override
    public void forgetBefore(Instant moment) throws IOException {
        try (Changing change = new Changing()) {
            memory.expire(moment);
        }
    }

    /// A change of the memory, one at a time. If another program has changed it since the last one, what is known of its
    /// state stays as it was, so that this is noticed at the next start.
    private final class Changing implements AutoCloseable {
        private final boolean alone;

        Changing() throws IOException {
            taking.lock();
            try {
                alone = memory.view().state().equals(state);
            } catch (IOException | RuntimeException e) {
                taking.unlock();
                throw e;
            }
            if (!alone && !changedElsewhere) {
                changedElsewhere = true;
                LOG.warn(
                        "another program has changed the memory; all answers are computed anew at the next start");
            }
        }

        @Override
        public void close() throws IOException {
            try {
                if (alone) {
                    state = memory.view().state(); // also after a failure: a part may be kept
                }
            } finally {
                taking.unlock();
            }
        }
    }

    @Override
    public boolean holdsBefore(Instant moment) throws IOException {
        return memory.view().tookInBefore(moment);
    }

    @Override
    public String state() {
        return state;
    }

    @Override
    public Set<String> aged(Instant then, Instant now) {
        try {
            return memory.aged(
                    then.minus(AnswerOptions.DEFAULT_MAX_INVENTORY_AGE),
                    now.minus(AnswerOptions.DEFAULT_MAX_INVENTORY_AGE));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void close() {
        // The memory holds no file open for writing between two reports.
    }
}
