package dev.firebreak.gate.inspect;

import dev.firebreak.gate.facts.SignalKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Configuration that a Linux system acts upon by itself, where not the place but the line decides: such files are common,
/// and only some of their lines run something or give rights away.
final class SystemFiles {
    /// @param path in small letters, inside the innermost container
    /// @param part what such a path contains
    private record Sort(String part, Pattern path, Pattern line, Tell tell) {}

    private interface Tell {
        void tell(String proof, Signals out);
    }

    private static final List<Sort> SORTS =
            List.of(
                    sort(
                            "systemd/",
                            "systemd/(?:system|user)/[^/]+\\.d/[^/]+\\.conf$",
                            "^(?:Exec\\w+|Environment\\w*|LoadCredential)\\s*=.*",
                            (p, o) -> o.add(SignalKind.AUTOSTART, "addition to a systemd unit", p)),
                    sort(
                            "tmpfiles.d/",
                            "tmpfiles\\.d/[^/]+\\.conf$",
                            "^[fFwLC][-+!=~^]*\\s+/(?:etc|usr|lib|bin|sbin|root|home|var/spool/cron)/.*",
                            (p, o) ->
                                    o.add(
                                            SignalKind.AUTOSTART,
                                            "file written into the system at start",
                                            p)),
                    sort(
                            "sysusers.d/",
                            "sysusers\\.d/[^/]+\\.conf$",
                            "^u!?\\s+\\S+\\s+0\\b.*",
                            (p, o) -> o.add(SignalKind.PRIVILEGE, "user with all rights", p)),
                    sort(
                            "environment",
                            "(?:environment\\.d/[^/]+\\.conf|etc/environment)$",
                            "^(?:export\\s+)?(?:LD_\\w+|PATH|BASH_ENV|ENV|PYTHON(?:PATH|STARTUP|HOME)|PERL5(?:LIB|OPT)|RUBYOPT|NODE_OPTIONS|_?JAVA_(?:TOOL_)?OPTIONS|GCONV_PATH|GIO_\\w+|\\w*_PRELOAD)\\s*=.*",
                            (p, o) ->
                                    o.add(
                                            SignalKind.AUTOSTART,
                                            "environment that loads code into programs",
                                            p)),
                    sort(
                            "ssh",
                            "etc/ssh/(?:ssh|sshd)_config(?:\\.d/[^/]+\\.conf)?$",
                            "(?i)^[ \\t]*+(?:ProxyCommand|LocalCommand|PermitLocalCommand\\s+yes|KnownHostsCommand|AuthorizedKeys(?:File|Command)|TrustedUserCAKeys|PermitRootLogin\\s+yes|ForceCommand|StrictHostKeyChecking\\s+no)\\b.*",
                            (p, o) ->
                                    o.add(
                                            SignalKind.PRIVILEGE,
                                            "rule for log-in over the network",
                                            p)),
                    sort(
                            "logrotate.d/",
                            "etc/logrotate\\.d/[^/]+$",
                            "^[ \\t]*+(?:pre|post|first|last)(?:rotate|action)\\b.*",
                            (p, o) ->
                                    o.add(
                                            SignalKind.AUTOSTART,
                                            "command at the rotation of logs",
                                            p)),
                    sort(
                            "sysctl.d/",
                            "sysctl\\.d/[^/]+\\.conf$",
                            "^[ \\t]*+kernel[./](?:core_pattern\\s*=\\s*\\||modprobe|hotplug).*",
                            (p, o) ->
                                    o.add(
                                            SignalKind.AUTOSTART,
                                            "command that the kernel starts",
                                            p)));

    private SystemFiles() {}

    private static Sort sort(String part, String path, String line, Tell tell) {
        return new Sort(
                part,
                Pattern.compile("(?:^|/)" + (path.startsWith("systemd") ? "" : "(?:.*/)?") + path),
                Pattern.compile(line, Pattern.MULTILINE),
                tell);
    }

    static void read(String inner, byte[] bytes, Signals out) {
        String path = inner.toLowerCase(Locale.ROOT);
        for (Sort s : SORTS) {
            if (path.contains(s.part()) && s.path().matcher(path).find()) {
                Matcher m = s.line().matcher(new String(bytes, StandardCharsets.UTF_8));
                if (m.find()) {
                    s.tell().tell(m.group().strip(), out);
                }
            }
        }
    }
}
