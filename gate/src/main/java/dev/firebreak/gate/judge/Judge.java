package dev.firebreak.gate.judge;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.judge.Judgement.Note;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Turns a comparison into a verdict. The risk comes from the kind of the evidence and never from a sum: one grave
/// finding holds; lesser ones hold when two of different families meet on one file.
public final class Judge {
    private static final List<Rule> RULES =
            List.of(
                    new ObstacleRule(),
                    new SignatureRule(),
                    new AttestationRule(),
                    new FormatRule(),
                    new IdentityRule(),
                    new IntegrityRule(),
                    new ConcealmentRule(),
                    new NativeRule(),
                    new LoadRule(),
                    new PatchRule(),
                    new CapabilityRule(),
                    new CodeLoadingRule(),
                    new DestinationRule(),
                    new HookRule(),
                    new InstallCodeRule(),
                    new PlaceRule(),
                    new LinkRule(),
                    new DependencyRule(),
                    new ProvenanceRule());

    private Judge() {}

    /// @param known findings of warnings and rules, added as they are
    /// @param about what was known and what was not asked
    public static Judgement judge(Comparison c, List<Finding> known, List<Note> about) {
        Findings found = new Findings();
        for (Rule rule : RULES) {
            rule.look(c, found);
        }
        List<Finding> all = new ArrayList<>(found.all());
        all.addAll(known);
        all.addAll(together(all));
        all.sort(null);
        Verdict verdict = Verdict.RELEASE;
        for (Finding f : all) {
            if (f.severity() == Severity.CRITICAL) {
                verdict = Verdict.DENY;
            } else if (f.severity() == Severity.HIGH && verdict == Verdict.RELEASE) {
                verdict = Verdict.HOLD;
            }
        }
        List<Note> notes = new ArrayList<>(notes(c, verdict));
        notes.addAll(about);
        return new Judgement(verdict, all, notes);
    }

    private static List<Finding> together(List<Finding> all) {
        Map<String, Set<Family>> families = new TreeMap<>();
        Map<String, List<String>> rules = new TreeMap<>();
        for (Finding f : all) {
            if (f.severity() == Severity.MEDIUM && f.family() != Family.CHANGE) {
                families.computeIfAbsent(f.file(), _ -> EnumSet.noneOf(Family.class))
                        .add(f.family());
                rules.computeIfAbsent(f.file(), _ -> new ArrayList<>()).add(f.rule());
            }
        }
        List<Finding> out = new ArrayList<>();
        families.forEach(
                (file, set) -> {
                    if (set.size() >= 2) {
                        out.add(
                                new Finding(
                                        Severity.HIGH,
                                        Family.CHANGE,
                                        "signs-together",
                                        file,
                                        "Signs of different kinds meet on this file; each alone would be harmless.",
                                        "In dieser Datei treffen Anzeichen verschiedener Art zusammen, die einzeln harmlos wären.",
                                        String.join(", ", rules.getOrDefault(file, List.of()))));
                    }
                });
        return out;
    }

    private static List<Note> notes(Comparison c, Verdict verdict) {
        List<Note> out = new ArrayList<>();
        if (c.first()) {
            out.add(
                    new Note(
                            "no-baseline",
                            "There is no earlier release to compare with: only the content itself was judged.",
                            "Es gibt keine frühere Version zum Vergleich: Nur der Inhalt selbst wurde beurteilt."));
        }
        if (verdict == Verdict.RELEASE) {
            out.add(
                    new Note(
                            "content-only",
                            "RELEASE says that no finding in the content holds the release back. Waiting time and rings apply in \"gate watch\".",
                            "RELEASE heißt, dass kein Befund im Inhalt die Version aufhält. Wartezeit und Ringe gelten in „gate watch“."));
        }
        return out;
    }
}
