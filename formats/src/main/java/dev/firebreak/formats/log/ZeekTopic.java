package dev.firebreak.formats.log;

import java.util.Locale;
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
