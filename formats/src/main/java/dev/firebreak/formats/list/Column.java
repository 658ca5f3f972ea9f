package dev.firebreak.formats.list;

import dev.firebreak.core.model.ObservableType;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a column of a table holds, by its header in English or German.
///
/// @param observable the type of its values where the header states it, else null
record Column(Role role, @Nullable ObservableType observable) {
    enum Role {
        VALUE,
        ADDRESS,
        HASH,
        TYPE,
        DESCRIPTION,
        UNTIL,
        FLAG,
        TLP,
        CVE,
        PRODUCT,
        VENDOR,
        VERSION,
        FIXED,
        PLATFORM,
        STATUS,
        OTHER
    }

    private static final Set<String> VALUES =
            Set.of(
                    "value",
                    "values",
                    "wert",
                    "werte",
                    "indicator",
                    "indicators",
                    "indikator",
                    "indikatoren",
                    "ioc",
                    "iocs",
                    "indicatorvalue",
                    "iocvalue",
                    "iocwert",
                    "observable",
                    "observables",
                    "observablevalue",
                    "artifact",
                    "artefakt",
                    "artifactvalue",
                    "attributevalue",
                    "indikatorwert",
                    "indicatorofcompromise",
                    "kompromittierungsindikator",
                    "data",
                    "entity",
                    "entityvalue",
                    "key",
                    "item",
                    "eintrag");
    private static final Set<String> ADDRESSES =
            Set.of(
                    "ip",
                    "ips",
                    "ipaddress",
                    "ipaddresses",
                    "ipaddr",
                    "ipadresse",
                    "ipadressen",
                    "address",
                    "adresse",
                    "dstip",
                    "destip",
                    "destinationip",
                    "zielip",
                    "srcip",
                    "sourceip",
                    "remoteip",
                    "serverip",
                    "c2ip",
                    "ipport");
    private static final Set<String> HASHES =
            Set.of(
                    "hash",
                    "hashes",
                    "filehash",
                    "hashwert",
                    "hashwerte",
                    "prufsumme",
                    "pruefsumme",
                    "checksum",
                    "hashvalue",
                    "fingerprint",
                    "dateihash");
    private static final Set<String> TYPES =
            Set.of(
                    "type",
                    "typ",
                    "types",
                    "indicatortype",
                    "ioctype",
                    "ioctyp",
                    "entitytype",
                    "indikatortyp",
                    "kind",
                    "art",
                    "valuetype",
                    "attributetype",
                    "observabletype",
                    "datatype",
                    "artifacttype",
                    "category",
                    "kategorie",
                    "class",
                    "klasse");
    private static final Set<String> DESCRIPTIONS =
            Set.of(
                    "description",
                    "beschreibung",
                    "comment",
                    "comments",
                    "kommentar",
                    "kommentare",
                    "bemerkung",
                    "bemerkungen",
                    "note",
                    "notes",
                    "notiz",
                    "context",
                    "kontext",
                    "info",
                    "information",
                    "details",
                    "title",
                    "titel",
                    "malware",
                    "threat",
                    "campaign",
                    "kampagne",
                    "anmerkung",
                    "anmerkungen",
                    "hinweis",
                    "label",
                    "tags",
                    "erlauterung",
                    "erlaeuterung");
    private static final Set<String> UNTIL =
            Set.of(
                    "validuntil",
                    "expires",
                    "expiration",
                    "expirationdate",
                    "expiry",
                    "gultigbis",
                    "gueltigbis",
                    "ablauf",
                    "ablaufdatum",
                    "expireson",
                    "expirationdatetime");
    private static final Set<String> FLAGS =
            Set.of(
                    "isioc",
                    "toids",
                    "ismalicious",
                    "malicious",
                    "bosartig",
                    "boesartig",
                    "enabled",
                    "active",
                    "aktiv");
    private static final Map<String, ObservableType> TYPED =
            Map.ofEntries(
                    Map.entry("domain", ObservableType.DOMAIN),
                    Map.entry("domains", ObservableType.DOMAIN),
                    Map.entry("domainname", ObservableType.DOMAIN),
                    Map.entry("domane", ObservableType.DOMAIN),
                    Map.entry("domaene", ObservableType.DOMAIN),
                    Map.entry("fqdn", ObservableType.DOMAIN),
                    Map.entry("hostname", ObservableType.DOMAIN),
                    Map.entry("host", ObservableType.DOMAIN),
                    Map.entry("dns", ObservableType.DOMAIN),
                    Map.entry("c2domain", ObservableType.DOMAIN),
                    Map.entry("url", ObservableType.URL),
                    Map.entry("urls", ObservableType.URL),
                    Map.entry("uri", ObservableType.URL),
                    Map.entry("ipv4", ObservableType.IPV4),
                    Map.entry("ipv4address", ObservableType.IPV4),
                    Map.entry("ipv4adresse", ObservableType.IPV4),
                    Map.entry("ipv6", ObservableType.IPV6),
                    Map.entry("ipv6address", ObservableType.IPV6),
                    Map.entry("ipv6adresse", ObservableType.IPV6),
                    Map.entry("md5", ObservableType.MD5),
                    Map.entry("md5hash", ObservableType.MD5),
                    Map.entry("sha1", ObservableType.SHA1),
                    Map.entry("sha1hash", ObservableType.SHA1),
                    Map.entry("sha256", ObservableType.SHA256),
                    Map.entry("sha256hash", ObservableType.SHA256),
                    Map.entry("email", ObservableType.EMAIL),
                    Map.entry("emails", ObservableType.EMAIL),
                    Map.entry("mail", ObservableType.EMAIL),
                    Map.entry("emailaddress", ObservableType.EMAIL),
                    Map.entry("emailadresse", ObservableType.EMAIL),
                    Map.entry("filename", ObservableType.FILENAME),
                    Map.entry("filenames", ObservableType.FILENAME),
                    Map.entry("file", ObservableType.FILENAME),
                    Map.entry("datei", ObservableType.FILENAME),
                    Map.entry("dateiname", ObservableType.FILENAME),
                    Map.entry("filepath", ObservableType.FILENAME),
                    Map.entry("dateipfad", ObservableType.FILENAME),
                    Map.entry("path", ObservableType.FILENAME),
                    Map.entry("pfad", ObservableType.FILENAME));

    /// Letters and digits of a header in lower case, umlauts as their vowel: `IP-Adresse` is `ipadresse`.
    static String normal(String header) {
        return header.toLowerCase(Locale.ROOT)
                .replace('ä', 'a')
                .replace('ö', 'o')
                .replace('ü', 'u')
                .replace("ß", "ss")
                .replaceAll("[^\\p{Alnum}]", "");
    }

    static Column of(String header) {
        String name = normal(header);
        ObservableType typed = TYPED.get(name);
        if (typed != null) {
            return new Column(Role.VALUE, typed);
        }
        return new Column(role(name), null);
    }

    private static Role role(String name) {
        if (VALUES.contains(name)) {
            return Role.VALUE;
        }
        if (ADDRESSES.contains(name)) {
            return Role.ADDRESS;
        }
        if (HASHES.contains(name)) {
            return Role.HASH;
        }
        if (TYPES.contains(name)) {
            return Role.TYPE;
        }
        if (DESCRIPTIONS.contains(name)) {
            return Role.DESCRIPTION;
        }
        if (UNTIL.contains(name)) {
            return Role.UNTIL;
        }
        if (FLAGS.contains(name)) {
            return Role.FLAG;
        }
        return switch (name) {
            case "tlp", "tlplabel", "tlpcolor" -> Role.TLP;
            case "cve", "cves", "cveid", "vulnerability", "schwachstelle" -> Role.CVE;
            case "product",
                    "produkt",
                    "productname",
                    "produktname",
                    "software",
                    "anwendung",
                    "application",
                    "programm",
                    "program" ->
                    Role.PRODUCT;
            case "vendor",
                    "vendorproject",
                    "hersteller",
                    "publisher",
                    "manufacturer",
                    "herausgeber",
                    "anbieter" ->
                    Role.VENDOR;
            case "version",
                    "versions",
                    "versionen",
                    "affectedversion",
                    "affectedversions",
                    "betroffeneversion",
                    "betroffeneversionen",
                    "productversion",
                    "produktversion" ->
                    Role.VERSION;
            case "fixed",
                    "fixedversion",
                    "fixedversions",
                    "fixedin",
                    "behobenin",
                    "behobeneversion",
                    "patchedversion",
                    "patchedversions" ->
                    Role.FIXED;
            case "platform",
                    "plattform",
                    "platforms",
                    "plattformen",
                    "os",
                    "operatingsystem",
                    "betriebssystem" ->
                    Role.PLATFORM;
            case "status", "state", "zustand" -> Role.STATUS;
            default -> Role.OTHER;
        };
    }

    boolean isIndicator() {
        return role == Role.VALUE || role == Role.ADDRESS || role == Role.HASH;
    }
}
