package dev.firebreak.formats.log;

import dev.firebreak.formats.table.ColumnMap;
import dev.firebreak.formats.table.ColumnMap.Field;
import dev.firebreak.formats.table.Headers;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Understands the columns of logs that name things in common words, English or German, as firewalls, resolvers and
/// consoles export them. A table is claimed only if it names a time, a machine and something that was met.
final class LogColumns {
    /// Parts of a name that say where a value stands, not what it is.
    private static final Pattern WRAPPERS =
            Pattern.compile("^(_source|result|data|event|fields|record|properties)\\.");

    private static final List<String> TIMES =
            List.of(
                    "timestamp",
                    "zeitstempel",
                    "time",
                    "zeit",
                    "uhrzeit",
                    "datetime",
                    "eventtime",
                    "receivetime",
                    "generatetime",
                    "timegenerated",
                    "timecreated",
                    "logtime",
                    "querytimestamp",
                    "starttime",
                    "startzeit",
                    "start",
                    "firstseen",
                    "flowstart",
                    "datefirstseen",
                    "flowstartmilliseconds",
                    "timereceived",
                    "creationtime",
                    "createdat",
                    "ts",
                    "t");
    private static final List<String> DATES = List.of("date", "datum", "day", "tag");

    /// Addresses of the one who asked or opened a connection.
    private static final List<String> SOURCES =
            List.of(
                    "srcip",
                    "sourceip",
                    "sourceaddress",
                    "sourceaddr",
                    "srcaddr",
                    "srcaddress",
                    "clientip",
                    "clientaddress",
                    "clientipaddress",
                    "sourceipaddress",
                    "quellip",
                    "quelladresse",
                    "quellipadresse",
                    "internalip",
                    "internalclientip",
                    "internalipaddress",
                    "localip",
                    "ipv4srcaddr",
                    "sourceipv4address",
                    "sa",
                    "cip",
                    "srcipaddr",
                    "src",
                    "quelle",
                    "client");

    /// Names of machines that are the client beyond doubt.
    private static final List<String> CLIENTS =
            List.of(
                    "devicename",
                    "clientname",
                    "clienthostname",
                    "srcname",
                    "srchost",
                    "sourcehost",
                    "sourcehostname",
                    "sourcename",
                    "computername",
                    "computer",
                    "rechner",
                    "rechnername",
                    "workstation",
                    "endpoint",
                    "endpointname",
                    "endpunkt",
                    "gerät",
                    "gerätename",
                    "geraet",
                    "geraetename",
                    "machinename",
                    "machine",
                    "pc",
                    "pcname",
                    "quellhost",
                    "quellrechner",
                    "arbeitsplatz");

    /// Names of machines that may also be the one which writes the log; only taken if there is no client.
    private static final List<String> WRITERS =
            List.of(
                    "host",
                    "hostname",
                    "agentname",
                    "asset",
                    "assetname",
                    "device",
                    "ip",
                    "system");

    /// Those of them that in a list of indicators stand for what is bad: beside a URL or a domain they are no machine.
    private static final Set<String> AMBIGUOUS = Set.of("host", "hostname", "ip");

    /// Columns that hold a question to a resolver and nothing else.
    private static final Set<String> QUERIES =
            Set.of(
                    "query",
                    "queryname",
                    "qname",
                    "qh",
                    "dnsquery",
                    "dnsquestionname",
                    "dnsqueryname",
                    "questionname",
                    "rrname",
                    "queryrrname",
                    "anfrage",
                    "angefragtername");

    private static final List<String> DOMAINS =
            List.of(
                    "domain",
                    "domainname",
                    "query",
                    "queryname",
                    "qname",
                    "qh",
                    "dnsquery",
                    "dnsquestionname",
                    "dnsqueryname",
                    "questionname",
                    "rrname",
                    "queryrrname",
                    "requestdomain",
                    "destinationdomain",
                    "destinationhostname",
                    "destinationhost",
                    "desthost",
                    "desthostname",
                    "dsthost",
                    "dsthostname",
                    "dstname",
                    "remotehost",
                    "servername",
                    "sni",
                    "tlsservername",
                    "serverhostname",
                    "urldomain",
                    "zieldomain",
                    "zielhost",
                    "zielname",
                    "zielserver",
                    "anfrage",
                    "angefragtername",
                    "fqdn");
    private static final List<String> TARGETS =
            List.of(
                    "dstip",
                    "destip",
                    "destinationip",
                    "destinationaddress",
                    "destinationaddr",
                    "dstaddr",
                    "dstaddress",
                    "destinationipaddress",
                    "remoteip",
                    "remoteaddress",
                    "remoteipaddress",
                    "serverip",
                    "serveripaddress",
                    "zielip",
                    "zieladresse",
                    "zielipadresse",
                    "ipv4dstaddr",
                    "destinationipv4address",
                    "da",
                    "dstipaddr",
                    "dst",
                    "dest",
                    "destination",
                    "ziel",
                    "rip");
    private static final List<String> URLS =
            List.of(
                    "url",
                    "urlfull",
                    "urloriginal",
                    "fullurl",
                    "requesturl",
                    "remoteurl",
                    "targeturl",
                    "webadresse",
                    "uri",
                    "csuri",
                    "csurl",
                    "request");
    private static final List<String> SHA256 =
            List.of("sha256", "filesha256", "hashsha256", "initiatingprocesssha256");
    private static final List<String> SHA1 =
            List.of("sha1", "filesha1", "hashsha1", "initiatingprocesssha1");
    private static final List<String> MD5 =
            List.of("md5", "filemd5", "hashmd5", "initiatingprocessmd5");
    private static final List<String> FILES =
            List.of("filename", "dateiname", "filepath", "dateipfad");

    private final Map<String, String> names = new HashMap<>();

    private LogColumns(List<String> columns) {
        for (String column : columns) {
            names.putIfAbsent(plain(column), column);
        }
    }

    /// The map that the columns' own names make; empty if they do not make a log.
    static Optional<ColumnMap> guess(List<String> columns) {
        Headers software = Headers.of(columns);
        if (software.index(Field.NAME) >= 0 && software.index(Field.VERSION) >= 0) {
            return Optional.empty();
        }
        LogColumns known = new LogColumns(columns);
        Map<Field, String> map = new EnumMap<>(Field.class);
        known.put(map, Field.TIME, TIMES);
        known.put(map, Field.DATE, DATES);
        known.put(map, Field.DOMAIN, DOMAINS);
        known.put(map, Field.IP, TARGETS);
        known.put(map, Field.URL, URLS);
        known.put(map, Field.SHA256, SHA256);
        known.put(map, Field.SHA1, SHA1);
        known.put(map, Field.MD5, MD5);
        boolean met = map.keySet().stream().anyMatch(f -> f != Field.TIME && f != Field.DATE);
        known.put(map, Field.FILE, FILES);
        known.machine(map);
        if (isOther(map)) {
            return Optional.empty();
        }
        boolean timed = map.containsKey(Field.TIME) || map.containsKey(Field.DATE);
        return timed && met && map.containsKey(Field.HOST)
                ? Optional.of(new ColumnMap(map))
                : Optional.empty();
    }

    /// Whether the same columns could be those of a list of indicators or of machines: then only the user can say.
    private static boolean isOther(Map<Field, String> map) {
        String host = plain(map.getOrDefault(Field.HOST, ""));
        String domain = plain(map.getOrDefault(Field.DOMAIN, ""));
        if (QUERIES.contains(domain)) {
            return false;
        }
        if (AMBIGUOUS.contains(host) && (map.containsKey(Field.URL) || host.equals("ip"))) {
            return true;
        }
        // A list of the computers of a domain has a day and no time.
        boolean only =
                map.keySet().stream()
                        .allMatch(
                                field ->
                                        field == Field.DATE
                                                || field == Field.HOST
                                                || field == Field.DOMAIN);
        return only && !SOURCES.contains(host);
    }

    /// A client's name is better than its address, and both together tell which machine has the address. Where no column is
    /// the client's, the machine that the row is about counts.
    private void machine(Map<Field, String> map) {
        String address = find(SOURCES);
        String client = find(CLIENTS);
        if (client != null) {
            map.put(Field.HOST, client);
            if (address != null) {
                map.put(Field.ASSET, address);
                map.put(Field.ADDRESS, address);
            }
        } else if (address != null) {
            map.put(Field.HOST, address);
            // Beside a client's address a host name is that of the other side.
            if (!map.containsKey(Field.DOMAIN)) {
                put(map, Field.DOMAIN, List.of("hostname"));
            }
        } else {
            put(map, Field.HOST, WRITERS);
        }
    }

    private void put(Map<Field, String> map, Field field, List<String> words) {
        String column = find(words);
        if (column != null) {
            map.put(field, column);
        }
    }

    private @org.jspecify.annotations.Nullable String find(List<String> words) {
        for (String word : words) {
            String column = names.get(word);
            if (column != null) {
                return column;
            }
        }
        return null;
    }

    private static String plain(String column) {
        String name = WRAPPERS.matcher(column.strip()).replaceFirst("");
        StringBuilder letters = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            if (Character.isLetterOrDigit(name.charAt(i))) {
                letters.append(name.charAt(i));
            }
        }
        return letters.toString().toLowerCase(Locale.ROOT);
    }

    /// How the columns were understood, for the note to the user: `time from 'Zeitstempel', domain from 'Ziel'`.
    static String told(ColumnMap map) {
        return map.columns().entrySet().stream()
                .filter(entry -> entry.getKey() != Field.ASSET)
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey().word() + " from '" + entry.getValue().strip() + "'")
                .collect(Collectors.joining(", "));
    }
}
