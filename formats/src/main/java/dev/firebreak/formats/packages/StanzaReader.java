package dev.firebreak.formats.packages;

import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.formats.inventory.InventoryRun;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads packages that are described in blocks of `key: value` or `key=value` lines: the status file of dpkg, `rpm -qai`,
/// `pacman -Qi`, and `wmic product get … /format:list`.
///
/// Sources: deb-control(5) and dpkg(1) for the status; rpm(8) `--info`.
public final class StanzaReader {
    private static final Pattern PAIR =
            Pattern.compile("([\\p{L}][\\p{L}\\p{N} _-]{0,40}?)\\s*[:=](?:\\s(.*)|(.*))");

    private static final Pattern DPKG_STATUS =
            Pattern.compile("(?:install|hold|deinstall|purge|unknown) (?:ok|reinstreq) [a-z-]+");

    /// Keys of one block.
    private static final int MAX_KEYS = 200;

    /// What `dnf info` writes above the packages that it could install, and above those that are.
    private static final Set<String> AVAILABLE =
            Set.of("available packages", "available upgrades", "upgrades", "verfügbare pakete");

    private static final Set<String> INSTALLED =
            Set.of("installed packages", "installierte pakete");

    /// What wrote the blocks.
    public enum Maker {
        DPKG("dpkg", VersionScheme.DEB, Platform.LINUX, "package"),
        RPM("rpm", VersionScheme.RPM, Platform.LINUX, "name"),
        PACMAN("pacman", VersionScheme.GENERIC, Platform.LINUX, "name"),
        WMIC("windows:uninstall", VersionScheme.WINDOWS, Platform.WINDOWS, "name");

        final String scope;
        final VersionScheme scheme;
        final Platform platform;
        final String first;

        Maker(String scope, VersionScheme scheme, Platform platform, String first) {
            this.scope = scope;
            this.scheme = scheme;
            this.platform = platform;
            this.first = first;
        }
    }

    private final PackageLines out;
    private final InventoryRun run;
    private final Maker maker;
    private final Map<String, String> block = new LinkedHashMap<>();
    private long begin;
    private boolean available;

    public StanzaReader(InventoryRun run, Maker maker) {
        this.run = run;
        this.maker = maker;
        this.out = new PackageLines(run, maker.scope, maker.scheme, maker.platform);
    }

    /// Who wrote the blocks that a text begins with; null if it has none.
    public static @Nullable Maker maker(List<String> lines) {
        Map<String, String> seen = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher pair = PAIR.matcher(line.strip());
            if (pair.matches() && line.charAt(0) != ' ' && line.charAt(0) != '\t') {
                seen.putIfAbsent(pair.group(1).toLowerCase(Locale.ROOT), value(pair));
            }
        }
        boolean versioned = seen.containsKey("version");
        // A warning has these keys, too, but no such status.
        boolean status = DPKG_STATUS.matcher(seen.getOrDefault("status", "")).matches();
        if (versioned && seen.containsKey("package") && status) {
            return Maker.DPKG;
        }
        if (!versioned || !seen.containsKey("name")) {
            return null;
        }
        if (seen.containsKey("release") && seen.containsKey("architecture")) {
            return Maker.RPM;
        }
        if (seen.containsKey("install reason") || seen.containsKey("installationsgrund")) {
            return Maker.PACMAN;
        }
        boolean equals = lines.stream().anyMatch(line -> line.startsWith("Name="));
        return equals && seen.containsKey("vendor") ? Maker.WMIC : null;
    }

    private static String value(Matcher pair) {
        String spaced = pair.group(2);
        return (spaced == null ? pair.group(3) : spaced).strip();
    }

    public void read(InputStream in) throws IOException {
        out.read(in, this::line);
        flush();
    }

    private void line(String text, long line, String where) {
        if (text.charAt(0) == ' ' || text.charAt(0) == '\t') {
            return; // the value before goes on
        }
        Matcher pair = PAIR.matcher(text.strip());
        if (!pair.matches()) {
            heading(text.strip().toLowerCase(Locale.ROOT));
            return; // a description in words
        }
        String key = pair.group(1).toLowerCase(Locale.ROOT);
        if (key.equals(maker.first)) {
            flush();
            begin = line;
        }
        if (block.size() < MAX_KEYS) {
            block.putIfAbsent(key, value(pair));
        }
    }

    private void heading(String text) {
        if (maker == Maker.RPM && (AVAILABLE.contains(text) || INSTALLED.contains(text))) {
            flush();
            available = AVAILABLE.contains(text);
        }
    }

    /// `dnf info` names the repository of what it could install; that of what is installed is `@System`.
    private boolean isAvailable() {
        return available || !block.getOrDefault("repository", "@").startsWith("@");
    }

    private void flush() {
        String name = block.get(maker.first);
        if (name == null || name.isEmpty()) {
            if (!block.isEmpty() && maker != Maker.RPM) {
                run.note("line " + begin, "blocks without a name are left out");
            }
            block.clear();
            return;
        }
        String status = block.getOrDefault("status", "install ok installed");
        if (maker == Maker.DPKG && !isInstalled(status)) {
            run.note("line " + begin, "packages that are removed or only known are not counted");
        } else if (maker == Maker.RPM && isAvailable()) {
            run.note(
                    "line " + begin,
                    "packages that are available but not installed are not counted");
        } else {
            // RPM's vendor is the distribution, which packages what others make.
            String publisher = maker == Maker.WMIC ? block.get("vendor") : null;
            out.add(name, publisher, version(), List.of(), begin);
        }
        block.clear();
    }

    private @Nullable String version() {
        String version = block.get("version");
        if (version == null || maker != Maker.RPM) {
            return version;
        }
        String release = block.get("release");
        String epoch = block.get("epoch");
        boolean has = epoch != null && !epoch.equals("0") && !epoch.equals("(none)");
        return (has ? epoch + ":" : "") + version + (release == null ? "" : "-" + release);
    }

    /// The third word is the state; half-installed ones count.
    private static boolean isInstalled(String status) {
        String[] words = status.split("\\s+");
        String state = words[words.length - 1];
        return !state.equals("config-files") && !state.equals("not-installed");
    }
}
