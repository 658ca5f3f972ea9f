package dev.firebreak.formats.packages;

import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.formats.inventory.InventoryRun;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what `dpkg -l`, `dpkg-query -W` and `apt list --installed` print.
///
/// Sources: dpkg-query(1), "-l" for the status letters; deb-version(7); apt(8).
public final class DebReader {
    /// dpkg cuts names and versions only when it writes for a narrow terminal.
    private static final int NARROW = 80;

    private static final Pattern STATUS = Pattern.compile("[uihrp][ncHUFWti][R ]?");

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]*(:[a-z0-9-]+)?");

    /// `bash/stable,now 5.2.15-2+b2 amd64 [installed]`
    static final Pattern APT =
            Pattern.compile(
                    "([a-z0-9][a-z0-9+.-]+)/(\\S*)\\s+(\\S+)\\s+([a-z0-9-]+)(?:\\s+\\[([^\\]]*)\\])?.*");

    /// `name version`, `name:arch version`, with more behind, parted by spaces, tabs, semicolons or bars.
    static final Pattern PLAIN =
            Pattern.compile(
                    "([a-z0-9][a-z0-9+.-]*)(:[a-z0-9-]+)?(?:[;|\\t]|\\s+)([^\\s;|]*)([\\s;|].*)?");

    /// A status in front of the package.
    private static final Pattern STATUS_FIRST =
            Pattern.compile("([uihrp][ncHUFWti][R ]?)[\\s;|]+(?=\\S+[\\s;|]+\\S).*");

    /// A status that says "not installed" in a column behind the version.
    private static final Pattern REMOVED_BEHIND =
            Pattern.compile(".*[\\t;|][uihrp][cn][R ]?\\s*(?:[\\t;|].*)?");

    private final InventoryRun run;
    private final PackageLines out;
    private int nameWidth = Integer.MAX_VALUE;
    private int versionWidth = Integer.MAX_VALUE;

    public DebReader(InventoryRun run) {
        this.run = run;
        this.out = new PackageLines(run, "dpkg", VersionScheme.DEB, Platform.LINUX);
    }

    /// Reads `dpkg -l`, narrow or wide, in any language.
    public void readList(InputStream in) throws IOException {
        out.read(in, this::listLine);
    }

    private void listLine(String text, long line, String where) {
        if (text.startsWith("+++-")) {
            ruler(text.strip());
            return;
        }
        char first = text.charAt(0);
        if (first == '|' || text.contains("=") && text.indexOf('/') > 0 && text.indexOf(' ') < 0) {
            return;
        }
        String[] parts = text.strip().split("\\s+", 5);
        boolean listed = parts.length >= 3 && STATUS.matcher(parts[0]).matches();
        if (!listed
                || !NAME.matcher(parts[1]).matches()
                || parts[2].chars().noneMatch(Character::isDigit)) {
            if (!isHeading(text, line)) {
                run.partial(where, "a line that is no package of dpkg -l is left out");
            }
            return;
        }
        char state = parts[0].charAt(1);
        switch (state) {
            case 'i', 'W', 't' -> listed(parts[1], parts[2], line, where);
            case 'U', 'F', 'H' -> {
                run.note(
                        where,
                        "packages whose installation was not completed are counted as installed");
                listed(parts[1], parts[2], line, where);
            }
            default -> run.note(where, "packages that are removed or only known are not counted");
        }
    }

    /// The legend above the list, whose words differ by language.
    private static boolean isHeading(String text, long line) {
        return line <= 8 && (text.indexOf('=') > 0 || text.indexOf('/') > 0);
    }

    private void ruler(String ruler) {
        if (ruler.length() > NARROW) {
            return;
        }
        String[] columns = ruler.split("-");
        if (columns.length >= 3) {
            nameWidth = columns[1].length();
            versionWidth = columns[2].length();
        }
    }

    private void listed(String name, String version, long line, String where) {
        boolean cutName = name.length() >= nameWidth;
        boolean cutVersion = version.length() >= versionWidth;
        if (cutName) {
            run.flaw(
                    where,
                    "a name fills its column and may be cut; use dpkg-query -W, or COLUMNS=500 dpkg -l");
        }
        if (cutVersion) {
            run.flaw(
                    where,
                    "a version fills its column and may be cut, so it is taken as unknown; use dpkg-query -W, or COLUMNS=500 dpkg -l");
        }
        out.add(withoutArchitecture(name), null, cutVersion ? null : version, List.of(), line);
    }

    private static String withoutArchitecture(String name) {
        int colon = name.indexOf(':');
        return colon > 0 ? name.substring(0, colon) : name;
    }

    /// Reads `dpkg-query -W` and lines of status, name and version in that order, parted by tabs or spaces.
    public void readQuery(InputStream in) throws IOException {
        out.read(in, this::queryLine);
    }

    private void queryLine(String text, long line, String where) {
        String plain = text.strip();
        Matcher status = STATUS_FIRST.matcher(plain);
        boolean removed = REMOVED_BEHIND.matcher(plain).matches();
        if (status.matches()) {
            removed |= "cn".indexOf(status.group(1).charAt(1)) >= 0;
            plain = plain.substring(status.end(1)).replaceFirst("^[\\s;|]+", "");
        }
        if (removed) {
            run.note(where, "packages that are removed or only known are not counted");
            return;
        }
        Matcher m = PLAIN.matcher(plain);
        boolean version =
                m.matches()
                        && (m.group(3).isEmpty()
                                || m.group(3).chars().anyMatch(Character::isDigit));
        if (version) {
            out.add(m.group(1), null, m.group(3), List.of(), line);
        } else if (!plain.contains(" ") && !plain.contains("\t") && !plain.contains("/")) {
            // dpkg-query -W prints a package without a version if only its name is known.
            out.add(withoutArchitecture(plain), null, null, List.of(), line);
        } else {
            run.partial(where, "a line that is no name and version is left out");
        }
    }

    /// Reads `apt list --installed`, in any language.
    public void readApt(InputStream in) throws IOException {
        out.read(in, this::aptLine);
    }

    private void aptLine(String text, long line, String where) {
        Matcher m = APT.matcher(text.strip());
        if (!m.matches()) {
            boolean talk = line <= 4 || text.startsWith("WARNING:") || text.startsWith("N:");
            if (!talk) {
                run.partial(where, "a line that is no package of apt list is left out");
            }
            return;
        }
        String state = m.group(5);
        boolean installed =
                m.group(2).contains("now") || state != null && state.startsWith("instal");
        if (installed) {
            out.add(m.group(1), null, m.group(3), List.of(), line);
        } else {
            run.note(where, "packages that are available but not installed are not counted");
        }
    }
}
