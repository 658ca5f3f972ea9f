package dev.firebreak.gate.judge;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.compare.Pair;
import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;

/// Java classes that newly make classes out of bytes, run scripts, or make objects out of bytes: ways to bring code that
/// does not lie in the package. Kept apart by way, as one of them excuses no other.
final class CodeLoadingRule implements Rule {
    @Override
    public void look(Comparison c, Findings out) {
        if (c.first()) {
            return;
        }
        for (Pair p : c.pairs()) {
            if (p.same() || p.now().kind() != FileKind.CLASS || !c.hadComponent(p.now())) {
                continue;
            }
            for (Signal s : Comparison.fresh(p)) {
                if (s.kind() == SignalKind.DYNAMIC_CODE && !known(c, s)) {
                    // Own class loaders come along with packed libraries; a class put beside its
                    // caller hardly ever.
                    boolean defines =
                            s.what().contains("$Lookup.define")
                                    || s.what().contains("ObjectInputStream")
                                    || s.what().contains("ScriptEngine");
                    out.add(
                            defines ? Severity.HIGH : Severity.MEDIUM,
                            Family.CAPABILITY,
                            "new-code-loading",
                            p.now(),
                            "The code can bring in code that does not lie in the package. Nothing in the last release could in this way.",
                            "Der Code kann Code nachladen, der nicht im Paket liegt. Nichts in der letzten Version konnte das auf diesem Weg.",
                            s);
                }
            }
        }
    }

    private static boolean known(Comparison c, Signal s) {
        return c.all(SignalKind.DYNAMIC_CODE).stream().anyMatch(what -> way(what).equals(way(s)));
    }

    private static String way(Signal s) {
        return way(s.what());
    }

    private static String way(String what) {
        return what.contains(".define") || what.contains(" define")
                ? "define"
                : what.contains(".") ? what.substring(0, what.lastIndexOf('.')) : what;
    }
}
