package dev.firebreak.formats.log;

import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Problem;
import dev.firebreak.formats.input.Inputs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads logs. What a log is, its content tells, never its name.
public final class Logs {
    private Logs() {}

    /// What kind of log something is, by its first bytes after decompression; empty if it is none that is known.
    public static Optional<LogKind> recognise(byte[] head) {
        return Recogniser.recognise(head);
    }

    /// Reads one log, plain or compressed with gzip or zstd. Whatever is wrong with it becomes a problem: this never
    /// throws for bad input.
    public static LogResult read(Path file, LogOptions options, ObservationSink sink) {
        String source = file.toString();
        try (InputStream in = Inputs.open(file)) {
            return readStream(source, in, options, sink);
        } catch (IOException e) {
            Problem problem =
                    new Problem(
                            source,
                            "",
                            "cannot be opened: " + e.getMessage(),
                            Problem.Severity.LOST);
            sink.problem(problem);
            return nothing(source, List.of(problem));
        }
    }

    private static LogResult nothing(String source, List<Problem> problems) {
        return new LogResult(
                source,
                Optional.empty(),
                0,
                0,
                0,
                ObservationSink.NO_TIME,
                ObservationSink.NO_TIME,
                problems);
    }

    /// Reads one log from a stream of its uncompressed bytes.
    ///
    /// @param source name of the log for evidence and problems
    public static LogResult readStream(
            String source, InputStream in, LogOptions options, ObservationSink sink) {
        Problems problems = new Problems(source);
        LineFeed feed = new LineFeed();
        byte[] head = feed.head(in, problems);
        if (head.length >= 3
                && (head[0] & 0xff) == 0xef
                && (head[1] & 0xff) == 0xbb
                && (head[2] & 0xff) == 0xbf) {
            feed.drop(3);
        }
        Optional<LogKind> kind = recognise(head);
        if (kind.isEmpty()) {
            if (head.length > 0 || problems.hasLost()) {
                problems.lost("", "is no log that is known; nothing of it is used");
            } else {
                problems.note("", "is empty");
            }
            return nothing(source, problems.tell(sink));
        }
        Output out = new Output(sink, problems);
        Times times = new Times(options);
        BlockParser parser = parser(kind.get(), out, times);
        sink.begin(source, kind.get().word(), out::currentLine);
        long bytes = feed.run(in, parser, problems, options.progress());
        times.tellAssumptions(problems);
        List<Problem> told = problems.tell(sink);
        sink.end();
        return new LogResult(
                source,
                kind,
                out.lines(),
                bytes,
                out.observations(),
                out.firstMicros(),
                out.lastMicros(),
                told);
    }

    private static BlockParser parser(LogKind kind, Output out, Times times) {
        return new ZeekTsvParser(out, times);
    }

    /// The files of a folder in stable order (by path), without hidden ones; a file is itself.
    ///
    /// @throws IOException if a folder cannot be listed
    public static List<Path> walk(Path fileOrFolder) throws IOException {
        if (!Files.isDirectory(fileOrFolder)) {
            return List.of(fileOrFolder);
        }
        try (Stream<Path> paths = Files.walk(fileOrFolder)) {
            List<Path> files = new ArrayList<>();
            paths.filter(Files::isRegularFile)
                    .filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .forEach(files::add);
            return files;
        }
    }
}
