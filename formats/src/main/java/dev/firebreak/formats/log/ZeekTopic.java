package dev.firebreak.formats.log;

import dev.firebreak.core.model.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a Zeek log is about.
enum ZeekTopic {
    DNS,
    HTTP,
    SSL,
    CONN,
    FILES,
    DHCP,
    KNOWN_HOSTS,
    /// Another log about connections (smtp, rdp, kerberos): the addresses that met.
    OTHER_CONTACT,
    NOTHING;

    private static final byte[][] HOT_NAMES = {
        "dns".getBytes(StandardCharsets.UTF_8),
        "conn".getBytes(StandardCharsets.UTF_8),
        "http".getBytes(StandardCharsets.UTF_8),
        "ssl".getBytes(StandardCharsets.UTF_8),
        "files".getBytes(StandardCharsets.UTF_8)
    };
    private static final List<Optional<ZeekTopic>> HOT_TOPICS =
            List.of(
                    Optional.of(DNS),
                    Optional.of(CONN),
                    Optional.of(HTTP),
                    Optional.of(SSL),
                    Optional.of(FILES));

    /// By the log's path alone, without allocation for the usual ones.
    static Optional<ZeekTopic> named(Slice path) {
        for (int i = 0; i < HOT_NAMES.length; i++) {
            if (Arrays.equals(
                    HOT_NAMES[i], 0, HOT_NAMES[i].length, path.array, path.start, path.end)) {
                return HOT_TOPICS.get(i);
            }
        }
        ZeekTopic topic = of(path.toString(), Set.of());
        return topic == NOTHING ? Optional.empty() : Optional.of(topic);
    }

    /// By the log's path, and for paths that somebody renamed by its fields.
    static ZeekTopic of(String path, Set<String> fields) {
        return switch (path.toLowerCase(Locale.ROOT)) {
            case "dns" -> DNS;
            case "http" -> HTTP;
            case "ssl", "tls" -> SSL;
            case "conn", "conn_long", "conn-summary" -> CONN;
            case "files" -> FILES;
            case "dhcp" -> DHCP;
            case "known_hosts", "software", "known_services" -> KNOWN_HOSTS;
            default -> byFields(fields);
        };
    }

    private static ZeekTopic byFields(Set<String> fields) {
        boolean contact = fields.contains("id.orig_h") || fields.contains("id_orig_h");
        if (fields.contains("fuid")
                && (fields.contains("mime_type") || fields.contains("tx_hosts"))) {
            return FILES;
        }
        if (contact && fields.contains("query")) {
            return DNS;
        }
        if (contact && fields.contains("uri")) {
            return HTTP;
        }
        if (contact && fields.contains("server_name")) {
            return SSL;
        }
        if (contact && fields.contains("conn_state")) {
            return CONN;
        }
        if (fields.contains("assigned_addr")) {
            return DHCP;
        }
        return contact ? OTHER_CONTACT : NOTHING;
    }
}
