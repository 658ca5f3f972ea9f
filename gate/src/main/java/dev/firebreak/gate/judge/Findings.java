package dev.firebreak.gate.judge;

import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Collects findings; of one rule on one file only the gravest is kept, with the evidence of all put together.
final class Findings {
    private static final int MAX_EVIDENCE = 5;
    private static final int MAX_FINDINGS = 2000;

    private record Key(String rule, String file) {}

    private final Map<Key, Finding> kept = new HashMap<>();
    private final Map<Key, TreeSet<String>> evidence = new HashMap<>();

    void add(
            Severity severity,
            Family family,
            String rule,
            String file,
            String english,
            String german,
            String proof) {
        Key key = new Key(rule, file);
        Finding before = kept.get(key);
        if (before == null
                && kept.size() >= MAX_FINDINGS
                && severity.compareTo(Severity.MEDIUM) < 0) {
            return;
        }
        evidence.computeIfAbsent(key, _ -> new TreeSet<>()).add(proof);
        if (before == null || before.severity().compareTo(severity) < 0) {
            kept.put(key, new Finding(severity, family, rule, file, english, german, proof));
        }
    }

    void add(
            Severity severity,
            Family family,
            String rule,
            FileFacts file,
            String english,
            String german,
            Signal proof) {
        add(severity, family, rule, file.path(), english, german, proof.proof());
    }

    List<Finding> all() {
        List<Finding> out = new ArrayList<>();
        for (Map.Entry<Key, Finding> e : kept.entrySet()) {
            Finding f = e.getValue();
            List<String> proofs =
                    new ArrayList<>(evidence.getOrDefault(e.getKey(), new TreeSet<>()));
            int more = proofs.size() - MAX_EVIDENCE;
            String text =
                    String.join("; ", more > 0 ? proofs.subList(0, MAX_EVIDENCE) : proofs)
                            + (more > 0 ? "; +" + more : "");
            out.add(
                    new Finding(
                            f.severity(),
                            f.family(),
                            f.rule(),
                            f.file(),
                            f.reason(),
                            f.german(),
                            text));
        }
        out.sort(null);
        return out;
    }
}
