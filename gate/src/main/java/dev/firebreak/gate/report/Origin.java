package dev.firebreak.gate.report;

import dev.firebreak.gate.attest.Attestations;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.facts.SignatureFacts;
import dev.firebreak.gate.facts.SignatureFacts.State;
import java.util.Map;

/// Who signed and who built a release, in one line for a person.
final class Origin {
    private Origin() {}

    static String line(ReleaseFacts r, boolean german) {
        StringBuilder out = new StringBuilder();
        for (SignatureFacts s : r.root().ownSignatures()) {
            out.append(out.isEmpty() ? "" : "; ")
                    .append(german ? "signiert von " : "signed by ")
                    .append(
                            s.subject().isEmpty()
                                    ? (german ? "unbekannt" : "unknown")
                                    : s.subject())
                    .append(" (")
                    .append(state(s.state(), german))
                    .append(')');
        }
        Map<String, String> a = r.root().attributes();
        String repository = a.get(Attestations.PREFIX + "repository");
        String identity = a.get(Attestations.PREFIX + "identity");
        if (identity != null) {
            out.append(out.isEmpty() ? "" : "; ")
                    .append(german ? "Herkunft nachgewiesen: " : "provenance verified: ")
                    .append(repository == null ? identity : repository);
            String ref = a.get(Attestations.PREFIX + "ref");
            out.append(ref == null ? "" : " " + ref);
        }
        return out.toString();
    }

    private static String state(State s, boolean german) {
        return switch (s) {
            case INTACT -> german ? "unverändert" : "intact";
            case BROKEN -> german ? "passt nicht zur Datei" : "does not fit the file";
            case PARTIAL -> german ? "nur zum Teil geprüft" : "checked in part only";
        };
    }
}
