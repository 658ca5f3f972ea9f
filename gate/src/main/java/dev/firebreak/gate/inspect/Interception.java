package dev.firebreak.gate.inspect;

import dev.firebreak.gate.facts.SignalKind;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Code that puts itself between a program and the network: it takes the place of the functions that send, or turns off
/// the check of certificates for everything in the process.
final class Interception {
    private static final Pattern REPLACES =
            Pattern.compile(
                    "\\b(?:window|globalThis|self|global)\\.(?:fetch|XMLHttpRequest|WebSocket|ethereum)\\s{0,4}=(?![=>])"
                            + "|\\bXMLHttpRequest\\.prototype\\.(?:open|send)\\s{0,4}=(?![=>])");
    private static final Pattern TRUSTS_ALL =
            Pattern.compile(
                    "NODE_TLS_REJECT_UNAUTHORIZED['\"\\]]{0,3}\\s{0,4}=\\s{0,4}['\"]?0"
                            + "|_create_default_https_context\\s{0,4}=\\s{0,4}ssl\\._create_unverified");

    private Interception() {}

    static void read(byte[] code, Signals out) {
        String text = new String(code, StandardCharsets.ISO_8859_1);
        if (text.contains(".fetch")
                || text.contains("XMLHttpRequest")
                || text.contains(".WebSocket")
                || text.contains(".ethereum")) {
            tell(
                    REPLACES,
                    text,
                    SignalKind.INJECTION,
                    "replaces the functions that send",
                    code,
                    out);
        }
        if (text.contains("NODE_TLS_REJECT") || text.contains("_create_unverified")) {
            tell(TRUSTS_ALL, text, SignalKind.PRIVILEGE, "any certificate is accepted", code, out);
        }
    }

    private static void tell(
            Pattern way, String text, SignalKind kind, String what, byte[] code, Signals out) {
        Matcher m = way.matcher(text);
        if (m.find()) {
            out.add(kind, what, TextPlace.proof(code, m.start()));
        }
    }
}
