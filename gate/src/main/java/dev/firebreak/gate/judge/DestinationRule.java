package dev.firebreak.gate.judge;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.compare.Pair;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.util.HashSet;
import java.util.Set;

/// Hosts and addresses in code that nothing in the last release named.
final class DestinationRule implements Rule {
    @Override
    public void look(Comparison c, Findings out) {
        Set<String> hosts = new HashSet<>();
        for (String host : c.all(SignalKind.URL)) {
            hosts.add(site(host));
        }
        for (Pair p : c.pairs()) {
            FileFacts f = p.now();
            if (p.changed() && (f.kind() == FileKind.METADATA || f.kind() == FileKind.TEXT)) {
                configured(c, p, hosts, out);
            }
            if (p.same() || !f.kind().executable()) {
                continue;
            }
            for (Signal s : Comparison.fresh(p)) {
                if (c.knew(s)) {
                    continue;
                }
                switch (s.kind()) {
                    case DROP_SITE ->
                            out.add(
                                    c.first() || s.what().equals("short link") && !talks(p)
                                            ? Severity.MEDIUM
                                            : Severity.HIGH,
                                    Family.DESTINATION,
                                    "drop-site",
                                    f,
                                    "The code names a service that thieves use to carry data away: "
                                            + s.what()
                                            + ".",
                                    "Der Code nennt einen Dienst, über den Diebe Daten abtransportieren: "
                                            + s.what()
                                            + ".",
                                    s);
                    case ADDRESS ->
                            out.add(
                                    c.first() ? Severity.LOW : Severity.HIGH,
                                    Family.DESTINATION,
                                    "new-address",
                                    f,
                                    "The code names a network address that the last release did not.",
                                    "Der Code nennt eine Netzadresse, die die letzte Version nicht nannte.",
                                    s);
                    case URL -> {
                        if (!c.first() && !hosts.contains(site(s.what()))) {
                            boolean talks = talksNewly(c, p);
                            out.add(
                                    talks ? Severity.HIGH : Severity.LOW,
                                    Family.DESTINATION,
                                    "new-host",
                                    f,
                                    "The code names a host that the last release did not.",
                                    "Der Code nennt einen Rechnernamen, den die letzte Version nicht nannte.",
                                    s);
                        }
                    }
                    default -> {}
                }
            }
        }
    }

    /// A setting for updates, packages or servers names another site than any the last release named.
    private static void configured(Comparison c, Pair p, Set<String> hosts, Findings out) {
        for (Signal s : Comparison.fresh(p)) {
            if (s.kind() == SignalKind.URL
                    && (s.proof().startsWith("set as ") || namedAnother(p, s))
                    && !c.knew(s)
                    && !hosts.contains(site(s.what()))) {
                out.add(
                        Severity.HIGH,
                        Family.DESTINATION,
                        "other-source",
                        p.now(),
                        "A setting that says where updates, packages or orders come from names another host.",
                        "Eine Einstellung, die sagt, woher Updates, Pakete oder Aufträge kommen, nennt einen anderen Rechner.",
                        s);
            }
        }
    }

    /// A host without a scheme may be anything that has dots; where the same setting of the same file named another host
    /// before, it is one.
    private static boolean namedAnother(Pair p, Signal s) {
        String start = "set without scheme as ";
        if (!s.proof().startsWith(start) || p.before() == null) {
            return false;
        }
        String key = s.proof().substring(start.length(), s.proof().indexOf(": ") + 2);
        for (Signal old : p.before().signals()) {
            if (old.kind() == SignalKind.URL
                    && (old.proof().startsWith(start + key)
                            || old.proof().startsWith("set as " + key))
                    && !site(old.what()).equals(site(s.what()))) {
                return true;
            }
        }
        return false;
    }

    /// The file itself can talk to the network and could not before. A program for another machine that the last release
    /// had for one is no newcomer.
    private static boolean talksNewly(Comparison c, Pair p) {
        FileFacts before = p.before();
        if (before != null) {
            return talks(p) && !before.has(SignalKind.NETWORK);
        }
        return talks(p) && !(p.now().kind().nativeCode() && hadSibling(c, p.now()));
    }

    private static boolean talks(Pair p) {
        return p.now().has(SignalKind.NETWORK);
    }

    private static boolean hadSibling(Comparison c, FileFacts f) {
        return c.before() != null
                && c.before().files().stream()
                        .anyMatch(
                                old ->
                                        old.kind().nativeCode()
                                                && old.has(SignalKind.NETWORK)
                                                && old.name().equals(f.name()));
    }

    /// The last two labels, or three where the one before last is short (`co.uk`): enough to say "the same site".
    static String site(String host) {
        String[] labels = host.split("\\.");
        int n = labels.length;
        int keep = n >= 3 && labels[n - 2].length() <= 3 && labels[n - 1].length() == 2 ? 3 : 2;
        StringBuilder out = new StringBuilder();
        for (int i = Math.max(0, n - keep); i < n; i++) {
            out.append(labels[i]).append('.');
        }
        return out.toString();
    }
}
