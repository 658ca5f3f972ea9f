package dev.firebreak.formats;

import dev.firebreak.formats.Inventories.Kind;
import dev.firebreak.formats.osquery.OsqueryReader;
import dev.firebreak.formats.packages.OneLineReader;
import dev.firebreak.formats.packages.RpmReader;
import dev.firebreak.formats.packages.StanzaReader;
import dev.firebreak.formats.packages.StanzaReader.Maker;
import dev.firebreak.formats.packages.ZypperReader;
import dev.firebreak.formats.table.FixedColumns;
import dev.firebreak.formats.table.Headers;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells package lists printed as text from each other and from any other text.
final class TextShape {
    private static final Pattern DPKG_LINE =
            Pattern.compile(
                    "(?:[uihrp][ncHUFWti](?:R\\s+|\\s{2,}|\\t)|(?:ii|hi|rc) )[a-z0-9][a-z0-9+.-]+(:[a-z0-9-]+)?\\s+"
                            + "(\\d\\S*(\\s.*)?|<none>.*)");
    private static final Pattern APT_LINE =
            Pattern.compile(
                    "[a-z0-9][a-z0-9+.-]+/\\S*\\s+\\S*\\d\\S*\\s+(all|amd64|i386|arm64|armhf|ppc64el|s390x|riscv64)(\\s+\\[.*)?");
    private static final Pattern DEB_QUERY =
            Pattern.compile(
                    "(?:[uihrp][ncHUFWti][R ]?\\s+)?(?![0-9a-f]{32})[a-z0-9][a-z0-9+.-]+(:[a-z0-9-]+)?[\\t ;|]+"
                            + "((\\d+:)?\\d[\\w.+~:-]*)?([\\s;|]+(all|amd64|i386|arm64|armhf|any|ppc64el|s390x|riscv64))?\\s*");

    /// The same with anything behind: a status, an architecture, a maintainer.
    private static final Pattern DEB_QUERY_LONG =
            Pattern.compile(
                    "[a-z0-9][a-z0-9+.-]+(:[a-z0-9-]+)?[\\t;|](\\d+:)?\\d[\\w.+~:-]*[\\t;|].*\\b(ii|all|amd64|i386|arm64|armhf)\\b.*");

    private static final Pattern DEBIAN_VERSION =
            Pattern.compile(".*[\\t ;|](\\d+:)?\\d[\\w.+~]*-\\d[\\w.+~]*([\\s;|].*)?");
    private static final Pattern NEVRA =
            Pattern.compile(
                    "[A-Za-z0-9][\\w.+-]*-(?:\\d+:)?[\\w.+~^]+-[\\w.+~^]+\\.(x86_64|noarch|i[3-6]86|aarch64|ppc64le|s390x|armv7hl|\\(none\\))(\\s.*)?");
    private static final Pattern NEVR_OF_DISTRIBUTION =
            Pattern.compile(
                    "[A-Za-z0-9][\\w.+-]*-(?:\\d+:)?\\d[\\w.+~^]*-[\\w.+~^]*\\.(el|fc|amzn|lp|mga|suse|cm)\\w*\\S*(\\s.*)?");
    private static final Pattern DNF_LINE =
            Pattern.compile(
                    "\\S+\\.(x86_64|noarch|i[3-6]86|aarch64|ppc64le|s390x)\\s+(\\d+:)?\\S+-\\S+\\s+@?\\S+.*");
    private static final Pattern BREW_LINE =
            Pattern.compile("[a-z0-9][\\w@+./-]*( v?\\d[\\w.+~,:-]*)+");
    private static final Pattern PIP_FREEZE =
            Pattern.compile("[A-Za-z0-9][\\w.-]*(\\[[^\\]]*\\])?===?\\d\\S*(\\s*;.*)?");
    private static final Pattern PIP_ROW =
            Pattern.compile("[A-Za-z0-9][\\w.-]*\\s+v?\\d[\\w.+!-]*(\\s+.*)?");

    /// Something only RPM's architectures and distributions are called.
    private static final Pattern RPM_TRAIT =
            Pattern.compile(
                    "[\\s.|;](x86_64|noarch|i[3-6]86|aarch64|ppc64le|s390x)\\b|\\.(el|fc|amzn)\\d");

    private static final Pattern RPM_RELEASE =
            Pattern.compile("(\\d+:)?\\d[\\w~^+]*\\.[\\w.~^+]*-\\d[\\w.~^+]*");

    private static final Pattern PAIR =
            Pattern.compile("([\\p{L}_][\\p{L}\\p{N}_ .-]{0,60}?)\\s*:(\\s.*|$)");

    /// What only Homebrew writes: its headings, and versions in names of formulae.
    private static final Pattern BREW_SIGN =
            Pattern.compile(
                    "==> .*|[a-z0-9+.-]+@\\d[\\d.]*( .*)?|ca-certificates \\d{4}-\\d\\d-\\d\\d.*");

    private TextShape() {}

    /// Kinds whose lines nothing else looks like.
    static @Nullable Kind of(List<String> lines) {
        Kind marked = byMarks(lines);
        if (marked != null) {
            return marked;
        }
        Kind table = aligned(lines);
        return table != null ? table : byLines(entries(lines));
    }

    private static List<String> entries(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && line.indexOf('\0') < 0)
                .toList();
    }

    /// Kinds that say what they are in their first lines.
    private static @Nullable Kind byMarks(List<String> lines) {
        for (String line : lines.subList(0, Math.min(lines.size(), 40))) {
            if (line.startsWith("SPDXVersion:")) {
                return Kind.SPDX_TAG_VALUE;
            }
            if (line.startsWith("Windows Registry Editor Version") || line.startsWith("REGEDIT4")) {
                return Kind.UNINSTALL_REG;
            }
            if (line.startsWith("HKEY_") && line.toLowerCase(Locale.ROOT).contains("\\uninstall")) {
                return Kind.UNINSTALL_REG;
            }
            if (line.startsWith("||/ ") || line.startsWith("+++-=")) {
                return Kind.DPKG_LIST;
            }
        }
        if (pairs(lines)) {
            return Kind.UNINSTALL_TEXT;
        }
        if (OsqueryReader.isLines(lines, true)) {
            return Kind.OSQUERY_LINES;
        }
        Maker maker = StanzaReader.maker(entries(lines.subList(0, Math.min(lines.size(), 60))));
        return switch (maker) {
            case null -> null;
            case DPKG -> Kind.DPKG_STATUS;
            case RPM -> Kind.RPM_INFO;
            case PACMAN -> Kind.PACMAN_INFO;
            case WMIC -> Kind.WMIC_LIST;
        };
    }

    /// Format-List: blocks of pairs, among them a display name.
    private static boolean pairs(List<String> lines) {
        java.util.List<String> names = new java.util.ArrayList<>();
        for (String line : lines) {
            if (line.isBlank()) {
                if (!names.isEmpty()) {
                    break;
                }
                continue;
            }
            var m = PAIR.matcher(line);
            if (m.matches()) {
                names.add(m.group(1));
            } else if (!Character.isWhitespace(line.charAt(0))) {
                return false;
            }
        }
        return names.size() >= 2 && Headers.of(names).isWindows();
    }

    /// Tables with a line of dashes below their header.
    private static @Nullable Kind aligned(List<String> lines) {
        for (int i = 1; i < Math.min(lines.size(), 40); i++) {
            if (ZypperReader.isHeader(lines.get(i - 1), lines.get(i))) {
                return Kind.ZYPPER_LIST;
            }
            boolean border = FixedColumns.isBorder(lines.get(i));
            if (!border && !FixedColumns.isDashes(lines.get(i)) || lines.get(i - 1).isBlank()) {
                continue;
            }
            FixedColumns columns = FixedColumns.of(lines.get(i - 1), lines.get(i));
            if (columns == null || columns.names().size() < 2) {
                continue;
            }
            List<String> names = columns.names();
            if (border) {
                boolean rows =
                        OsqueryReader.isHeader(names)
                                || names.contains("name") && names.contains("version");
                return rows ? Kind.OSQUERY_BOX : null;
            }
            if (Headers.of(names).isWindows()) {
                return Kind.UNINSTALL_TEXT;
            }
            if (names.getFirst().equals("Package") && names.get(1).equals("Version")) {
                return Kind.PIP_LIST;
            }
            boolean oneRuler = lines.get(i).strip().indexOf(' ') < 0;
            if (oneRuler
                    && names.size() >= 3
                    && names.size() <= 5
                    && names.get(1).equalsIgnoreCase("id")) {
                return Kind.WINGET_LIST;
            }
        }
        return null;
    }

    private static @Nullable Kind byLines(List<String> entries) {
        if (most(entries, DPKG_LINE.asMatchPredicate())) {
            return Kind.DPKG_LIST;
        }
        if (most(entries, APT_LINE.asMatchPredicate())) {
            return Kind.APT_LIST;
        }
        if (most(entries, OneLineReader::isApk)) {
            return Kind.APK_LIST;
        }
        if (!entries.isEmpty() && OneLineReader.isSnapHeader(entries.getFirst())) {
            return Kind.SNAP_LIST;
        }
        if (!entries.isEmpty() && OneLineReader.isChocolatey(entries)) {
            return Kind.CHOCOLATEY_LIST;
        }
        if (most(entries, OneLineReader::isNixPath)) {
            return Kind.NIX_LIST;
        }
        if (most(entries, line -> NEVRA.matcher(line.strip()).matches() || isKey(line))
                || most(entries, NEVR_OF_DISTRIBUTION.asMatchPredicate())
                || most(entries, DNF_LINE.asMatchPredicate())) {
            return Kind.RPM_LIST;
        }
        return most(entries, PIP_FREEZE.asMatchPredicate()) ? Kind.PIP_LIST : null;
    }

    /// Kinds whose lines are little more than a name and a version, to be asked when the text is no table.
    ///
    /// @param sure false if the user says that it is an inventory
    static @Nullable Kind weak(List<String> lines, boolean sure) {
        List<String> entries = entries(lines);
        if (entries.isEmpty()) {
            return null;
        }
        int share = sure ? 80 : 50;
        if (!sure && list(entries, DEB_QUERY_LONG.asMatchPredicate(), 50)) {
            return Kind.DPKG_QUERY;
        }
        if (list(entries, DEB_QUERY.asMatchPredicate(), share)) {
            long revisions = entries.stream().filter(DEBIAN_VERSION.asMatchPredicate()).count();
            if (revisions * 4 >= entries.size()) {
                return Kind.DPKG_QUERY;
            }
            if (!sure && entries.getFirst().matches("[^ ;|]+[\\t;|].*")) {
                return Kind.PLAIN_LIST;
            }
        }
        boolean known = entries.stream().anyMatch(BREW_SIGN.asMatchPredicate());
        boolean brews =
                known
                        ? share(entries, BREW_LINE.asMatchPredicate(), share)
                        : list(entries, BREW_LINE.asMatchPredicate(), share);
        boolean many = entries.size() >= 3 && !looksLikeHosts(entries);
        if (brews && entries.getFirst().indexOf('\t') < 0 && (!sure || known || many)) {
            return known ? Kind.BREW_LIST : Kind.PLAIN_LIST;
        }
        return sure ? null : byGuess(entries);
    }

    private static boolean isKey(String line) {
        return line.startsWith("gpg-pubkey-");
    }

    /// Lines such as `host.example 192.0.2.1` or `name.example 12` are no packages.
    private static boolean looksLikeHosts(List<String> entries) {
        return entries.stream()
                        .anyMatch(
                                line ->
                                        line.indexOf('.') > 0
                                                && line.indexOf('.') < line.indexOf(' '))
                || entries.stream()
                        .anyMatch(line -> line.matches(".* \\d{1,3}(\\.\\d{1,3}){3}( .*)?"));
    }

    /// A package with something only RPM's have. Dates behind it do not count.
    private static boolean isRpm(String line) {
        RpmReader.Package found = line.indexOf(',') < 0 ? RpmReader.parse(line) : null;
        String version = found == null ? null : found.version();
        return found != null
                && RowShape.isName(found.name())
                && (RPM_TRAIT.matcher(line).find() || version != null && isRelease(version));
    }

    private static boolean isRelease(String version) {
        return RPM_RELEASE.matcher(version).matches()
                && RowShape.isVersion(version.substring(0, version.indexOf('-')));
    }

    /// For texts the user says are inventories.
    private static @Nullable Kind byGuess(List<String> entries) {
        if (most(entries, TextShape::isRpm)) {
            return Kind.RPM_LIST;
        }
        if (most(entries, PIP_ROW.asMatchPredicate())
                && entries.getFirst().matches("Package\\s+Version\\b.*")) {
            return Kind.PIP_LIST;
        }
        if (OsqueryReader.isLines(entries, false)) {
            return Kind.OSQUERY_LINES;
        }
        return share(entries, OneLineReader::mayBeNix, 80) ? Kind.NIX_LIST : null;
    }

    /// Whether every second line is so, for lines that nothing else is written in: headings and broken lines do not hide
    /// a list.
    private static boolean most(List<String> entries, Predicate<String> is) {
        return share(entries, is, 50);
    }

    /// The same for lines that could as well be rows of anything: most of those that have the form must look like software.
    private static boolean list(List<String> entries, Predicate<String> is, int percent) {
        return share(entries, is, percent)
                && RowShape.isSoftware(entries.stream().filter(is).toList());
    }

    private static boolean share(List<String> entries, Predicate<String> is, int percent) {
        long n = entries.stream().filter(is).count();
        return n > 0 && n * 100 >= (entries.size() - headings(entries)) * percent;
    }

    /// Lines at the beginning that talk about the list.
    private static long headings(List<String> entries) {
        long talk = 0;
        for (String line : entries.subList(0, Math.min(entries.size(), 6))) {
            boolean says =
                    line.endsWith("...")
                            || line.endsWith("…")
                            || line.endsWith(":")
                            || line.startsWith("WARNING")
                            || line.startsWith("==>")
                            || line.contains("... ")
                            || line.contains("… ")
                            || line.startsWith("Last metadata")
                            || line.startsWith("Installed Packages")
                            || line.startsWith("Installierte Pakete");
            talk += says ? 1 : 0;
        }
        return talk;
    }
}
