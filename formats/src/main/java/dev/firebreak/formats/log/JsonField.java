package dev.firebreak.formats.log;

import java.util.List;

/// The keys of Suricata EVE, Windows events (Sysmon) and the Elastic Common Schema that say something here. Zeek's are
/// [ZeekField]; the two have one numbering, Zeek's first.
enum JsonField {
    EVENT_TYPE("event_type"),
    TIMESTAMP("timestamp"),
    SRC_IP("src_ip"),
    DEST_IP("dest_ip"),
    SRC_PORT("src_port"),
    EVE_DIRECTION("direction"),
    EVE_DNS_TYPE("dns.type"),
    EVE_RRNAME("dns.rrname", "dns.queries.rrname", "dns.query.rrname"),
    EVE_HTTP_HOST("http.hostname"),
    EVE_HTTP_URL("http.url"),
    EVE_HTTP_METHOD("http.http_method"),
    EVE_SNI("tls.sni", "quic.sni"),
    EVE_FILE_NAME("fileinfo.filename", "files.filename"),
    EVE_FILE_MD5("fileinfo.md5", "files.md5"),
    EVE_FILE_SHA1("fileinfo.sha1", "files.sha1"),
    EVE_FILE_SHA256("fileinfo.sha256", "files.sha256"),
    EVE_DHCP_ADDRESS("dhcp.assigned_ip"),
    EVE_DHCP_NAME("dhcp.hostname"),

    CHANNEL("Channel", "log_name", "winlog.channel"),
    PROVIDER(
            "SourceName",
            "ProviderName",
            "provider_name",
            "source_name",
            "Provider.Name",
            "Provider.@Name",
            "Provider.#attributes.Name",
            "winlog.provider_name"),
    EVENT_ID("EventID", "event_id", "EventID.#text", "EventID.Value", "Id", "winlog.event_id"),
    EVENT_CODE("code", "event.code"),
    COMPUTER("Computer", "computer_name", "MachineName", "winlog.computer_name"),
    COMPUTER_HOSTNAME("Hostname"),
    DNS_NAME("QNAME"),
    UTC_TIME("UtcTime", "winlog.event_data.UtcTime"),
    SYSTEM_TIME(
            "TimeCreated.SystemTime",
            "TimeCreated.@SystemTime",
            "TimeCreated.#attributes.SystemTime",
            "TimeCreated",
            "SystemTime"),
    EVENT_TIME("EventTime"),
    QUERY_NAME("QueryName", "winlog.event_data.QueryName"),
    SYSMON_DEST_IP("DestinationIp", "winlog.event_data.DestinationIp"),
    SYSMON_DEST_HOST("DestinationHostname", "winlog.event_data.DestinationHostname"),
    SYSMON_SOURCE_IP("SourceIp", "winlog.event_data.SourceIp"),
    INITIATED("Initiated", "winlog.event_data.Initiated"),
    IMAGE("Image", "winlog.event_data.Image"),
    IMAGE_LOADED("ImageLoaded", "winlog.event_data.ImageLoaded"),
    TARGET_FILENAME("TargetFilename", "winlog.event_data.TargetFilename"),
    HASHES("Hashes", "Hash", "winlog.event_data.Hashes"),
    /// `Data` is a wrapper too, so its keys stand at the root.
    DATA_NAME("@Name", "#attributes.Name"),
    DATA_TEXT("#text"),
    MESSAGE("message", "_raw", "event.original", "original"),

    ECS_TIME("@timestamp"),
    ECS_DNS("dns.question.name"),
    ECS_DEST_IP("destination.ip", "server.ip"),
    ECS_DEST_DOMAIN("destination.domain", "server.domain", "url.domain", "tls.client.server_name"),
    ECS_URL("url.full", "url.original"),
    ECS_SHA256("file.hash.sha256", "process.hash.sha256", "dll.hash.sha256"),
    ECS_SHA1("file.hash.sha1", "process.hash.sha1", "dll.hash.sha1"),
    ECS_MD5("file.hash.md5", "process.hash.md5", "dll.hash.md5"),
    ECS_FILE(
            "file.path", "file.name", "dll.path", "dll.name", "process.executable", "process.name"),
    ECS_PROCESS("process.pid", "process.entity_id"),
    ECS_SOURCE_IP("source.ip", "client.ip"),
    ECS_HOST_NAME("host.name", "host.hostname"),
    ECS_HOST_IP("host.ip"),
    ECS_OBSERVER("observer.type", "observer.name", "observer.hostname", "observer.vendor"),
    ECS_MODULE("event.module", "module", "agent.type"),
    ECS_EMAIL(
            "email.from.address",
            "email.sender.address",
            "email.to.address",
            "email.reply_to.address");

    /// Objects whose keys count from the root: wrappers of exports and of Windows events.
    private static final List<String> WRAPPERS =
            List.of(
                    "_source",
                    "result",
                    "Event",
                    "System",
                    "EventData",
                    "event_data",
                    "winlog",
                    "win",
                    "data",
                    "suricata",
                    "eve",
                    "json");

    static final int FIRST = ZeekField.values().length;
    static final int KNOWN = FIRST + values().length;

    private final List<String> paths;

    JsonField(String... paths) {
        this.paths = List.of(paths);
    }

    int number() {
        return FIRST + ordinal();
    }

    /// All of these and Zeek's.
    static JsonPaths paths() {
        return All.PATHS;
    }

    private static final class All {
        static final JsonPaths PATHS = build();
    }

    private static JsonPaths build() {
        JsonPaths all = new JsonPaths();
        for (ZeekField field : ZeekField.values()) {
            all.add(field.zeek(), field.ordinal());
            field.underscored().ifPresent(name -> all.add(name, field.ordinal()));
        }
        for (JsonField field : values()) {
            for (String path : field.paths) {
                if (path.startsWith("winlog.")) {
                    all.addFlat(path, field.number());
                } else {
                    all.add(path, field.number());
                }
            }
        }
        WRAPPERS.forEach(all::addWrapper);
        return all.build();
    }
}
