package dev.firebreak.gate.judge;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.compare.Pair;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.util.HashSet;
import java.util.Set;

/// New dependencies. One that the code uses is ordinary; one from outside the registry, or one that no file of the
/// package uses, is there for what its own installation does.
final class DependencyRule implements Rule {
    /// What packages with native code need at installation and never name in their code.
    private static final Set<String> BUILD_TOOLS =
            Set.of(
                    "node-gyp",
                    "node-addon-api",
                    "nan",
                    "node-gyp-build",
                    "node-pre-gyp",
                    "@mapbox/node-pre-gyp",
                    "prebuild-install",
                    "bindings",
                    "cmake-js",
                    "detect-libc",
                    "tslib",
                    "@babel/runtime");

    @Override
    public void look(Comparison c, Findings out) {
        if (c.first()) {
            return;
        }
        Set<String> imported = null;
        for (Pair p : c.pairs()) {
            if (p.same() || p.now().path().contains("node_modules/")) {
                continue;
            }
            for (Signal s : Comparison.fresh(p)) {
                if (s.kind() != SignalKind.DEPENDENCY || c.knew(s)) {
                    continue;
                }
                lookAlike(p, s, out);
                boolean npm = "npm".equals(p.now().attributes().get("ecosystem"));
                if (npm && imported == null) {
                    imported = imported(c);
                }
                out.add(
                        npm
                                ? severity(c, p, s, imported == null ? Set.of() : imported)
                                : s.what().contains(" from ") ? Severity.HIGH : Severity.INFO,
                        Family.PROVENANCE,
                        "new-dependency",
                        p.now(),
                        "The package needs something it did not need before.",
                        "Das Paket braucht etwas, das es vorher nicht brauchte.",
                        s);
            }
        }
    }

    private static void lookAlike(Pair p, Signal s, Findings out) {
        String known =
                "npm".equals(p.now().attributes().get("ecosystem"))
                        ? LookAlikes.of(s.what())
                        : null;
        if (known != null) {
            out.add(
                    Severity.HIGH,
                    Family.PROVENANCE,
                    "look-alike-dependency",
                    p.now().path(),
                    "The package newly needs something whose name is nearly that of a well-known one.",
                    "Das Paket braucht neuerdings etwas, dessen Name fast der eines bekannten Pakets ist.",
                    s.what() + " looks like " + known);
        }
    }

    private static Severity severity(Comparison c, Pair p, Signal s, Set<String> imported) {
        if (s.what().contains(" from ")) {
            return Severity.HIGH; // from elsewhere than the registry, and the last release did not
        }
        // Parts for one system each are optional, and named like the package that needs them.
        boolean part =
                s.proof().startsWith("optional")
                        && (s.what().contains(p.now().attributes().getOrDefault("name", "?"))
                                || s.what().equals("fsevents"));
        boolean types =
                // Whoever owns a scope owns all names in it.
                sameScope(s.what(), p.now().attributes().getOrDefault("name", ""))
                        || BUILD_TOOLS.contains(s.what())
                        || c.all(SignalKind.DEPENDENCY).stream()
                                .anyMatch(known -> sameScope(s.what(), known))
                        || s.what().startsWith("@types/")
                        || part
                        || s.proof().startsWith("bundle");
        return types || imported.contains("(no code)") || imported.contains(s.what())
                ? Severity.LOW
                : Severity.HIGH;
    }

    private static boolean sameScope(String name, String other) {
        int slash = name.indexOf('/');
        return name.startsWith("@") && slash > 0 && other.startsWith(name.substring(0, slash + 1));
    }

    private static Set<String> imported(Comparison c) {
        Set<String> out = new HashSet<>();
        boolean code = false;
        for (FileFacts f : c.now().files()) {
            code |= f.kind() == dev.firebreak.gate.facts.FileKind.JAVASCRIPT;
            String list = f.attributes().get("imports");
            if (list != null) {
                out.addAll(java.util.List.of(list.split(" ")));
            }
        }
        if (!code) {
            out.add("(no code)"); // a package of data or styles: its dependencies are for whoever
            // uses it
        }
        return out;
    }
}
