package dev.firebreak.gate.attest;

import dev.firebreak.gate.attest.Bundle.Blob;
import dev.firebreak.gate.attest.Bundle.Entry;
import dev.firebreak.gate.attest.Bundle.Envelope;
import dev.firebreak.gate.attest.Bundle.Proof;
import dev.firebreak.gate.attest.Bundle.Signed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads attestations in the forms they are published in: Sigstore bundles 0.1 to 0.3 (`sigstore_bundle.proto`), one or
/// one a line; the answer of the npm registry (`attestations`, each with a `bundle`); attestation and provenance objects
/// of PEP 740.
final class BundleReader {
    private static final int MAX_BUNDLES = 64;
    private static final int MAX_ENTRIES = 16;
    private static final int MAX_HASHES = 64;

    private BundleReader() {}

    /// @throws IOException if it is none of these forms, or has more parts than anybody needs
    static List<Bundle> read(byte[] json) throws IOException {
        List<Bundle> out = new ArrayList<>();
        try {
            JsonMapper mapper = JsonMapper.shared();
            String text = new String(json, StandardCharsets.UTF_8);
            try (var values = mapper.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
                while (values.hasNextValue()) {
                    document(values.nextValue(), out);
                }
            }
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IOException("no readable attestation: " + e.getMessage(), e);
        }
        if (out.isEmpty()) {
            throw new IOException("the file holds no attestation of a known form");
        }
        return out;
    }

    private static void document(JsonNode n, List<Bundle> out) throws IOException {
        if (n.has("attestations")) {
            for (JsonNode a : n.path("attestations")) {
                add(a.has("bundle") ? bundle(a.path("bundle")) : pep740(a), out);
            }
        } else if (n.has("attestation_bundles")) {
            for (JsonNode b : n.path("attestation_bundles")) {
                for (JsonNode a : b.path("attestations")) {
                    add(pep740(a), out);
                }
            }
        } else if (n.has("verification_material")) {
            add(pep740(n), out);
        } else if (n.has("verificationMaterial")) {
            add(bundle(n), out);
        } else if (n.has("payloadType") && n.has("payload")) {
            for (JsonNode s : n.path("signatures")) {
                add(bare(n, s), out);
            }
        } else {
            throw new IOException("the file holds no attestation of a known form");
        }
    }

    /// An envelope alone (lines of `.intoto.jsonl`), without a word of a log; some writers put the certificate beside
    /// the signature.
    private static Bundle bare(JsonNode envelope, JsonNode signature) {
        String pem = signature.path("cert").asString("");
        byte[] certificate =
                pem.isEmpty()
                        ? new byte[0]
                        : Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return new Bundle(
                certificate.length == 0 ? null : certificate,
                signature.path("keyid").asString(""),
                new Envelope(
                        envelope.path("payloadType").asString(""),
                        bytes(envelope.path("payload")),
                        bytes(signature.path("sig"))),
                List.of(),
                List.of());
    }

    private static void add(Bundle b, List<Bundle> out) throws IOException {
        if (out.size() >= MAX_BUNDLES) {
            throw new IOException("more than " + MAX_BUNDLES + " attestations in one file");
        }
        out.add(b);
    }

    private static Bundle bundle(JsonNode n) throws IOException {
        JsonNode m = n.path("verificationMaterial");
        byte[] certificate = bytes(m.path("certificate").path("rawBytes"));
        if (certificate.length == 0) {
            // 0.1 and 0.2 carry a chain, of which only the leaf is of use: the rest is pinned.
            certificate =
                    bytes(
                            m.path("x509CertificateChain")
                                    .path("certificates")
                                    .path(0)
                                    .path("rawBytes"));
        }
        List<byte[]> stamps = new ArrayList<>();
        for (JsonNode s : m.path("timestampVerificationData").path("rfc3161Timestamps")) {
            bound(stamps.size(), MAX_ENTRIES, "timestamps");
            stamps.add(bytes(s.path("signedTimestamp")));
        }
        Signed signed;
        if (n.has("dsseEnvelope")) {
            JsonNode e = n.path("dsseEnvelope");
            if (e.path("signatures").size() != 1) {
                throw new IOException("an envelope with other than one signature");
            }
            signed =
                    new Envelope(
                            e.path("payloadType").asString(""),
                            bytes(e.path("payload")),
                            bytes(e.path("signatures").path(0).path("sig")));
        } else {
            JsonNode s = n.path("messageSignature");
            signed =
                    new Blob(
                            bytes(s.path("messageDigest").path("digest")),
                            bytes(s.path("signature")));
        }
        return new Bundle(
                certificate.length == 0 ? null : certificate,
                m.path("publicKey").path("hint").asString(""),
                signed,
                entries(m.path("tlogEntries")),
                stamps);
    }

    private static Bundle pep740(JsonNode n) throws IOException {
        JsonNode m = n.path("verification_material");
        JsonNode e = n.path("envelope");
        return new Bundle(
                bytes(m.path("certificate")),
                "",
                new Envelope(
                        "application/vnd.in-toto+json",
                        bytes(e.path("statement")),
                        bytes(e.path("signature"))),
                entries(m.path("transparency_entries")),
                List.of());
    }

    private static List<Entry> entries(JsonNode array) throws IOException {
        List<Entry> out = new ArrayList<>();
        for (JsonNode e : array) {
            bound(out.size(), MAX_ENTRIES, "log entries");
            JsonNode p = e.path("inclusionProof");
            List<byte[]> hashes = new ArrayList<>();
            for (JsonNode h : p.path("hashes")) {
                bound(hashes.size(), MAX_HASHES, "hashes in a proof");
                hashes.add(bytes(h));
            }
            out.add(
                    new Entry(
                            e.path("logId").path("keyId").asString(""),
                            number(e.path("logIndex")),
                            e.path("kindVersion").path("kind").asString(""),
                            e.path("kindVersion").path("version").asString(""),
                            number(e.path("integratedTime")),
                            bytes(e.path("inclusionPromise").path("signedEntryTimestamp")),
                            p.isMissingNode() || p.isNull()
                                    ? null
                                    : new Proof(
                                            number(p.path("logIndex")),
                                            number(p.path("treeSize")),
                                            bytes(p.path("rootHash")),
                                            hashes,
                                            p.path("checkpoint").path("envelope").asString("")),
                            bytes(e.path("canonicalizedBody"))));
        }
        return out;
    }

    private static void bound(int size, int max, String what) throws IOException {
        if (size >= max) {
            throw new IOException("more than " + max + " " + what);
        }
    }

    private static long number(JsonNode n) {
        String text = n.asString("0");
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private static byte[] bytes(JsonNode n) {
        return Base64.getMimeDecoder().decode(n.asString("").getBytes(StandardCharsets.UTF_8));
    }
}
