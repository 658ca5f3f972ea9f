package dev.firebreak.core.index;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Takes in one log, from its start or from where it ended the last time. Not thread-safe; one at a time for each writer.
public final class LogIntake implements ObservationSink {
    /// Gives the bytes of the log before a place, to know it again by.
    @FunctionalInterface
    public interface Tail {
        /// At most `length` bytes that end before `offset`; fewer at the start of the log.
        byte[] before(long offset, int length);
    }

    /// Bytes before the place up to which a log is taken in, by which it is known again.
    public static final int TAIL = 4096;

    private static final int MAX_PROBLEMS = 1000;

    private final IndexWriter writer;
    private final int organisation;
    private final int number;
    private final Tail tail;
    private final ObservationSink problems;
    private final LineBuffer buffer = new LineBuffer();
    private final LineLedger ledger;
    private SourceRecord record;
    private long skipBelow;
    private long shiftFrom;
    private long shift;
    private long lineOffset = -1;
    private long seenOffset = -1;
    private long lines;
    private long duplicates;
    private long first = SightingRow.NO_TIME;
    private long last = SightingRow.NO_TIME;
    private long unreadable;
    private boolean flawed;
    private boolean brokeOff;

    /// What was read ahead only; kept so that reading it is not left out.
    private int warmth;

    LogIntake(
            IndexWriter writer,
            int organisation,
            int number,
            SourceRecord record,
            LineLedger ledger,
            Tail tail,
            ObservationSink problems) {
        this.writer = writer;
        this.organisation = organisation;
        this.number = number;
        this.record = record;
        this.ledger = ledger;
        this.tail = tail;
        this.problems = problems;
    }

    /// Tells that what the reader sees is not the log itself: first its beginning once more, up to `repeated` bytes (so that the
    /// reader knows the format), then what follows after `resumeAt`.
    public void resumed(long repeated, long resumeAt) {
        skipBelow = repeated;
        shiftFrom = repeated;
        shift = resumeAt - repeated;
    }

    @Override
    public void observation(
            ObservableType type, Slice value, Slice host, long epochMicros, long offset) {
        if (offset < skipBelow) {
            return;
        }
        long at = offset >= shiftFrom ? offset + shift : offset;
        try {
            if (at != lineOffset) {
                if (buffer.full() || buffer.lines >= writer.linesAtOnce()) {
                    enter();
                    if (writer.full()) {
                        commitBefore(at);
                    }
                }
                lineOffset = at;
                buffer.begin(epochMicros, at);
            }
            int who = buffer.host(organisation, host.array, host.start, host.end);
            int refused = buffer.add(type, value.array, value.start, value.end, who);
            if (refused != 0) {
                unreadable(type, value, at, refused);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void unreadable(ObservableType type, Slice value, long at, int refused) {
        flawed = true;
        if (unreadable++ < MAX_PROBLEMS) {
            String reason =
                    refused == 2
                            ? "a line with more than "
                                    + LineBuffer.MAX
                                    + " things; the rest of it is left out"
                            : "'" + cut(value) + "' is no " + type.json();
            problems.problem(
                    new Problem(record.name(), "offset " + at, reason, Problem.Severity.PARTIAL));
        }
    }

    private static String cut(Slice value) {
        return new String(
                value.array, value.start, Math.min(80, value.length()), StandardCharsets.UTF_8);
    }

    /// Enters the lines that were gathered; all of them are whole.
    private void enter() throws IOException {
        SightingWindow window = writer.window();
        HostBook hosts = writer.hosts();
        int warm = 0;
        for (int i = 0; i < buffer.hostCount; i++) {
            warm += hosts.warm(buffer.hostHashes[i]);
        }
        for (int i = 0; i < buffer.size; i++) {
            warm += window.warm(buffer.hashes[i]);
        }
        warmth = warm;
        for (int i = 0; i < buffer.hostCount; i++) {
            buffer.hostNumbers[i] =
                    hosts.number(
                            organisation,
                            buffer.hostKeys.array,
                            buffer.hostStarts[i],
                            buffer.hostNames[i],
                            buffer.hostHashes[i],
                            buffer.hostKeys.array,
                            buffer.hostNames[i],
                            buffer.hostEnds[i]);
        }
        boolean remembers = writer.remembersLines();
        for (int l = 0; l < buffer.lines; l++) {
            int from = buffer.from[l];
            int to = buffer.from[l + 1];
            if (from == to) {
                continue; // nothing on it could be read
            }
            lines++;
            long micros = buffer.micros[l];
            if (micros != NO_TIME) {
                first = first == NO_TIME ? micros : Math.min(first, micros);
                last = Math.max(last, micros);
                if (remembers && ledger.repeats(micros, buffer.lineHash(l))) {
                    duplicates++;
                    continue;
                }
            }
            for (int i = from; i < to; i++) {
                int start = buffer.starts[i];
                int host = buffer.hostNumbers[buffer.hosts[i]];
                int term = window.term(buffer.keys.array, start, buffer.ends[i], buffer.hashes[i]);
                window.add(term, host, micros, buffer.paired[i], number, buffer.offsets[l]);
                if (micros != NO_TIME) {
                    long day = Math.floorDiv(micros, SightingRow.DAY_MICROS);
                    long kind = 1L << Terms.type(buffer.keys.array[start]).ordinal();
                    writer.covered(host, day, kind);
                }
            }
        }
        buffer.clear();
    }

    @Override
    public void seen(Slice host, long epochMicros, long offset) {
        if (offset < skipBelow) {
            return;
        }
        long at = offset >= shiftFrom ? offset + shift : offset;
        if (at != lineOffset && at != seenOffset) {
            seenOffset = at;
            lines++;
        }
        if (epochMicros == NO_TIME || host.isEmpty()) {
            return;
        }
        try {
            int number = writer.hosts().number(organisation, host.array, host.start, host.end);
            writer.covered(number, Math.floorDiv(epochMicros, SightingRow.DAY_MICROS), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void hostName(Slice address, Slice name, long epochMicros) {
        writer.bind(
                organisation, address.toString(), new Binding(epochMicros, true, name.toString()));
    }

    @Override
    public void problem(Problem problem) {
        flawed |= problem.severity() == Problem.Severity.PARTIAL;
        brokeOff |= problem.severity() == Problem.Severity.LOST; // what follows may come later
        problems.problem(problem);
    }

    private void commitBefore(long offset) throws IOException {
        sealTo(offset, false);
        writer.commit();
        ledger.refresh();
    }

    private void sealTo(long consumed, boolean complete) {
        byte[] before = tail.before(consumed, TAIL);
        record =
                new SourceRecord(
                        record.organisation(),
                        record.name(),
                        record.kind(),
                        complete,
                        record.flawed() || flawed,
                        consumed,
                        record.headLength(),
                        record.head(),
                        before.length,
                        SourceBook.hash(before, 0, before.length),
                        record.lines() + lines,
                        record.duplicates() + duplicates,
                        least(record.first(), first),
                        Math.max(record.last(), last),
                        writer.now());
        lines = 0;
        duplicates = 0;
        writer.seal(number, record);
    }

    private static long least(long a, long b) {
        return a == NO_TIME ? b : b == NO_TIME ? a : Math.min(a, b);
    }

    /// The log is read up to here; durable after the next [IndexWriter#commit].
    ///
    /// @param consumed bytes of the log that are taken in, where a later import goes on
    /// @return lines that told something, and how many of them repeat another file
    public Result finish(long consumed) throws IOException {
        enter();
        if (unreadable > MAX_PROBLEMS) {
            problem(
                    new Problem(
                            record.name(),
                            "",
                            (unreadable - MAX_PROBLEMS) + " more values cannot be read",
                            Problem.Severity.PARTIAL));
        }
        long linesBefore = record.lines() + lines;
        long duplicatesBefore = record.duplicates() + duplicates;
        sealTo(consumed, !brokeOff);
        return new Result(linesBefore, duplicatesBefore);
    }

    /// @param lines that told something, in all imports of this log
    /// @param duplicates of them, left out because another file of the organisation had told them
    public record Result(long lines, long duplicates) {}
}
