package dev.firebreak.formats.log;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Slice;
import dev.firebreak.formats.table.ColumnMap;
import dev.firebreak.formats.table.ColumnMap.Field;
import java.util.List;

/// What a row of a foreign log says, by the user's column map.
final class MappedMeaning {
    private static final Field[] FIELDS = Field.values();

    private static final byte[] HTTP = Bytes.of("http://");
    private static final byte[] SCHEME_END = Bytes.of("://");

    /// The longest time in use has 40 characters.
    private static final int MAX_TIME = 64;

    private final Output out;
    private final Times times;
    private final boolean flows;
    private final EpochTimes epochs = new EpochTimes();
    private final Slice[] values = new Slice[FIELDS.length];

    MappedMeaning(Output out, Times times) {
        this(out, times, false);
    }

    /// @param flows whether the columns were understood by their names: then a visitor from outside is told from a machine of
    ///     ours, and a URL without a scheme names its server
    MappedMeaning(Output out, Times times, boolean flows) {
        this.out = out;
        this.times = times;
        this.flows = flows;
        for (int i = 0; i < values.length; i++) {
            values[i] = new Slice();
        }
    }

    /// Whether a map names anything that a log could be held against.
    static boolean isForLogs(ColumnMap map) {
        return List.of(
                        Field.DOMAIN,
                        Field.IP,
                        Field.URL,
                        Field.EMAIL,
                        Field.SHA256,
                        Field.SHA1,
                        Field.MD5,
                        Field.FILE)
                .stream()
                .anyMatch(map::has);
    }

    Slice value(Field field) {
        return values[field.ordinal()];
    }

    void clear() {
        for (Slice value : values) {
            value.end = value.start;
        }
    }

    private Slice trimmed(Field field) {
        Slice value = values[field.ordinal()];
        while (value.end > value.start
                && value.array[value.end - 1] <= ' '
                && value.array[value.end - 1] >= 0) {
            value.end--;
        }
        while (value.end > value.start
                && value.array[value.start] <= ' '
                && value.array[value.start] >= 0) {
            value.start++;
        }
        return value;
    }

    private static boolean isGiven(Slice value) {
        return !value.isEmpty() && !(value.length() == 1 && value.array[value.start] == '-');
    }

    void tell() {
        tellAt(time());
    }

    /// The same for a line whose time is known.
    void tellAt(long micros) {
        Slice host = trimmed(Field.HOST);
        host = isGiven(host) ? host : trimmed(Field.ASSET);
        out.host(host.array, host.start, host.end);
        Slice address = trimmed(Field.ADDRESS);
        boolean named = isGiven(address) && isGiven(host);
        Slice other = trimmed(Field.IP);
        boolean outside = flows && isOutside(named ? address : host);
        boolean visitor = outside && out.isPrivate(other.array, other.start, other.end);
        if (named && !visitor && !out.isShared(address)) {
            out.hostName(address, host, micros);
        }
        long before = out.observations();
        if (visitor) {
            // A visitor from outside: the machine is the one that was visited.
            out.host(other.array, other.start, other.end);
            out.address(host.array, host.start, host.end, micros);
            if (named) {
                out.address(address.array, address.start, address.end, micros);
                out.server(host.array, host.start, host.end, micros);
            }
            other.end = other.start;
        } else if (outside) {
            // Whether it visits or is ours, nothing tells: it must be found as a visitor, too.
            Slice from = named ? address : host;
            out.host(from.array, 0, 0);
            out.address(from.array, from.start, from.end, micros);
            if (!isOnPathOnly(other)) {
                out.host(host.array, host.start, host.end);
                before = out.observations();
            }
        }
        joinUrl();
        for (Field field : FIELDS) {
            Slice value = trimmed(field);
            if (isGiven(value)) {
                tell(field, value, micros);
            }
        }
        if (out.observations() == before) {
            out.seen(micros);
        }
    }

    private boolean isOutside(Slice address) {
        return out.isAddress(address.array, address.start, address.end)
                && !out.isPrivate(address.array, address.start, address.end);
    }

    /// Whether all that is told of the other side is a path, as the log of a web server does of itself.
    private boolean isOnPathOnly(Slice other) {
        Slice url = trimmed(Field.URL);
        return !isGiven(other)
                && !isGiven(trimmed(Field.DOMAIN))
                && !url.isEmpty()
                && url.array[url.start] == '/';
    }

    /// Where the host and the path stand apart, the URL is both.
    private void joinUrl() {
        Slice path = trimmed(Field.URL);
        Slice domain = trimmed(Field.DOMAIN);
        if (path.isEmpty() || path.array[path.start] != '/' || !isGiven(domain)) {
            return;
        }
        byte[] joined = new byte[HTTP.length + domain.length() + path.length() + BlockParser.SLACK];
        System.arraycopy(HTTP, 0, joined, 0, HTTP.length);
        System.arraycopy(domain.array, domain.start, joined, HTTP.length, domain.length());
        int used = HTTP.length + domain.length();
        System.arraycopy(path.array, path.start, joined, used, path.length());
        value(Field.URL).set(joined, 0, used + path.length());
    }

    private void tell(Field field, Slice value, long micros) {
        byte[] a = value.array;
        int start = value.start;
        int end = value.end;
        switch (field) {
            case DOMAIN -> out.server(a, start, end, micros);
            case IP -> {
                if (!out.address(a, start, end, micros)) {
                    out.server(a, start, end, micros);
                }
            }
            case URL -> {
                out.observe(ObservableType.URL, a, start, end, micros);
                if (Bytes.indexOf(a, start, end, SCHEME_END) > 0) {
                    out.serverOfUrl(a, start, end, micros);
                } else if (flows && a[start] != '/') {
                    // `a.example/x`: without a scheme, the server stands before the path.
                    int to = start;
                    while (to < end && a[to] != '/' && a[to] != '?') {
                        to++;
                    }
                    out.server(a, start, to, micros);
                }
            }
            case EMAIL -> out.observe(ObservableType.EMAIL, a, start, end, micros);
            case SHA256, SHA1, MD5 -> out.hash(a, start, end, micros);
            case FILE -> out.observe(ObservableType.FILENAME, a, start, end, micros);
            case NAME,
                    VERSION,
                    PUBLISHER,
                    ASSET,
                    ORGANISATION,
                    PLATFORM,
                    DATE,
                    ADDRESS,
                    PURL,
                    CPE,
                    PRODUCT_CODE,
                    BUNDLE_ID,
                    HOST,
                    TIME,
                    SHA512 -> {}
        }
    }

    private long time() {
        Slice time = trimmed(Field.TIME);
        Slice date = trimmed(Field.DATE);
        if (!isGiven(time) && !isGiven(date)) {
            return Output.NO_TIME;
        }
        long micros = isGiven(time) ? parse(time) : Output.NO_TIME;
        if (micros == Output.NO_TIME && isGiven(date)) {
            micros = isGiven(time) ? parse(joined(date, time)) : parse(date);
        }
        if (micros == Output.NO_TIME) {
            out.remark("has a time that cannot be read; the line counts without it");
        }
        return micros;
    }

    /// The day and the time of day stand in columns of their own.
    private static Slice joined(Slice date, Slice time) {
        byte[] both = new byte[date.length() + 1 + time.length()];
        System.arraycopy(date.array, date.start, both, 0, date.length());
        both[date.length()] = ' ';
        System.arraycopy(time.array, time.start, both, date.length() + 1, time.length());
        return new Slice().set(both, 0, both.length);
    }

    private long parse(Slice time) {
        int length = Math.min(time.length(), MAX_TIME);
        // The copy gives the readers their slack.
        byte[] padded =
                java.util.Arrays.copyOfRange(
                        time.array, time.start, time.start + length + BlockParser.SLACK);
        long micros = epochs.parse(padded, 0, length);
        return micros == Output.NO_TIME ? times.parse(padded, 0, length) : micros;
    }
}
