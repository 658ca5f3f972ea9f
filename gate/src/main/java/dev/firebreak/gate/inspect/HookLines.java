package dev.firebreak.gate.inspect;

import dev.firebreak.gate.facts.SignalKind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/// The commands of scripts that run at installation, line by line, so that a new command can be shown. What Debian's
/// helper tools wrote between their own marks is left out.
final class HookLines {
    private static final int MAX = 256 << 10;
    private static final Pattern APPLIES =
            Pattern.compile(
                    "^control/(?:preinst|postinst|prerm|postrm|config)$|^scripts/[a-z]+\\.sh$|(?:^|/)(?:preinstall|postinstall|preflight|postflight|preupgrade|postupgrade)$"
                            + "|(?:^|/)tools/.*\\.ps1$");

    /// Words of the shell's grammar and of checks that do nothing.
    private static final Pattern GRAMMAR =
            Pattern.compile(
                    "(?:#.*|set -[a-z]+|fi|done|esac|else|then|do|;;|\\}|\\{|:|exit(?: \\d+)?|\\*\\)|true|case .*|if \\[.*|if .*; then|for .*; do|[a-z|*-]+\\)|echo [^|>&;`$]*|shift|return.*|break)?");

    private HookLines() {}

    static boolean applies(String inner) {
        return APPLIES.matcher(inner.toLowerCase(Locale.ROOT)).find();
    }

    static void read(byte[] bytes, Signals out) {
        boolean generated = false;
        for (String raw :
                new String(bytes, 0, Math.min(bytes.length, MAX), StandardCharsets.UTF_8)
                        .split("\n")) {
            String line = raw.strip();
            if (line.startsWith("# Automatically added by dh")) {
                generated = true;
            } else if (line.startsWith("# End automatically added section")) {
                generated = false;
            } else if (!generated && !GRAMMAR.matcher(line).matches()) {
                out.add(SignalKind.INSTALL_HOOK, "line " + line, line);
            }
        }
    }
}
