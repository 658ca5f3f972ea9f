package dev.firebreak.formats.log;

import dev.firebreak.core.match.Addresses;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.core.model.Slice;
import java.util.Set;

/// The way from a parser to the sink: knows the current line, and what kind of thing some bytes are.
final class Output {
    static final long NO_TIME = ObservationSink.NO_TIME;

    /// Lines of no kind that the parser knows which are looked at for another one.
    private static final long MAX_LOOKED = 10_000;

    private final ObservationSink sink;
    final Problems problems;
    private final Slice value = new Slice();
    private final Slice host = new Slice();
    private final Slice line = new Slice();
    private final Slice named = new Slice();
    private final byte[] hostText = new byte[15];
    private final byte[] namedText = new byte[15];
    private final long[] scratch = new long[2];
    private byte[] lineArray = new byte[0];
    private int lineStart;
    private int lineEnd;
    private long offset;
    private long lineNumber;
    private long observations;
    private long used;
    private long usedLine = -1;
    private long unused;
    private long looked;
    private final long[] others = new long[LogKind.values().length];
    private long first = Long.MAX_VALUE;
    private long last = NO_TIME;

    Output(ObservationSink sink, Problems problems) {
        this.sink = sink;
        this.problems = problems;
    }

    /// The next line begins here; what is told from now on comes from it.
    void line(byte[] a, int start, int end, long newOffset) {
        lineArray = a;
        lineStart = start;
        lineEnd = end;
        offset = newOffset;
        lineNumber++;
    }

    Slice currentLine() {
        return line.set(lineArray, lineStart, lineEnd);
    }

    long lines() {
        return lineNumber;
    }

    /// Lines that told something of a machine.
    long used() {
        return used;
    }

    private void use() {
        if (usedLine != lineNumber) {
            usedLine = lineNumber;
            used++;
        }
    }

    long observations() {
        return observations;
    }

    long firstMicros() {
        return first == Long.MAX_VALUE ? NO_TIME : first;
    }

    long lastMicros() {
        return last;
    }

    /// The machine that the following observations are about.
    void host(byte[] a, int start, int end) {
        host.set(a, start, end);
        plain(host, hostText);
    }

    /// An address of IPv4 that is written as one of IPv6 (`::ffff:192.0.2.1`, RFC 4291 section 2.5.5.2) is the same machine's.
    private void plain(Slice address, byte[] text) {
        byte[] a = address.array;
        int start = address.start;
        // Only these begin with zeros, which nearly no other name of a machine does.
        if (address.length() < 2 || a[start] != ':' && a[start] != '0') {
            return;
        }
        if (Addresses.parseV6(a, start, address.end, scratch)
                && scratch[0] == 0
                && scratch[1] >>> 32 == 0xffff) {
            int n = 0;
            for (int shift = 24; shift >= 0; shift -= 8) {
                int octet = (int) (scratch[1] >>> shift) & 255;
                if (octet >= 100) {
                    text[n++] = (byte) ('0' + octet / 100);
                }
                if (octet >= 10) {
                    text[n++] = (byte) ('0' + octet / 10 % 10);
                }
                text[n++] = (byte) ('0' + octet % 10);
                if (shift > 0) {
                    text[n++] = '.';
                }
            }
            address.set(text, 0, n);
        }
    }

    boolean hasHost() {
        return !host.isEmpty();
    }

    void observe(ObservableType type, byte[] a, int start, int end, long micros) {
        observations++;
        use();
        time(micros);
        // A name is the same with the root's dot behind it (RFC 1034 section 3.1).
        boolean rooted = type == ObservableType.DOMAIN && end - start > 1 && a[end - 1] == '.';
        sink.observation(type, value.set(a, start, rooted ? end - 1 : end), host, micros, offset);
    }

    private void time(long micros) {
        if (micros != NO_TIME) {
            first = Math.min(first, micros);
            last = Math.max(last, micros);
        }
    }

    void seen(long micros) {
        use();
        time(micros);
        if (!host.isEmpty()) {
            sink.seen(host, micros, offset);
        }
    }

    /// An IP address, of whichever version; anything else is not told.
    boolean address(byte[] a, int start, int end, long micros) {
        if (Addresses.parseV4(a, start, end) != Addresses.NO_ADDRESS) {
            observe(ObservableType.IPV4, a, start, end, micros);
            return true;
        }
        if (Addresses.parseV6(a, start, end, scratch)) {
            observe(ObservableType.IPV6, a, start, end, micros);
            return true;
        }
        return false;
    }

    /// A host as it stands in a URL or header: a domain or an address, perhaps with a port or in brackets.
    void server(byte[] a, int start, int end, long micros) {
        int from = start;
        int to = end;
        if (from < to && a[from] == '[') {
            from++;
            int close = from;
            while (close < to && a[close] != ']') {
                close++;
            }
            to = close;
        } else {
            int colon = -1;
            int colons = 0;
            for (int i = from; i < to; i++) {
                if (a[i] == ':') {
                    colon = i;
                    colons++;
                }
            }
            to = colons == 1 ? colon : to;
        }
        if (from < to && !address(a, from, to, micros)) {
            observe(ObservableType.DOMAIN, a, from, to, micros);
        }
    }

    /// The server of a URL with a scheme, without user and port.
    void serverOfUrl(byte[] a, int start, int end, long micros) {
        int from = start;
        while (from + 2 < end && !(a[from] == ':' && a[from + 1] == '/' && a[from + 2] == '/')) {
            from++;
        }
        from += 3;
        int to = from;
        int at = -1;
        while (to < end && a[to] != '/' && a[to] != '?' && a[to] != '#') {
            at = a[to] == '@' ? to : at;
            to++;
        }
        server(a, at < 0 ? from : at + 1, to, micros);
    }

    boolean isAddress(byte[] a, int start, int end) {
        return Addresses.parseV4(a, start, end) != Addresses.NO_ADDRESS
                || Addresses.parseV6(a, start, end, scratch);
    }

    /// A hash of the kind its length tells: MD5, SHA-1 or SHA-256 in hex; others are not told.
    void hash(byte[] a, int start, int end, long micros) {
        ObservableType type =
                switch (end - start) {
                    case 32 -> ObservableType.MD5;
                    case 40 -> ObservableType.SHA1;
                    case 64 -> ObservableType.SHA256;
                    default -> null;
                };
        if (type == null) {
            return;
        }
        for (int i = start; i < end; i++) {
            if (Character.digit(a[i], 16) < 0) {
                return;
            }
        }
        observe(type, a, start, end, micros);
    }

    boolean isPrivate(byte[] a, int start, int end) {
        return Addresses.isPrivate(a, start, end, scratch);
    }

    /// An address that many machines have at once (loopback, link-local) and that therefore names none.
    boolean isShared(Slice address) {
        return Addresses.isLocalOnly(address.array, address.start, address.end, scratch);
    }

    /// The current line is none of those that are used; how many there were is told at the end.
    void unused() {
        unused++;
    }

    /// The same for a line that the parser does not know at all: where logs are mixed, another one would.
    ///
    /// @param own the kinds that this parser reads
    void foreign(Set<LogKind> own) {
        unused++;
        if (looked < MAX_LOOKED) {
            looked++;
            Recogniser.kind(lineArray, lineStart, lineEnd)
                    .filter(kind -> !own.contains(kind))
                    .ifPresent(kind -> others[kind.ordinal()]++);
        }
    }

    /// Tells what can only be told at the end.
    void finish() {
        for (LogKind kind : LogKind.values()) {
            long lines = others[kind.ordinal()];
            if (lines > 0) {
                problems.partial(
                        "",
                        "at least "
                                + lines
                                + " of "
                                + lineNumber
                                + " lines are of another kind of log ("
                                + kind.word()
                                + "), which is not read here; give them as a file of their own",
                        "");
            }
        }
        if (unused > 0) {
            problems.note(
                    "",
                    unused
                            + " of "
                            + lineNumber
                            + " lines name no contact, or none that is understood; they are not used");
        }
    }

    void hostName(Slice address, Slice name, long micros) {
        named.set(address.array, address.start, address.end);
        plain(named, namedText);
        sink.hostName(named, name, micros);
    }

    /// The current line cannot be used.
    void broken(String reason) {
        problems.partial("line " + lineNumber + ", offset " + offset, reason, "");
    }

    /// The current line is used, with something to be said of it.
    void remark(String reason) {
        problems.note("line " + lineNumber + ", offset " + offset, reason);
    }
}
