package dev.firebreak.formats.log;

import dev.firebreak.core.model.Slice;
import java.nio.charset.StandardCharsets;

/// What a line of Suricata's EVE log says (eve.json, versions 4 to 8). `src_ip` opened the flow, except in alerts on
/// what came back and in files, where it is the sender.
final class EveMeaning {
    private final JsonScanner scanner;
    private final JsonClock clock;
    private final ZeekMeaning meaning;
    private final Output out;
    private final Slice slice = new Slice();
    private boolean queriesSeen;

    EveMeaning(JsonScanner scanner, JsonClock clock, ZeekMeaning meaning, Output out) {
        this.scanner = scanner;
        this.clock = clock;
        this.meaning = meaning;
        this.out = out;
    }

    private String text(JsonField field) {
        Slice value = scanner.value(scanner.first(field.number()), slice);
        return new String(value.array, value.start, value.length(), StandardCharsets.UTF_8);
    }

    private boolean has(JsonField field) {
        return scanner.has(field.number());
    }

    private void set(ZeekField to, JsonField from) {
        int value = scanner.first(from.number());
        if (value >= 0) {
            scanner.value(value, slice);
            meaning.set(to, slice.array, slice.start, slice.end);
        }
    }

    void tell() {
        meaning.clear();
        long micros = clock.time(JsonField.TIMESTAMP.number());
        set(ZeekField.ORIG_H, JsonField.SRC_IP);
        set(ZeekField.RESP_H, JsonField.DEST_IP);
        switch (text(JsonField.EVENT_TYPE)) {
            case "dns" -> dns(micros);
            case "http" -> http(micros);
            case "tls", "quic" -> tls(micros);
            case "fileinfo" -> file(micros);
            case "dhcp" -> dhcp(micros);
            case "alert" -> alert(micros);
            case "stats" -> out.unused();
            default -> meaning.tell(ZeekTopic.CONN, micros);
        }
    }

    /// A look-up is logged as query and as answer; it counts once, by its query where queries are logged at all.
    private void dns(long micros) {
        String type = text(JsonField.EVE_DNS_TYPE);
        boolean answer = type.equals("answer") || type.equals("response");
        queriesSeen |= !answer;
        if (answer && queriesSeen) {
            return;
        }
        if (answer && text(JsonField.SRC_PORT).equals("53")) {
            set(ZeekField.ORIG_H, JsonField.DEST_IP);
        }
        boolean any = false;
        int value = scanner.first(JsonField.EVE_RRNAME.number());
        for (; value >= 0; value = scanner.next(value)) {
            scanner.value(value, slice);
            meaning.set(ZeekField.QUERY, slice.array, slice.start, slice.end);
            meaning.tell(ZeekTopic.DNS, micros);
            any = true;
        }
        if (!any) {
            meaning.tell(ZeekTopic.DNS, micros);
        }
    }

    private void http(long micros) {
        set(ZeekField.HOST, JsonField.EVE_HTTP_HOST);
        set(ZeekField.URI, JsonField.EVE_HTTP_URL);
        set(ZeekField.METHOD, JsonField.EVE_HTTP_METHOD);
        meaning.tell(ZeekTopic.HTTP, micros);
    }

    private void tls(long micros) {
        set(ZeekField.SERVER_NAME, JsonField.EVE_SNI);
        meaning.tell(ZeekTopic.SSL, micros);
    }

    private void file(long micros) {
        set(ZeekField.RX_HOSTS, JsonField.DEST_IP);
        set(ZeekField.TX_HOSTS, JsonField.SRC_IP);
        set(ZeekField.FILENAME, JsonField.EVE_FILE_NAME);
        set(ZeekField.MD5, JsonField.EVE_FILE_MD5);
        set(ZeekField.SHA1, JsonField.EVE_FILE_SHA1);
        set(ZeekField.SHA256, JsonField.EVE_FILE_SHA256);
        meaning.tell(ZeekTopic.FILES, micros);
    }

    private void dhcp(long micros) {
        set(ZeekField.ASSIGNED_ADDR, JsonField.EVE_DHCP_ADDRESS);
        set(ZeekField.HOST_NAME, JsonField.EVE_DHCP_NAME);
        meaning.tell(ZeekTopic.DHCP, micros);
    }

    /// An alert carries what its protocol's own line would say; many keep nothing but alerts.
    private void alert(long micros) {
        if (text(JsonField.EVE_DIRECTION).equals("to_client")) {
            set(ZeekField.ORIG_H, JsonField.DEST_IP);
            set(ZeekField.RESP_H, JsonField.SRC_IP);
        }
        if (has(JsonField.EVE_RRNAME)) {
            set(ZeekField.QUERY, JsonField.EVE_RRNAME);
            meaning.tell(ZeekTopic.DNS, micros);
        } else if (has(JsonField.EVE_HTTP_HOST) || has(JsonField.EVE_HTTP_URL)) {
            http(micros);
        } else if (has(JsonField.EVE_SNI)) {
            tls(micros);
        } else {
            meaning.tell(ZeekTopic.CONN, micros);
        }
    }
}
