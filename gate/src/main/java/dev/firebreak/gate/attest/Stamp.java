package dev.firebreak.gate.attest;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.jspecify.annotations.Nullable;

/// Timestamps (RFC 3161) of pinned authorities over a signature.
final class Stamp {
    private Stamp() {}

    /// @return the time, or null if no pinned authority vouches for it
    static @Nullable Instant time(
            byte[] response, byte[] signature, List<TrustRoot.Authority> authorities) {
        try {
            TimeStampToken token = new TimeStampResponse(response).getTimeStampToken();
            if (token == null) {
                return null;
            }
            Instant time = token.getTimeStampInfo().getGenTime().toInstant();
            String algorithm =
                    switch (token.getTimeStampInfo().getMessageImprintAlgOID().getId()) {
                        case "2.16.840.1.101.3.4.2.1" -> "SHA-256";
                        case "2.16.840.1.101.3.4.2.2" -> "SHA-384";
                        case "2.16.840.1.101.3.4.2.3" -> "SHA-512";
                        default -> "";
                    };
            if (algorithm.isEmpty()
                    || !Arrays.equals(
                            MessageDigest.getInstance(algorithm).digest(signature),
                            token.getTimeStampInfo().getMessageImprintDigest())) {
                return null;
            }
            for (TrustRoot.Authority a : authorities) {
                X509Certificate stamper = a.chain().getFirst();
                if (!time.isBefore(a.from())
                        && !time.isAfter(a.until())
                        && valid(token, stamper)
                        && Leaf.issuer(stamper, List.of(a), time) != null) {
                    return time;
                }
            }
            return null;
        } catch (TSPException
                | IOException
                | GeneralSecurityException
                | OperatorCreationException
                | RuntimeException e) {
            return null; // not a timestamp that anybody could vouch for
        }
    }

    private static boolean valid(TimeStampToken token, X509Certificate stamper)
            throws OperatorCreationException {
        try {
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(stamper));
            return true;
        } catch (TSPException e) {
            return false;
        }
    }
}
