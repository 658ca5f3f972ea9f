package dev.firebreak.gate.attest;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/// Plain signatures with the kinds of keys that Sigstore uses.
final class Signatures {
    private Signatures() {}

    static boolean verify(PublicKey key, byte[] message, byte[] signature)
            throws GeneralSecurityException {
        return verify(key, message, signature, algorithm(key));
    }

    /// Over a SHA-256 digest that was computed before.
    ///
    /// @throws GeneralSecurityException if the kind of key wants the whole message
    static boolean verifyDigest(PublicKey key, byte[] digest, byte[] signature)
            throws GeneralSecurityException {
        if (!key.getAlgorithm().equals("EC")) {
            throw new GeneralSecurityException("signatures of files by " + key.getAlgorithm());
        }
        return verify(key, digest, signature, "NONEwithECDSA");
    }

    private static String algorithm(PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "Ed25519";
        };
    }

    private static boolean verify(PublicKey key, byte[] message, byte[] signature, String algorithm)
            throws GeneralSecurityException {
        Signature s = Signature.getInstance(algorithm);
        s.initVerify(key);
        s.update(message);
        try {
            return s.verify(signature);
        } catch (SignatureException e) {
            return false; // not even the form of a signature
        }
    }
}
