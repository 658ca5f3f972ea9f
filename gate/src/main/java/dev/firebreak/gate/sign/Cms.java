package dev.firebreak.gate.sign;

import dev.firebreak.gate.facts.SignatureFacts;
import dev.firebreak.gate.facts.SignatureFacts.Extra;
import dev.firebreak.gate.facts.SignatureFacts.State;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.jspecify.annotations.Nullable;

/// CMS signatures (RFC 5652) as Authenticode, jar and NuGet use them. What is checked: the signature verifies with the
/// key of the certificate that comes with it, and the digest it signs is the one of the file. What is not: whether a
/// root programme trusts that certificate, and whether it was revoked; both need the network.
final class Cms {
    private static final String TIMESTAMP = "1.3.6.1.4.1.311.3.3.1";
    private static final String RFC3161_TIMESTAMP = "1.2.840.113549.1.9.16.2.14";
    private static final String COUNTERSIGNATURE = "1.2.840.113549.1.9.6";
    private static final String NESTED = "1.3.6.1.4.1.311.2.4.1";
    private static final int MAX_NESTED = 8;

    /// Computes the digest of the signed file.
    interface Digester {
        byte[] digest(String algorithm) throws NoSuchAlgorithmException, IOException;
    }

    private final String kind;
    private final @Nullable Digester digester;
    private final List<SignatureFacts> out = new ArrayList<>();

    private Cms(String kind, @Nullable Digester digester) {
        this.kind = kind;
        this.digester = digester;
    }

    /// Signatures whose signed content names the file's digest (Authenticode's SpcIndirectDataContent).
    static List<SignatureFacts> indirect(
            String kind, byte[] der, List<Extra> extra, Digester digester) {
        Cms cms = new Cms(kind, digester);
        cms.add(der, extra, null, 0);
        return List.copyOf(cms.out);
    }

    /// A detached signature over bytes that are at hand.
    static List<SignatureFacts> detached(String kind, byte[] der, byte[] signed) {
        Cms cms = new Cms(kind, _ -> new byte[0]);
        cms.add(der, List.of(), signed, 0);
        return List.copyOf(cms.out);
    }

    /// A signature that carries the bytes it signs.
    static List<SignatureFacts> attached(String kind, byte[] der) {
        Cms cms = new Cms(kind, null);
        cms.add(der, List.of(), null, 0);
        return List.copyOf(cms.out);
    }

    private void add(byte[] der, List<Extra> extra, byte @Nullable [] detached, int depth) {
        try {
            CMSSignedData data =
                    detached == null
                            ? new CMSSignedData(der)
                            : new CMSSignedData(new CMSProcessableByteArray(detached), der);
            Collection<SignerInformation> signers = data.getSignerInfos().getSigners();
            if (signers.isEmpty()) {
                out.add(broken("no signer in the signature", extra));
            }
            for (SignerInformation signer : signers) {
                one(data, signer, extra, detached == null && digester != null, depth);
            }
        } catch (CMSException | RuntimeException e) {
            out.add(broken("the signature cannot be read: " + e.getMessage(), extra));
        }
    }

    private SignatureFacts broken(String note, List<Extra> extra) {
        return new SignatureFacts(kind, State.BROKEN, "", "", "", "", "", "", null, extra, note);
    }

    private void one(
            CMSSignedData data,
            SignerInformation signer,
            List<Extra> outside,
            boolean indirect,
            int depth) {
        Collection<X509CertificateHolder> match =
                data.getCertificates().getMatches(cast(signer.getSID()));
        List<Extra> extra = new ArrayList<>(outside);
        String time = unauthenticated(signer, extra, depth);
        if (match.isEmpty()) {
            out.add(broken("the signer's certificate is missing", extra));
            return;
        }
        X509CertificateHolder cert = match.iterator().next();
        State state = State.INTACT;
        String note =
                "digest recomputed, signature verified with the enclosed certificate; not checked: trust in its issuer, revocation";
        try {
            if (!signer.verify(
                    new JcaSimpleSignerInfoVerifierBuilder()
                            .build(
                                    new org.bouncycastle.cert.jcajce.JcaX509CertificateConverter()
                                            .getCertificate(cert)
                                            .getPublicKey()))) {
                state = State.BROKEN;
                note = "the signature does not verify";
            } else if (indirect) {
                String wrong = wrongDigest(data);
                if (wrong != null) {
                    state = State.BROKEN;
                    note = wrong;
                }
            }
        } catch (CMSException
                | OperatorCreationException
                | CertificateException
                | IOException
                | RuntimeException e) {
            state = State.BROKEN;
            note = "the signature does not verify: " + e.getMessage();
        } catch (NoSuchAlgorithmException e) {
            state = State.PARTIAL;
            note = "unknown digest algorithm, not checked: " + e.getMessage();
        }
        out.add(
                new SignatureFacts(
                        kind,
                        state,
                        cert.getSubject().toString(),
                        cert.getIssuer().toString(),
                        cert.getSerialNumber().toString(16),
                        key(cert),
                        cert.getNotBefore().toInstant().toString(),
                        cert.getNotAfter().toInstant().toString(),
                        time,
                        extra,
                        note));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static org.bouncycastle.util.Selector<X509CertificateHolder> cast(
            org.bouncycastle.cms.SignerId id) {
        return (org.bouncycastle.util.Selector) id;
    }

    private @Nullable String wrongDigest(CMSSignedData data)
            throws NoSuchAlgorithmException, IOException {
        if (digester == null) {
            return null;
        }
        Object content = ContentInfo.getInstance(data.toASN1Structure()).getContent();
        ASN1Encodable inner =
                org.bouncycastle.asn1.cms.SignedData.getInstance(content)
                        .getEncapContentInfo()
                        .getContent();
        DigestInfo info = DigestInfo.getInstance(ASN1Sequence.getInstance(inner).getObjectAt(1));
        byte[] actual = digester.digest(algorithm(info.getAlgorithmId().getAlgorithm().getId()));
        return Arrays.equals(actual, info.getDigest())
                ? null
                : "the file is not what was signed: its digest is "
                        + hex(actual)
                        + ", the signature names "
                        + hex(info.getDigest());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 8)) + "…";
    }

    static String algorithm(String oid) throws NoSuchAlgorithmException {
        return switch (oid) {
            case "1.3.14.3.2.26" -> "SHA-1";
            case "1.2.840.113549.2.5" -> "MD5";
            case "2.16.840.1.101.3.4.2.1" -> "SHA-256";
            case "2.16.840.1.101.3.4.2.2" -> "SHA-384";
            case "2.16.840.1.101.3.4.2.3" -> "SHA-512";
            default -> throw new NoSuchAlgorithmException(oid);
        };
    }

    private static String key(X509CertificateHolder cert) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(cert.getSubjectPublicKeyInfo().getEncoded()));
        } catch (NoSuchAlgorithmException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Reads the attributes that the signer did not sign; returns the timestamp's time, if there is one.
    private @Nullable String unauthenticated(
            SignerInformation signer, List<Extra> extra, int depth) {
        AttributeTable table = signer.getUnsignedAttributes();
        String time = null;
        if (table == null) {
            return null;
        }
        for (Attribute a : table.toASN1Structure().getAttributes()) {
            String oid = a.getAttrType().getId();
            byte[] value = encoded(a);
            switch (oid) {
                case TIMESTAMP, RFC3161_TIMESTAMP -> time = timestamp(a);
                case COUNTERSIGNATURE -> {}
                case NESTED -> {
                    for (ASN1Encodable v : a.getAttributeValues()) {
                        if (depth < MAX_NESTED) {
                            add(encoded(v), List.of(), null, depth + 1);
                        }
                    }
                }
                default ->
                        extra.add(
                                new Extra(
                                        "unauthenticated-attribute",
                                        value.length,
                                        false,
                                        Authenticode.entropy(value),
                                        "attribute " + oid));
            }
        }
        return time;
    }

    private static byte[] encoded(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded();
        } catch (IOException e) {
            return new byte[0]; // cannot happen for what was just parsed
        }
    }

    private static @Nullable String timestamp(Attribute a) {
        try {
            Instant at =
                    new TimeStampToken(ContentInfo.getInstance(a.getAttributeValues()[0]))
                            .getTimeStampInfo()
                            .getGenTime()
                            .toInstant();
            return at.toString();
        } catch (TSPException | IOException | RuntimeException e) {
            return null; // no readable timestamp is the same as none: the signing time is then
            // unknown
        }
    }

    /// Length of the first DER value including its header, or -1.
    static long derLength(byte[] b) {
        if (b.length < 2 || b[0] != 0x30) {
            return -1;
        }
        int first = b[1] & 0xff;
        if (first < 0x80) {
            return 2L + first;
        }
        int n = first & 0x7f;
        if (n == 0 || n > 4 || b.length < 2 + n) {
            return -1;
        }
        long length = 0;
        for (int i = 0; i < n; i++) {
            length = length << 8 | b[2 + i] & 0xff;
        }
        return 2 + n + length;
    }
}
