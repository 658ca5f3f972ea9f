package dev.firebreak.gate.inspect;

import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Collects signals of one file: each thing once, with its first proof, and a bound per kind.
final class Signals {
    private static final int MAX_PER_KIND = 2000;

    private final Map<SignalKind, Map<String, Signal>> found = new HashMap<>();

    void add(SignalKind kind, String what, String proof) {
        Map<String, Signal> of = found.computeIfAbsent(kind, _ -> new HashMap<>());
        if (of.size() < MAX_PER_KIND) {
            Signal s = new Signal(kind, what, proof);
            of.putIfAbsent(s.what(), s);
        }
    }

    boolean has(SignalKind kind) {
        return found.containsKey(kind);
    }

    boolean has(SignalKind kind, String what) {
        Map<String, Signal> of = found.get(kind);
        return of != null && of.containsKey(what);
    }

    List<Signal> all() {
        List<Signal> out = new ArrayList<>();
        for (Map<String, Signal> of : found.values()) {
            out.addAll(of.values());
        }
        return out;
    }
}
