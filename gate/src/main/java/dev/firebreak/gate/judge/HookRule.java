package dev.firebreak.gate.judge;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.compare.Pair;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/// Things that run when a package is installed, built or loaded.
final class HookRule implements Rule {
    private static final Set<SignalKind> TELLING =
            EnumSet.of(
                    SignalKind.NETWORK,
                    SignalKind.PROCESS,
                    SignalKind.DYNAMIC_CODE,
                    SignalKind.DECODING,
                    SignalKind.CREDENTIALS,
                    SignalKind.PERSISTENCE,
                    SignalKind.ADDRESS,
                    SignalKind.DROP_SITE);

    /// Commands that give rights away, or put something in another program's place.
    private static final Pattern RIGHTS =
            Pattern.compile(
                    "\\bsetcap\\s|\\bdpkg-divert\\s[^|]*--(?:add|divert)|\\bchmod\\s+(?:-\\S+\\s+)*(?:[24567]\\d{3}\\b|[ugoa]*\\+[rwx]*s|0?777\\b)"
                            + "|\\b(?:useradd|adduser|usermod)\\s[^|]*(?:-o\\b|-u\\s*0\\b|--uid\\s*0\\b|sudo\\b)|\\bchpasswd\\b|authorized_keys|/etc/sudoers"
                            + "|ld\\.so\\.preload|\\bcrontab\\s|\\bupdate-ca-certificates\\b|\\bapt-key\\s|\\bxattr\\s+-\\w*d|\\bspctl\\s|\\bcsrutil\\s");

    /// Services that the Java platform itself looks for and loads, without the program that has them on its class path
    /// asking for anything of theirs.
    private static final Pattern UNASKED =
            Pattern.compile(
                    "^service (?:java\\.net\\.spi\\.|java\\.nio\\.(?:charset|file)\\.spi\\.|java\\.util\\.spi\\.|java\\.text\\.spi\\.|java\\.time\\.|java\\.sql\\.Driver |java\\.security\\.Provider |java\\.lang\\.System\\$LoggerFinder |javax\\.naming\\.|sun\\.|jdk\\.)");

    @Override
    public void look(Comparison c, Findings out) {
        for (Pair p : c.pairs()) {
            if (p.same() && p.now().path().equals(p.before() == null ? "" : p.before().path())) {
                continue;
            }
            for (Signal s : Comparison.fresh(p)) {
                if (s.kind() == SignalKind.INSTALL_HOOK) {
                    install(c, p, s, out);
                } else if (s.kind() == SignalKind.LOAD_HOOK) {
                    load(c, p, s, out);
                }
            }
            if (p.now().has(SignalKind.INSTALL_HOOK) && !p.same()) {
                content(c, p, out);
            }
        }
    }

    private static void install(Comparison c, Pair p, Signal s, Findings out) {
        FileFacts f = p.now();
        boolean bundled =
                f.path().contains("node_modules/")
                        || f.path().contains("!/") && s.what().startsWith("npm ");
        Severity severity;
        if (c.first()) {
            severity = Severity.INFO;
        } else if (s.what().startsWith("npm ")) {
            severity = bundled ? Severity.LOW : Severity.HIGH;
        } else if (s.what().startsWith("line ")) {
            severity = RIGHTS.matcher(s.what()).find() ? Severity.HIGH : Severity.MEDIUM;
        } else {
            severity =
                    switch (s.what()) {
                        case "NuGet install script",
                                "maintainer script",
                                "package script",
                                "Chocolatey script" ->
                                Severity.HIGH;
                        case "NuGet build file", "setup.py" -> Severity.LOW;
                        case "native build at install" -> c.knew(s) ? Severity.LOW : Severity.HIGH;
                        default -> c.knew(s) ? Severity.LOW : Severity.HIGH;
                    };
        }
        if (s.what().equals("maintainer script") && !own(f)) {
            severity = Severity.LOW;
        }
        out.add(
                severity,
                Family.PLACE,
                "install-hook",
                f,
                "Something new runs when the package is installed or built.",
                "Etwas Neues läuft beim Installieren oder Bauen des Pakets.",
                s);
    }

    /// A maintainer script with lines that its packaging tool did not write.
    private static boolean own(FileFacts f) {
        for (Signal s : f.signals()) {
            if (s.kind() == SignalKind.INSTALL_HOOK && s.what().startsWith("line ")) {
                return true;
            }
        }
        return false;
    }

    private static void content(Comparison c, Pair p, Findings out) {
        for (Signal s : Comparison.fresh(p)) {
            if (TELLING.contains(s.kind())
                    && !c.first()
                    && p.now().kind() != FileKind.BUILD_SCRIPT) {
                // Packaging tools write such lines themselves: a test of the interpreter, the
                // removal of an old configuration file.
                boolean helper = s.proof().contains("script-helper ");
                out.add(
                        s.kind() == SignalKind.DYNAMIC_CODE || helper
                                ? Severity.MEDIUM
                                : Severity.HIGH,
                        Family.PLACE,
                        "hook-does-more",
                        p.now(),
                        "What runs at installation newly does more than setting up: "
                                + s.kind().json()
                                + ".",
                        "Was bei der Installation läuft, tut neuerdings mehr als einrichten: "
                                + Words.german(s.kind().json())
                                + ".",
                        s);
            }
        }
    }

    private static void load(Comparison c, Pair p, Signal s, Findings out) {
        Severity severity;
        String what = s.what();
        if (what.equals("path file that runs code")
                || what.equals("Python start-up hook")
                || what.startsWith("Premain")
                || what.startsWith("Launcher-Agent")
                || what.startsWith("DYLD_")
                || what.startsWith("application domain manager")) {
            String key = what.split(" ", 2)[0];
            boolean hadOne =
                    c.all(SignalKind.LOAD_HOOK).stream().anyMatch(known -> known.startsWith(key));
            severity = c.first() || hadOne ? Severity.MEDIUM : Severity.HIGH;
        } else if (what.startsWith("service javax.annotation.processing.")) {
            // The compiler runs it in every build that has the package on its class path.
            boolean hadOne =
                    c.all(SignalKind.LOAD_HOOK).stream()
                            .anyMatch(
                                    known ->
                                            known.startsWith(
                                                    "service javax.annotation.processing."));
            severity = c.first() || hadOne ? Severity.LOW : Severity.HIGH;
        } else if (what.startsWith("class path over the network")) {
            severity = Severity.HIGH;
        } else if (what.startsWith("class path elsewhere")) {
            severity = c.first() || had(c, "class path elsewhere") ? Severity.LOW : Severity.HIGH;
        } else if (UNASKED.matcher(what).find()) {
            String service = what.substring(0, what.lastIndexOf(' '));
            severity = c.first() || had(c, service) ? Severity.LOW : Severity.HIGH;
        } else if (what.startsWith("Agent-Class")) {
            severity = Severity.MEDIUM;
        } else if (what.startsWith("service java.")
                || what.startsWith("service javax.")
                || what.startsWith("service org.slf4j")) {
            severity =
                    c.first()
                            ? Severity.INFO
                            : c.all(SignalKind.LOAD_HOOK).isEmpty() && p.added()
                                    ? Severity.MEDIUM
                                    : Severity.LOW;
        } else {
            severity = Severity.INFO;
        }
        out.add(
                severity,
                Family.PLACE,
                "load-hook",
                p.now(),
                "Something new is loaded without being called by name.",
                "Etwas Neues wird geladen, ohne beim Namen gerufen zu werden.",
                s);
    }

    private static boolean had(Comparison c, String start) {
        return c.all(SignalKind.LOAD_HOOK).stream().anyMatch(known -> known.startsWith(start));
    }
}
