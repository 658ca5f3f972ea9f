package dev.firebreak.gate.inspect;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.SignalKind;
import dev.firebreak.gate.facts.SignatureFacts;
import dev.firebreak.gate.sign.AppleSignature;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// What an Apple code signature says of a program: who signed it, and which of the rights it asks for weaken the
/// system's protection (Apple, "Hardened Runtime" and "Entitlements").
final class AppleMarks {
    private static final List<String> GRAVE =
            List.of(
                    "com.apple.security.cs.disable-library-validation",
                    "com.apple.security.cs.allow-dyld-environment-variables",
                    "com.apple.security.cs.allow-unsigned-executable-memory",
                    "com.apple.security.cs.disable-executable-page-protection",
                    "com.apple.security.cs.debugger",
                    "com.apple.security.get-task-allow",
                    "com.apple.security.automation.apple-events",
                    "com.apple.private.",
                    "com.apple.rootless.");

    private AppleMarks() {}

    static void read(
            Content content,
            List<SignatureFacts> signatures,
            Signals out,
            Map<String, String> attributes)
            throws IOException {
        AppleSignature.Read read = AppleSignature.read(content);
        signatures.addAll(read.signatures());
        if (!read.identifier().isEmpty()) {
            attributes.put("apple-identifier", read.identifier());
        }
        if (!read.team().isEmpty()) {
            attributes.put("apple-team", read.team());
        }
        if (!read.resources().isEmpty()) {
            attributes.put(AppleSignature.RESOURCES, read.resources());
        }
        if (read.unsigned() > 0) {
            out.add(
                    SignalKind.ENTRY_ANOMALY,
                    "unsigned slice",
                    read.unsigned() + " parts of the universal file are not signed, others are");
        }
        for (String right : GRAVE) {
            int at = read.entitlements().indexOf("<key>" + right);
            if (at >= 0) {
                int end = read.entitlements().indexOf("</key>", at);
                out.add(
                        SignalKind.PRIVILEGE,
                        "entitlement " + right,
                        read.entitlements().substring(at + 5, Math.max(at + 5, end)));
            }
        }
    }
}
