package dev.firebreak.formats.packages;

import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.formats.inventory.InventoryRun;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what `rpm -qa` prints, as it is and with the usual `--qf`, and `dnf list installed`.
///
/// Source: rpm(8), query options; the name-version-release.arch spelling (NEVRA) of rpm-version(7).
public final class RpmReader {
    private static final Set<String> ARCHITECTURES =
            Set.of(
                    "x86_64",
                    "noarch",
                    "i386",
                    "i486",
                    "i586",
                    "i686",
                    "aarch64",
                    "armv7hl",
                    "armv7l",
                    "ppc64le",
                    "ppc64",
                    "s390x",
                    "s390",
                    "riscv64",
                    "src",
                    "ia64",
                    "armhfp",
                    "loongarch64",
                    "(none)",
                    "x86_64_v2");

    private static final Pattern DNF =
            Pattern.compile("(\\S+)\\.(\\w+)\\s+((?:\\d+:)?[^\\s:]+-[^\\s-]+)(?:\\s+(@?\\S+))?");

    private static final Pattern WRAPPED =
            Pattern.compile("[\\w.+-]+\\.(?:noarch|x86_64|i686|aarch64|ppc64le|s390x)");

    private final InventoryRun run;
    private final PackageLines out;
    private @Nullable String wrapped;
    private long wrappedLine;

    public RpmReader(InventoryRun run) {
        this.run = run;
        this.out = new PackageLines(run, "rpm", VersionScheme.RPM, Platform.LINUX);
    }

    /// A package as named by a line.
    ///
    /// @param version `epoch:version-release`, the epoch only if there is one
    public record Package(String name, @Nullable String version) {}

    public void read(InputStream in) throws IOException {
        out.read(in, this::line);
        if (wrapped != null) {
            notWrapped("line " + wrappedLine);
        }
    }

    private void notWrapped(String where) {
        run.partial(where, "a line that is no package of rpm -qa is left out");
    }

    private void line(String text, long line, String where) {
        String plain = text.strip();
        String name = wrapped;
        wrapped = null;
        if (name != null && Character.isWhitespace(text.charAt(0))) {
            plain = name + " " + plain;
        } else if (name != null) {
            notWrapped("line " + wrappedLine);
        }
        // dnf and yum put what does not fit on the next line.
        if (WRAPPED.matcher(plain).matches() && !hasVersion(parse(plain))) {
            wrapped = plain;
            wrappedLine = line;
            return;
        }
        Package found = parse(plain);
        if (found != null) {
            out.add(found.name(), null, found.version(), List.of(), line);
        } else if (!isTalk(plain)) {
            run.partial(where, "a line that is no package of rpm -qa is left out");
        }
    }

    private static boolean hasVersion(@Nullable Package found) {
        String version = found == null ? null : found.version();
        return version != null && version.chars().anyMatch(Character::isDigit);
    }

    /// Headings and hints of dnf and yum, and rpm's warnings.
    private static boolean isTalk(String text) {
        return text.endsWith(":")
                || text.startsWith("Installed Packages")
                || text.startsWith("Installierte Pakete")
                || text.startsWith("Loaded plugins")
                || text.startsWith("Last metadata")
                || text.startsWith("warning:")
                || text.startsWith("Warnung:");
    }

    /// Reads one line, or null if it names no package.
    public static @Nullable Package parse(String line) {
        String[] parts = line.split("[\\s|;,]+");
        if (parts.length == 0 || parts[0].isEmpty()) {
            return null;
        }
        Matcher dnf = DNF.matcher(line);
        if (dnf.matches() && ARCHITECTURES.contains(dnf.group(2))) {
            return new Package(dnf.group(1), withoutZeroEpoch(dnf.group(3)));
        }
        Package nevra = nevra(parts[0]);
        // `rpm -qa --last` prints a date behind the package.
        if (parts.length == 1 || nevra != null && hasArchitecture(parts[0])) {
            return nevra;
        }
        return columns(parts);
    }

    private static boolean hasArchitecture(String text) {
        int dot = text.lastIndexOf('.');
        return dot > 0 && ARCHITECTURES.contains(text.substring(dot + 1));
    }

    private static @Nullable Package nevra(String text) {
        String plain = hasArchitecture(text) ? text.substring(0, text.lastIndexOf('.')) : text;
        int release = plain.lastIndexOf('-');
        int version = release <= 0 ? -1 : plain.lastIndexOf('-', release - 1);
        if (version <= 0 || release - version < 2 || release == plain.length() - 1) {
            return null;
        }
        String name = plain.substring(0, version);
        String evr = plain.substring(version + 1);
        // The form `epoch:name-version-release`, as yum history prints it.
        int colon = name.indexOf(':');
        if (colon > 0 && isNumber(name.substring(0, colon))) {
            evr = name.substring(0, colon + 1) + evr;
            name = name.substring(colon + 1);
        }
        boolean plausible =
                Character.isLetterOrDigit(name.charAt(0))
                        && !name.contains("/")
                        && !name.contains("=");
        return plausible ? new Package(name, withoutZeroEpoch(evr)) : null;
    }

    /// Name, then epoch, version and release as far as they are there, then anything.
    private static @Nullable Package columns(String[] parts) {
        if (!Character.isLetterOrDigit(parts[0].charAt(0)) || parts[0].contains(":")) {
            return null;
        }
        int at = 1;
        String epoch = "";
        boolean none = parts[at].equals("(none)");
        boolean number =
                isNumber(parts[at]) && parts.length >= 4 && !ARCHITECTURES.contains(parts[3]);
        if (parts.length > 2 && (none || number && isVersion(parts[2]) && isVersion(parts[3]))) {
            epoch = none || parts[at].equals("0") ? "" : parts[at] + ":";
            at++;
        }
        String version = parts[at];
        if (!isVersion(version)) {
            return null;
        }
        boolean release =
                !version.contains("-")
                        && at + 1 < parts.length
                        && isVersion(parts[at + 1])
                        && !ARCHITECTURES.contains(parts[at + 1]);
        return new Package(
                parts[0], withoutZeroEpoch(epoch + version + (release ? "-" + parts[at + 1] : "")));
    }

    private static boolean isVersion(String text) {
        String plain = text.startsWith("(none):") ? text.substring(7) : text;
        if (plain.isEmpty() || !Character.isLetterOrDigit(plain.charAt(0))) {
            return false;
        }
        return plain.chars().anyMatch(Character::isDigit);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= 9
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String withoutZeroEpoch(String evr) {
        if (evr.startsWith("0:")) {
            return evr.substring(2);
        }
        return evr.startsWith("(none):") ? evr.substring(7) : evr;
    }
}
