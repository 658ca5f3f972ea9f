package dev.firebreak.gate.attest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.jspecify.annotations.Nullable;

/// The signer's certificate: from whom, in whose name, and whether a log of certificates saw it.
final class Leaf {
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

    /// RFC 6962, section 3.3.
    private static final ASN1ObjectIdentifier SCTS =
            new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");

    /// Fulcio, "OID information".
    private static final String FULCIO = "1.3.6.1.4.1.57264.1.";

    private Leaf() {}

    static X509Certificate certificate(byte[] der) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der));
    }

    /// The pinned authority that issued the certificate and was to be believed at this time; null if none.
    static TrustRoot.@Nullable Authority issuer(
            X509Certificate leaf, List<TrustRoot.Authority> authorities, Instant time) {
        for (TrustRoot.Authority a : authorities) {
            if (!time.isBefore(a.from()) && !time.isAfter(a.until()) && chains(leaf, a, time)) {
                return a;
            }
        }
        return null;
    }

    private static boolean chains(X509Certificate leaf, TrustRoot.Authority a, Instant time) {
        X509Certificate child = leaf;
        try {
            for (X509Certificate c : a.chain()) {
                if (child.equals(c)) {
                    continue;
                }
                if (!child.getIssuerX500Principal().equals(c.getSubjectX500Principal())
                        || c.getBasicConstraints() < 0) {
                    return false;
                }
                child.verify(c.getPublicKey());
                c.checkValidity(java.util.Date.from(time));
                child = c;
            }
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static boolean mayThisSign(X509Certificate leaf) throws GeneralSecurityException {
        List<String> uses = leaf.getExtendedKeyUsage();
        return leaf.getBasicConstraints() < 0 && uses != null && uses.contains(CODE_SIGNING);
    }

    /// A pinned log of certificates promised to show this certificate (RFC 6962, section 3.2).
    ///
    /// @return whether one did; absent if the certificate carries no promise at all
    static @Nullable Boolean logged(byte[] der, PublicKey issuer, List<TrustRoot.Key> logs)
            throws GeneralSecurityException {
        try {
            TBSCertificate tbs = Certificate.getInstance(der).getTBSCertificate();
            Extension found = tbs.getExtensions().getExtension(SCTS);
            if (found == null) {
                return null;
            }
            byte[] list = ASN1OctetString.getInstance(found.getParsedValue()).getOctets();
            ByteBuffer b = ByteBuffer.wrap(list);
            b.getShort();
            while (b.remaining() > 2) {
                byte[] one = new byte[b.getShort() & 0xffff];
                b.get(one);
                if (promise(ByteBuffer.wrap(one), without(tbs), issuer, logs)) {
                    return true;
                }
            }
            return false;
        } catch (RuntimeException | IOException e) {
            return false; // a promise that cannot be read is none
        }
    }

    private static boolean promise(
            ByteBuffer sct, byte[] tbs, PublicKey issuer, List<TrustRoot.Key> logs)
            throws GeneralSecurityException, IOException {
        byte version = sct.get();
        byte[] log = new byte[32];
        sct.get(log);
        long millis = sct.getLong();
        byte[] extensions = new byte[sct.getShort() & 0xffff];
        sct.get(extensions);
        sct.getShort(); // algorithm; the key tells it
        byte[] signature = new byte[sct.getShort() & 0xffff];
        sct.get(signature);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {version, 0});
        out.write(ByteBuffer.allocate(8).putLong(millis).array());
        out.write(new byte[] {0, 1});
        out.write(MessageDigest.getInstance("SHA-256").digest(issuer.getEncoded()));
        out.write(
                new byte[] {
                    (byte) (tbs.length >> 16), (byte) (tbs.length >> 8), (byte) tbs.length
                });
        out.write(tbs);
        out.write(new byte[] {(byte) (extensions.length >> 8), (byte) extensions.length});
        out.write(extensions);
        String id = Base64.getEncoder().encodeToString(log);
        for (TrustRoot.Key k : logs) {
            if (k.id().equals(id)
                    && k.validAt(Instant.ofEpochMilli(millis))
                    && Signatures.verify(k.key(), out.toByteArray(), signature)) {
                return true;
            }
        }
        return false;
    }

    /// The certificate's content as it was before the promise was put in.
    private static byte[] without(TBSCertificate tbs) throws IOException {
        Extensions all = tbs.getExtensions();
        Extension[] kept =
                Arrays.stream(all.getExtensionOIDs())
                        .filter(o -> !o.equals(SCTS))
                        .map(all::getExtension)
                        .toArray(Extension[]::new);
        var sequence = org.bouncycastle.asn1.ASN1Sequence.getInstance(tbs.toASN1Primitive());
        ASN1Encodable[] parts = sequence.toArray();
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] instanceof ASN1TaggedObject t && t.getTagNo() == 3) {
                parts[i] = new org.bouncycastle.asn1.DERTaggedObject(true, 3, new Extensions(kept));
            }
        }
        return new DERSequence(parts).getEncoded("DER");
    }

    /// In whose name the certificate was given out, by stable words: `identity`, `issuer`, `repository`, `workflow`,
    /// `ref`, `commit`, `trigger`, `runner`.
    static TreeMap<String, String> identity(X509Certificate leaf) throws GeneralSecurityException {
        TreeMap<String, String> out = new TreeMap<>();
        if (leaf.getSubjectAlternativeNames() != null) {
            for (List<?> name : leaf.getSubjectAlternativeNames()) {
                if (name.size() > 1 && name.get(1) instanceof String s) {
                    out.putIfAbsent("identity", s);
                }
            }
        }
        put(out, "issuer", leaf, 8, 1);
        put(out, "repository", leaf, 12, 5);
        put(out, "ref", leaf, 14, 6);
        put(out, "commit", leaf, 13, 3);
        put(out, "trigger", leaf, 20, 2);
        put(out, "runner", leaf, 11, 11);
        put(out, "workflow", leaf, 18, 18);
        String workflow = out.get("workflow");
        if (workflow == null && out.containsKey("repository")) {
            workflow = out.get("identity"); // before 2023 only the identity named it
        }
        if (workflow != null) {
            int at = workflow.lastIndexOf('@');
            out.put("workflow", at > 0 ? workflow.substring(0, at) : workflow);
        }
        return out;
    }

    private static void put(
            TreeMap<String, String> out, String word, X509Certificate leaf, int number, int older) {
        byte[] value = leaf.getExtensionValue(FULCIO + number);
        if (value == null) {
            value = leaf.getExtensionValue(FULCIO + older);
        }
        if (value == null) {
            return;
        }
        byte[] inner = ASN1OctetString.getInstance(value).getOctets();
        String text;
        try {
            // From number 8 on a DER string, before that the plain text.
            text =
                    ASN1Primitive.fromByteArray(inner) instanceof ASN1String s
                            ? s.getString()
                            : new String(inner, StandardCharsets.UTF_8);
        } catch (IOException e) {
            text = new String(inner, StandardCharsets.UTF_8);
        }
        String short500 = text.length() > 500 ? text.substring(0, 500) : text;
        out.put(
                word,
                word.equals("repository") && !short500.contains("://")
                        ? "https://github.com/" + short500
                        : short500);
    }
}
