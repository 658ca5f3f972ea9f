package dev.firebreak.gate.inspect;

import dev.firebreak.core.net.PublicSuffixes;
import dev.firebreak.gate.facts.SignalKind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Settings that say where a program gets its updates, packages or orders from: files of settings are no code, and yet a
/// line in them decides whose code runs next.
final class ConfiguredHosts {
    private static final int MAX = 256 << 10;

    /// What the proof of such a host begins with.
    static final String MARK = "set as ";

    private static final Set<String> EXTENSIONS =
            Set.of(
                    "yml",
                    "yaml",
                    "ini",
                    "properties",
                    "json",
                    "conf",
                    "cfg",
                    "config",
                    "xml",
                    "toml",
                    "plist");
    private static final Pattern SETTING =
            Pattern.compile(
                    "(?i)([\\w.-]{0,40}(?:update|feed|registry|mirror|endpoint|server|download|publish|appcast|channel)[\\w.-]{0,40})"
                            + "(?:\"|'|</key>)?\\s{0,8}(?:[:=>]|value=|<string>)\\s{0,8}[\"'\\[]{0,3}((?:https?|wss?|s?ftp|ftps)://(?:[^\\s/@\"'<]{1,100}@)?[\\w.-]{4,200})");

    /// What the proof of a host begins with that stands without a scheme in a file of any settings: it tells something only
    /// if the same setting named another host before.
    static final String BARE = "set without scheme as ";

    /// Files about updates by their names: there, also a plain `url` or `host` says where updates come from.
    private static final Pattern ABOUT_UPDATES =
            Pattern.compile(
                    "(?i)(?:^|[^a-z])(?:[a-z]{0,20}(?:update|appcast)[a-z]{0,20})(?![a-z])");

    /// The kind of server, as electron's tools write it into `app-update.yml`.
    private static final Pattern PROVIDER =
            Pattern.compile("(?m)^[\"'\\s{]{0,8}provider[\"']?\\s{0,4}:\\s{0,4}[\"']?generic\\b");

    private static final Pattern PLAIN =
            Pattern.compile(
                    "(?i)(?<![\\w.-])(url|uri|base_?-?url|host|hostname|address)(?:\"|'|</key>)?\\s{0,8}(?:[:=>]|<string>)\\s{0,8}[\"'\\[]{0,3}"
                            + "(?:(?:https?|wss?|s?ftp|ftps):)?(?://)?(?:[^\\s/@\"'<]{1,100}@)?([\\w.-]{4,200})(?![\\w.@-])");

    /// A setting for updates whose host has no scheme before it.
    private static final Pattern WITHOUT_SCHEME =
            Pattern.compile(
                    "(?i)(?<![\\w.-])([\\w.-]{0,40}(?:update|feed|registry|mirror|endpoint|server|download|publish|appcast|channel)[\\w.-]{0,40})"
                            + "(?:\"|'|</key>)?[ \\t]{0,8}(?:[:=>]|value=|<string>)\\s{0,8}[\"'\\[]{0,3}(?://)?(?:[^\\s/:@\"'<]{1,100}(?::[^\\s/@\"'<]{0,100})?@)?([\\w.-]{4,200})(?![\\w.@-]|:/)");

    /// Settings that name parts of the program, not places in the network.
    private static final Pattern NO_PLACE =
            Pattern.compile("(?i)(?:class|package|version|file|dir|path|type|module|id|key)$");

    /// Endings of files that are also those of hosts.
    private static final Set<String> FILES = Set.of("zip", "mov", "sh", "py", "md", "rs", "pl");

    private ConfiguredHosts() {}

    static void read(String inner, byte[] bytes, Signals out) {
        if (bytes.length > MAX || !EXTENSIONS.contains(Kinds.extension(inner))) {
            return;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        String name = inner.substring(inner.lastIndexOf('/') + 1);
        if (ABOUT_UPDATES.matcher(name).find() || PROVIDER.matcher(text).find()) {
            bare(PLAIN.matcher(text), MARK, out);
        }
        bare(WITHOUT_SCHEME.matcher(text), BARE, out);
        if (!text.contains("://")) {
            return;
        }
        Matcher m = SETTING.matcher(text);
        while (m.find()) {
            try {
                String host = URI.create(m.group(2)).getHost();
                if (host != null) {
                    out.add(
                            SignalKind.URL,
                            host.toLowerCase(Locale.ROOT),
                            MARK + m.group(1) + ": " + m.group(2));
                }
            } catch (IllegalArgumentException e) {
                // what is no address names no host
            }
        }
    }

    private static void bare(Matcher m, String mark, Signals out) {
        while (m.find()) {
            String key = m.group(1);
            String host = m.group(2).toLowerCase(Locale.ROOT);
            if (!NO_PLACE.matcher(key).find() && host(host)) {
                out.add(SignalKind.URL, host, mark + key + ": " + m.group(2));
            }
        }
    }

    /// A name that somebody can have registered, or an address; names of files, classes and versions are neither.
    private static boolean host(String text) {
        if (Urls.address(text)) {
            return Urls.foreign(text);
        }
        int dot = text.lastIndexOf('.');
        String first = text.substring(0, Math.max(0, text.indexOf('.')));
        if (dot < 1
                || FILES.contains(text.substring(dot + 1))
                || Set.of("com", "org", "net", "io", "de", "dev", "java", "javax").contains(first)
                || !text.matches("(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]+")) {
            return false;
        }
        PublicSuffixes suffixes = PublicSuffixes.bundled();
        return suffixes.isUnderKnownSuffix(text) && suffixes.registrable(text).isPresent();
    }
}
