package dev.firebreak.formats.table;

import dev.firebreak.core.model.Slice;
import dev.firebreak.formats.input.Utf8Input;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads delimited text record by record, in constant memory and without a copy per field.
///
/// RFC 4180 with what the world really writes: comma, semicolon, tab or bar (found in the first record, or named by
/// Excel's `sep=;` line), any line end, quotes inside a quoted field that nobody doubled, PowerShell's `#TYPE` line and
/// blank lines before the header. The character set is [Utf8Input]'s matter.
///
/// A quote that is never closed would swallow the rest of the file: a quoted field over more than [#MAX_QUOTED_LINES]
/// lines or a record over [#MAX_RECORD] bytes is reported, left out up to its first line end, and reading goes on there.
public final class CsvReader implements AutoCloseable {
    /// The longest record, in bytes of UTF-8.
    public static final int MAX_RECORD = 4 << 20;

    /// The most lines one record spans, by line ends in its quoted fields.
    public static final int MAX_QUOTED_LINES = 1000;

    /// The most fields of one record; further ones are reported and left out.
    public static final int MAX_FIELDS = 4096;

    /// After so many unclosed quotes the file is taken as one that does not quote at all; this also bounds the time
    /// spent on looking for their ends.
    public static final int MAX_UNCLOSED = 64;

    /// The most lines above a header.
    public static final int MAX_PREFACE = 30;

    private static final int FAILED = -1;
    private static final int START_BUFFER = 1 << 16;
    private static final byte[] CANDIDATES = {',', ';', '\t', '|'};

    /// Receives what could not be read as it stands.
    @FunctionalInterface
    public interface Faults {
        /// @param line 1-based line on which the record begins
        /// @param offset of its first byte in the text as UTF-8
        /// @param reason one plain sentence
        /// @param lost whether the record is left out, not only mended
        void fault(long line, long offset, String reason, boolean lost);
    }

    private final InputStream in;
    private final Faults faults;
    private byte[] buffer = new byte[START_BUFFER];
    private int length;
    private boolean ended;
    private long base;
    private int next;
    private long nextLine = 1;

    private byte delimiter;
    private int fields;
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private boolean[] quoted = new boolean[64];
    private long line;
    private int start;
    private boolean quotes = true;
    private long quotedLines;
    private Outcome failed = Outcome.LONG;
    private int unclosed;
    private int preface;

    private CsvReader(InputStream in, byte delimiter, Faults faults) {
        this.in = in;
        this.delimiter = delimiter;
        this.faults = faults;
    }

    /// Reads text whose delimiter is found in its first record.
    ///
    /// @param in closed by [#close]; wrapped as [Utf8Input] unless it is one
    public static CsvReader open(InputStream in, Faults faults) throws IOException {
        CsvReader reader = new CsvReader(utf8(in), (byte) 0, faults);
        reader.skipPreamble();
        return reader;
    }

    /// Reads text whose header may have other lines above it, as reports and spreadsheets have them: a title, a date, the
    /// name of a text box. They are passed over if a header is found within [#MAX_PREFACE] lines, else nothing is.
    ///
    /// @param header whether cells are a header beyond doubt
    public static CsvReader openAtHeader(
            InputStream in, Faults faults, Predicate<List<String>> header) throws IOException {
        CsvReader reader = new CsvReader(utf8(in), (byte) 0, faults);
        reader.skipPreamble();
        reader.skipPreface(header);
        return reader;
    }

    /// How many lines above the header were passed over.
    public int preface() {
        return preface;
    }

    private void skipPreface(Predicate<List<String>> header) throws IOException {
        int at = next;
        for (int n = 0; n < MAX_PREFACE; n++) {
            int end = endOfLine(at);
            String text = new String(buffer, at, end - at, StandardCharsets.UTF_8).strip();
            for (byte candidate : CANDIDATES) {
                if (text.indexOf(candidate) > 0 && header.test(cells(text, (char) candidate))) {
                    if (n > 0) {
                        next = at;
                        nextLine += n;
                        preface = n;
                        delimiter = findDelimiter();
                    }
                    return;
                }
            }
            if (end >= length) {
                return;
            }
            at = afterLineEnd(end);
        }
    }

    /// A line taken apart as a header is: without delimiters in quotes.
    private static List<String> cells(String line, char delimiter) {
        return Arrays.stream(line.split(Pattern.quote(String.valueOf(delimiter)), MAX_FIELDS))
                .map(cell -> cell.strip().replaceAll("^\"|\"$", ""))
                .toList();
    }

    /// Reads text with a known delimiter, such as `\t`.
    public static CsvReader open(InputStream in, char delimiter, Faults faults) throws IOException {
        CsvReader reader = new CsvReader(utf8(in), (byte) delimiter, faults);
        reader.skipPreamble();
        return reader;
    }

    private static InputStream utf8(InputStream in) {
        return in instanceof Utf8Input ? in : new Utf8Input(in);
    }

    /// The delimiter in use.
    public char delimiter() {
        return (char) delimiter;
    }

    /// Skips blank lines, `#TYPE …` and `sep=;`, and finds the delimiter if it is not known.
    private void skipPreamble() throws IOException {
        while (true) {
            int end = endOfLine(next);
            String text = new String(buffer, next, end - next, StandardCharsets.UTF_8).strip();
            boolean separator = text.length() == 5 && text.regionMatches(true, 0, "sep=", 0, 4);
            if (separator) {
                delimiter = (byte) text.charAt(4);
            }
            if (text.isEmpty() ? end >= length : !separator && !text.startsWith("#TYPE ")) {
                break;
            }
            next = afterLineEnd(end);
            nextLine++;
        }
        if (delimiter == 0) {
            delimiter = findDelimiter();
        }
    }

    /// The position of the line end at or after `from`, or the end of the input; within the record bound.
    private int endOfLine(int from) throws IOException {
        int i = from;
        while (true) {
            if (i >= length && !fill()) {
                return length;
            }
            if (buffer[i] == '\n' || buffer[i] == '\r') {
                return i;
            }
            i++;
        }
    }

    private int afterLineEnd(int end) throws IOException {
        if (end >= length) {
            return length;
        }
        if (buffer[end] == '\r' && (end + 1 < length || fill()) && buffer[end + 1] == '\n') {
            return end + 2;
        }
        return end + 1;
    }

    /// The candidate that occurs most often outside quotes in the first record; a comma if none occurs.
    private byte findDelimiter() throws IOException {
        int[] counts = new int[CANDIDATES.length];
        boolean inQuotes = false;
        for (int i = next; ; i++) {
            if (i >= length && !fill()) {
                break;
            }
            byte c = buffer[i];
            if (c == '"') {
                inQuotes = !inQuotes;
            } else if (!inQuotes) {
                if (c == '\n' || c == '\r') {
                    break;
                }
                for (int k = 0; k < CANDIDATES.length; k++) {
                    counts[k] += c == CANDIDATES[k] ? 1 : 0;
                }
            }
        }
        int best = 0;
        for (int k = 1; k < counts.length; k++) {
            best = counts[k] > counts[best] ? k : best;
        }
        return CANDIDATES[best];
    }

    /// Reads more bytes behind [#length]; false at the end of the input or at the record bound.
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        if (length - start >= MAX_RECORD) {
            return false;
        }
        if (length == buffer.length) {
            // At most twice the bound, since compact() keeps the record's start in the lower half.
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int n = in.read(buffer, length, buffer.length - length);
        if (n < 0) {
            ended = true;
            return false;
        }
        length += n;
        return true;
    }

    private void compact() {
        if (next > buffer.length / 2) {
            System.arraycopy(buffer, next, buffer, 0, length - next);
            base += next;
            length -= next;
            next = 0;
        }
    }

    /// Goes to the next record that is not an empty line.
    ///
    /// @return false at the end of the input
    public boolean next() throws IOException {
        while (true) {
            compact();
            start = next;
            line = nextLine;
            if (start >= length && !fill()) {
                return false;
            }
            switch (readRecord()) {
                case READ -> {
                    if (next >= length && ended && failure() != null && !endsWithLineEnd()) {
                        faults.fault(
                                line,
                                base + start,
                                "the source breaks off within this record, it is left out",
                                true);
                        return false;
                    }
                    return true;
                }
                case EMPTY -> {}
                case LONG -> skipLongLine();
                case UNCLOSED -> skipFirstLine();
            }
        }
    }

    private boolean endsWithLineEnd() {
        return length > 0 && (buffer[length - 1] == '\n' || buffer[length - 1] == '\r');
    }

    private enum Outcome {
        READ,
        EMPTY,
        LONG,
        UNCLOSED
    }

    private Outcome readRecord() throws IOException {
        fields = 0;
        quotedLines = 0;
        int i = start;
        boolean overflow = false;
        while (true) {
            boolean hasQuotes = quotes && (i < length || fill()) && buffer[i] == '"';
            int end = hasQuotes ? afterQuoted(i + 1) : afterPlain(i);
            if (end == FAILED) {
                return failed;
            }
            overflow |= hasQuotes ? !add(i + 1, end - 1, true) : !add(i, end, false);
            i = end;
            if (i >= length || buffer[i] != delimiter) {
                break;
            }
            i++;
        }
        if (overflow) {
            faults.fault(
                    line,
                    base + start,
                    "more than " + MAX_FIELDS + " fields, the rest of them is left out",
                    false);
        }
        next = afterLineEnd(i);
        nextLine = line + quotedLines + 1;
        boolean empty = fields == 1 && !quoted[0] && ends[0] <= starts[0];
        return empty ? Outcome.EMPTY : Outcome.READ;
    }

    /// The end of a field without quotes that begins at `from`.
    private int afterPlain(int from) throws IOException {
        int i = from;
        while (i < length || fill()) {
            if (isEnd(buffer[i])) {
                return i;
            }
            i++;
        }
        return ended ? i : fail(Outcome.LONG);
    }

    /// The position behind the closing quote of a field whose text begins at `from`. A quote that neither ends the field
    /// nor is doubled is a part of it: many programs write such fields.
    private int afterQuoted(int from) throws IOException {
        int i = from;
        while (i < length || fill()) {
            byte c = buffer[i];
            if (c == '"') {
                boolean more = i + 1 < length || fill();
                if (!more && !ended) {
                    return fail(Outcome.LONG);
                }
                if (!more || isEnd(buffer[i + 1])) {
                    return i + 1;
                }
                i += buffer[i + 1] == '"' ? 1 : 0;
            } else if (c == '\n' && ++quotedLines > MAX_QUOTED_LINES) {
                return fail(Outcome.UNCLOSED);
            }
            i++;
        }
        return fail(ended ? Outcome.UNCLOSED : Outcome.LONG);
    }

    private int fail(Outcome outcome) {
        failed = outcome;
        return FAILED;
    }

    private boolean isEnd(byte c) {
        return c == delimiter || c == '\n' || c == '\r';
    }

    private boolean add(int from, int to, boolean hasQuotes) {
        if (fields == MAX_FIELDS) {
            return false;
        }
        if (fields == starts.length) {
            starts = Arrays.copyOf(starts, fields * 2);
            ends = Arrays.copyOf(ends, fields * 2);
            quoted = Arrays.copyOf(quoted, fields * 2);
        }
        starts[fields] = from;
        ends[fields] = to;
        quoted[fields] = hasQuotes;
        fields++;
        return true;
    }

    /// Leaves out a line that is longer than the bound, in constant memory.
    private void skipLongLine() throws IOException {
        faults.fault(
                line, base + start, "longer than " + (MAX_RECORD >> 20) + " MiB, left out", true);
        while (true) {
            for (int i = next; i < length; i++) {
                if (buffer[i] == '\n') {
                    next = i + 1;
                    nextLine++;
                    return;
                }
            }
            base += length;
            length = 0;
            next = 0;
            start = 0;
            if (!fill()) {
                return;
            }
        }
    }

    private void skipFirstLine() throws IOException {
        faults.fault(
                line,
                base + start,
                "a quote is opened and not closed within "
                        + MAX_QUOTED_LINES
                        + " lines, the line is left out",
                true);
        next = afterLineEnd(endOfLine(start));
        nextLine = line + 1;
        if (++unclosed == MAX_UNCLOSED) {
            quotes = false;
            faults.fault(
                    nextLine,
                    base + next,
                    "too many quotes that are never closed: from here on quotes are read as plain characters",
                    false);
        }
    }

    /// The number of fields of the record.
    public int fields() {
        return fields;
    }

    /// The 1-based line on which the record begins.
    public long line() {
        return line;
    }

    /// The offset of the record's first byte in the text as UTF-8 without byte order mark.
    public long offset() {
        return base + start;
    }

    /// One field as text without its quotes; empty if the record has fewer.
    public String field(int i) {
        if (i < 0 || i >= fields) {
            return "";
        }
        String text = new String(buffer, starts[i], ends[i] - starts[i], StandardCharsets.UTF_8);
        return quoted[i] && text.indexOf('"') >= 0 ? text.replace("\"\"", "\"") : text;
    }

    /// One field's bytes, valid until the next call of [#next]; empty if the record has fewer.
    public Slice slice(int i, Slice into) {
        if (i < 0 || i >= fields) {
            return into.set(buffer, 0, 0);
        }
        if (quoted[i]) {
            for (int k = starts[i]; k < ends[i]; k++) {
                if (buffer[k] == '"') {
                    byte[] bytes = field(i).getBytes(StandardCharsets.UTF_8);
                    return into.set(bytes, 0, bytes.length);
                }
            }
        }
        return into.set(buffer, starts[i], ends[i]);
    }

    /// The record's bytes as they stand, without its line end; valid until the next call of [#next].
    public Slice line(Slice into) {
        int end = next;
        while (end > start && (buffer[end - 1] == '\n' || buffer[end - 1] == '\r')) {
            end--;
        }
        return into.set(buffer, start, end);
    }

    /// The whole record as a list of texts, for headers.
    public List<String> record() {
        List<String> all = new ArrayList<>(fields);
        for (int i = 0; i < fields; i++) {
            all.add(field(i));
        }
        return all;
    }

    /// Why the source broke off before its end (a truncated gzip), or null.
    public @Nullable IOException failure() {
        return in instanceof Utf8Input utf8 ? utf8.failure() : null;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
