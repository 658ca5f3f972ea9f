package dev.firebreak.formats.list;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.formats.fields.Indicators;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The words with which tables state the type of an indicator.
final class TypeWord {
    /// Types that are known and not looked for.
    private static final Set<String> UNUSED =
            Set.of(
                    "yara",
                    "sigma",
                    "snort",
                    "suricata",
                    "mutex",
                    "registry",
                    "registrykey",
                    "regkey",
                    "sha512",
                    "filehashsha512",
                    "ssdeep",
                    "imphash",
                    "filehashimphash",
                    "filehashpehash",
                    "jarm",
                    "ja3",
                    "useragent",
                    "asn",
                    "as",
                    "btc",
                    "bitcoin",
                    "certificate",
                    "pehash",
                    "sha224",
                    "sha384",
                    "tlsh",
                    "vhash",
                    "btcaddress",
                    "phonenumber",
                    "bitcoinaddress",
                    "processname",
                    "commandline",
                    "cidrasn");

    private TypeWord() {}

    static boolean isUnused(String word) {
        return UNUSED.contains(Column.normal(word));
    }

    static boolean isCve(String word) {
        String normal = Column.normal(word);
        return normal.equals("cve")
                || normal.equals("vulnerability")
                || normal.equals("schwachstelle");
    }

    /// @return null if the word states no type
    static @Nullable ObservableType of(String word, String value) {
        String normal = Column.normal(word);
        return switch (normal) {
            case "domain",
                    "domainname",
                    "hostname",
                    "host",
                    "fqdn",
                    "dns",
                    "domane",
                    "subdomain",
                    "c2domain",
                    "hostnames",
                    "domains" ->
                    ObservableType.DOMAIN;
            case "ip",
                    "ipaddress",
                    "ipaddr",
                    "ipadresse",
                    "ipdst",
                    "ipsrc",
                    "address",
                    "ipport",
                    "ipdstport",
                    "cidr",
                    "ipv4addr",
                    "ipv4",
                    "ipv4address",
                    "ipv6",
                    "ipv6addr",
                    "ipv6address",
                    "ips",
                    "netblock" ->
                    Indicators.addressType(value);
            case "url", "uri", "link", "urls" -> ObservableType.URL;
            case "email",
                    "emailwhois",
                    "emailaddr",
                    "emailaddress",
                    "emailadresse",
                    "mail",
                    "emailsrc",
                    "emaildst",
                    "emailsender",
                    "sender",
                    "absender" ->
                    ObservableType.EMAIL;
            case "md5", "filehashmd5", "hashmd5", "md5hash" -> ObservableType.MD5;
            case "sha1", "filehashsha1", "hashsha1", "sha1hash" -> ObservableType.SHA1;
            case "sha256", "filehashsha256", "hashsha256", "sha256hash", "file256" ->
                    ObservableType.SHA256;
            case "hash", "filehash", "hashwert", "prufsumme", "malwarehash", "sample", "hashes" ->
                    Indicators.hashType(value);
            case "filename",
                    "filepath",
                    "path",
                    "pfad",
                    "dateiname",
                    "datei",
                    "dateipfad",
                    "file" ->
                    Indicators.hashType(value) != null && value.strip().matches("[0-9a-fA-F]+")
                            ? Indicators.hashType(value)
                            : ObservableType.FILENAME;
            default -> null;
        };
    }
}
