package dev.firebreak.formats.log;

import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Problem;
import dev.firebreak.formats.input.Utf8Input;
import dev.firebreak.formats.table.ColumnMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads logs. What a log is, its content tells, never its name.
public final class Logs {
    private Logs() {}

    /// What kind of log something is, by its first bytes after decompression; empty if it is none that is known.
    public static Optional<LogKind> recognise(byte[] head) {
        byte[] text = withoutMark(head);
        Optional<Rewriting> needed = Rewriting.of(text);
        return Recogniser.recognise(needed.isEmpty() ? text : needed.get().lines(text));
    }

    /// The same, where a column map may make a log of a table or of any objects.
    public static Optional<LogKind> recognise(byte[] head, LogOptions options) {
        ColumnMap map = options.map();
        byte[] text = withoutMark(head);
        if (map != null && fits(map, text)) {
            return Optional.of(
                    text.length > 0 && text[0] == '{' ? LogKind.MAPPED_JSON : LogKind.MAPPED_CSV);
        }
        return recognise(text);
    }

    /// Whether the user's map is of this table or of these objects.
    private static boolean fits(ColumnMap map, byte[] text) {
        if (!MappedMeaning.isForLogs(map)) {
            return false;
        }
        if (text.length > 0 && text[0] == '{') {
            int newline = Bytes.indexOf(text, 0, text.length, (byte) '\n');
            return MappedJsonParser.fits(map, text, 0, newline < 0 ? text.length : newline);
        }
        return MappedCsv.fits(map, text);
    }

    private static byte[] withoutMark(byte[] head) {
        boolean marked =
                head.length >= 3
                        && (head[0] & 0xff) == 0xef
                        && (head[1] & 0xff) == 0xbb
                        && (head[2] & 0xff) == 0xbf;
        return marked ? java.util.Arrays.copyOfRange(head, 3, head.length) : head;
    }

    /// Reads one log, plain or compressed with gzip or zstd. Whatever is wrong with it becomes a problem: this never
    /// throws for bad input.
    public static LogResult read(Path file, LogOptions options, ObservationSink sink) {
        String source = file.toString();
        try (InputStream in = LogInput.open(file)) {
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
        if (isWide(head)) {
            problems.note("", "is UTF-16; offsets count the bytes of its text as UTF-8");
            InputStream wide =
                    new Utf8Input(new SequenceInputStream(new ByteArrayInputStream(head), in));
            feed = new LineFeed();
            head = feed.head(wide, problems);
            return rewritten(source, wide, feed, head, options, sink, problems);
        }
        return rewritten(source, in, feed, head, options, sink, problems);
    }

    /// Reads a log that has its lines, or makes them first.
    private static LogResult rewritten(
            String source,
            InputStream in,
            LineFeed feed,
            byte[] head,
            LogOptions options,
            ObservationSink sink,
            Problems problems) {
        byte[] text = withoutMark(head);
        ColumnMap map = options.map();
        Optional<Rewriting> needed =
                map != null && fits(map, text) ? Optional.empty() : Rewriting.of(text);
        if (needed.isEmpty()) {
            return read(source, in, feed, head, options, sink, problems);
        }
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(text), in);
        try (InputStream lines = needed.get().open(whole)) {
            problems.note("", needed.get().note());
            LineFeed made = new LineFeed();
            byte[] first = made.head(lines, problems);
            return read(source, lines, made, first, options, sink, problems);
        } catch (IOException e) {
            problems.lost("", "cannot be read: " + e.getMessage());
            return nothing(source, problems.tell(sink));
        }
    }

    /// UTF-16, by its byte order mark or the zero in every other byte of its start.
    private static boolean isWide(byte[] head) {
        if (head.length < 4) {
            return false;
        }
        int mark = (head[0] & 0xff) << 8 | head[1] & 0xff;
        return mark == 0xfffe
                || mark == 0xfeff
                || head[1] == 0 && head[3] == 0 && head[0] > 0 && head[2] > 0
                || head[0] == 0 && head[2] == 0 && head[1] > 0 && head[3] > 0;
    }

    private static LogResult read(
            String source,
            InputStream in,
            LineFeed feed,
            byte[] head,
            LogOptions options,
            ObservationSink sink,
            Problems problems) {
        ColumnMap map = options.map();
        byte[] text = withoutMark(head);
        boolean guessed = map == null || !fits(map, text);
        Optional<LogKind> kind = guessed ? Recogniser.recognise(text) : recognise(head, options);
        if (kind.isEmpty()) {
            if (head.length > 0 || problems.hasLost()) {
                problems.lost("", Recogniser.reason(head));
            } else {
                problems.note("", "is empty");
            }
            return nothing(source, problems.tell(sink));
        }
        if (head.length != text.length) {
            feed.drop(3);
        }
        Output out = new Output(sink, problems);
        Times times = new Times(options);
        sink.begin(source, kind.get().word(), out::currentLine);
        BlockParser parser = parser(kind.get(), out, times, guessed ? null : map, head, problems);
        long bytes;
        if (parser == null) {
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
            bytes =
                    new MappedCsv(out, problems, times, guessed ? null : map)
                            .run(whole, options.progress());
        } else {
            bytes = feed.run(in, parser, problems, options.progress());
        }
        out.finish();
        times.tellAssumptions(problems);
        List<Problem> told = problems.tell(sink);
        sink.end();
        return new LogResult(
                source,
                kind,
                out.lines(),
                out.used(),
                bytes,
                out.observations(),
                out.firstMicros(),
                out.lastMicros(),
                told);
    }

    /// Null for tables, whose records are not lines.
    ///
    /// @param map the user's, null to go by names of columns
    private static @Nullable BlockParser parser(
            LogKind kind,
            Output out,
            Times times,
            @Nullable ColumnMap map,
            byte[] head,
            Problems problems) {
        return switch (kind) {
            case ZEEK_TSV -> new ZeekTsvParser(out, times);
            case JSON_LINES -> new JsonLinesParser(out, times);
            case SQUID -> new ProxyParser(out, times, false);
            case COMMON -> new ProxyParser(out, times, true);
            case W3C -> new W3cParser(out, times);
            case BIND, UNBOUND, DNSMASQ -> new DnsServerParser(out, times);
            case WINDOWS_DNS -> new WindowsDnsParser(out, times);
            case KEY_VALUE -> new KeyValueParser(out, times);
            case KNOWN_LINES -> new KnownLineParser(out, times);
            case MAPPED_JSON -> {
                if (map != null) {
                    yield new MappedJsonParser(out, times, map, false);
                }
                ColumnMap own = MappedJsonParser.guess(withoutMark(head)).orElseThrow();
                problems.note("", "keys understood by their names: " + LogColumns.told(own));
                yield new MappedJsonParser(out, times, own, true);
            }
            case MAPPED_CSV -> null;
        };
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
