package dev.firebreak.formats.log;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Slice;
import java.nio.charset.StandardCharsets;

/// What a Windows event says, however it was shipped: by Winlogbeat, NXLog, Wazuh, evtx_dump, or PowerShell. Sysmon's
/// events and the DNS client's are used; others are counted as unused.
final class WindowsMeaning {
    private static final int QUERY_RECEIVED = 256;
    private static final int PROCESS_CREATED = 1;
    private static final int CONNECTED = 3;
    private static final int DRIVER_LOADED = 6;
    private static final int IMAGE_LOADED = 7;
    private static final int FILE_CREATED = 11;
    private static final int STREAM_CREATED = 15;
    private static final int LOOKED_UP = 22;
    private static final int FILE_DELETED = 23;
    private static final int FILE_DELETE_SEEN = 26;
    private static final int EXECUTABLE_SEEN = 29;

    private final JsonScanner scanner;
    private final JsonClock clock;
    private final Output out;
    private final Slice slice = new Slice();
    private final Slice computer = new Slice();
    private final JsonPaths names = JsonField.paths();

    /// Values that stood as text in the message or as name and value in an array, by number.
    private final Slice[] found = new Slice[JsonField.KNOWN];

    WindowsMeaning(JsonScanner scanner, JsonClock clock, Output out) {
        this.scanner = scanner;
        this.clock = clock;
        this.out = out;
        for (int i = 0; i < found.length; i++) {
            found[i] = new Slice();
        }
    }

    private Slice get(JsonField field, Slice into) {
        int value = scanner.first(field.number());
        if (value >= 0) {
            return scanner.value(value, into);
        }
        Slice other = found[field.number()];
        return into.set(other.array, other.start, other.end);
    }

    private String text(JsonField field) {
        return get(field, slice).toString();
    }

    void tell() {
        for (Slice value : found) {
            value.end = value.start;
        }
        String channel = text(JsonField.CHANNEL);
        String provider = text(JsonField.PROVIDER);
        boolean sysmon = channel.contains("Sysmon") || provider.contains("Sysmon");
        boolean dnsClient = channel.contains("DNS-Client") || provider.contains("DNS-Client");
        if (channel.contains("DNSServer") || provider.contains("DNSServer")) {
            askedServer();
            return;
        }
        if (!sysmon && !dnsClient) {
            out.unused();
            return;
        }
        if (!scanner.has(JsonField.UTC_TIME.number())
                && !scanner.has(JsonField.QUERY_NAME.number())) {
            fromPairs();
            fromMessage();
        }
        host();
        long micros = time();
        if (dnsClient) {
            lookUp(micros);
        } else {
            event(id(), micros);
        }
    }

    /// The analytic log of the DNS server, event 256: who asked for what. Answers and the server's own questions do not count.
    private void askedServer() {
        int id = id();
        // Zeek's logs have a key of this name, too.
        int source = scanner.first(ZeekField.SOURCE.ordinal());
        Slice asker =
                source < 0 ? computer.set(new byte[0], 0, 0) : scanner.value(source, computer);
        Slice name = get(JsonField.DNS_NAME, slice);
        if (id != QUERY_RECEIVED || !isGiven(asker) || !isGiven(name)) {
            out.unused();
            return;
        }
        long micros = time();
        out.host(asker.array, asker.start, asker.end);
        out.server(name.array, name.start, name.end, micros);
    }

    private void host() {
        get(JsonField.COMPUTER, computer);
        if (computer.isEmpty()) {
            get(JsonField.COMPUTER_HOSTNAME, computer);
        }
        if (computer.isEmpty()) {
            get(JsonField.ECS_HOST_NAME, computer);
        }
        out.host(computer.array, computer.start, computer.end);
    }

    /// Sysmon's own time is UTC for certain; shippers often write local times with a wrong zone.
    private long time() {
        long micros = clock.utcTime(JsonField.UTC_TIME.number());
        Slice text = found[JsonField.UTC_TIME.number()];
        if (micros == Output.NO_TIME && !text.isEmpty()) {
            micros = clock.utc(text);
        }
        JsonField[] others = {JsonField.SYSTEM_TIME, JsonField.ECS_TIME, JsonField.EVENT_TIME};
        for (int i = 0; i < others.length && micros == Output.NO_TIME; i++) {
            micros = clock.time(others[i].number());
        }
        return micros;
    }

    private int id() {
        for (JsonField field : new JsonField[] {JsonField.EVENT_ID, JsonField.EVENT_CODE}) {
            String digits = text(field);
            if (!digits.isEmpty()
                    && digits.length() <= 5
                    && digits.chars().allMatch(Character::isDigit)) {
                return Integer.parseInt(digits);
            }
        }
        return -1;
    }

    private void event(int id, long micros) {
        switch (id) {
            case PROCESS_CREATED -> file(JsonField.IMAGE, micros);
            case CONNECTED -> connection(micros);
            case DRIVER_LOADED, IMAGE_LOADED -> file(JsonField.IMAGE_LOADED, micros);
            case FILE_CREATED, STREAM_CREATED, FILE_DELETED, FILE_DELETE_SEEN, EXECUTABLE_SEEN ->
                    file(JsonField.TARGET_FILENAME, micros);
            case LOOKED_UP -> lookUp(micros);
            default -> out.seen(micros);
        }
    }

    private boolean isGiven(Slice value) {
        return !value.isEmpty() && !(value.length() == 1 && value.array[value.start] == '-');
    }

    private void lookUp(long micros) {
        Slice name = get(JsonField.QUERY_NAME, slice);
        if (isGiven(name)) {
            out.server(name.array, name.start, name.end, micros);
        } else {
            out.seen(micros);
        }
    }

    /// Where this machine opened the connection, the source is its own address. Where it did not, Sysmon's two sides are
    /// not reliable (for UDP they are often swapped), so both are told; one of them is the machine's own.
    private void connection(long micros) {
        boolean opened = text(JsonField.INITIATED).equalsIgnoreCase("true");
        long before = out.observations();
        Slice source = get(JsonField.SYSMON_SOURCE_IP, slice);
        if (isGiven(source)) {
            if (!opened) {
                out.address(source.array, source.start, source.end, micros);
            } else if (out.isAddress(source.array, source.start, source.end)
                    && !out.isShared(source)) {
                out.hostName(source, computer, micros);
            }
        }
        Slice target = get(JsonField.SYSMON_DEST_IP, slice);
        if (isGiven(target)) {
            out.address(target.array, target.start, target.end, micros);
        }
        Slice name = get(JsonField.SYSMON_DEST_HOST, slice);
        if (opened && isGiven(name)) {
            out.server(name.array, name.start, name.end, micros);
        }
        if (out.observations() == before) {
            out.seen(micros);
        }
    }

    private void file(JsonField path, long micros) {
        hashes(micros);
        Slice name = get(path, slice);
        if (isGiven(name)) {
            out.observe(ObservableType.FILENAME, name.array, name.start, name.end, micros);
        } else {
            out.seen(micros);
        }
    }

    /// `SHA1=…,MD5=…,SHA256=…,IMPHASH=…`; an import hash looks like an MD5 and is none. Also bare, as old versions wrote.
    private void hashes(long micros) {
        Slice list = get(JsonField.HASHES, slice);
        byte[] a = list.array;
        int at = list.start;
        int end = list.end;
        while (at < end) {
            int stop = at;
            int equals = -1;
            while (stop < end && a[stop] != ',') {
                equals = a[stop] == '=' ? stop : equals;
                stop++;
            }
            boolean imphash = equals > at && (a[at] | 0x20) == 'i';
            if (!imphash) {
                out.hash(a, Math.max(at, equals + 1), stop, micros);
            }
            at = stop + 1;
        }
    }

    /// `"Data": [{"@Name": "QueryName", "#text": "…"}, …]`, as converters from XML write.
    private void fromPairs() {
        int name = scanner.first(JsonField.DATA_NAME.number());
        int value = scanner.first(JsonField.DATA_TEXT.number());
        while (name >= 0 && value >= 0) {
            int number =
                    names.number(
                            JsonPaths.hash(JsonPaths.ROOT, scanner.value(name, slice).toString()));
            if (number >= 0) {
                scanner.value(value, found[number]);
            }
            name = scanner.next(name);
            value = scanner.next(value);
        }
    }

    /// `QueryName: …` in lines, as PowerShell's Get-WinEvent gives events.
    private void fromMessage() {
        String message = text(JsonField.MESSAGE);
        for (String line : message.split("\\r?\\n", 200)) {
            int colon = line.indexOf(": ");
            if (colon > 0 && colon < 40) {
                int number =
                        names.number(
                                JsonPaths.hash(JsonPaths.ROOT, line.substring(0, colon).strip()));
                if (number >= JsonField.FIRST && !scanner.has(number) && found[number].isEmpty()) {
                    byte[] bytes =
                            line.substring(colon + 2).strip().getBytes(StandardCharsets.UTF_8);
                    found[number].set(
                            java.util.Arrays.copyOf(bytes, bytes.length + BlockParser.SLACK),
                            0,
                            bytes.length);
                }
            }
        }
    }
}
