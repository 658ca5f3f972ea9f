package dev.firebreak.formats.log;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Slice;
import dev.firebreak.formats.table.ColumnMap;
import dev.firebreak.formats.table.ColumnMap.Field;
import java.util.List;

/// What a row of a foreign log says, by the user's column map.
final class MappedMeaning {
    private static final Field[] FIELDS = Field.values();

    private final Output out;
    private final Times times;
    private final EpochTimes epochs = new EpochTimes();
    private final Slice[] values = new Slice[FIELDS.length];

    MappedMeaning(Output out, Times times) {
        this.out = out;
        this.times = times;
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
        Slice host = trimmed(Field.HOST);
        host = isGiven(host) ? host : trimmed(Field.ASSET);
        out.host(host.array, host.start, host.end);
        long micros = time();
        Slice address = trimmed(Field.ADDRESS);
        if (isGiven(address) && isGiven(host)) {
            out.hostName(address, host, micros);
        }
        long before = out.observations();
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
                if (Bytes.indexOf(a, start, end, Bytes.of("://")) > 0) {
                    out.serverOfUrl(a, start, end, micros);
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
        time = isGiven(time) ? time : trimmed(Field.DATE);
        if (!isGiven(time)) {
            return Output.NO_TIME;
        }
        byte[] a = time.array;
        // The longest time in use has 40 characters; the copy gives the readers their slack.
        byte[] padded =
                java.util.Arrays.copyOfRange(
                        a,
                        time.start,
                        time.start + Math.min(time.length(), 64) + BlockParser.SLACK);
        int length = Math.min(time.length(), 64);
        long micros = epochs.parse(padded, 0, length);
        micros = micros == Output.NO_TIME ? times.parse(padded, 0, length) : micros;
        if (micros == Output.NO_TIME) {
            out.remark("has a time that cannot be read; the line counts without it");
        }
        return micros;
    }
}
