package dev.firebreak.formats;

import dev.firebreak.formats.Inventories.Kind;
import dev.firebreak.formats.input.Utf8Input;
import dev.firebreak.formats.osquery.OsqueryReader;
import dev.firebreak.formats.table.ColumnMap;
import dev.firebreak.formats.table.CsvReader;
import dev.firebreak.formats.table.Headers;
import dev.firebreak.formats.table.NestedJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells what an inventory file is by its beginning.
final class Recognition {
    /// Lines of a text looked at.
    private static final int MAX_LINES = 400;

    /// Bytes within which most documents say what they are.
    private static final int SOON = 1 << 10;

    private static final Pattern XML_ENCODING =
            Pattern.compile("^\\s*<\\?xml[^>]*?encoding\\s*=\\s*[\"']([A-Za-z][\\w.-]*)[\"']");

    private static final int SCANNER_HEAD = 1 << 12;

    private static final Pattern SCANNER =
            Pattern.compile(
                    "<NessusClientData|<get_reports_response|<report [^>]*content_type=|^\\W*Plugin ID\\W|\\WNVT Name\\W|\\WQID\\W",
                    Pattern.MULTILINE);

    private Recognition() {}

    /// @param sure true to claim nothing that could as well be a log or a list of indicators
    static @Nullable Kind of(byte[] head, boolean sure) {
        Kind soon = soon(head);
        if (soon != null) {
            return soon;
        }
        byte[] utf8 = utf8(head);
        int at = 0;
        while (at < utf8.length && utf8[at] <= ' ' && utf8[at] >= 0) {
            at++;
        }
        if (at == utf8.length) {
            return null;
        }
        String text = new String(utf8, at, utf8.length - at, StandardCharsets.UTF_8);
        char first = text.charAt(0);
        if (first == '<') {
            return xml(text);
        }
        if (first == '{' || first == '[') {
            Kind kind = JsonShape.of(utf8, at).kind(sure);
            if (kind != null || sure) {
                return kind;
            }
            // What the user calls an inventory may have its list far behind the head.
            boolean whole = head.length < Inventories.HEAD;
            return !whole || NestedJson.isIn(utf8, at) ? Kind.NESTED_JSON : null;
        }
        List<String> lines = lines(text, head.length >= Inventories.HEAD);
        Kind marked = TextShape.of(lines);
        if (marked != null) {
            return marked;
        }
        Kind table = table(utf8, sure);
        return table != null ? table : TextShape.weak(lines, sure);
    }

    /// Why a text that is of no kind is no inventory; null if nothing better is to be said than that.
    static @Nullable String refusal(byte[] head) {
        String text = new String(utf8(head), StandardCharsets.UTF_8).strip();
        char first = text.isEmpty() ? '<' : text.charAt(0);
        return first == '<' || first == '{' || first == '['
                ? null
                : RowShape.refusal(lines(text, head.length >= Inventories.HEAD));
    }

    /// A document that says at its very beginning what it is, so that an estate of small files is told quickly. What is
    /// decided here would be decided by the same keys if more were looked at.
    private static @Nullable Kind soon(byte[] head) {
        int end = Math.min(head.length, SOON);
        if (end == 0 || head[0] != '{') {
            return null;
        }
        for (int i = 0; i < end; i++) {
            if (head[i] <= 0) {
                return null; // another character set is for the whole way
            }
        }
        JsonShape shape = JsonShape.of(end == head.length ? head : Arrays.copyOf(head, end), 0);
        return shape.isDecided() ? shape.document() : null;
    }

    /// What a file is when the user gave a map: foreign tables and JSON go by the map, and so do lists that were understood
    /// by their headers; everything with a format of its own stays what it is.
    ///
    /// @param kind what it is without the map
    /// @return null to leave it as it is
    static @Nullable Kind tabular(byte[] head, @Nullable Kind kind, ColumnMap map) {
        boolean foreign =
                kind == null
                        || kind == Kind.DPKG_QUERY
                        || kind == Kind.BREW_LIST
                        || kind == Kind.PLAIN_LIST
                        || kind == Kind.RPM_LIST
                        || kind == Kind.TABLE
                        || kind == Kind.UNINSTALL_JSON
                        || kind == Kind.OSQUERY_ROWS
                        || kind == Kind.PIP_JSON
                        || kind == Kind.NESTED_JSON
                        || kind == Kind.TABLE_JSON;
        if (!foreign) {
            return null;
        }
        byte[] utf8 = utf8(head);
        for (int i = 0; i < utf8.length; i++) {
            if (utf8[i] == '{' || utf8[i] == '[') {
                JsonShape shape = JsonShape.of(utf8, i);
                return shape.isLines()
                        ? Kind.TABLE_JSON_LINES
                        : shape.isWrapped() ? Kind.TABLE_JSON : Kind.TABLE_JSON_OBJECTS;
            }
            if (utf8[i] > ' ' || utf8[i] < 0) {
                return kind == null || kind == Kind.TABLE || fits(utf8, map) ? Kind.TABLE : null;
            }
        }
        return null;
    }

    /// Whether the text has a header in which the map's product column stands.
    private static boolean fits(byte[] utf8, ColumnMap map) {
        try (CsvReader csv =
                CsvReader.open(
                        new ByteArrayInputStream(utf8), (line, offset, reason, lost) -> {})) {
            return csv.next() && map.bind(csv.record()).index(ColumnMap.Field.NAME) >= 0;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private static byte[] utf8(byte[] head) {
        try (Utf8Input in = new Utf8Input(new ByteArrayInputStream(head))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private static List<String> lines(String text, boolean cut) {
        List<String> lines = text.lines().limit(MAX_LINES).toList();
        // The last line of a head is mostly cut off.
        return cut && lines.size() > 1 && lines.size() < MAX_LINES
                ? lines.subList(0, lines.size() - 1)
                : lines;
    }

    private static @Nullable Kind xml(String text) {
        String start = text.substring(0, Math.min(text.length(), 8192)).toLowerCase(Locale.ROOT);
        boolean bom = start.contains("cyclonedx.org/schema/bom");
        if (bom) {
            return Kind.CYCLONEDX_XML;
        }
        boolean agent = start.contains("<request>") && start.contains("<content>");
        return agent ? Kind.AGENT_XML : null;
    }

    /// The character set an XML declaration names, if it is one that must be obeyed: not UTF-8 or UTF-16, which are told by
    /// the bytes themselves.
    static @Nullable Charset declaredCharset(byte[] head) {
        String start = new String(head, 0, Math.min(head.length, 200), StandardCharsets.ISO_8859_1);
        Matcher m = XML_ENCODING.matcher(start);
        if (!m.find()) {
            return null;
        }
        String name = m.group(1).toUpperCase(Locale.ROOT);
        boolean unicode = name.startsWith("UTF") || name.equals("US-ASCII");
        return unicode || !Charset.isSupported(name) ? null : Charset.forName(name);
    }

    /// Whether a file is what Nessus, OpenVAS or Qualys report: a name and a host in each row make it look like a list of
    /// software.
    static boolean isScannerReport(byte[] head) {
        String start =
                new String(
                        utf8(head.length > SCANNER_HEAD ? Arrays.copyOf(head, SCANNER_HEAD) : head),
                        StandardCharsets.UTF_8);
        return SCANNER.matcher(start).find();
    }

    private static @Nullable Kind table(byte[] utf8, boolean sure) {
        try (CsvReader csv =
                CsvReader.openAtHeader(
                        new ByteArrayInputStream(utf8),
                        (line, offset, reason, lost) -> {},
                        Headers::isHeader)) {
            if (!csv.next() || csv.fields() < 2) {
                return null;
            }
            List<String> header = csv.record();
            if (OsqueryReader.isHeader(header)) {
                return Kind.OSQUERY_CSV;
            }
            Headers headers = Headers.of(header);
            if (headers.isWindows()) {
                return Kind.UNINSTALL_CSV;
            }
            return (sure ? headers.isCertain() : headers.isPlausible()) ? Kind.TABLE : null;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }
}
