package dev.firebreak.gate.attest;

import dev.firebreak.gate.attest.Bundle.Blob;
import dev.firebreak.gate.attest.Bundle.Entry;
import dev.firebreak.gate.attest.Bundle.Envelope;
import dev.firebreak.gate.attest.Bundle.Signed;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whether an entry of a log speaks of this very signature and not of another one (Rekor types `hashedrekord`, `dsse`,
/// `intoto`; versions 0.0.1 and 0.0.2).
final class EntryBody {
    private EntryBody() {}

    /// @param key the certificate in DER, or the key
    /// @param fileDigest SHA-256 of the file
    /// @return what does not fit, or null
    static @Nullable String mismatch(Entry e, Signed signed, byte[] key, byte[] fileDigest) {
        JsonNode body;
        try {
            body = JsonMapper.shared().readTree(e.body());
        } catch (JacksonException x) {
            return "the log's entry cannot be read";
        }
        String kind = body.path("kind").asString("");
        String version = body.path("apiVersion").asString("");
        if (!e.kind().isEmpty() && !e.kind().equals(kind)) {
            return "the log's entry is of another kind than stated";
        }
        JsonNode spec = body.path("spec");
        return switch (kind + " " + version) {
            case "hashedrekord 0.0.1" ->
                    signed instanceof Blob b
                            ? same(
                                    HexFormat.of().formatHex(fileDigest),
                                    spec.path("data").path("hash").path("value").asString(""),
                                    b.signature(),
                                    bytes(spec.path("signature").path("content")),
                                    key,
                                    pem(spec.path("signature").path("publicKey").path("content")))
                            : "the log's entry is of a file, the signature is not";
            case "hashedrekord 0.0.2" -> {
                JsonNode s = spec.path("hashedRekordV002");
                yield signed instanceof Blob b
                        ? same(
                                Base64.getEncoder().encodeToString(fileDigest),
                                s.path("data").path("digest").asString(""),
                                b.signature(),
                                bytes(s.path("signature").path("content")),
                                key,
                                verifier(s.path("signature").path("verifier")))
                        : "the log's entry is of a file, the signature is not";
            }
            case "dsse 0.0.1" ->
                    signed instanceof Envelope d
                            ? same(
                                    sha256(d.payload()),
                                    spec.path("payloadHash").path("value").asString(""),
                                    d.signature(),
                                    bytes(spec.path("signatures").path(0).path("signature")),
                                    key,
                                    pem(spec.path("signatures").path(0).path("verifier")))
                            : "the log's entry is of an envelope, the signature is not";
            case "dsse 0.0.2" -> {
                JsonNode s = spec.path("dsseV002");
                yield signed instanceof Envelope d
                        ? same(
                                sha256(d.payload()),
                                HexFormat.of()
                                        .formatHex(bytes(s.path("payloadHash").path("digest"))),
                                d.signature(),
                                bytes(s.path("signatures").path(0).path("content")),
                                key,
                                verifier(s.path("signatures").path(0).path("verifier")))
                        : "the log's entry is of an envelope, the signature is not";
            }
            case "intoto 0.0.2" -> {
                JsonNode s = spec.path("content").path("envelope").path("signatures").path(0);
                // This kind wraps the base64 of the signature once more.
                yield signed instanceof Envelope d
                        ? same(
                                sha256(d.payload()),
                                spec.path("content").path("payloadHash").path("value").asString(""),
                                d.signature(),
                                Base64.getMimeDecoder().decode(bytes(s.path("sig"))),
                                key,
                                pem(s.path("publicKey")))
                        : "the log's entry is of an envelope, the signature is not";
            }
            default -> "the log's entry is of an unknown kind: " + kind + " " + version;
        };
    }

    private static @Nullable String same(
            String digest,
            String loggedDigest,
            byte[] signature,
            byte[] loggedSignature,
            byte[] key,
            byte[] loggedKey) {
        if (!digest.equals(loggedDigest)) {
            return "the log's entry names another digest";
        }
        if (!Arrays.equals(signature, loggedSignature)) {
            return "the log's entry holds another signature";
        }
        return Arrays.equals(key, loggedKey) ? null : "the log's entry names another signer";
    }

    private static byte[] verifier(JsonNode n) {
        byte[] certificate = bytes(n.path("x509Certificate").path("rawBytes"));
        return certificate.length > 0 ? certificate : bytes(n.path("publicKey").path("rawBytes"));
    }

    private static byte[] bytes(JsonNode n) {
        return Base64.getMimeDecoder().decode(n.asString("").getBytes(StandardCharsets.UTF_8));
    }

    /// The DER inside of a PEM text that is itself in base64.
    private static byte[] pem(JsonNode n) {
        String text = new String(bytes(n), StandardCharsets.UTF_8);
        StringBuilder inner = new StringBuilder();
        text.lines().filter(l -> !l.startsWith("-----")).forEach(inner::append);
        return Base64.getMimeDecoder().decode(inner.toString());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
