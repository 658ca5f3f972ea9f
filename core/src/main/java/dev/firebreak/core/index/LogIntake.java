package dev.firebreak.core.index;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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
    private final LineBuffer line = new LineBuffer();
    private final LineLedger ledger;
    private SourceRecord record;
    private long skipBelow;
    private long shiftFrom;
    private long shift;
    private long lineOffset = -1;
    private long seenOffset = -1;
    private long lineMicros;
    private long lines;
    private long duplicates;
    private long first = SightingRow.NO_TIME;
    private long last = SightingRow.NO_TIME;
    private long unreadable;
    private byte[] lastHost = new byte[0];
    private int lastHostNumber = -1;

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
                finishLine();
                if (writer.full()) {
                    commitBefore(at);
                }
                lineOffset = at;
                lineMicros = epochMicros;
            }
            int refused = line.add(type, value.array, value.start, value.end, host(host));
            if (refused != 0) {
                unreadable(type, value, at, refused);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void unreadable(ObservableType type, Slice value, long at, int refused) {
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

    /// Lines of one machine often follow each other.
    private int host(Slice host) throws IOException {
        if (lastHostNumber < 0
                || !Arrays.equals(lastHost, 0, lastHost.length, host.array, host.start, host.end)) {
            lastHost = host.copy();
            lastHostNumber = writer.hosts().number(organisation, host.array, host.start, host.end);
        }
        return lastHostNumber;
    }

    private void finishLine() throws IOException {
        if (line.size == 0) {
            return;
        }
        lines++;
        boolean timed = lineMicros != NO_TIME;
        if (timed) {
            first = first == NO_TIME ? lineMicros : Math.min(first, lineMicros);
            last = Math.max(last, lineMicros);
        }
        if (timed
                && writer.remembersLines()
                && ledger.repeats(lineMicros, line.lineHash(lineMicros))) {
            duplicates++;
        } else {
            SightingWindow window = writer.window();
            for (int i = 0; i < line.size; i++) {
                window.add(
                        line.keys.array,
                        line.starts[i],
                        line.ends[i],
                        line.hashes[i],
                        line.hosts[i],
                        lineMicros,
                        line.paired[i],
                        number,
                        lineOffset);
            }
        }
        line.clear();
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
            writer.seen(host(host), Math.floorDiv(epochMicros, SightingRow.DAY_MICROS));
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
        problems.problem(problem);
    }

    private void commitBefore(long offset) throws IOException {
        sealTo(offset, false);
        writer.commit();
        ledger.refresh(writer.snapshot());
    }

    private void sealTo(long consumed, boolean complete) {
        byte[] before = tail.before(consumed, TAIL);
        record =
                new SourceRecord(
                        record.organisation(),
                        record.name(),
                        record.kind(),
                        complete,
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
        finishLine();
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
        sealTo(consumed, true);
        return new Result(linesBefore, duplicatesBefore);
    }

    /// @param lines that told something, in all imports of this log
    /// @param duplicates of them, left out because another file of the organisation had told them
    public record Result(long lines, long duplicates) {}
}
