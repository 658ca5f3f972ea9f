package dev.firebreak.formats;

import dev.firebreak.core.model.ObservableType;
import dev.firebreak.formats.text.IndicatorMatch;
import dev.firebreak.formats.text.IndicatorScanner;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Looks at the lines of a text as rows of fields, to tell lists of software from what only has their form: logs, lists of
/// addresses, of persons, of prices, of indicators. A list that is one by mistake makes a machine that never was.
final class RowShape {
    /// Fields of a row that are looked at.
    private static final int MAX_FIELDS = 64;

    /// Columns that are named to the user.
    private static final int MAX_TOLD = 20;

    private static final int MAX_NAME = 60;

    private static final List<String> DELIMITERS = List.of(";", "\t", "|", ",");

    private static final Pattern NAME =
            Pattern.compile("(?=.*\\p{Alpha})[\\p{Alnum}][\\w@+./:-]{0,120}");

    private static final Pattern STATUS = Pattern.compile("[uihrp][ncHUFWti][R ]?");

    private static final Pattern DATE =
            Pattern.compile(
                    "\\d{4}[-/.]\\d{1,2}([-/.]\\d{1,2})?([T_].*)?|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{4}|\\d{1,2}:\\d\\d(:\\d\\d.*)?");

    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(/\\d+)?");

    /// What is written as a version only: with two dots, a release, or letters among its numbers.
    private static final Pattern SURE_VERSION =
            Pattern.compile(
                    "v?(\\d+:)?\\d+([.~+_]\\w+){2}.*|v?(\\d+:)?\\d[\\w.+~]*-\\w.*|v?\\d+[a-z]+\\d*.*|v?\\d+\\.\\d+[a-z]\\w*");

    private static final Pattern DATA =
            Pattern.compile(
                    "[\\d\\s.,:;/+%€$-]+|.*\\d{4}-\\d\\d-\\d\\d.*|.*[@\\\\].*|(?i)[0-9a-f]{16,}");

    /// What lists of indicators call their kinds.
    private static final Set<String> KINDS =
            Set.of(
                    "ip",
                    "ips",
                    "ipv4",
                    "ipv6",
                    "ipaddress",
                    "ipaddr",
                    "address",
                    "domain",
                    "domains",
                    "domainname",
                    "fqdn",
                    "hostname",
                    "host",
                    "url",
                    "urls",
                    "uri",
                    "hash",
                    "md5",
                    "sha1",
                    "sha256",
                    "sha512",
                    "filehash",
                    "filehashmd5",
                    "filehashsha1",
                    "filehashsha256",
                    "filename",
                    "email",
                    "emailsrc",
                    "mail",
                    "cidr",
                    "netblock",
                    "ipdst",
                    "ipsrc",
                    "adresse",
                    "domäne",
                    "dns",
                    "ssdeep",
                    "imphash",
                    "ja3",
                    "mutex",
                    "regkey",
                    "registry",
                    "filepath",
                    "useragent");

    private RowShape() {}

    /// Whether lines of a name and a version look like software, not like something else that is called by a word and a number.
    ///
    /// @param lines those that have the form
    static boolean isSoftware(List<String> lines) {
        int good = 0;
        int sure = 0;
        Set<String> names = new HashSet<>();
        for (String line : lines) {
            List<String> fields = fields(line);
            int at = fields.size() > 2 && STATUS.matcher(fields.getFirst()).matches() ? 1 : 0;
            String name = fields.get(at);
            String version = fields.size() > at + 1 ? fields.get(at + 1) : "";
            names.add(name);
            if (isName(name) && isVersion(version)) {
                good++;
                sure += SURE_VERSION.matcher(version).matches() ? 1 : 0;
            }
        }
        int n = lines.size();
        // A few kernels stand side by side; rows of a log name the same thing again and again.
        return good * 10 >= n * 8 && sure > 0 && sure * 4 >= n && names.size() * 2 >= n;
    }

    private static List<String> fields(String line) {
        return Arrays.stream(line.strip().split("[\\s;|,]+", MAX_FIELDS)).toList();
    }

    /// Whether a word may be a package's name.
    static boolean isName(String word) {
        return NAME.matcher(word).matches()
                && !DATE.matcher(word).matches()
                && !KINDS.contains(letters(word))
                && !isIndicator(word);
    }

    /// Whether a word may be a version; dates and addresses are none.
    static boolean isVersion(String word) {
        return !DATE.matcher(word).matches() && !ADDRESS.matcher(word).matches();
    }

    private static String letters(String word) {
        return word.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }

    /// Whether a word is an address, a domain, a URL or a hash. Files are none: packages are called like them.
    private static boolean isIndicator(String word) {
        if (word.length() < 4) {
            return false;
        }
        return IndicatorScanner.classify(word).filter(RowShape::isSure).isPresent();
    }

    private static boolean isSure(IndicatorMatch match) {
        return match.type() != ObservableType.FILENAME;
    }

    /// Whether most rows hold an indicator, and nothing beside it that is a row of a log.
    static boolean isIndicators(List<String> lines) {
        int rows = 0;
        int found = 0;
        int logs = 0;
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            rows++;
            List<String> fields = fields(line);
            long here = fields.stream().filter(RowShape::isIndicator).count();
            boolean kind = KINDS.contains(letters(fields.getFirst()));
            found += here > 0 && (fields.size() <= 3 || kind) ? 1 : 0;
            logs += here > 1 && !kind || hasClock(fields) ? 1 : 0;
        }
        // One line may be the header.
        return found > 0 && found * 10 >= (rows - 1) * 8 && logs * 2 < rows;
    }

    private static boolean hasClock(List<String> fields) {
        return fields.stream()
                .anyMatch(field -> field.matches("(.*[T ])?\\d{1,2}:\\d\\d(:\\d\\d.*)?"));
    }

    /// What a table calls its columns.
    ///
    /// @param names in quotes, joined by commas; empty if its first line holds values already
    record Table(String names) {}

    /// Whether nearly all lines have the same number of fields between the same delimiter.
    static Optional<Table> table(List<String> all) {
        List<String> lines = all.stream().filter(line -> !line.isBlank()).toList();
        for (String delimiter : DELIMITERS) {
            Map<Integer, Integer> counts = new HashMap<>();
            lines.forEach(
                    line ->
                            counts.merge(
                                    line.split(Pattern.quote(delimiter), -1).length,
                                    1,
                                    Integer::sum));
            counts.remove(1);
            int alike = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
            if (alike >= 1 && alike * 10 >= lines.size() * 9) {
                return Optional.of(new Table(names(lines.getFirst(), delimiter)));
            }
        }
        return Optional.empty();
    }

    private static String names(String header, String delimiter) {
        List<String> cells =
                Arrays.stream(header.split(Pattern.quote(delimiter), -1))
                        .map(RowShape::unquoted)
                        .toList();
        boolean values =
                cells.size() < 2
                        || cells.stream()
                                .anyMatch(
                                        cell -> DATA.matcher(cell).matches() || isIndicator(cell));
        if (values) {
            return "";
        }
        return cells.stream()
                .filter(cell -> !cell.isEmpty())
                .limit(MAX_TOLD)
                .map(
                        cell ->
                                "'"
                                        + (cell.length() > MAX_NAME
                                                ? cell.substring(0, MAX_NAME) + "…"
                                                : cell)
                                        + "'")
                .collect(Collectors.joining(", "));
    }

    private static String unquoted(String cell) {
        String plain = cell.strip();
        return plain.length() > 1 && plain.startsWith("\"") && plain.endsWith("\"")
                ? plain.substring(1, plain.length() - 1).strip()
                : plain;
    }

    /// Why a text is no inventory.
    static @Nullable String refusal(List<String> lines) {
        if (isIndicators(lines)) {
            return "this is a list of domains, addresses, URLs or hashes, not of software; indicators belong to a warning (check"
                    + " --warning, ask, read)";
        }
        return table(lines)
                .map(
                        table ->
                                table.names().isEmpty()
                                        ? "this is a table without a line that names its columns; put one above it, and say with --map what"
                                                + " they mean: name=…,version=…,asset=… of software, time=…,host=…,domain=… of a log"
                                        : "this is a table whose columns are not known: "
                                                + table.names()
                                                + "; say with --map what they mean: name=…,version=…,asset=… of software,"
                                                + " time=…,host=…,domain=… of a log")
                .orElse(null);
    }
}
