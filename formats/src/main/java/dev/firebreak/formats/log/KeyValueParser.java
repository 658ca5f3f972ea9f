package dev.firebreak.formats.log;

import dev.firebreak.core.model.Slice;
import dev.firebreak.formats.table.ColumnMap.Field;
import java.util.EnumSet;
import java.util.Set;

/// Lines of `key=value`, as firewalls and gateways send them through syslog: Fortinet, Sophos, SonicWall, netfilter
/// (`SRC=… DST=…`), Check Point (`src:"…"`), and the payload of CEF and LEEF. A line is used if it names who opened
/// something and what was met.
final class KeyValueParser extends LineParser {
    private static final Set<LogKind> OWN = EnumSet.of(LogKind.KEY_VALUE);

    private static final PairKey[] KEYS = PairKey.values();
    private static final byte[] CET = Bytes.of("CET");
    private static final byte[] CEST = Bytes.of("CEST");
    private static final int MAX_STAMP = 64;

    private final MappedMeaning meaning;
    private final LinePrefix prefix;
    private final Times times;
    private final EpochTimes epochs = new EpochTimes();
    private final Slice[] values = new Slice[KEYS.length];
    private final byte[] stamp = new byte[MAX_STAMP + BlockParser.SLACK];

    KeyValueParser(Output out, Times times) {
        super(out);
        this.times = times;
        meaning = new MappedMeaning(out, times, true);
        prefix = new LinePrefix(times);
        for (int i = 0; i < values.length; i++) {
            values[i] = new Slice();
        }
    }

    /// Whether a line names both sides.
    static boolean isLine(byte[] a, int start, int end) {
        KeyValueParser parser =
                new KeyValueParser(
                        new Output(Silent.SINK, new Problems("")),
                        new Times(LogOptions.defaults(java.time.Instant.EPOCH)));
        parser.scan(a, start, end);
        return parser.isUsable();
    }

    private boolean isUsable() {
        return has(PairKey.SOURCE)
                && (has(PairKey.TARGET)
                        || has(PairKey.DOMAIN)
                        || has(PairKey.URL)
                        || has(PairKey.HASH));
    }

    private Slice value(PairKey key) {
        return values[key.ordinal()];
    }

    private boolean has(PairKey key) {
        return !value(key).isEmpty();
    }

    @Override
    void line(byte[] a, int start, int end) {
        scan(a, start, end);
        if (!isUsable()) {
            out.foreign(OWN);
            return;
        }
        long micros = time(a, start, end);
        meaning.clear();
        copy(PairKey.CLIENT, Field.HOST);
        copy(PairKey.SOURCE, Field.ASSET);
        if (has(PairKey.CLIENT)) {
            copy(PairKey.SOURCE, Field.ADDRESS);
        }
        copy(PairKey.TARGET, Field.IP);
        copy(PairKey.DOMAIN, Field.DOMAIN);
        copy(PairKey.URL, Field.URL);
        copy(PairKey.HASH, Field.SHA256);
        meaning.tellAt(micros);
    }

    private void copy(PairKey from, Field to) {
        Slice value = value(from);
        meaning.value(to).set(value.array, value.start, value.end);
    }

    /// Finds the pairs; the first of a kind counts, since later ones may be those of a packet quoted in an ICMP message.
    private void scan(byte[] a, int start, int end) {
        for (Slice value : values) {
            value.end = value.start;
        }
        int at = start;
        while (at < end) {
            boolean pair = a[at] == '=' || a[at] == ':' && at + 1 < end && a[at + 1] == '"';
            if (!pair) {
                at++;
                continue;
            }
            int key = at;
            while (key > start && isKeyByte(a[key - 1])) {
                key--;
            }
            int from = at + 1;
            int to;
            if (from < end && a[from] == '"') {
                from++;
                to = from;
                while (to < end && a[to] != '"') {
                    to++;
                }
            } else {
                to = from;
                while (to < end && !isValueEnd(a[to])) {
                    to++;
                }
            }
            PairKey meant = key < at ? PairKey.of(a, key, at) : null;
            if (meant != null && value(meant).isEmpty()) {
                take(meant, a, from, to);
            }
            at = Math.max(to, at + 1);
        }
    }

    private void take(PairKey key, byte[] a, int from, int to) {
        boolean address = key == PairKey.SOURCE || key == PairKey.TARGET;
        int end = to;
        if (address) {
            // SonicWall writes `192.0.2.1:443:X1`.
            int colon = Bytes.indexOf(a, from, to, (byte) ':');
            if (colon > 0 && out.isAddress(a, from, colon)) {
                end = colon;
            }
            if (!out.isAddress(a, from, end)) {
                return;
            }
        }
        if (end - from == 1 && a[from] == '-' || isNothing(a, from, end)) {
            return;
        }
        value(key).set(a, from, end);
    }

    private static boolean isNothing(byte[] a, int from, int end) {
        return end - from == 3 && a[from] == 'N' && a[from + 1] == '/' && a[from + 2] == 'A';
    }

    private static boolean isKeyByte(byte c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }

    private static boolean isValueEnd(byte c) {
        return c == ' ' || c == '\t' || c == ';' || c == ',' || c == ']';
    }

    private long time(byte[] a, int start, int end) {
        Slice stamped = value(PairKey.STAMP);
        if (!stamped.isEmpty()) {
            long micros = parse(stamped, null, null);
            if (micros != Output.NO_TIME) {
                return micros;
            }
        }
        Slice clock = value(PairKey.CLOCK);
        Slice date = value(PairKey.DATE);
        if (!clock.isEmpty() && !date.isEmpty()) {
            long micros = parse(date, clock, value(PairKey.ZONE));
            if (micros != Output.NO_TIME) {
                return micros;
            }
        }
        if (!clock.isEmpty() && date.isEmpty()) {
            long micros = parse(clock, null, null);
            if (micros != Output.NO_TIME) {
                return micros;
            }
        }
        long micros = prefix.time(a, start, end);
        if (micros == Output.NO_TIME) {
            out.remark("has a time that cannot be read; the line counts without it");
        }
        return micros;
    }

    private long parse(
            Slice first,
            @org.jspecify.annotations.Nullable Slice second,
            @org.jspecify.annotations.Nullable Slice zone) {
        int used = append(first, 0);
        if (second != null) {
            stamp[used++] = ' ';
            used = append(second, used);
        }
        if (zone != null && !zone.isEmpty()) {
            stamp[used++] = ' ';
            used = appendZone(zone, used);
        }
        long micros = epochs.parse(stamp, 0, used);
        return micros == Output.NO_TIME ? times.parse(stamp, 0, used) : micros;
    }

    private int append(Slice value, int used) {
        int length = Math.min(value.length(), (MAX_STAMP - used) / 2);
        System.arraycopy(value.array, value.start, stamp, used, length);
        return used + length;
    }

    private int appendZone(Slice zone, int used) {
        if (Bytes.equal(zone.array, zone.start, zone.end, CET)) {
            return append(new Slice().set(Bytes.of("+0100"), 0, 5), used);
        }
        if (Bytes.equal(zone.array, zone.start, zone.end, CEST)) {
            return append(new Slice().set(Bytes.of("+0200"), 0, 5), used);
        }
        return append(zone, used);
    }
}
