package dev.firebreak.formats.log;

import java.util.Optional;

/// The fields of Zeek's logs that say something here, in TSV and JSON.
enum ZeekField {
    TS("ts"),
    UID("uid"),
    PATH("_path"),
    STREAM("@stream"),
    ORIG_H("id.orig_h"),
    RESP_H("id.resp_h"),
    QUERY("query"),
    METHOD("method"),
    HOST("host"),
    URI("uri"),
    SERVER_NAME("server_name"),
    CONN_STATE("conn_state"),
    LOCAL_ORIG("local_orig"),
    LOCAL_RESP("local_resp"),
    FUID("fuid"),
    TX_HOSTS("tx_hosts"),
    RX_HOSTS("rx_hosts"),
    IS_ORIG("is_orig"),
    FILENAME("filename"),
    MD5("md5"),
    SHA1("sha1"),
    SHA256("sha256"),
    CLIENT_ADDR("client_addr"),
    ASSIGNED_ADDR("assigned_addr"),
    HOST_NAME("host_name"),
    CLIENT_FQDN("client_fqdn"),
    CIPHER("cipher"),
    MIME_TYPE("mime_type"),
    SOURCE("source");

    /// `values()` without its copy.
    static final ZeekField[] BY_ORDINAL = values();

    private final String zeek;

    ZeekField(String zeek) {
        this.zeek = zeek;
    }

    /// The name in `#fields`.
    String zeek() {
        return zeek;
    }

    /// The name that logs get which are not allowed dots, as in Corelight's and Humio's exports.
    Optional<String> underscored() {
        return zeek.startsWith("id.") ? Optional.of(zeek.replace('.', '_')) : Optional.empty();
    }
}
