package dev.firebreak.formats.log;

import java.util.List;

/// What a key of a firewall's `key=value` line stands for, by the words that makers use: Fortinet, Sophos, Check Point,
/// SonicWall, netfilter, CEF and LEEF.
enum PairKey {
    SOURCE(
            "src",
            "srcip",
            "src_ip",
            "sourceip",
            "source_ip",
            "saddr",
            "srcaddr",
            "clientip",
            "client_ip",
            "sourceaddress",
            "sourcetranslatedaddress"),
    TARGET(
            "dst",
            "dstip",
            "dst_ip",
            "destip",
            "dest_ip",
            "destinationip",
            "destination_ip",
            "daddr",
            "dstaddr",
            "destinationaddress",
            "remote_ip",
            "remip"),
    CLIENT("srcname", "shost", "src_host", "srchost", "sourcehostname", "src_name"),
    DOMAIN(
            "hostname",
            "dhost",
            "dsthost",
            "dst_host",
            "dst_domain",
            "domain",
            "domainname",
            "qname",
            "query",
            "dest_host",
            "destinationhostname",
            "destinationdnsdomain",
            "dstname",
            "sni"),
    URL("url", "request", "requesturl", "uri", "http_url", "resource"),
    HASH("sha256", "sha1", "md5", "filehash", "hash", "file_sha256", "file_sha1", "file_md5"),
    DATE("date"),
    CLOCK("time"),
    ZONE("tz", "timezone"),
    STAMP("eventtime", "rt", "timestamp", "devicetime", "start");

    /// Longer keys are none of these, in bytes.
    static final int MAX_KEY = 24;

    private static final int SLOTS = 512;
    private static final byte[][] KEYS = new byte[SLOTS][];
    private static final PairKey[] MEANINGS = new PairKey[SLOTS];

    static {
        for (PairKey key : values()) {
            for (String word : key.words) {
                byte[] bytes = Bytes.of(word);
                int slot = hash(bytes, 0, bytes.length);
                while (KEYS[slot] != null) {
                    slot = (slot + 1) % SLOTS;
                }
                KEYS[slot] = bytes;
                MEANINGS[slot] = key;
            }
        }
    }

    private final List<String> words;

    PairKey(String... words) {
        this.words = List.of(words);
    }

    /// What a key stands for, in any letter case; null if it says nothing here.
    static @org.jspecify.annotations.Nullable PairKey of(byte[] a, int start, int end) {
        if (end - start > MAX_KEY) {
            return null;
        }
        for (int slot = hash(a, start, end); KEYS[slot] != null; slot = (slot + 1) % SLOTS) {
            if (isSame(KEYS[slot], a, start, end)) {
                return MEANINGS[slot];
            }
        }
        return null;
    }

    private static int hash(byte[] a, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + (a[i] | 0x20);
        }
        return Math.floorMod(hash, SLOTS);
    }

    private static boolean isSame(byte[] key, byte[] a, int start, int end) {
        if (key.length != end - start) {
            return false;
        }
        for (int i = 0; i < key.length; i++) {
            if (key[i] != (a[start + i] == '_' ? '_' : (byte) (a[start + i] | 0x20))) {
                return false;
            }
        }
        return true;
    }
}
