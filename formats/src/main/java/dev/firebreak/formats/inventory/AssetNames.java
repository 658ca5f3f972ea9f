package dev.firebreak.formats.inventory;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Guesses a machine's name from the name of the file that lists its software, for lists that do not name it
/// themselves.
///
/// The rule, also told in docs/reference/inventories.md: the endings of packing and format go (`.txt.gz`), then dates
/// and words that only say what the list is (`srv-01.dpkg`, `PC-0815_software`, `dpkg_srv-01`); what is left is the
/// name. If nothing is left (`programs.json`), the folder's name is taken in the same way, then the file's own.
public final class AssetNames {
    /// The longest name guessed, in characters.
    private static final int MAX_NAME = 255;

    /// At most so many words are taken off, against silly names.
    private static final int MAX_WORDS = 12;

    private static final Set<String> ENDINGS =
            Set.of(
                    "gz", "zst", "zstd", "csv", "tsv", "txt", "text", "json", "jsonl", "ndjson",
                    "xml", "log", "lst", "out", "tag", "tv", "jsonld", "spdx", "reg", "dat", "cdx",
                    "list", "md");

    /// Names of tools and formats: no part of a host name, whatever separates them.
    private static final List<String> TOOLS =
            List.of(
                    "dpkg-query",
                    "dpkg-l",
                    "rpm-qa",
                    "pip-freeze",
                    "pip-list",
                    "winget-list",
                    "winget-export",
                    "brew-list",
                    "reg-query",
                    "regquery",
                    "dnf",
                    "yum",
                    "brew-info",
                    "apt-list",
                    "choco-list",
                    "apk-list",
                    "apk-info",
                    "snap-list",
                    "nix-env",
                    "nix-store",
                    "npm-ls",
                    "deb_packages",
                    "rpm_packages",
                    "homebrew_packages",
                    "chrome_extensions",
                    "python_packages",
                    "npm_packages",
                    "firefox_addons",
                    "chocolatey_packages",
                    "vscode_extensions",
                    "os_version",
                    "system_info",
                    "interface_addresses",
                    "osqueryd",
                    "osqueryi",
                    "osquery",
                    "cyclonedx",
                    "homebrew",
                    "cdx",
                    "spdx3",
                    "spdx",
                    "sbom",
                    "bom",
                    "syft",
                    "dpkg",
                    "rpm",
                    "winget",
                    "brew",
                    "apt",
                    "apk",
                    "zypper",
                    "choco",
                    "snap",
                    "pip",
                    "uninstall");

    /// Plain words that could be a part of a host name: they go only after a dot, an underscore or a space.
    private static final List<String> WORDS =
            List.of(
                    "programs",
                    "programme",
                    "apps",
                    "software",
                    "softwareliste",
                    "packages",
                    "pakete",
                    "inventory",
                    "inventories",
                    "inventar",
                    "inventur",
                    "registry",
                    "registrierung",
                    "installed",
                    "installiert",
                    "installierte",
                    "installedsoftware",
                    "export",
                    "list",
                    "liste",
                    "report",
                    "bericht",
                    "snapshot",
                    "scan",
                    "components",
                    "komponenten",
                    "anwendungen",
                    "results",
                    "result",
                    "hklm",
                    "hkcu",
                    "wow6432node",
                    "x64",
                    "x86",
                    "npm",
                    "host",
                    "extensions",
                    "versions");

    private static final Set<String> FOLDERS =
            Set.of(
                    "estate",
                    "estates",
                    "hosts",
                    "machines",
                    "rechner",
                    "clients",
                    "server",
                    "servers",
                    "data",
                    "daten",
                    "input",
                    "inputs",
                    "tmp",
                    "downloads",
                    "bestand",
                    "bestaende",
                    "sboms",
                    "boms",
                    "logs",
                    "files",
                    "resources",
                    "home",
                    "desktop",
                    "documents",
                    "dokumente",
                    "upload",
                    "uploads");

    private static final String DATE =
            "(?:19|20)\\d{2}[-_.]?[01]\\d[-_.]?[0-3]\\d(?:[T_-]?\\d{2}[-_.:]?\\d{2}(?:[-_.:]?\\d{2})?Z?)?";
    private static final Pattern DATE_AT_END = Pattern.compile("(?:^|[._ -])" + DATE + "$");
    private static final Pattern DATE_AT_START = Pattern.compile("^" + DATE + "(?:$|[._ -])");
    private static final Pattern ROTATION = Pattern.compile("\\.\\d{1,4}$");

    private AssetNames() {}

    /// The name for a file.
    ///
    /// @param path the file as the user named it, with `/` or `\` between folders
    public static String of(String path) {
        String[] parts = path.replace('\\', '/').split("/+");
        String file = parts.length == 0 ? "" : parts[parts.length - 1];
        String base = withoutEndings(file);
        String name = withoutWords(base);
        if (!name.isEmpty()) {
            return bounded(name);
        }
        if (parts.length > 1) {
            String folder = withoutWords(parts[parts.length - 2]);
            if (!folder.isEmpty()
                    && !FOLDERS.contains(folder.toLowerCase(Locale.ROOT))
                    && !folder.equals(".")
                    && !folder.equals("..")) {
                return bounded(folder);
            }
        }
        return bounded(base.isBlank() ? "unnamed" : base.strip());
    }

    private static String bounded(String name) {
        return name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
    }

    private static String withoutEndings(String file) {
        String name = file;
        for (int i = 0; i < 4; i++) {
            int dot = name.lastIndexOf('.');
            if (dot <= 0) {
                break;
            }
            boolean known = ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
            if (!known && !(i == 0 && ROTATION.matcher(name).find() && name.contains(".log."))) {
                break;
            }
            name = name.substring(0, dot);
        }
        return name;
    }

    private static String withoutWords(String base) {
        String name = trimmed(base);
        for (int i = 0; i < MAX_WORDS; i++) {
            String before = name;
            name = trimmed(DATE_AT_END.matcher(name).replaceFirst(""));
            name = trimmed(DATE_AT_START.matcher(name).replaceFirst(""));
            for (String tool : TOOLS) {
                name = without(name, tool, "._ -");
            }
            for (String word : WORDS) {
                name = without(name, word, "._ ");
            }
            if (name.equals(before)) {
                break;
            }
        }
        return name;
    }

    /// Takes a word off either end of a name if one of the separators stands beside it or nothing else is there.
    private static String without(String name, String word, String separators) {
        int n = word.length();
        if (name.length() < n) {
            return name;
        }
        if (name.equalsIgnoreCase(word)) {
            return "";
        }
        int at = name.length() - n;
        if (at > 0
                && separators.indexOf(name.charAt(at - 1)) >= 0
                && name.regionMatches(true, at, word, 0, n)) {
            return trimmed(name.substring(0, at - 1));
        }
        if (at > 0
                && separators.indexOf(name.charAt(n)) >= 0
                && name.regionMatches(true, 0, word, 0, n)) {
            return trimmed(name.substring(n + 1));
        }
        return name;
    }

    private static String trimmed(String name) {
        int from = 0;
        int to = name.length();
        while (from < to && "._- ".indexOf(name.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && "._- ".indexOf(name.charAt(to - 1)) >= 0) {
            to--;
        }
        return name.substring(from, to);
    }
}
