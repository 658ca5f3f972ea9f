package dev.firebreak.gate.attest;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// An issuer, a log of certificates and a log of signatures of our own, with real keys, for tests.
final class OwnSigstore {
    static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");
    private static final ASN1ObjectIdentifier SCTS =
            new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");

    final KeyPair ca = keys();
    final KeyPair log = keys();
    final KeyPair certificateLog = keys();
    final byte[] caCertificate;

    /// What one release is signed with; tests change single parts.
    record Wish(
            String repository,
            String workflow,
            String ref,
            Instant time,
            boolean sct,
            boolean proof) {
        static Wish of(String repository) {
            return new Wish(repository, "release.yml", "refs/tags/v1", TIME, true, true);
        }
    }

    OwnSigstore() throws Exception {
        X500Name name = new X500Name("CN=Test issuer");
        JcaX509v3CertificateBuilder b =
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                        Date.from(Instant.parse("2036-01-01T00:00:00Z")),
                        name,
                        ca.getPublic());
        b.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        caCertificate =
                b.build(new JcaContentSignerBuilder("SHA256withECDSA").build(ca.getPrivate()))
                        .getEncoded();
    }

    static KeyPair keys() throws Exception {
        KeyPairGenerator g = KeyPairGenerator.getInstance("EC");
        g.initialize(new ECGenParameterSpec("secp256r1"));
        return g.generateKeyPair();
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] sha256(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    static byte[] sign(PrivateKey key, byte[] message) throws Exception {
        Signature s = Signature.getInstance("SHA256withECDSA");
        s.initSign(key);
        s.update(message);
        return s.sign();
    }

    byte[] trustRoot() throws Exception {
        String key =
                "{\"logId\":{\"keyId\":\"%s\"},\"publicKey\":{\"rawBytes\":\"%s\",\"validFor\":{\"start\":\"2026-01-01T00:00:00Z\"}}}";
        String text =
                "{\"mediaType\":\"application/vnd.dev.sigstore.trustedroot+json;version=0.1\",\"tlogs\":["
                        + key.formatted(id(log), base64(log.getPublic().getEncoded()))
                        + "],\"ctlogs\":["
                        + key.formatted(
                                id(certificateLog), base64(certificateLog.getPublic().getEncoded()))
                        + "],\"certificateAuthorities\":[{\"certChain\":{\"certificates\":[{\"rawBytes\":\""
                        + base64(caCertificate)
                        + "\"}]},\"validFor\":{\"start\":\"2026-01-01T00:00:00Z\"}}]}";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String id(KeyPair log) throws Exception {
        return base64(sha256(log.getPublic().getEncoded()));
    }

    private X509v3CertificateBuilder leaf(Wish w, KeyPair own) throws Exception {
        JcaX509v3CertificateBuilder b =
                new JcaX509v3CertificateBuilder(
                        new X500Name("CN=Test issuer"),
                        BigInteger.valueOf(7),
                        Date.from(TIME.minusSeconds(5)),
                        Date.from(TIME.plusSeconds(600)),
                        new X500Name(""),
                        own.getPublic());
        String flow = w.repository() + "/.github/workflows/" + w.workflow() + "@" + w.ref();
        b.addExtension(
                Extension.subjectAlternativeName,
                true,
                new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, flow)));
        b.addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
        String[][] words = {
            {"8", "https://token.example.test"},
            {"11", "github-hosted"},
            {"12", w.repository()},
            {"14", w.ref()},
            {"18", flow},
            {"20", "release"}
        };
        for (String[] word : words) {
            b.addExtension(
                    new ASN1ObjectIdentifier("1.3.6.1.4.1.57264.1." + word[0]),
                    false,
                    new DERUTF8String(word[1]));
        }
        return b;
    }

    private byte[] certificate(Wish w, KeyPair own) throws Exception {
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(ca.getPrivate());
        X509v3CertificateBuilder b = leaf(w, own);
        if (w.sct()) {
            byte[] tbs = b.build(signer).toASN1Structure().getTBSCertificate().getEncoded("DER");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] millis = ByteBuffer.allocate(8).putLong(TIME.toEpochMilli()).array();
            out.write(new byte[] {0, 0});
            out.write(millis);
            out.write(new byte[] {0, 1});
            out.write(sha256(ca.getPublic().getEncoded()));
            out.write(new byte[] {0, (byte) (tbs.length >> 8), (byte) tbs.length});
            out.write(tbs);
            out.write(new byte[] {0, 0});
            byte[] signature = sign(certificateLog.getPrivate(), out.toByteArray());
            ByteBuffer sct = ByteBuffer.allocate(2 + 2 + 47 + signature.length);
            int one = 47 + signature.length;
            sct.putShort((short) (one + 2)).putShort((short) one).put((byte) 0);
            sct.put(sha256(certificateLog.getPublic().getEncoded())).put(millis);
            sct.putShort((short) 0).put((byte) 4).put((byte) 3);
            sct.putShort((short) signature.length).put(signature);
            b.addExtension(SCTS, false, new DEROctetString(sct.array()));
        }
        return b.build(signer).getEncoded();
    }

    /// A bundle of form 0.3 with an in-toto statement about the file.
    String bundle(byte[] file, Wish w) throws Exception {
        String statement =
                "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"a\",\"digest\":{\"sha256\":\""
                        + HexFormat.of().formatHex(sha256(file))
                        + "\"}}],\"predicateType\":\"https://slsa.dev/provenance/v1\",\"predicate\":{}}";
        byte[] payload = statement.getBytes(StandardCharsets.UTF_8);
        KeyPair own = keys();
        byte[] certificate = certificate(w, own);
        String type = "application/vnd.in-toto+json";
        byte[] signature =
                sign(
                        own.getPrivate(),
                        Checker.encoded(new Bundle.Envelope(type, payload, new byte[0])));
        String pem =
                "-----BEGIN CERTIFICATE-----\n"
                        + base64(certificate)
                        + "\n-----END CERTIFICATE-----\n";
        String body =
                "{\"apiVersion\":\"0.0.1\",\"kind\":\"dsse\",\"spec\":{\"payloadHash\":{\"algorithm\":\"sha256\",\"value\":\""
                        + HexFormat.of().formatHex(sha256(payload))
                        + "\"},\"signatures\":[{\"signature\":\""
                        + base64(signature)
                        + "\",\"verifier\":\""
                        + base64(pem.getBytes(StandardCharsets.UTF_8))
                        + "\"}]}}";
        return "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",\"verificationMaterial\":{\"certificate\":{\"rawBytes\":\""
                + base64(certificate)
                + "\"},\"tlogEntries\":["
                + entry(body.getBytes(StandardCharsets.UTF_8), w)
                + "]},\"dsseEnvelope\":{\"payload\":\""
                + base64(payload)
                + "\",\"payloadType\":\""
                + type
                + "\",\"signatures\":[{\"sig\":\""
                + base64(signature)
                + "\"}]}}";
    }

    /// The log holds three entries; this one is the last, so that its path has one step only.
    private String entry(byte[] body, Wish w) throws Exception {
        String id = HexFormat.of().formatHex(sha256(log.getPublic().getEncoded()));
        String promise =
                "{\"body\":\""
                        + base64(body)
                        + "\",\"integratedTime\":"
                        + w.time().getEpochSecond()
                        + ",\"logID\":\""
                        + id
                        + "\",\"logIndex\":2}";
        byte[] left = node((byte) 1, leafHash("one"), leafHash("two"));
        byte[] root = node((byte) 1, left, node((byte) 0, body, new byte[0]));
        String text = "log.example.test\n3\n" + base64(root) + "\n";
        byte[] signed = sign(log.getPrivate(), text.getBytes(StandardCharsets.UTF_8));
        byte[] marked = ByteBuffer.allocate(4 + signed.length).putInt(1).put(signed).array();
        String checkpoint =
                (text + "\n\u2014 log.example.test " + base64(marked) + "\n").replace("\n", "\\n");
        return "{\"logIndex\":\"2\",\"logId\":{\"keyId\":\""
                + id(log)
                + "\"},\"kindVersion\":{\"kind\":\"dsse\",\"version\":\"0.0.1\"},\"integratedTime\":\""
                + w.time().getEpochSecond()
                + "\",\"inclusionPromise\":{\"signedEntryTimestamp\":\""
                + base64(sign(log.getPrivate(), promise.getBytes(StandardCharsets.UTF_8)))
                + "\"}"
                + (w.proof()
                        ? ",\"inclusionProof\":{\"logIndex\":\"2\",\"rootHash\":\""
                                + base64(root)
                                + "\",\"treeSize\":\"3\",\"hashes\":[\""
                                + base64(left)
                                + "\"],\"checkpoint\":{\"envelope\":\""
                                + checkpoint
                                + "\"}}"
                        : "")
                + ",\"canonicalizedBody\":\""
                + base64(body)
                + "\"}";
    }

    private static byte[] leafHash(String text) throws Exception {
        return node((byte) 0, text.getBytes(StandardCharsets.UTF_8), new byte[0]);
    }

    private static byte[] node(byte mark, byte[] a, byte[] b) throws Exception {
        MessageDigest d = MessageDigest.getInstance("SHA-256");
        d.update(mark);
        d.update(a);
        return d.digest(b);
    }
}
