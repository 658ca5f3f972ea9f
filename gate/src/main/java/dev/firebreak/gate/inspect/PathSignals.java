package dev.firebreak.gate.inspect;

import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.Placing;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a file does by lying where it lies: run at install, at boot, at log-in, at the start of an interpreter.
final class PathSignals {
    /// @param parts a path that matches contains one of them: far cheaper to see than the pattern
    private record Rule(SignalKind kind, String what, Pattern pattern, List<String> parts) {}

    private static Rule rule(SignalKind kind, String what, String regex, String... parts) {
        return new Rule(kind, what, Pattern.compile(regex), List.of(parts));
    }

    /// Paths are inside the innermost container, in lower case; Debian and RPM trees start with `data/` or nothing.
    private static final List<Rule> RULES =
            List.of(
                    rule(
                            SignalKind.AUTOSTART,
                            "cron job",
                            "(?:^|/)(?:etc/cron\\.|etc/crontab|etc/anacrontab|var/spool/cron/)",
                            "cron"),
                    rule(
                            SignalKind.AUTOSTART,
                            "systemd unit",
                            "(?:^|/)(?:lib|etc)/systemd/(?:system|user)/[^/]+\\.(?:service|timer|path|socket)$",
                            "systemd/"),
                    rule(
                            SignalKind.AUTOSTART,
                            "systemd generator",
                            "(?:^|/)lib/systemd/[^/]*-generators?/",
                            "systemd/"),
                    rule(
                            SignalKind.AUTOSTART,
                            "init script",
                            "(?:^|/)etc/(?:init\\.d/|rc\\.local|rc[0-9s]?\\.d/|init/[^/]+\\.conf)",
                            "etc/"),
                    rule(
                            SignalKind.AUTOSTART,
                            "shell start-up file",
                            "(?:^|/)(?:etc/profile\\.d/|etc/bash\\.bashrc|etc/zsh/zshenv|root/\\.|home/[^/]+/\\.(?:bashrc|profile|zshrc)|etc/skel/\\.(?:bashrc|profile))",
                            "etc/",
                            "root/.",
                            "home/"),
                    rule(
                            SignalKind.AUTOSTART,
                            "preloaded library",
                            "(?:^|/)etc/ld\\.so\\.(?:preload|conf\\.d/)",
                            "etc/ld.so."),
                    rule(
                            SignalKind.AUTOSTART,
                            "desktop autostart",
                            "(?:^|/)(?:etc/xdg/autostart/|\\.config/autostart/)",
                            "autostart/"),
                    rule(
                            SignalKind.AUTOSTART,
                            "udev rule",
                            "(?:^|/)(?:lib|etc)/udev/rules\\.d/",
                            "udev/rules.d/"),
                    rule(
                            SignalKind.AUTOSTART,
                            "kernel module",
                            "(?:^|/)(?:(?:etc|lib)/modules-load\\.d/|etc/modprobe\\.d/|lib/modules/.*\\.ko(?:\\.xz|\\.zst)?$)",
                            "mod"),
                    rule(
                            SignalKind.AUTOSTART,
                            "D-Bus service",
                            "(?:^|/)share/dbus-1/system-services/[^/]+\\.service$",
                            "dbus-1/"),
                    rule(
                            SignalKind.AUTOSTART,
                            "initramfs hook",
                            "(?:^|/)(?:etc|usr/share)/initramfs-tools/(?:hooks|scripts)/",
                            "initramfs-tools/"),
                    rule(
                            SignalKind.AUTOSTART,
                            "launch agent",
                            "(?:^|/)library/launch(?:agents|daemons)/[^/]+\\.plist$",
                            "library/launch"),
                    rule(
                            SignalKind.AUTOSTART,
                            "login hook",
                            "(?:^|/)library/(?:startupitems|loginplugins|scriptingadditions|input methods)/",
                            "library/"),
                    rule(
                            SignalKind.AUTOSTART,
                            "Windows start-up folder",
                            "(?:start menu/programs/startup|startup)/[^/]+\\.(?:lnk|exe|bat|cmd|vbs|js|ps1|url)$",
                            "startup/"),
                    rule(
                            SignalKind.AUTOSTART,
                            "autorun file",
                            "(?:^|/)autorun\\.inf$",
                            "autorun.inf"),
                    rule(
                            SignalKind.AUTOSTART,
                            "scheduled task",
                            "(?:^|/)(?:windows/)?system32/tasks/",
                            "system32/tasks/"),
                    rule(
                            SignalKind.AUTOSTART,
                            "log-in key",
                            "(?:^|/)\\.ssh/(?:authorized_keys|rc|config)$",
                            ".ssh/"),
                    rule(
                            SignalKind.AUTOSTART,
                            "package manager hook",
                            "(?:^|/)etc/(?:apt/apt\\.conf\\.d|dpkg/dpkg\\.cfg\\.d|kernel/(?:post|pre)inst\\.d|network/if-[a-z-]+\\.d|networkmanager/dispatcher\\.d|update-motd\\.d|dhcp/dhclient-[a-z-]+-hooks\\.d)/",
                            "etc/"),
                    rule(
                            SignalKind.AUTOSTART,
                            "desktop session script",
                            "(?:^|/)etc/x11/(?:xsession\\.d|xinit/xinitrc\\.d)/",
                            "etc/x11/"),
                    rule(
                            SignalKind.AUTOSTART,
                            "module for character sets",
                            "(?:^|/)gconv/gconv-modules\\.d/",
                            "gconv-modules.d/"),
                    rule(
                            SignalKind.AUTOSTART,
                            "interpreter for a format of programs",
                            "(?:^|/)(?:lib|etc)/binfmt\\.d/",
                            "binfmt.d/"),
                    rule(
                            SignalKind.PRIVILEGE,
                            "trusted root certificate",
                            "(?:^|/)(?:usr/local/share/ca-certificates/|usr/share/ca-certificates/|etc/ssl/certs/|etc/pki/(?:ca-trust/source|tls/certs)/|usr/share/pki/(?:ca-trust-source|trust)/).*\\.(?:crt|pem|cer|0)$",
                            "certs/",
                            "ca-certificates/",
                            "pki/"),
                    rule(
                            SignalKind.PRIVILEGE,
                            "sudo rule",
                            "(?:^|/)etc/sudoers(?:\\.d/|$)",
                            "etc/sudoers"),
                    rule(
                            SignalKind.PRIVILEGE,
                            "source of packages",
                            "(?:^|/)etc/(?:apt/(?:sources\\.list|trusted\\.gpg|keyrings/|preferences\\.d/)|yum\\.repos\\.d/|zypp/repos\\.d/|pki/rpm-gpg/)",
                            "etc/apt/",
                            "repos.d/",
                            "rpm-gpg/"),
                    rule(
                            SignalKind.PRIVILEGE,
                            "log-in module",
                            "(?:^|/)(?:etc/pam\\.d/|etc/pam\\.conf$|usr/share/pam-configs/|lib/(?:[^/]+/)?security/pam_)",
                            "pam"),
                    // usr/local comes first where commands are sought
                    rule(
                            SignalKind.PRIVILEGE,
                            "command that goes before the system's own",
                            "(?:^|/)usr/local/s?bin/(?:ssh|scp|sftp|ssh-[a-z]+|sshd|sudo|su|login|passwd|doas|ls|ps|cat|cp|mv|rm|ln|id|who|w|top|ss|ip|find|grep|sed|awk|env|test|kill|bash|sh|dash|zsh|curl|wget|git|gpg|gpgv|gpg2|openssl|apt|apt-get|apt-key|dpkg|rpm|dnf|yum|systemctl|service|journalctl|mount|umount|crontab|at|netstat|ifconfig|iptables|nft|lsof|modprobe|insmod|lsmod|tar|gzip|nc|ping|rsync|docker|kubectl|python3?|perl|node|npm|pip3?|java|gcc|cc|make|ld|strace|gdb|md5sum|sha[0-9]+sum|useradd|usermod|chmod|chown|chattr)$",
                            "usr/local/"),
                    rule(
                            SignalKind.PRIVILEGE,
                            "polkit rule",
                            "(?:^|/)(?:etc|usr/share)/polkit-1/rules\\.d/",
                            "polkit-1/"),
                    rule(
                            SignalKind.LOAD_HOOK,
                            "Python start-up hook",
                            "(?:^|/)(?:sitecustomize|usercustomize)\\.py$",
                            "customize.py"),
                    rule(SignalKind.LOAD_HOOK, "Python path file", "(?:^|/)[^/]+\\.pth$", ".pth"),
                    rule(
                            SignalKind.INSTALL_HOOK,
                            "NuGet install script",
                            "(?:^|/)tools/(?:[^/]+/)?(?:install|init|uninstall)\\.ps1$",
                            "tools/"),
                    rule(
                            SignalKind.INSTALL_HOOK,
                            "NuGet build file",
                            "^(?:build|buildtransitive|buildmultitargeting)/.*\\.(?:targets|props)$",
                            "build"),
                    rule(
                            SignalKind.INSTALL_HOOK,
                            "Chocolatey script",
                            "(?:^|/)tools/chocolatey[a-z]+\\.ps1$",
                            "tools/chocolatey"),
                    rule(
                            SignalKind.INSTALL_HOOK,
                            "maintainer script",
                            "^control/(?:preinst|postinst|prerm|postrm|config)$",
                            "control/"),
                    rule(
                            SignalKind.INSTALL_HOOK,
                            "package script",
                            "^scripts/(?:pre|post|verify|trigger)[a-z]*\\.sh$",
                            "scripts/"),
                    rule(
                            SignalKind.INSTALL_HOOK,
                            "package script",
                            "(?:^|/|scripts!/)(?:preinstall|postinstall|preflight|postflight|preupgrade|postupgrade)$",
                            "install",
                            "flight",
                            "upgrade"),
                    rule(
                            SignalKind.INSTALL_HOOK,
                            "setup.py",
                            "^[^/]+/setup\\.py$|^setup\\.py$",
                            "setup.py"),
                    rule(
                            SignalKind.INSTALL_HOOK,
                            "native build at install",
                            "^[^/]+/binding\\.gyp$",
                            "binding.gyp"));

    /// All parts of all rules, looked for at once.
    private static final List<String> PARTS =
            RULES.stream().flatMap(r -> r.parts().stream()).distinct().toList();

    private static final KeywordAutomaton FINDER = new KeywordAutomaton(PARTS);

    /// For each part the rules that have it, as bits.
    private static final long[] OF_PART = new long[PARTS.size()];

    static {
        if (RULES.size() > Long.SIZE) {
            throw new IllegalStateException("more rules than bits");
        }
        for (int r = 0; r < RULES.size(); r++) {
            for (String part : RULES.get(r).parts()) {
                OF_PART[PARTS.indexOf(part)] |= 1L << r;
            }
        }
    }

    private PathSignals() {}

    static List<Signal> of(String inner, FileKind kind, Placing placing) {
        String path = inner.toLowerCase(Locale.ROOT);
        List<Signal> out = new ArrayList<>();
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        long[] possible = {0};
        FINDER.scan(bytes, 0, bytes.length, (part, _) -> possible[0] |= OF_PART[part]);
        for (long bits = possible[0]; bits != 0; bits &= bits - 1) {
            Rule r = RULES.get(Long.numberOfTrailingZeros(bits));
            if (r.pattern().matcher(path).find()) {
                out.add(new Signal(r.kind(), r.what(), inner));
            }
        }
        FileNames.tell(inner, kind, out);
        if (path.contains(".data/scripts/")
                && SystemCommands.NAMES.contains(path.substring(path.lastIndexOf('/') + 1))) {
            out.add(
                    new Signal(
                            SignalKind.PRIVILEGE,
                            "command that goes before the system's own",
                            inner));
        }
        if (placing.mode() >= 0
                && (placing.mode() & 0002) != 0
                && placing.link() == null
                && kind.executable()
                && inner.startsWith("data/")) {
            out.add(
                    new Signal(
                            SignalKind.PRIVILEGE,
                            "program that everybody may change",
                            "mode " + Integer.toOctalString(placing.mode())));
        }
        if (placing.mode() >= 0 && (placing.mode() & 06000) != 0 && placing.link() == null) {
            String bits = (placing.mode() & 04000) != 0 ? "setuid" : "setgid";
            out.add(
                    new Signal(
                            SignalKind.PRIVILEGE,
                            bits,
                            "mode "
                                    + Integer.toOctalString(placing.mode())
                                    + ", owner "
                                    + placing.owner()));
        }
        return out;
    }
}
