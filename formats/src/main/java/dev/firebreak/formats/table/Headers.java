package dev.firebreak.formats.table;

import dev.firebreak.formats.table.ColumnMap.Field;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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

    /// Columns that tell whether the row's product is there at all.
    private static final List<String> STATUSES =
            List.of(
                    "installationstatus",
                    "installationsstatus",
                    "installstatus",
                    "installstate",
                    "installed",
                    "installiert",
                    "status",
                    "state",
                    "zustand");

    private static final Set<String> GENERAL_STATUSES = Set.of("status", "state", "zustand");

    /// Columns of a summary over many machines, which is no list of one.
    private static final Set<String> COUNTS =
            Set.of(
                    "devicecount",
                    "installeddevices",
                    "exposeddevices",
                    "computercount",
                    "machinecount",
                    "installcount",
                    "installations",
                    "installationcount",
                    "numberofinstallations",
                    "installationen",
                    "anzahlderinstallationen",
                    "anzahlinstallationen",
                    "anzahlgeräte",
                    "anzahlgeraete",
                    "gerätanzahl",
                    "geräteanzahl",
                    "anzahldergeräte",
                    "anzahlrechner",
                    "anzahlclients",
                    "anzahlcomputer");

    /// Columns of reports of findings, which name a machine's software only where it is vulnerable, and of warnings.
    private static final Set<String> FINDINGS =
            Set.of(
                    "cve",
                    "cves",
                    "cveid",
                    "cveids",
                    "cvenumber",
                    "cvenummer",
                    "vulnerability",
                    "vulnerabilityid",
                    "vulnerabilityname",
                    "schwachstelle",
                    "cvss",
                    "cvssscore",
                    "cvssbasescore",
                    "pluginid",
                    "qid",
                    "fixedin",
                    "fixedversion",
                    "fixversion",
                    "patchedversion",
                    "behobenin",
                    "behobeneversion",
                    "affectedversion",
                    "affectedversions",
                    "betroffeneversion",
                    "betroffeneversionen");

    /// Columns of what is bought and sold.
    private static final Set<String> TRADE =
            Set.of(
                    "price",
                    "unitprice",
                    "totalprice",
                    "preis",
                    "einzelpreis",
                    "gesamtpreis",
                    "stückpreis",
                    "stueckpreis",
                    "betrag",
                    "nettobetrag",
                    "bruttobetrag",
                    "amount",
                    "netto",
                    "brutto",
                    "quantity",
                    "qty",
                    "menge",
                    "invoice",
                    "invoiceno",
                    "invoicenumber",
                    "rechnung",
                    "rechnungsnummer",
                    "rechnungsnr",
                    "bestellnummer",
                    "ordernumber",
                    "orderid",
                    "artikelnummer");

    /// Names of columns that many lists have which are not of software.
    private static final Set<String> GENERAL_NAMES =
            Set.of("name", "title", "titel", "bezeichnung", "caption", "component", "komponente");

    /// Words around that of a column which say no more than that it is about what is installed.
    private static final String AROUND =
            "(?:installed|installation|installations|installiert|installierte[rns]?|current|currently|aktuelle?|aktuell|vorhandene?"
                    + "|product|produkt|software|program|programm|application|applikation|applikations|anwendung|anwendungs"
                    + "|app|package|paket|display|angezeigte|full|vollständige|die|der|the|of|vom|von)*+";

    /// Words for a version, in the order in which they are taken: with a version beside it a release is something else.
    private static final List<Pattern> VERSION_WORDS =
            List.of(
                    Pattern.compile(
                            AROUND
                                    + "(?:version|versions?(?:nr|nummer|no|number|num|stand|string|bezeichnung|angabe|id|info)|ver|vers"
                                    + "|ver(?:nr|no|num))"
                                    + AROUND),
                    Pattern.compile(
                            AROUND
                                    + "(?:release|releases?(?:nr|nummer|no|number|stand|version|bezeichnung)|programmstand"
                                    + "|softwarestand|produktstand)"
                                    + AROUND),
                    Pattern.compile(
                            AROUND
                                    + "(?:build|build(?:nr|nummer|no|number|version)|dateiversion|fileversion)"
                                    + AROUND));

    private static final Pattern REPORT_PREFIX = Pattern.compile("(?i)^\\s*details_table\\d*_");

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
                        "softwareproductname",
                        "anwendungstitel",
                        "installedapplicationsname",
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
                        "bundleversion",
                        "anwendungsversion",
                        "installedapplicationsversion",
                        "programversion"));
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
                        "softwarehersteller",
                        "anwendungshersteller",
                        "produkthersteller",
                        "herstellername",
                        "vendorname",
                        "publishername"));
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
                        "clients",
                        "hosthostname",
                        "endpunkt",
                        "endpunktname",
                        "endgerät",
                        "endgeraet",
                        "agentname",
                        "pcbezeichnung",
                        "computernetbiosname"));
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
                        "einrichtung",
                        "organisationname",
                        "organizationname",
                        "tenantname",
                        "kundenname",
                        "customername",
                        "mandantenname",
                        "entity",
                        "entität",
                        "entitaet",
                        "kommune",
                        "gemeinde"));
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
                        "createdat",
                        "lastinventory",
                        "lastinventoryupdate",
                        "letzteinventur",
                        "letzterkontakt",
                        "lastcontact",
                        "lasthardwarescan",
                        "letzterscan",
                        "detailupdatedat",
                        "inventarisiertam",
                        "timestamp"));
        WORDS.put(
                Field.ADDRESS,
                List.of("ipaddress", "ipadresse", "ip", "ipv4", "address", "adresse"));
        WORDS.put(Field.PURL, List.of("purl", "packageurl", "identifierpurl"));
        WORDS.put(Field.CPE, List.of("cpe", "cpe23", "cpename"));
        WORDS.put(
                Field.PRODUCT_CODE,
                List.of("pschildname", "identifyingnumber", "productcode", "produktcode"));
        WORDS.put(Field.BUNDLE_ID, List.of("bundleidentifier", "bundleid"));
        WORDS.put(Field.SHA256, List.of("sha256"));
        WORDS.put(Field.SHA1, List.of("sha1"));
        WORDS.put(Field.MD5, List.of("md5"));
    }

    /// Columns that are not used are listed up to here.
    private static final int MAX_TOLD = 40;

    private final int[] index;
    private final int uninstall;
    private final int status;
    private final boolean windows;
    private final List<String> header;

    private Headers(int[] index, int uninstall, int status, boolean windows, List<String> header) {
        this.index = index;
        this.uninstall = uninstall;
        this.status = status;
        this.windows = windows;
        this.header = header;
    }

    /// Understands a header as far as its words are known.
    public static Headers of(List<String> header) {
        List<String> plain = header.stream().map(Headers::plain).toList();
        int[] index = new int[Field.values().length];
        Arrays.fill(index, -1);
        WORDS.forEach((field, words) -> index[field.ordinal()] = first(plain, words));
        if (index[Field.VERSION.ordinal()] < 0) {
            index[Field.VERSION.ordinal()] = version(plain, index);
        }
        boolean uninstall =
                first(plain, UNINSTALL_NAMES) >= 0 && first(plain, UNINSTALL_OTHERS) >= 0;
        boolean installer = plain.contains("identifyingnumber") && plain.contains("name");
        boolean wmic =
                plain.contains("node") && plain.contains("name") && plain.contains("version");
        return new Headers(
                index,
                first(plain, UNINSTALL_STRINGS),
                first(plain, STATUSES),
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
        return new Headers(index, own.uninstall, own.status, own.windows, List.copyOf(header));
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

    /// The column that names a version in other words than the common ones, and is not used for something else.
    private static int version(List<String> header, int[] used) {
        for (Pattern words : VERSION_WORDS) {
            for (int i = 0; i < header.size(); i++) {
                int at = i;
                if (words.matcher(header.get(i)).matches()
                        && Arrays.stream(used).noneMatch(other -> other == at)) {
                    return i;
                }
            }
        }
        return -1;
    }

    private static String plain(String column) {
        // Reports of Configuration Manager put their table before the column: Details_Table0_Name0.
        String name = REPORT_PREFIX.matcher(column).replaceFirst("");
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

    /// The column that tells whether the product is installed, or -1.
    public int status() {
        return status;
    }

    /// Whether that column's name says `status` and not of what.
    boolean isStatusGeneral() {
        return status >= 0 && GENERAL_STATUSES.contains(plain(header.get(status)));
    }

    /// Whether a row counts machines instead of naming one: `Device count`, `Anzahl der Installationen`.
    public boolean isSummary() {
        return index(Field.ASSET) < 0
                && header.stream().map(Headers::plain).anyMatch(COUNTS::contains);
    }

    /// Whether its rows are findings of a scanner or statements of a warning: what is not among them may be installed all the
    /// same.
    public boolean isOfFindings() {
        return !windows && header.stream().map(Headers::plain).anyMatch(FINDINGS::contains);
    }

    /// Whether its rows are goods with prices or quantities, and of no machine.
    public boolean isOfGoods() {
        return !windows
                && index(Field.ASSET) < 0
                && header.stream().map(Headers::plain).anyMatch(TRADE::contains);
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
                        && !hasLogTime()
                        && !isOfFindings();
    }

    /// Whether a line of a report is the header of a software list beyond doubt.
    public static boolean isHeader(List<String> cells) {
        return cells.size() > 1 && of(cells).isCertain();
    }

    /// Whether a row within a table is the header of another one: nothing is called by the words of both columns.
    static boolean isHeaderInside(List<String> cells) {
        Headers headers = of(cells);
        return headers.isUsable() && headers.index(Field.VERSION) >= 0;
    }

    /// Whether it is worth a try when the user says that it is an inventory, even though nothing else says so.
    public boolean isPlausible() {
        boolean whole = index(Field.ASSET) >= 0 && index(Field.VERSION) >= 0;
        return isUsable() && (whole || !hasLogTime()) && (isOfSoftware() || isSummary());
    }

    /// Whether what stands beside the product's column tells a list of software: a scanner's report has a name and a host in
    /// each row, too, and an invoice a product and its maker.
    private boolean isOfSoftware() {
        boolean general = GENERAL_NAMES.contains(plain(header.get(index(Field.NAME))));
        return windows
                || index(Field.VERSION) >= 0
                || index(Field.ASSET) >= 0 && (index(Field.PUBLISHER) >= 0 || !general);
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
        String told = understood();
        String rest = unused();
        if (rest.isEmpty()) {
            return told;
        }
        return index(Field.ASSET) >= 0
                ? told + "; not used: " + rest
                : told + "; no column names the machine (not used: " + rest + ")";
    }

    /// The columns that carry nothing that is used, in quotes; empty if there are none.
    private String unused() {
        return IntStream.range(0, Math.min(header.size(), MAX_TOLD))
                .filter(i -> i != uninstall && i != status && !header.get(i).isBlank())
                .filter(i -> Arrays.stream(index).noneMatch(at -> at == i))
                .mapToObj(i -> "'" + header.get(i).strip() + "'")
                .collect(Collectors.joining(", "));
    }

    /// What to say if no column tells the versions; null if one does.
    public @Nullable String withoutVersion() {
        String rest = index(Field.VERSION) >= 0 ? "" : unused();
        return rest.isEmpty()
                ? null
                : "no column names the version, so no version is known; say which with --map. Columns not used: "
                        + rest;
    }

    private String understood() {
        return Arrays.stream(Field.values())
                .filter(field -> index(field) >= 0)
                .map(field -> field.word() + " from '" + header.get(index(field)).strip() + "'")
                .collect(Collectors.joining(", "));
    }
}
