package dev.firebreak.gate.attest;

import dev.firebreak.gate.attest.Bundle.Blob;
import dev.firebreak.gate.attest.Bundle.Entry;
import dev.firebreak.gate.attest.Bundle.Envelope;
import dev.firebreak.gate.facts.SignatureFacts.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Checks one attestation against the trust root, offline (Sigstore, "Client specification", verification).
///
/// [State#INTACT] means all of: the signature fits; it is over this file; the certificate comes from a pinned issuer and
/// was logged; a pinned log or timestamp authority vouches for a time in the certificate's validity; the log's entry is
/// of this signature. [State#PARTIAL]: nothing contradicts, but the trust root does not know who vouches.
final class Checker {
    private static final int MAX_SUBJECTS = 10_000;

    private final TrustRoot root;

    /// By the names that statements use: `sha256`, `sha512`, hex.
    private final Map<String, String> digests;

    Checker(TrustRoot root, Map<String, String> digests) {
        this.root = root;
        this.digests = Map.copyOf(digests);
    }

    /// What does not fit; carries its own sentence.
    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;
        final State state;

        Wrong(State state, String why) {
            super(why);
            this.state = state;
        }
    }

    /// What is put together while checking.
    private static final class Notes {
        final TreeMap<String, String> names = new TreeMap<>();
        final List<String> done = new ArrayList<>();
        String about = "file";
        String key = "";
        String from = "";
        String until = "";
        @Nullable Instant time;
    }

    Checked check(Bundle b) {
        Notes n = new Notes();
        try {
            inner(b, n);
            return checked(State.INTACT, n, String.join(", ", n.done));
        } catch (Wrong e) {
            return checked(e.state, n, String.valueOf(e.getMessage()));
        } catch (GeneralSecurityException | RuntimeException e) {
            return checked(State.BROKEN, n, "the attestation cannot be read: " + e.getMessage());
        }
    }

    private static Checked checked(State state, Notes n, String note) {
        return new Checked(state, n.about, n.names, n.key, n.from, n.until, n.time, note);
    }

    private void inner(Bundle b, Notes n) throws Wrong, GeneralSecurityException {
        byte[] der = b.certificate();
        X509Certificate leaf = der == null ? null : Leaf.certificate(der);
        TrustRoot.Key named = leaf == null ? named(b.keyName(), n) : null;
        PublicKey key = leaf != null ? leaf.getPublicKey() : named == null ? null : named.key();
        if (leaf != null) {
            n.names.putAll(Leaf.identity(leaf));
            n.from = leaf.getNotBefore().toInstant().toString();
            n.until = leaf.getNotAfter().toInstant().toString();
        }
        subject(b, n);
        if (key == null) {
            throw new Wrong(
                    State.PARTIAL,
                    b.keyName().isEmpty()
                            ? "not verified: signed with a key that is neither enclosed nor named"
                            : "not verified: the trust root knows no key of the name "
                                    + b.keyName());
        }
        n.key =
                HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        signature(b, key);
        n.done.add("signature and digest of the file");
        List<Instant> times = times(b, der == null ? key.getEncoded() : der, n);
        for (Instant t : times) {
            if (leaf != null) {
                certificate(leaf, der == null ? new byte[0] : der, t, n);
            } else if (named != null && !named.validAt(t)) {
                throw new Wrong(State.BROKEN, "signed with a key that was not valid at that time");
            }
        }
        n.time = times.getFirst();
    }

    private TrustRoot.@Nullable Key named(String name, Notes n) {
        for (TrustRoot.Key k : root.keys()) {
            if (!name.isEmpty() && k.id().equals(name)) {
                n.names.put("identity", "key " + name);
                return k;
            }
        }
        return null;
    }

    /// The attestation is about this file.
    private void subject(Bundle b, Notes n) throws Wrong {
        switch (b.signed()) {
            case Blob blob -> {
                String stated = HexFormat.of().formatHex(blob.digest());
                if (!stated.isEmpty() && !stated.equals(digests.get("sha256"))) {
                    throw new Wrong(State.BROKEN, "the signature is of another file: " + stated);
                }
            }
            case Envelope e -> statement(e, n);
        }
    }

    private void statement(Envelope e, Notes n) throws Wrong {
        JsonNode s;
        try {
            s = JsonMapper.shared().readTree(e.payload());
        } catch (JacksonException x) {
            throw new Wrong(State.BROKEN, "the signed statement cannot be read");
        }
        if (!s.path("_type").asString("").startsWith("https://in-toto.io/Statement/")) {
            throw new Wrong(State.BROKEN, "the signed content is no in-toto statement");
        }
        n.about = s.path("predicateType").asString("");
        int seen = 0;
        for (JsonNode subject : s.path("subject")) {
            if (seen++ > MAX_SUBJECTS) {
                break;
            }
            boolean one = false;
            boolean all = true;
            for (Map.Entry<String, JsonNode> d : subject.path("digest").properties()) {
                String own = digests.get(d.getKey());
                if (own != null) {
                    one = true;
                    all &= own.equalsIgnoreCase(d.getValue().asString(""));
                }
            }
            if (one && all) {
                return;
            }
        }
        throw new Wrong(
                State.BROKEN,
                "the attestation is about another file: none of its digests is this file's");
    }

    private void signature(Bundle b, PublicKey key) throws Wrong, GeneralSecurityException {
        boolean fits =
                switch (b.signed()) {
                    case Envelope e -> Signatures.verify(key, encoded(e), e.signature());
                    case Blob blob -> Signatures.verifyDigest(key, fileDigest(), blob.signature());
                };
        if (!fits) {
            throw new Wrong(State.BROKEN, "the signature does not fit");
        }
    }

    private byte[] fileDigest() {
        return HexFormat.of().parseHex(digests.getOrDefault("sha256", ""));
    }

    /// DSSE v1, "pre-authentication encoding".
    static byte[] encoded(Envelope e) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] type = e.type().getBytes(StandardCharsets.UTF_8);
        out.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(type);
        out.writeBytes((" " + e.payload().length + " ").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(e.payload());
        return out.toByteArray();
    }

    /// Times that a pinned log or authority vouches for; the entry of the log is checked on the way.
    private List<Instant> times(Bundle b, byte[] key, Notes n)
            throws Wrong, GeneralSecurityException {
        List<Instant> out = new ArrayList<>();
        boolean logged = false;
        boolean unknown = b.entries().isEmpty();
        for (Entry e : b.entries()) {
            TrustRoot.Key log = log(e);
            if (log == null) {
                unknown = true;
                continue;
            }
            String wrong = EntryBody.mismatch(e, b.signed(), key, fileDigest());
            if (wrong != null) {
                throw new Wrong(State.BROKEN, wrong);
            }
            boolean promised = LogProof.promised(e, log.key());
            if (e.promise().length > 0 && !promised) {
                throw new Wrong(State.BROKEN, "the log's promise does not fit its entry");
            }
            Bundle.Proof proof = e.proof();
            boolean proven = proof != null && !proof.checkpoint().isEmpty();
            if (proven && proof != null && !LogProof.included(e, proof, log.key())) {
                throw new Wrong(State.BROKEN, "the log's proof does not lead to a root it signed");
            }
            if (promised) {
                Instant t = Instant.ofEpochSecond(e.time());
                if (!log.validAt(t)) {
                    throw new Wrong(State.BROKEN, "the log's key was not valid at that time");
                }
                out.add(t);
            }
            logged |= promised || proven;
            n.done.add(
                    promised && proven
                            ? "promise and proof of the log"
                            : promised ? "promise of the log" : "proof of the log");
        }
        for (byte[] stamp : b.stamps()) {
            Instant t = Stamp.time(stamp, b.signed().signature(), root.stamps());
            if (t != null) {
                out.add(t);
                n.done.add("timestamp");
            }
        }
        if (!logged) {
            throw new Wrong(
                    unknown ? State.PARTIAL : State.BROKEN,
                    "not verified: no log of the trust root vouches for it");
        }
        if (out.isEmpty()) {
            throw new Wrong(
                    State.PARTIAL, "not verified: nobody in the trust root vouches for the time");
        }
        return out;
    }

    private TrustRoot.@Nullable Key log(Entry e) {
        for (TrustRoot.Key k : root.logs()) {
            if (k.id().equals(e.log())) {
                return k;
            }
        }
        return null;
    }

    private void certificate(X509Certificate leaf, byte[] der, Instant time, Notes n)
            throws Wrong, GeneralSecurityException {
        if (time.isBefore(leaf.getNotBefore().toInstant())
                || time.isAfter(leaf.getNotAfter().toInstant())) {
            throw new Wrong(
                    State.BROKEN, "signed outside of the certificate's validity, at " + time);
        }
        TrustRoot.Authority issuer = Leaf.issuer(leaf, root.authorities(), time);
        if (issuer == null) {
            throw new Wrong(
                    State.PARTIAL,
                    "not verified: no issuer of the trust root gave out the certificate ("
                            + leaf.getIssuerX500Principal().getName()
                            + ")");
        }
        if (!Leaf.mayThisSign(leaf)) {
            throw new Wrong(State.BROKEN, "the certificate is not one for signing code");
        }
        Boolean seen =
                Leaf.logged(der, issuer.chain().getFirst().getPublicKey(), root.certificateLogs());
        if (Boolean.FALSE.equals(seen)) {
            throw new Wrong(
                    State.BROKEN, "no log of certificates in the trust root saw the certificate");
        }
        String word =
                seen == null
                        ? "certificate (without a promise of a certificate log)"
                        : "certificate and its log";
        if (!n.done.contains(word)) {
            n.done.add(word);
        }
    }

    /// Digests of a file by the names that statements use.
    static Map<String, String> digests(java.nio.file.Path file) throws IOException {
        try (var in = java.nio.file.Files.newInputStream(file)) {
            MessageDigest a = MessageDigest.getInstance("SHA-256");
            MessageDigest b = MessageDigest.getInstance("SHA-512");
            byte[] buffer = new byte[1 << 16];
            for (int k = in.read(buffer); k > 0; k = in.read(buffer)) {
                a.update(buffer, 0, k);
                b.update(buffer, 0, k);
            }
            return Map.of(
                    "sha256", HexFormat.of().formatHex(a.digest()),
                    "sha512", HexFormat.of().formatHex(b.digest()));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
