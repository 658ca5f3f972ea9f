package dev.firebreak.gate.judge;

import dev.firebreak.gate.attest.Attestations;
import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.SignatureFacts;
import dev.firebreak.gate.facts.SignatureFacts.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who built the release, as attestations say: lost, wrong, or another repository, workflow or account than before.
/// The keys of these signatures live for minutes; only the names in the certificates can be compared.
final class AttestationRule implements Rule {
    private record Word(
            String word,
            Severity severity,
            Family family,
            String rule,
            String english,
            String german) {}

    private static final List<Word> WORDS =
            List.of(
                    new Word(
                            "issuer",
                            Severity.HIGH,
                            Family.SIGNATURE,
                            "provenance-issuer-changed",
                            "Another service vouches for the identity of who built it than for the last release.",
                            "Für die Identität des Erbauers bürgt ein anderer Dienst als bei der letzten Version."),
                    new Word(
                            "repository",
                            Severity.HIGH,
                            Family.SIGNATURE,
                            "provenance-repository-changed",
                            "The release was built from another source repository than the last one.",
                            "Die Version wurde aus einem anderen Quell-Repository gebaut als die letzte."),
                    new Word(
                            "workflow",
                            Severity.MEDIUM,
                            Family.SIGNATURE,
                            "provenance-workflow-changed",
                            "The release was built by another workflow than the last one.",
                            "Die Version wurde von einem anderen Ablauf (Workflow) gebaut als die letzte."),
                    new Word(
                            "runner",
                            Severity.MEDIUM,
                            Family.PROVENANCE,
                            "provenance-runner-changed",
                            "The release was built on another kind of machine than the last one.",
                            "Die Version wurde auf einer anderen Art von Maschine gebaut als die letzte."),
                    new Word(
                            "trigger",
                            Severity.LOW,
                            Family.PROVENANCE,
                            "provenance-trigger-changed",
                            "The build was started by another kind of event than that of the last release.",
                            "Der Bau wurde durch ein anderes Ereignis ausgelöst als bei der letzten Version."));

    @Override
    public void look(Comparison c, Findings out) {
        FileFacts now = c.now().root();
        FileFacts before = c.before() == null ? null : c.before().root();
        List<SignatureFacts> fresh = attestations(now);
        boolean had = before != null && verified(before);
        boolean wrong = false;
        for (SignatureFacts s : fresh) {
            if (s.state() == State.BROKEN) {
                wrong = true;
                out.add(
                        Severity.HIGH,
                        Family.SIGNATURE,
                        "provenance-invalid",
                        "",
                        "An attestation beside the release does not fit it.",
                        "Ein beiliegender Herkunftsnachweis passt nicht zu dieser Version.",
                        s.note());
            }
        }
        if (verified(now)) {
            told(now, before, out);
            if (had && before != null) {
                compare(now, before, out);
            }
        } else if (had && before != null && fresh.isEmpty()) {
            out.add(
                    Severity.HIGH,
                    Family.SIGNATURE,
                    "provenance-lost",
                    "",
                    "The last release came with a verified proof of where it was built; for this one none was found.",
                    "Die letzte Version kam mit einem geprüften Herkunftsnachweis; zu dieser wurde keiner gefunden.",
                    "before: " + origin(before));
        } else if (!wrong && !fresh.isEmpty()) {
            out.add(
                    had ? Severity.HIGH : Severity.LOW,
                    Family.SIGNATURE,
                    "provenance-unverified",
                    "",
                    "The attestation beside the release could not be verified.",
                    "Der beiliegende Herkunftsnachweis konnte nicht geprüft werden.",
                    fresh.getFirst().note());
        }
    }

    private static List<SignatureFacts> attestations(FileFacts f) {
        List<SignatureFacts> out = new ArrayList<>();
        for (SignatureFacts s : f.signatures()) {
            if (s.kind().equals(SignatureFacts.BESIDE)) {
                out.add(s);
            }
        }
        return out;
    }

    private static boolean verified(FileFacts f) {
        return attestations(f).stream().anyMatch(s -> s.state() == State.INTACT);
    }

    private static @Nullable String word(FileFacts f, String word) {
        return f.attributes().get(Attestations.PREFIX + word);
    }

    private static void told(FileFacts now, @Nullable FileFacts before, Findings out) {
        out.add(
                Severity.INFO,
                Family.SIGNATURE,
                before != null && !verified(before) ? "provenance-new" : "provenance-verified",
                "",
                "Who built the release is attested, and the attestation was verified.",
                "Wer die Version gebaut hat, ist nachgewiesen; der Nachweis wurde geprüft.",
                origin(now));
    }

    /// One line for a person.
    static String origin(FileFacts f) {
        StringBuilder out = new StringBuilder();
        for (Map.Entry<String, String> e : f.attributes().entrySet()) {
            if (e.getKey().startsWith(Attestations.PREFIX)) {
                out.append(out.isEmpty() ? "" : ", ")
                        .append(e.getKey().substring(Attestations.PREFIX.length()))
                        .append(' ')
                        .append(e.getValue());
            }
        }
        return out.toString();
    }

    private static void compare(FileFacts now, FileFacts before, Findings out) {
        for (Word w : WORDS) {
            String a = word(before, w.word());
            String b = word(now, w.word());
            if (a != null && !a.equals(b)) {
                out.add(
                        w.severity(),
                        w.family(),
                        w.rule(),
                        "",
                        w.english(),
                        w.german(),
                        "before: " + a + "; now: " + (b == null ? "not stated" : b));
            }
        }
        String tag = "refs/tags/";
        String oldRef = word(before, "ref");
        String ref = word(now, "ref");
        if (oldRef != null && oldRef.startsWith(tag) && (ref == null || !ref.startsWith(tag))) {
            out.add(
                    Severity.MEDIUM,
                    Family.PROVENANCE,
                    "provenance-ref-changed",
                    "",
                    "The last release was built from a tag, this one was not.",
                    "Die letzte Version wurde aus einem Tag gebaut, diese nicht.",
                    "before: " + oldRef + "; now: " + (ref == null ? "not stated" : ref));
        }
        String a = word(before, "identity");
        String b = word(now, "identity");
        if (a != null && word(before, "workflow") == null && !a.equals(b)) {
            // A person or an account of a service: the address is all there is.
            out.add(
                    Severity.HIGH,
                    Family.SIGNATURE,
                    "provenance-identity-changed",
                    "",
                    "The release is signed in another name than the last one.",
                    "Die Version ist unter einem anderen Namen signiert als die letzte.",
                    "before: " + a + "; now: " + (b == null ? "not stated" : b));
        }
    }
}
