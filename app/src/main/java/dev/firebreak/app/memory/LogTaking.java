package dev.firebreak.app.memory;

import dev.firebreak.core.index.IndexWriter;
import dev.firebreak.core.index.IndexWriter.KnownLog;
import dev.firebreak.core.index.LogIntake;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Slice;
import dev.firebreak.formats.log.LogOptions;
import dev.firebreak.formats.log.LogResult;
import dev.firebreak.formats.log.Logs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Takes one log in: finds out whether it is known, goes on where it was left.
///
/// A log that goes on is given to its reader as its own beginning (so that the reader knows its format and columns) followed by
/// what is new; what the beginning tells again does not count.
final class LogTaking {
    /// By so many bytes at its start a log is known again.
    static final int HEAD = 1 << 16;

    private final IndexWriter writer;
    private final String organisation;
    private final String name;
    private final Opener opener;
    private final LogOptions options;
    private final Consumer<Problem> problems;

    LogTaking(
            IndexWriter writer,
            String organisation,
            String name,
            Opener opener,
            LogOptions options,
            Consumer<Problem> problems) {
        this.writer = writer;
        this.organisation = organisation;
        this.name = name;
        this.opener = opener;
        this.options = options;
        this.problems = problems;
    }

    /// @param limit bytes of the log that may be read, [Long#MAX_VALUE] for all
    TakeResult take(long limit) throws IOException {
        byte[] head;
        try (InputStream in = opener.open()) {
            head = in.readNBytes((int) Math.min(HEAD, limit));
        }
        for (KnownLog known : writer.knownLogs(organisation, head)) {
            if (known.consumed() > limit) {
                continue;
            }
            try (InputStream in = opener.open()) {
                byte[] tail = tail(in, known);
                if (tail != null && writer.sameTail(known, tail)) {
                    return goOn(known, head, tail, in, limit);
                }
            }
        }
        try (InputStream in = opener.open()) {
            TailStream tracked = new TailStream(limited(in, limit), 0, new byte[0]);
            LogIntake intake =
                    writer.log(
                            organisation,
                            name,
                            null,
                            head,
                            tracked::before,
                            new ProblemSink(problems));
            LogResult result = Logs.readStream(name, tracked, options, intake);
            if (result.kind().isEmpty()) {
                return TakeResult.ofRefused();
            }
            LogIntake.Result taken = intake.finish(end(tracked, result));
            return TakeResult.ofLog(taken.lines(), taken.duplicates());
        }
    }

    /// Where to go on the next time: if the log broke off (a truncated archive), before the line that it broke in.
    private static long end(TailStream read, LogResult result) {
        boolean broken =
                result.problems().stream().anyMatch(p -> p.severity() == Problem.Severity.LOST);
        if (!broken) {
            return read.position();
        }
        byte[] last = read.before(read.position(), 1 << 20);
        return read.position() - last.length + lastLineEnd(last, last.length);
    }

    private static InputStream limited(InputStream in, long limit) {
        return limit == Long.MAX_VALUE ? in : new Limited(in, limit);
    }

    /// The bytes before the place where the known log ended, or nothing if this one is shorter.
    private static byte @Nullable [] tail(InputStream in, KnownLog known) throws IOException {
        long skip = known.consumed() - known.tailLength();
        while (skip > 0) {
            long n = in.skip(skip);
            if (n <= 0 && in.read() < 0) {
                return null;
            }
            skip -= Math.max(n, 1);
        }
        byte[] tail = in.readNBytes(known.tailLength());
        return tail.length == known.tailLength() ? tail : null;
    }

    private TakeResult goOn(KnownLog known, byte[] head, byte[] tail, InputStream in, long limit)
            throws IOException {
        TailStream rest =
                new TailStream(
                        limited(in, limit == Long.MAX_VALUE ? limit : limit - known.consumed()),
                        known.consumed(),
                        tail);
        byte[] first = rest.readNBytes(1);
        if (first.length == 0) {
            return TakeResult.ofKnown();
        }
        long resumeAt = known.consumed();
        if (tail[tail.length - 1] != '\n') {
            if (first[0] != '\n') {
                problems.accept(
                        new Problem(
                                name,
                                "offset " + resumeAt,
                                "this line was not complete when the log was last read; it counts as it was then",
                                Problem.Severity.NOTE));
            }
            resumeAt = skipLine(rest, first[0]);
            first = new byte[0];
        }
        int repeated = lastLineEnd(head, (int) Math.min(head.length, known.consumed()));
        LogIntake intake =
                writer.log(
                        organisation, name, known, head, rest::before, new ProblemSink(problems));
        intake.resumed(repeated, resumeAt);
        InputStream all =
                new SequenceInputStream(
                        new ByteArrayInputStream(
                                TailStream.concat(Arrays.copyOf(head, repeated), first)),
                        rest);
        LogResult result = Logs.readStream(name, all, options, intake);
        if (result.kind().isEmpty()) {
            return TakeResult.ofRefused();
        }
        LogIntake.Result taken = intake.finish(end(rest, result));
        return TakeResult.ofLog(taken.lines(), taken.duplicates());
    }

    private static long skipLine(TailStream in, byte first) throws IOException {
        int b = first;
        while (b >= 0 && b != '\n') {
            b = in.read();
        }
        return in.position();
    }

    private static int lastLineEnd(byte[] head, int length) {
        int end = length;
        while (end > 0 && head[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    /// Ends a stream early.
    private static final class Limited extends InputStream {
        private final InputStream in;
        private long left;

        Limited(InputStream in, long limit) {
            this.in = in;
            left = limit;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int n = in.read(b, off, (int) Math.min(len, left));
            left -= Math.max(0, n);
            return n;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /// Passes on problems only.
    private record ProblemSink(Consumer<Problem> problems) implements ObservationSink {
        @Override
        public void observation(
                ObservableType type, Slice value, Slice host, long epochMicros, long offset) {}

        @Override
        public void hostName(Slice address, Slice name, long epochMicros) {}

        @Override
        public void problem(Problem problem) {
            problems.accept(problem);
        }
    }
}
