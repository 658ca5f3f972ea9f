package dev.firebreak.gate.inspect;

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

    private ConfiguredHosts() {}

    static void read(String inner, byte[] bytes, Signals out) {
        if (bytes.length > MAX || !EXTENSIONS.contains(Kinds.extension(inner))) {
            return;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
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
}
