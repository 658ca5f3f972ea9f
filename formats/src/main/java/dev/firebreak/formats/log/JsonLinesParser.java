package dev.firebreak.formats.log;

import dev.firebreak.core.model.Slice;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Objects, one a line. Each line says itself what it is, since exports mix: Zeek, Suricata EVE, a Windows event, or
/// Elastic Common Schema.
final class JsonLinesParser extends LineParser {
    /// What a line is.
    enum Dialect {
        ZEEK,
        EVE,
        WINDOWS,
        ECS,
        /// The event stands as text in a `message`.
        WRAPPED
    }

    private final JsonScanner scanner = new JsonScanner(JsonField.paths(), JsonField.KNOWN);
    private final ZeekMeaning zeek;
    private final EveMeaning eve;
    private final WindowsMeaning windows;
    private final EcsMeaning ecs;
    private final JsonClock clock;
    private final Slice slice = new Slice();
    private byte[] joined = new byte[256];
    private byte[] inner = new byte[0];

    JsonLinesParser(Output out, Times times) {
        super(out);
        clock = new JsonClock(scanner, times, out);
        zeek = new ZeekMeaning(out);
        eve = new EveMeaning(scanner, clock, zeek, out);
        windows = new WindowsMeaning(scanner, clock, out);
        ecs = new EcsMeaning(scanner, clock, out);
    }

    @Override
    void line(byte[] a, int start, int end) {
        // Somebody's array of objects, one a line, reads like the lines themselves.
        int from = start;
        while (from < end
                && (a[from] == '[' || a[from] == ',' || a[from] == ' ' || a[from] == '\t')) {
            from++;
        }
        if (from == end || a[from] == ']') {
            return;
        }
        if (!scanner.scan(a, from, end)) {
            out.broken("is no whole JSON object");
            return;
        }
        Dialect dialect = dialect();
        if (dialect == Dialect.WRAPPED && scanInner()) {
            dialect = dialect();
        }
        tell(dialect);
    }

    private void tell(@Nullable Dialect dialect) {
        switch (dialect) {
            case null -> out.unused();
            case ZEEK -> zeekLine();
            case EVE -> eve.tell();
            case WINDOWS -> windows.tell();
            case ECS -> ecs.tell();
            case WRAPPED -> out.unused();
        }
    }

    /// One that only tells whether lines are known.
    static JsonLinesParser silent() {
        Output nobody = new Output(Silent.SINK, new Problems(""));
        return new JsonLinesParser(nobody, new Times(LogOptions.defaults(Instant.EPOCH)));
    }

    /// Whether a line is of one of the dialects.
    boolean isKnown(byte[] line) {
        byte[] padded = Arrays.copyOf(line, line.length + BlockParser.SLACK);
        int from = 0;
        while (from < line.length
                && (padded[from] == '[' || padded[from] == ',' || padded[from] == ' ')) {
            from++;
        }
        if (!scanner.scan(padded, from, line.length)) {
            return false;
        }
        Dialect dialect = dialect();
        return dialect == Dialect.WRAPPED ? scanInner() && dialect() != null : dialect != null;
    }

    private boolean has(JsonField field) {
        return scanner.has(field.number());
    }

    private boolean has(ZeekField field) {
        return scanner.has(field.ordinal());
    }

    private @Nullable Dialect dialect() {
        if (has(ZeekField.ORIG_H) || has(ZeekField.PATH) || has(ZeekField.STREAM)) {
            return Dialect.ZEEK;
        }
        if (has(JsonField.EVENT_TYPE) && (has(JsonField.SRC_IP) || has(JsonField.TIMESTAMP))) {
            return Dialect.EVE;
        }
        if ((has(JsonField.CHANNEL) || has(JsonField.PROVIDER))
                && (has(JsonField.EVENT_ID) || has(JsonField.EVENT_CODE))) {
            return Dialect.WINDOWS;
        }
        if (has(ZeekField.TS)
                && (has(ZeekField.FUID) || has(ZeekField.ASSIGNED_ADDR) || has(ZeekField.UID))) {
            return Dialect.ZEEK;
        }
        if (has(JsonField.ECS_TIME) && hasEcs()) {
            return Dialect.ECS;
        }
        if (has(JsonField.MESSAGE)) {
            Slice text = scanner.value(scanner.first(JsonField.MESSAGE.number()), slice);
            return !text.isEmpty() && text.array[text.start] == '{' ? Dialect.WRAPPED : null;
        }
        return null;
    }

    private boolean hasEcs() {
        return has(JsonField.ECS_DNS)
                || has(JsonField.ECS_DEST_IP)
                || has(JsonField.ECS_DEST_DOMAIN)
                || has(JsonField.ECS_URL)
                || has(JsonField.ECS_SHA256)
                || has(JsonField.ECS_SHA1)
                || has(JsonField.ECS_MD5)
                || has(JsonField.ECS_FILE)
                || has(JsonField.ECS_SOURCE_IP)
                || has(JsonField.ECS_EMAIL)
                || has(JsonField.ECS_MODULE) && has(JsonField.ECS_HOST_NAME);
    }

    private boolean scanInner() {
        Slice text = scanner.value(scanner.first(JsonField.MESSAGE.number()), slice);
        int length = text.length();
        if (inner.length < length + BlockParser.SLACK) {
            inner = new byte[length * 2 + BlockParser.SLACK];
        }
        System.arraycopy(text.array, text.start, inner, 0, length);
        return scanner.scan(inner, 0, length);
    }

    private void zeekLine() {
        zeek.clear();
        int count = scanner.count();
        int used = 0;
        for (int i = 0; i < count; i++) {
            int number = scanner.number(i);
            if (number < JsonField.FIRST && scanner.first(number) == i) {
                ZeekField field = ZeekField.BY_ORDINAL[number];
                if (scanner.next(i) >= 0) {
                    used = join(i, used);
                    zeek.set(field, slice.array, slice.start, slice.end);
                } else {
                    scanner.value(i, slice);
                    zeek.set(field, slice.array, slice.start, slice.end);
                }
            }
        }
        zeek.tell(topic(), clock.time(ZeekField.TS.ordinal()));
    }

    /// An array becomes what it is in the tab-separated logs: its values with commas between them.
    private int join(int first, int used) {
        int at = used;
        for (int value = first; value >= 0; value = scanner.next(value)) {
            scanner.value(value, slice);
            if (at + slice.length() + 1 > joined.length) {
                joined = Arrays.copyOf(joined, (at + slice.length() + 1) * 2);
            }
            if (value != first) {
                joined[at++] = ',';
            }
            System.arraycopy(slice.array, slice.start, joined, at, slice.length());
            at += slice.length();
        }
        slice.set(joined, used, at);
        return at;
    }

    private ZeekTopic topic() {
        int value = scanner.first(ZeekField.PATH.ordinal());
        value = value >= 0 ? value : scanner.first(ZeekField.STREAM.ordinal());
        if (value >= 0) {
            Optional<ZeekTopic> named = ZeekTopic.named(scanner.value(value, slice));
            if (named.isPresent()) {
                return named.get();
            }
        }
        if (has(ZeekField.QUERY)) {
            return ZeekTopic.DNS;
        }
        if (has(ZeekField.FUID)
                && (has(ZeekField.MIME_TYPE) || has(ZeekField.SOURCE) || has(ZeekField.TX_HOSTS))) {
            return ZeekTopic.FILES;
        }
        if (has(ZeekField.URI)) {
            return ZeekTopic.HTTP;
        }
        if (has(ZeekField.SERVER_NAME) || has(ZeekField.CIPHER)) {
            return ZeekTopic.SSL;
        }
        if (has(ZeekField.ASSIGNED_ADDR) || has(ZeekField.CLIENT_ADDR)) {
            return ZeekTopic.DHCP;
        }
        return has(ZeekField.ORIG_H) ? ZeekTopic.CONN : ZeekTopic.NOTHING;
    }
}
