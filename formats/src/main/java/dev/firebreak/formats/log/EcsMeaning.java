package dev.firebreak.formats.log;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Slice;
import java.util.Set;

/// What an event in the Elastic Common Schema says. Whose event it is: that of `host.name` if its agent runs on the
/// machine itself, that of `source.ip` if a sensor in the network saw it.
final class EcsMeaning {
    private static final Set<String> SENSORS =
            Set.of(
                    "zeek",
                    "suricata",
                    "packetbeat",
                    "netflow",
                    "cisco",
                    "fortinet",
                    "panw",
                    "checkpoint",
                    "squid",
                    "bluecoat",
                    "juniper",
                    "sonicwall",
                    "sophos",
                    "zscaler",
                    "infoblox",
                    "iptables",
                    "pfsense",
                    "coredns",
                    "bind");

    private final JsonScanner scanner;
    private final JsonClock clock;
    private final Output out;
    private final Slice slice = new Slice();
    private final Slice name = new Slice();
    private final Slice source = new Slice();

    EcsMeaning(JsonScanner scanner, JsonClock clock, Output out) {
        this.scanner = scanner;
        this.clock = clock;
        this.out = out;
    }

    void tell() {
        long micros = clock.time(JsonField.ECS_TIME.number());
        scanner.value(scanner.first(JsonField.ECS_HOST_NAME.number()), name);
        scanner.value(scanner.first(JsonField.ECS_SOURCE_IP.number()), source);
        boolean endpoint = isEndpoint();
        Slice host = endpoint ? name : source;
        out.host(host.array, host.start, host.end);
        long before = out.observations();
        if (endpoint && !name.isEmpty()) {
            names(micros);
        }
        each(JsonField.ECS_DNS, micros);
        each(JsonField.ECS_URL, micros);
        each(JsonField.ECS_DEST_DOMAIN, micros);
        each(JsonField.ECS_DEST_IP, micros);
        each(JsonField.ECS_SHA256, micros);
        each(JsonField.ECS_SHA1, micros);
        each(JsonField.ECS_MD5, micros);
        each(JsonField.ECS_FILE, micros);
        each(JsonField.ECS_EMAIL, micros);
        if (out.observations() == before) {
            out.seen(micros);
        }
    }

    private boolean isEndpoint() {
        if (source.isEmpty() || name.isEmpty()) {
            return source.isEmpty();
        }
        int address = scanner.first(JsonField.ECS_HOST_IP.number());
        boolean addresses = address >= 0;
        for (; address >= 0; address = scanner.next(address)) {
            Slice own = scanner.value(address, slice);
            if (java.util.Arrays.equals(
                    own.array, own.start, own.end, source.array, source.start, source.end)) {
                return true;
            }
        }
        if (addresses || scanner.has(JsonField.ECS_OBSERVER.number())) {
            return false;
        }
        for (int module = scanner.first(JsonField.ECS_MODULE.number());
                module >= 0;
                module = scanner.next(module)) {
            if (SENSORS.contains(scanner.value(module, slice).toString())) {
                return false;
            }
        }
        return scanner.has(JsonField.ECS_PROCESS.number())
                || scanner.has(JsonField.ECS_FILE.number());
    }

    private void names(long micros) {
        for (int i = scanner.first(JsonField.ECS_HOST_IP.number()); i >= 0; i = scanner.next(i)) {
            Slice address = scanner.value(i, slice);
            if (!out.isShared(address)) {
                out.hostName(address, name, micros);
            }
        }
    }

    private void each(JsonField field, long micros) {
        for (int i = scanner.first(field.number()); i >= 0; i = scanner.next(i)) {
            Slice value = scanner.value(i, slice);
            byte[] a = value.array;
            int start = value.start;
            int end = value.end;
            if (start == end) {
                continue;
            }
            switch (field) {
                case ECS_DNS, ECS_DEST_DOMAIN -> out.server(a, start, end, micros);
                case ECS_DEST_IP -> out.address(a, start, end, micros);
                case ECS_URL -> out.observe(ObservableType.URL, a, start, end, micros);
                case ECS_FILE -> out.observe(ObservableType.FILENAME, a, start, end, micros);
                case ECS_EMAIL -> out.observe(ObservableType.EMAIL, a, start, end, micros);
                default -> out.hash(a, start, end, micros);
            }
        }
    }
}
