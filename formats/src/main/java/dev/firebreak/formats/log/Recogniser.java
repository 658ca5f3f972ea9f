package dev.firebreak.formats.log;

import java.util.Arrays;
import java.util.Optional;

/// Tells by its first lines what kind of log something is: by a header if it has one, else by what most lines look like
/// that look like anything.
final class Recogniser {
    /// Lines looked at.
    private static final int MAX_LINES = 200;

    /// At least one line in so many must be of the kind; logs of a syslog begin with all sorts of things.
    private static final int MIN_SHARE = 20;

    /// A line is looked at up to here, in bytes.
    private static final int MAX_LINE = 1 << 16;

    private final byte[] head;
    private final int[] votes = new int[LogKind.values().length];
    private final JsonLinesParser json = JsonLinesParser.silent();

    private Recogniser(byte[] head) {
        this.head = head;
    }

    static Optional<LogKind> recognise(byte[] head) {
        Optional<LogKind> known = new Recogniser(head).recognise();
        if (known.isPresent() || head.length == 0) {
            return known;
        }
        if (head[0] == '{' || head[0] == '[') {
            return MappedJsonParser.guess(head).map(_ -> LogKind.MAPPED_JSON);
        }
        return MappedCsv.isLog(head) ? Optional.of(LogKind.MAPPED_CSV) : Optional.empty();
    }

    private Optional<LogKind> recognise() {
        int from = 0;
        int lines = 0;
        while (lines < MAX_LINES && from < head.length) {
            int newline = Bytes.indexOf(head, from, head.length, (byte) '\n');
            int next = newline < 0 ? head.length : newline + 1;
            int to = newline < 0 ? head.length : newline;
            to = to > from && head[to - 1] == '\r' ? to - 1 : to;
            if (to > from) {
                Optional<LogKind> header = header(from, to);
                if (header.isPresent()) {
                    return header;
                }
                lines++;
                line(from, Math.min(to, from + MAX_LINE))
                        .ifPresent(kind -> votes[kind.ordinal()]++);
            }
            from = next;
        }
        LogKind best = null;
        for (LogKind kind : LogKind.values()) {
            if (votes[kind.ordinal()] > (best == null ? 0 : votes[best.ordinal()])) {
                best = kind;
            }
        }
        return best == null || votes[best.ordinal()] * MIN_SHARE < lines
                ? Optional.empty()
                : Optional.of(best);
    }

    private Optional<LogKind> header(int from, int to) {
        if (head[from] != '#') {
            return Optional.empty();
        }
        if (starts(from, to, "#separator ")
                || starts(from, to, "#fields\t")
                || starts(from, to, "#path\t")) {
            return Optional.of(LogKind.ZEEK_TSV);
        }
        if (starts(from, to, "#Fields:")
                || starts(from, to, "#Software:")
                || starts(from, to, "#Version: 1")) {
            return Optional.of(LogKind.W3C);
        }
        return Optional.empty();
    }

    private boolean starts(int from, int to, String text) {
        return Bytes.startsWith(head, from, to, Bytes.of(text));
    }

    private Optional<LogKind> line(int from, int to) {
        int first = from;
        while (first < to && (head[first] == '[' || head[first] == ',' || head[first] == ' ')) {
            first++;
        }
        if (first < to && head[first] == '{') {
            return json.isKnown(Arrays.copyOfRange(head, first, to))
                    ? Optional.of(LogKind.JSON_LINES)
                    : Optional.empty();
        }
        return kind(head, from, to);
    }

    /// What kind of log writes a line of text.
    static Optional<LogKind> kind(byte[] a, int from, int to) {
        if (WindowsDnsParser.isLine(a, from, to)) {
            return Optional.of(LogKind.WINDOWS_DNS);
        }
        if (ProxyParser.isSquid(a, from, to)) {
            return Optional.of(LogKind.SQUID);
        }
        if (ProxyParser.isCommon(a, from, to)) {
            return Optional.of(LogKind.COMMON);
        }
        Optional<LogKind> dns = DnsServerParser.kind(a, from, to);
        if (dns.isPresent()) {
            return dns;
        }
        if (KeyValueParser.isLine(a, from, to)) {
            return Optional.of(LogKind.KEY_VALUE);
        }
        return KnownLineParser.isLine(a, from, to)
                ? Optional.of(LogKind.KNOWN_LINES)
                : Optional.empty();
    }

    /// Why nothing known was found, for the user.
    static String reason(byte[] head) {
        if (starts(head, 'P', 'K', 3, 4)) {
            return "is a zip archive (or an Office file); unpack it first";
        }
        if (starts(head, 0xfd, '7', 'z', 'X', 'Z')
                || starts(head, 'B', 'Z', 'h')
                || starts(head, '7', 'z', 0xbc, 0xaf)) {
            return "is compressed in a way that is not read (only gzip and zstd are); unpack it first";
        }
        if (starts(head, 0x1f, 0x8b) || starts(head, 0x28, 0xb5, 0x2f, 0xfd)) {
            return "is compressed twice; unpack it once";
        }
        if (starts(head, 'E', 'l', 'f', 'F', 'i', 'l', 'e')) {
            return "is a Windows event file (.evtx); export its events as JSON lines first";
        }
        int zeros = 0;
        for (byte c : head) {
            zeros += c == 0 ? 1 : 0;
        }
        if (zeros > head.length / 100) {
            return "is binary and no log that is known; nothing of it is used";
        }
        int newline = Bytes.indexOf(head, 0, head.length, (byte) '\n');
        int end = newline < 0 ? head.length : newline;
        int tab = Bytes.indexOf(head, 0, end, (byte) '\t');
        if (tab > 0
                && new EpochTimes()
                                .parse(Arrays.copyOf(head, head.length + BlockParser.SLACK), 0, tab)
                        != Output.NO_TIME) {
            return "looks like a Zeek log without its #fields line, so its columns have no names; nothing of it is used";
        }
        if (head.length > 0 && (head[0] == '{' || head[0] == '[')) {
            return "holds JSON, but none of the logs that are known (Zeek, Suricata EVE, Sysmon, ECS), one object a line; a"
                    + " column map can say what its keys mean";
        }
        for (byte separator : new byte[] {',', ';', '\t'}) {
            if (Bytes.indexOf(head, 0, end, separator) > 0) {
                return "is no log that is known; if it is a table, a column map can say what its columns mean";
            }
        }
        return "is no log that is known; nothing of it is used";
    }

    private static boolean starts(byte[] head, int... bytes) {
        if (head.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((head[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
