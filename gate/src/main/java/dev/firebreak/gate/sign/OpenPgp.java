package dev.firebreak.gate.sign;

import dev.firebreak.gate.facts.SignatureFacts;
import dev.firebreak.gate.facts.SignatureFacts.State;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;

/// OpenPGP signatures (RFC 9580). The key does not come with them, so only its number can be told and compared.
final class OpenPgp {
    private static final int MAX_OBJECTS = 16;

    private OpenPgp() {}

    /// The signatures in `bytes`, armoured or not.
    ///
    /// @param note what was checked beside
    static List<SignatureFacts> read(String kind, byte[] bytes, String note) {
        List<SignatureFacts> out = new ArrayList<>();
        try {
            PGPObjectFactory objects =
                    new PGPObjectFactory(
                            PGPUtil.getDecoderStream(new ByteArrayInputStream(bytes)),
                            new BcKeyFingerprintCalculator());
            Object o = objects.nextObject();
            for (int n = 0; o != null && n < MAX_OBJECTS; n++) {
                if (o instanceof PGPSignatureList list) {
                    for (PGPSignature s : list) {
                        out.add(facts(kind, s, note));
                    }
                }
                o = objects.nextObject();
            }
        } catch (IOException | PGPException | RuntimeException e) {
            out.add(
                    new SignatureFacts(
                            kind,
                            State.BROKEN,
                            "",
                            "",
                            "",
                            "",
                            "",
                            "",
                            null,
                            List.of(),
                            "the OpenPGP signature cannot be read: " + e.getMessage()));
        }
        return out;
    }

    private static SignatureFacts facts(String kind, PGPSignature s, String note)
            throws PGPException {
        String id = String.format(java.util.Locale.ROOT, "%016x", s.getKeyID());
        return new SignatureFacts(
                kind,
                State.PARTIAL,
                "OpenPGP key " + id,
                "",
                id,
                id,
                "",
                "",
                s.getCreationTime().toInstant().toString(),
                List.of(),
                note
                        + "; the signature itself is not verified: the signer's public key is not at hand");
    }
}
