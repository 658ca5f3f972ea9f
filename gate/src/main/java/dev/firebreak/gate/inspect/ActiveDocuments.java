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
            Pattern.compile(
                    "(?i)<(?:[\\w.-]{1,40}:)?script[\\s>/]|[\\s/\"']on[a-z]{3,24}\\s{0,4}=|href\\s{0,4}=\\s{0,4}[\"']?\\s{0,4}javascript:");
    private static final Pattern PDF = Pattern.compile("/(?:JavaScript|JS|Launch)\\b[^\\n]{0,60}");

    /// Letters only, so that no sign of the replacement's own can come of it.
    private static final Pattern NUMBERED =
            Pattern.compile("#(4[1-9a-fA-F]|5[0-9aA]|6[1-9a-fA-F]|7[0-9aA])");

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

    /// Any letter of a name may be written as its number (ISO 32000-1, 7.3.5): `/J#53` is `/JS`.
    private static String plainNames(String text) {
        return text.indexOf('#') < 0
                ? text
                : NUMBERED.matcher(text)
                        .replaceAll(m -> String.valueOf((char) Integer.parseInt(m.group(1), 16)));
    }

    static void read(String name, Content content, Signals out) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("vbaproject.bin")) {
            out.add(SignalKind.EMBEDDED_EXECUTABLE, "macros in a document", name);
        } else if (lower.endsWith(".pdf")) {
            String text = new String(content.head(MAX), StandardCharsets.ISO_8859_1);
            Matcher m = PDF.matcher(plainNames(text));
            if (m.find()) {
                out.add(
                        SignalKind.EMBEDDED_EXECUTABLE,
                        "action in a document",
                        "offset " + m.start() + ": " + m.group().strip());
            }
        }
    }
}
