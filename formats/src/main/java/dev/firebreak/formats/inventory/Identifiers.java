package dev.firebreak.formats.inventory;

import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionScheme;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes identifiers of what inventories report, in one spelling each.
public final class Identifiers {
    /// Identifiers kept per component; an SBOM that gives one thing thousands of names is not believed.
    public static final int MAX_EACH = 64;

    private static final int MAX_LENGTH = 2048;
    private static final Pattern GUID =
            Pattern.compile(
                    "\\{?([0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12})\\}?");
    private static final Pattern MSI_UNINSTALL =
            Pattern.compile(
                    "(?i)msiexec(?:\\.exe)?\"?\\s*/[xi]\\s*\"?\\{([0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12})\\}");

    private Identifiers() {}

    /// Adds an identifier as it is, unless it is empty or there already.
    public static void add(List<Identifier> to, Identifier.Type type, @Nullable String value) {
        String text = Values.orNull(value);
        if (text == null || text.length() > MAX_LENGTH || to.size() >= MAX_EACH) {
            return;
        }
        Identifier identifier = new Identifier(type, text);
        if (!to.contains(identifier)) {
            to.add(identifier);
        }
    }

    /// Adds a Windows Installer product code, if the value is a GUID.
    public static void productCode(List<Identifier> to, @Nullable String value) {
        guid(to, Identifier.Type.PRODUCT_CODE, value);
    }

    public static void upgradeCode(List<Identifier> to, @Nullable String value) {
        guid(to, Identifier.Type.UPGRADE_CODE, value);
    }

    private static void guid(List<Identifier> to, Identifier.Type type, @Nullable String value) {
        if (value != null && value.length() >= 36) {
            Matcher matcher = GUID.matcher(value.strip());
            if (matcher.matches()) {
                add(to, type, "{" + matcher.group(1).toUpperCase(Locale.ROOT) + "}");
            }
        }
    }

    /// Adds the product code in an uninstall command such as `MsiExec.exe /X{…}`.
    public static void productCodeIn(List<Identifier> to, @Nullable String uninstall) {
        if (uninstall != null && uninstall.length() >= 40 && uninstall.length() <= MAX_LENGTH) {
            Matcher matcher = MSI_UNINSTALL.matcher(uninstall);
            if (matcher.find()) {
                add(
                        to,
                        Identifier.Type.PRODUCT_CODE,
                        "{" + matcher.group(1).toUpperCase(Locale.ROOT) + "}");
            }
        }
    }

    /// Adds a file hash.
    ///
    /// @param algorithm such as `SHA-256`, `sha256`, `SHA256`
    /// @return false if the algorithm is not one that indicators use, or the value is not its hash
    public static boolean hash(
            List<Identifier> to, @Nullable String algorithm, @Nullable String value) {
        if (algorithm == null || value == null) {
            return false;
        }
        String hex = value.strip().toLowerCase(Locale.ROOT);
        String plain = algorithm.toUpperCase(Locale.ROOT).replace("-", "").replace("_", "");
        Identifier.Type type =
                switch (plain) {
                    case "MD5" -> Identifier.Type.MD5;
                    case "SHA1" -> Identifier.Type.SHA1;
                    case "SHA256" -> Identifier.Type.SHA256;
                    case "SHA512" -> Identifier.Type.SHA512;
                    default -> null;
                };
        if (type == null || hex.length() != hexDigits(type) || !isHex(hex)) {
            return false;
        }
        add(to, type, hex);
        return true;
    }

    private static boolean isHex(String lower) {
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static int hexDigits(Identifier.Type type) {
        return switch (type) {
            case MD5 -> 32;
            case SHA1 -> 40;
            case SHA256 -> 64;
            case SHA512 -> 128;
            case PURL, CPE, PRODUCT_CODE, UPGRADE_CODE, BUNDLE_ID, EXTENSION_ID, WINGET_ID, SWID ->
                    0;
        };
    }

    /// Adds `pkg:pypi/…`, by the purl specification with the name in lower case and dashes.
    public static void pypi(List<Identifier> to, @Nullable String name, @Nullable String version) {
        String plain = Values.orNull(name);
        if (plain != null) {
            String normal = plain.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
            add(to, Identifier.Type.PURL, "pkg:pypi/" + encode(normal) + version(version));
        }
    }

    /// Adds `pkg:npm/…`, with the scope as namespace.
    public static void npm(List<Identifier> to, @Nullable String name, @Nullable String version) {
        String plain = Values.orNull(name);
        if (plain != null) {
            int slash = plain.startsWith("@") ? plain.indexOf('/') : -1;
            String path =
                    slash < 0
                            ? encode(plain)
                            : encode(plain.substring(0, slash))
                                    + "/"
                                    + encode(plain.substring(slash + 1));
            add(
                    to,
                    Identifier.Type.PURL,
                    "pkg:npm/"
                            + path.toLowerCase(Locale.ROOT).replace("%2f", "/")
                            + version(version));
        }
    }

    private static String version(@Nullable String version) {
        String plain = Values.orNull(version);
        return plain == null ? "" : "@" + encode(plain);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":");
    }

    /// The type of a package URL in lower case (`deb`), or null if it is none.
    public static @Nullable String purlType(@Nullable String purl) {
        if (purl == null || !purl.regionMatches(true, 0, "pkg:", 0, 4)) {
            return null;
        }
        int from = 4;
        while (from < purl.length() && purl.charAt(from) == '/') {
            from++;
        }
        int slash = purl.indexOf('/', from);
        return slash <= from ? null : purl.substring(from, slash).toLowerCase(Locale.ROOT);
    }

    /// How versions of a purl type are ordered; GENERIC if that is not known.
    public static VersionScheme scheme(@Nullable String purlType) {
        return switch (purlType == null ? "" : purlType) {
            case "deb" -> VersionScheme.DEB;
            case "rpm" -> VersionScheme.RPM;
            case "npm" -> VersionScheme.NPM;
            case "pypi" -> VersionScheme.PYPI;
            case "maven" -> VersionScheme.MAVEN;
            case "nuget" -> VersionScheme.NUGET;
            case "gem" -> VersionScheme.GEM;
            case "cargo", "golang", "hex", "pub", "swift" -> VersionScheme.SEMVER;
            default -> VersionScheme.GENERIC;
        };
    }

    /// The platform a purl type belongs to, UNKNOWN if to several.
    public static Platform platform(@Nullable String purlType) {
        return switch (purlType == null ? "" : purlType) {
            case "deb", "rpm", "apk", "alpm", "qpkg" -> Platform.LINUX;
            default -> Platform.UNKNOWN;
        };
    }
}
