package dev.firebreak.formats.table;

import dev.firebreak.formats.table.ColumnMap.Field;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Understands the headers of software lists that need no map: those of the Windows uninstall registry and its kin,
/// and those that name things in common English or German words.
public final class Headers {
    private static final Map<Field, List<String>> WORDS = new EnumMap<>(Field.class);

    /// Columns only a list of the uninstall registry has.
    private static final List<String> UNINSTALL_NAMES = List.of("displayname", "anzeigename");

    /// One of these must stand beside it: services and users have display names too.
    private static final List<String> UNINSTALL_OTHERS =
            List.of(
                    "displayversion",
                    "anzeigeversion",
                    "uninstallstring",
                    "quietuninstallstring",
                    "publisher",
                    "herausgeber",
                    "hersteller",
                    "version",
                    "pschildname",
                    "deinstallationszeichenfolge",
                    "systemcomponent");

    private static final List<String> UNINSTALL_STRINGS =
            List.of(
                    "uninstallstring",
                    "quietuninstallstring",
                    "deinstallationszeichenfolge",
                    "deinstallation",
                    "deinstallationsbefehl");

    /// Columns of logs, which are no software lists even if a name and a version are among their columns.
    private static final List<String> LOG_TIMES =
            List.of(
                    "timestamp",
                    "ts",
                    "time",
                    "zeit",
                    "uhrzeit",
                    "eventtime",
                    "datetime",
                    "utctime",
                    "zeitstempel");

    static {
        WORDS.put(
                Field.NAME,
                List.of(
                        "displayname",
                        "anzeigename",
                        "name",
                        "softwarename",
                        "software",
                        "programmname",
                        "programm",
                        "produktname",
                        "produkt",
                        "productname",
                        "product",
                        "applicationname",
                        "application",
                        "anwendungsname",
                        "anwendung",
                        "packagename",
                        "package",
                        "paketname",
                        "paket",
                        "softwaretitle",
                        "softwaretitel",
                        "titel",
                        "title",
                        "bezeichnung",
                        "appname",
                        "app",
                        "komponente",
                        "component",
                        "program",
                        "programname",
                        "caption",
                        "applicationtitle",
                        "softwareproduct",
                        "productid"));
        WORDS.put(
                Field.VERSION,
                List.of(
                        "displayversion",
                        "anzeigeversion",
                        "version",
                        "softwareversion",
                        "produktversion",
                        "productversion",
                        "programmversion",
                        "versionsnummer",
                        "versionnumber",
                        "installedversion",
                        "installierteversion",
                        "packageversion",
                        "appversion",
                        "applicationversion",
                        "applicationshortversion",
                        "bundleshortversion",
                        "bundleversion"));
        WORDS.put(
                Field.PUBLISHER,
                List.of(
                        "publisher",
                        "herausgeber",
                        "hersteller",
                        "vendor",
                        "manufacturer",
                        "anbieter",
                        "softwarepublisher",
                        "softwarevendor",
                        "applicationpublisher",
                        "productvendor",
                        "softwarehersteller"));
        WORDS.put(
                Field.ASSET,
                List.of(
                        "pscomputername",
                        "computername",
                        "hostname",
                        "rechnername",
                        "rechner",
                        "computer",
                        "machinename",
                        "machine",
                        "node",
                        "systemname",
                        "devicename",
                        "device",
                        "gerätename",
                        "gerät",
                        "geraetename",
                        "geraet",
                        "endpointname",
                        "endpoint",
                        "assetname",
                        "asset",
                        "clientname",
                        "client",
                        "host",
                        "pcname",
                        "pc",
                        "server",
                        "servername",
                        "arbeitsplatz",
                        "hostdisplayname",
                        "system",
                        "maschine",
                        "netbiosname",
                        "fqdn",
                        "dnshostname",
                        "dnsname",
                        "workstation",
                        "clientid",
                        "clients"));
        WORDS.put(
                Field.ORGANISATION,
                List.of(
                        "organisation",
                        "organization",
                        "behörde",
                        "behoerde",
                        "dienststelle",
                        "kunde",
                        "customer",
                        "tenant",
                        "mandant",
                        "org",
                        "ressort",
                        "amt",
                        "einrichtung"));
        WORDS.put(
                Field.PLATFORM,
                List.of(
                        "platform",
                        "plattform",
                        "betriebssystem",
                        "operatingsystem",
                        "osplatform",
                        "osname",
                        "os"));
        WORDS.put(
                Field.DATE,
                List.of(
                        "collected",
                        "collectedat",
                        "stand",
                        "erfasst",
                        "erfasstam",
                        "inventurdatum",
                        "scandate",
                        "lastscan",
                        "scandatum",
                        "lastseen",
                        "zuletztgesehen",
                        "reportdate",
                        "timestamp"));
        WORDS.put(
                Field.ADDRESS,
                List.of("ipaddress", "ipadresse", "ip", "ipv4", "address", "adresse"));
        WORDS.put(Field.PURL, List.of("purl", "packageurl"));
        WORDS.put(Field.CPE, List.of("cpe", "cpe23", "cpename"));
        WORDS.put(
                Field.PRODUCT_CODE,
                List.of("pschildname", "identifyingnumber", "productcode", "produktcode"));
        WORDS.put(Field.BUNDLE_ID, List.of("bundleidentifier", "bundleid"));
        WORDS.put(Field.SHA256, List.of("sha256"));
        WORDS.put(Field.SHA1, List.of("sha1"));
        WORDS.put(Field.MD5, List.of("md5"));
    }

    private final int[] index;
    private final int uninstall;
    private final boolean windows;
    private final List<String> header;

    private Headers(int[] index, int uninstall, boolean windows, List<String> header) {
        this.index = index;
        this.uninstall = uninstall;
        this.windows = windows;
        this.header = header;
    }

    /// Understands a header as far as its words are known.
    public static Headers of(List<String> header) {
        List<String> plain = header.stream().map(Headers::plain).toList();
        int[] index = new int[Field.values().length];
        Arrays.fill(index, -1);
        WORDS.forEach((field, words) -> index[field.ordinal()] = first(plain, words));
        boolean uninstall =
                first(plain, UNINSTALL_NAMES) >= 0 && first(plain, UNINSTALL_OTHERS) >= 0;
        boolean installer = plain.contains("identifyingnumber") && plain.contains("name");
        boolean wmic =
                plain.contains("node") && plain.contains("name") && plain.contains("version");
        return new Headers(
                index,
                first(plain, UNINSTALL_STRINGS),
                uninstall || installer || wmic,
                List.copyOf(header));
    }

    /// Uses the user's map for what it names, and the file's own header only to tell a list of Windows.
    static Headers of(ColumnMap.Bound bound, List<String> header) {
        int[] index = new int[Field.values().length];
        for (Field field : Field.values()) {
            index[field.ordinal()] = bound.index(field);
        }
        if (index[Field.ASSET.ordinal()] < 0) {
            index[Field.ASSET.ordinal()] = index[Field.HOST.ordinal()];
        }
        Headers own = of(header);
        return new Headers(index, own.uninstall, own.windows, List.copyOf(header));
    }

    private static int first(List<String> header, List<String> words) {
        for (String word : words) {
            int at = header.indexOf(word);
            if (at >= 0) {
                return at;
            }
        }
        return -1;
    }

    private static String plain(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                letters.append(c);
            }
        }
        int length = letters.length();
        // Columns of Configuration Manager's views end with a zero: DisplayName0.
        if (length > 2
                && letters.charAt(length - 1) == '0'
                && Character.isLetter(letters.charAt(length - 2))) {
            letters.setLength(length - 1);
        }
        return letters.toString().toLowerCase(Locale.ROOT);
    }

    /// The 0-based column of a field, or -1.
    public int index(Field field) {
        return index[field.ordinal()];
    }

    /// The column of the uninstall command, or -1.
    public int uninstall() {
        return uninstall;
    }

    /// Whether only Windows machines write such a list.
    public boolean isWindows() {
        return windows;
    }

    /// Whether this is a software list beyond doubt: of Windows, or with machine, product and version.
    public boolean isCertain() {
        return windows
                || isUsable()
                        && index(Field.ASSET) >= 0
                        && index(Field.VERSION) >= 0
                        && !hasLogTime();
    }

    /// Whether it is worth a try when the user says that it is an inventory, even though nothing else says so.
    public boolean isPlausible() {
        boolean whole = index(Field.ASSET) >= 0 && index(Field.VERSION) >= 0;
        return isUsable() && (whole || !hasLogTime());
    }

    /// Whether each row has a time of its own, as in a log.
    private boolean hasLogTime() {
        return header.stream().map(Headers::plain).anyMatch(LOG_TIMES::contains);
    }

    /// Whether it can be read as a software list when the user says it is one.
    public boolean isUsable() {
        return index(Field.NAME) >= 0;
    }

    /// How the columns were understood, for the note to the user: `name from 'Produkt', version from 'Version'`.
    public String told() {
        return Arrays.stream(Field.values())
                .filter(field -> index(field) >= 0)
                .map(field -> field.word() + " from '" + header.get(index(field)).strip() + "'")
                .collect(Collectors.joining(", "));
    }
}
