package dev.firebreak.gate.inspect;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.SignalKind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Pictures and documents that run something when they are opened: scripts in SVG, actions in PDF (ISO 32000-1, 12.6),
/// macros in office documents. Actions in compressed parts of a PDF are not seen.
final class ActiveDocuments {
    private static final int MAX = 4 << 20;
    private static final Pattern SVG =
            Pattern.compile("(?i)<script[\\s>]|\\son(?:load|click|begin|error|mouseover)\\s{0,4}=");
    private static final Pattern PDF = Pattern.compile("/(?:JavaScript|JS|Launch)\\b[^\\n]{0,60}");

    private ActiveDocuments() {}

    static void svg(byte[] text, Signals out) {
        Matcher m = SVG.matcher(new String(text, StandardCharsets.ISO_8859_1));
        if (m.find()) {
            out.add(
                    SignalKind.EMBEDDED_EXECUTABLE,
                    "script in a picture",
                    TextPlace.proof(text, m.start()));
        }
    }

    static void read(String name, Content content, Signals out) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("vbaproject.bin")) {
            out.add(SignalKind.EMBEDDED_EXECUTABLE, "macros in a document", name);
        } else if (lower.endsWith(".pdf")) {
            byte[] head = content.head(MAX);
            Matcher m = PDF.matcher(new String(head, StandardCharsets.ISO_8859_1));
            if (m.find()) {
                out.add(
                        SignalKind.EMBEDDED_EXECUTABLE,
                        "action in a document",
                        "offset " + m.start() + ": " + m.group().strip());
            }
        }
    }
}
